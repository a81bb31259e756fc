// The facts, the policy and the bundle that the gate decides from.
import type { z } from "zod";
import type { GateInput } from "../../../src/core/case/input.js";
import type { Facts } from "../../../src/core/facts/facts.js";
import type { Classification } from "../../../src/core/facts/finding.js";
import { NO_RECORDS, type Records } from "../../../src/core/facts/records.js";
import { loaded } from "../../../src/core/facts/source.js";
import { type LoadedPolicy, Policy } from "../../../src/core/policy/schema.js";
import { merge, type Override } from "../merge.js";
import { aChange } from "./change.js";
import { aCheck, aLinkedIssue } from "./conversation.js";
import { FINGERPRINT, fakeHash, fakeSha, HEAD_SHA, READ_AT } from "./ids.js";
import { aPerson, people } from "./people.js";
import { givingComments } from "./records.js";

/** The world: see the head of this file. alice may write, robin and sam may write, maya maintains, ada administers. */
export function aFacts(override: Override<Facts> = {}): Facts {
  return merge<Facts>(
    {
      readAt: READ_AT,
      repository: { id: 4242, owner: "acme", name: "shop", defaultBranch: "main", installationId: 77 },
      pull: {
        number: 7,
        url: "https://github.com/acme/shop/pull/7",
        state: "open",
        draft: false,
        headSha: HEAD_SHA,
        baseRef: "main",
        baseSha: fakeSha("base 1"),
        fork: false,
        createdAt: "2026-03-02T09:00:00Z",
        mergedBy: null,
        mergeCommitSha: null,
        bodyEditor: null,
      },
      change: loaded(aChange()),
      comments: loaded([]),
      reviews: loaded([]),
      checks: loaded([aCheck()]),
      linkedIssues: loaded([aLinkedIssue()]),
      unseenIssues: 0,
      siblings: loaded([]),
      lineComments: loaded([]),
      requested: loaded([]),
      people: people(
        aPerson("alice"),
        aPerson("robin"),
        aPerson("sam"),
        aPerson("maya", "maintain"),
        aPerson("ada", "admin"),
      ),
      packages: new Map(),
    },
    override,
  );
}

/** A policy as the schema completes it: give only the keys that differ from the defaults. */
export function aPolicy(input: z.input<typeof Policy> = {}): Policy {
  return Policy.parse(input);
}

export function aLoadedPolicy(override: Override<LoadedPolicy> = {}): LoadedPolicy {
  const base = {
    policy: aPolicy(),
    hash: "",
    problems: [],
    relaxations: [],
    unavailable: [],
    origins: [{ repository: "acme/shop", path: ".github/countersign.yml", ref: "main" }],
  };
  const merged = merge<LoadedPolicy>(base, override);
  return override.hash ? merged : { ...merged, hash: `sha256:${fakeHash(JSON.stringify(merged.policy))}` };
}

export function aRecords(override: Override<Records> = {}): Records {
  return merge(NO_RECORDS, override);
}

export function aClassification(override: Override<Classification> = {}): Classification {
  return merge<Classification>(
    {
      tier: "behavior-changing",
      findings: [
        {
          rule: "changes-source",
          tier: "behavior-changing",
          path: "src/cart/total.ts",
          line: 11,
          side: "new",
          reason: "changes source code",
        },
      ],
      agent: {
        name: "copilot",
        evidence: [{ kind: "pull-author", text: "copilot-swe-agent[bot]", strength: "certain" }],
        operator: ["alice"],
      },
    },
    override,
  );
}

/** What was waived or overridden stands in its comment, unless the test lists comments of its own. */
export function aGateInput(override: Override<GateInput> = {}): GateInput {
  const input = merge<GateInput>(
    {
      facts: aFacts(),
      records: NO_RECORDS,
      classification: aClassification(),
      policy: aLoadedPolicy(),
      fingerprint: FINGERPRINT,
      size: { counted: 3, ignored: [] },
      gated: true,
    },
    override,
  );
  const { comments } = input.facts;
  if (comments.status === "unavailable" || comments.value.length > 0) return input;
  return { ...input, facts: { ...input.facts, comments: loaded(givingComments(input.records)) } };
}
