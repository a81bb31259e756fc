// What the pipeline's writing half works from: a snapshot, a decision, an assessment, effects.

import type { Decision } from "../../src/core/case/decision.js";
import type { BriefingEffect, CheckRunEffect } from "../../src/core/case/effect.js";
import type { Account } from "../../src/core/facts/facts.js";
import { NO_CHANGES } from "../../src/core/facts/records.js";
import { loaded } from "../../src/core/facts/source.js";
import type { Assessment } from "../../src/pipeline/assess.js";
import type { PullSnapshot, PullState } from "../../src/ports.js";
import { aRef } from "./build/work.js";
import { aCommit, aGateInput, anAgentAccount, FINGERPRINT, fakeHash, HEAD_SHA, READ_AT } from "./build.js";
import { merge, type Override } from "./merge.js";

export function aSnapshot(override: Override<PullSnapshot> = {}): PullSnapshot {
  const { facts } = aGateInput();
  return merge<PullSnapshot>(
    {
      readAt: READ_AT,
      repository: facts.repository,
      pull: facts.pull,
      title: "Retry refunds that time out",
      body: "",
      author: anAgentAccount() as Account,
      branch: "copilot/retry-refunds",
      counts: { files: 1, additions: 1, deletions: 1, commits: 1 },
      commits: loaded([aCommit()]),
      comments: loaded([]),
      reviews: loaded([]),
      checks: loaded([]),
      linkedIssues: loaded([]),
      unseenIssues: 0,
      siblings: loaded([]),
      lineComments: loaded([]),
      requested: loaded([]),
      requesters: [],
      policy: { status: "absent" },
      defaultPolicy: { status: "absent" },
      floor: { status: "absent" },
      publishedChecks: [],
    },
    override,
  );
}

export function aDecision(override: Override<Decision> = {}): Decision {
  return merge<Decision>(
    {
      headSha: HEAD_SHA,
      baseRef: "main",
      gated: true,
      tier: "behavior-changing",
      fingerprint: FINGERPRINT,
      policyHash: `sha256:${fakeHash("policy")}`,
      factsHash: `sha256:${fakeHash("facts")}`,
      agent: null,
      findings: [],
      requirements: [],
      conclusion: null,
      observed: null,
      override: null,
      outOfScope: false,
      notCounted: [],
    },
    override,
  );
}

export function anAssessment(
  override: { snapshot?: PullSnapshot; state?: PullState | null; decision?: Decision } = {},
): Assessment {
  return {
    ref: aRef(),
    snapshot: override.snapshot ?? aSnapshot(),
    state: override.state ?? null,
    input: aGateInput(),
    outcomes: {
      changes: NO_CHANGES,
      replies: [],
      reactions: [],
      issues: [],
      removals: [],
      events: [],
      secrets: [],
      answers: [],
      absences: [],
      waits: false,
    },
    decision: override.decision ?? aDecision(),
  };
}

export function aCheckEffect(override: Override<CheckRunEffect> = {}): CheckRunEffect {
  return merge<CheckRunEffect>(
    {
      kind: "check_run",
      name: "countersign",
      headSha: HEAD_SHA,
      conclusion: null,
      title: "Behavior-changing · waiting for one structured review",
      summary: "summary",
      text: "text",
      annotations: [],
      detailsUrl: "https://countersign.example/pulls/acme/shop/7",
    },
    override,
  );
}

export function aBriefing(body = "<!-- countersign:briefing -->\nbriefing"): BriefingEffect {
  return { kind: "briefing", body };
}
