// A gate input whose every text by others is the given one, for tests of what may reach GitHub.

import type { GateInput } from "../../../src/core/case/input.js";
import { loaded } from "../../../src/core/facts/source.js";
import {
  aChange,
  aCheck,
  aClassification,
  aFit,
  aGateInput,
  aLinkedIssue,
  aLoadedPolicy,
  aNativeReview,
  anAccount,
  aRecords,
  aReviewRequest,
  aSubmission,
  aWaiver,
  aWhy,
} from "../../support/build.js";

export function anInputFullOf(text: string, override: Parameters<typeof aGateInput>[0] = {}): GateInput {
  const account = anAccount({ login: text, id: 666 });
  const origin = { repository: text, path: text, ref: text };
  const problem = { origin, key: text, line: 1, column: 1, message: text };
  const submission = aSubmission({ reviewer: account, url: text });
  const block = `\`\`\`countersign\nintent: ${JSON.stringify(text)}\ncontext: [${JSON.stringify(text)}]\n\`\`\``;
  return aGateInput({
    facts: {
      change: loaded(aChange({ title: text, body: block, branch: text, author: account, gaps: [text] })),
      checks: loaded([aCheck({ name: text, state: "failed", outcome: text, url: text })]),
      linkedIssues: loaded([aLinkedIssue({ repository: text, title: text, author: { ...account, type: "Bot" } })]),
      reviews: loaded([aNativeReview({ author: account, url: text, body: text })]),
    },
    records: aRecords({
      submissions: [submission],
      asked: [
        aReviewRequest({ person: account, ended: { at: text, how: "timed-out", outcome: "escalate" } }),
        aReviewRequest({
          roll: 2,
          person: account,
          why: aWhy({ fit: aFit({ expertOf: [text], owned: 1 }), notes: [text] }),
        }),
      ],
      waivers: [aWaiver({ requirement: "reviewable_size", reason: text, by: account })],
    }),
    classification: aClassification({
      agent: { name: text, evidence: [{ kind: "body", text, strength: "weak" }], operator: [text] },
      findings: [{ rule: text, tier: "behavior-changing", path: text, line: 3, side: "new", reason: text }],
    }),
    policy: aLoadedPolicy({ problems: [problem], relaxations: [problem], origins: [origin] }),
    size: { counted: 9000, ignored: [{ path: text, lines: 4, reason: text }] },
    ...override,
  });
}
