// What the gate would ask of a change alone: of a pull request that was opened this moment, with no comments, reviews or checks.
// The one road for `classify`, `backtest` and the replay of a proposed policy.

import type { Requirement } from "../case/requirement.js";
import { classify } from "../classify/classify.js";
import { fingerprint } from "../classify/fingerprint.js";
import type { CountedLines } from "../classify/size.js";
import { countLines } from "../classify/size.js";
import type { Change, Facts } from "../facts/facts.js";
import type { Classification } from "../facts/finding.js";
import { NO_RECORDS } from "../facts/records.js";
import { loaded } from "../facts/source.js";
import { requirementOf } from "../gate/requirements/index.js";
import type { LoadedPolicy } from "../policy/schema.js";
import { type Verdict, verdictOf } from "../replay/verdict.js";
import { requirementsOf } from "./decision.js";

export interface Hypothetical {
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

export function judgeAlone(change: Change, policy: LoadedPolicy, headSha: string | null): Hypothetical {
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

/** What a replay keeps of it. Only the author can undo a stop: neither a review of then nor a registry of now plays a part. */
export function verdictOn({ change, classification, size, policy, requirements }: Hypothetical): Verdict {
  const stops = requirements
    .filter(({ id, status, waits }) => isUnmet(status) && requirementOf(id).knownOffline && waits === "author")
    .map(({ id }) => id);
  return verdictOf({ change, classification, size, policy: policy.policy, stops });
}

/** Registries would have been asked about its dependencies. */
export function asksRegistries({ requirements }: Hypothetical): boolean {
  return requirements.some(({ id, status }) => id === "dependencies_verified" && isUnmet(status));
}

function isUnmet(status: Requirement["status"]): boolean {
  return status === "unsatisfied" || status === "error";
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
