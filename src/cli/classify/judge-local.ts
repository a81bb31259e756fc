// Judges a local change with the same functions as a pull request: a pull request that was opened this moment, with no
// comments, reviews or checks yet.

import type { Requirement } from "../../core/case/requirement.js";
import { classify } from "../../core/classify/classify.js";
import { fingerprint } from "../../core/classify/fingerprint.js";
import type { CountedLines } from "../../core/classify/size.js";
import { countLines } from "../../core/classify/size.js";
import type { Change, Facts } from "../../core/facts/facts.js";
import type { Classification } from "../../core/facts/finding.js";
import { NO_RECORDS } from "../../core/facts/records.js";
import { loaded } from "../../core/facts/source.js";
import type { LoadedPolicy } from "../../core/policy/schema.js";
import { requirementsOf } from "../../core/render/decision.js";

export interface LocalJudgement {
  readonly headSha: string | null;
  readonly classification: Classification;
  readonly fingerprint: string;
  readonly size: CountedLines;
  /** With the examinations of its files. */
  readonly change: Change;
  readonly policy: LoadedPolicy;
  /** What the gate would ask for if an agent opens a pull request with this change. */
  readonly requirements: readonly Requirement[];
}

export function judgeLocal(change: Change, policy: LoadedPolicy, headSha: string | null): LocalJudgement {
  const classification = classify(change, policy.policy, null);
  const size = countLines(change, policy.policy);
  const hash = fingerprint(change);
  const facts = factsOf(change, headSha);
  const requirements = requirementsOf({
    facts,
    records: NO_RECORDS,
    classification,
    policy,
    fingerprint: hash,
    size,
    gated: true,
  });
  return { headSha, classification, fingerprint: hash, size, change, policy, requirements };
}

/** A constant moment: nothing here depends on the time, and the same change gives the same answer. */
const NO_TIME = "1970-01-01T00:00:00Z";

function factsOf(change: Change, headSha: string | null): Facts {
  return {
    readAt: NO_TIME,
    repository: { id: 0, owner: "local", name: "local", defaultBranch: "", installationId: 0 },
    pull: {
      number: 0,
      url: "",
      state: "open",
      draft: false,
      headSha: headSha ?? "",
      baseRef: "",
      baseSha: "",
      fork: false,
      createdAt: NO_TIME,
      mergedBy: null,
      mergeCommitSha: null,
      bodyEditor: null,
    },
    change: loaded(change),
    comments: loaded([]),
    reviews: loaded([]),
    checks: loaded([]),
    linkedIssues: loaded([]),
    unseenIssues: 0,
    siblings: loaded([]),
    lineComments: loaded([]),
    requested: loaded([]),
    people: new Map(),
    packages: new Map(),
  };
}
