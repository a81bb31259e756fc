// Reads a pull request and says what is true of it now. Writes nothing: evaluate-pull-request.ts and merge-group.ts build on it.

import { applyChanges } from "../core/case/apply-changes.js";
import type { Decision } from "../core/case/decision.js";
import type { GateInput } from "../core/case/input.js";
import { classify } from "../core/classify/classify.js";
import { fingerprint, unknownVersion } from "../core/classify/fingerprint.js";
import { countLines } from "../core/classify/size.js";
import type { Account, Facts } from "../core/facts/facts.js";
import type { Agent, Classification } from "../core/facts/finding.js";
import { NO_CHANGES, type Records } from "../core/facts/records.js";
import type { PullRef } from "../core/facts/work.js";
import { canonicalJson } from "../core/ground/canonical.js";
import type { CommandOutcomes } from "../core/judge/judge-commands.js";
import { judgeCommands } from "../core/judge/judge-commands.js";
import { claimNotices } from "../core/people/claim-notices.js";
import { toRemember } from "../core/people/claims.js";
import type { LoadedPolicy } from "../core/policy/schema.js";
import { decisionOn } from "../core/render/decision.js";
import type { GithubReader, PullSnapshot, PullState, PullStore } from "../ports.js";
import { type ContextSources, loadJudgeContext } from "./judge-context.js";
import { type FactSources, loadFacts } from "./load-facts.js";
import { withIssueOrigins } from "./load-issue-origins.js";
import { loadPolicy } from "./load-policy.js";
import { rememberPeople } from "./remember-people.js";

export interface Assessment {
  readonly ref: PullRef;
  readonly snapshot: PullSnapshot;
  readonly state: PullState | null;
  /** Facts with the records as they are after `outcomes`. */
  readonly input: GateInput;
  /** What the commands that were not judged before ask for. */
  readonly outcomes: CommandOutcomes;
  readonly decision: Decision;
}

export interface AssessmentSources extends FactSources, ContextSources {
  readonly reader: GithubReader;
  readonly store: PullStore;
}

/**
 * Null: the pull request does not exist, or the App cannot see it any more. `viewers`: people to look up beside those whose texts
 * or records ask for it.
 */
export async function assess(
  ref: PullRef,
  sources: AssessmentSources,
  viewers: readonly Account[] = [],
): Promise<Assessment | null> {
  const { reader, store, forms } = sources;
  const [state, records, entries] = await Promise.all([
    store.loadState(ref.repositoryId, ref.number),
    store.loadRecords(ref.repositoryId, ref.number),
    forms.loadPending(ref),
  ]);
  const snapshot = await reader.loadPull(ref, { baseRef: state?.baseRef ?? null });
  if (snapshot === null) {
    return null;
  }
  const { policy, gated } = await loadPolicy(ref, snapshot, reader);
  const onPage = [...entries.map(({ person }) => person), ...viewers];
  const facts = await loadFacts(ref, { snapshot, policy, records, onPage }, sources);
  const read = toGateInput(facts, policy, records);
  const seen = await rememberPeople(ref, { snapshot, read }, reader);
  const known = applyChanges(records, { ...NO_CHANGES, ...seen });
  const before = await withIssueOrigins(ref, { ...read, records: known, gated }, reader);
  const judged = judgeCommands(before, await loadJudgeContext(ref, { input: before, stored: entries }, sources));
  const changed = { ...before, records: applyChanges(known, judged.changes) };
  const outcomes = {
    ...judged,
    replies: [...judged.replies, ...claimNotices(changed)],
    changes: { ...judged.changes, ...seen, agentSeen: newAgent(changed) },
  };
  const input = { ...before, records: applyChanges(known, outcomes.changes) };
  return { ref, snapshot, state, input, outcomes, decision: decisionOn(input) };
}

/** Null: it is remembered as it is. */
function newAgent(input: GateInput): Agent | null {
  const agent = toRemember(input);
  return canonicalJson(agent) === canonicalJson(input.records.agentSeen) ? null : agent;
}

function toGateInput(facts: Facts, policy: LoadedPolicy, records: Records): Omit<GateInput, "gated"> {
  if (facts.change.status === "unavailable") {
    return {
      facts,
      records,
      policy,
      classification: unknownChange(facts.change.reason, records),
      fingerprint: unknownVersion(facts.pull.headSha),
      size: { counted: 0, ignored: [] },
    };
  }
  const change = facts.change.value;
  return {
    facts,
    records,
    policy,
    classification: classify(change, policy.policy, records.agentSeen),
    fingerprint: fingerprint(change),
    size: countLines(change, policy.policy),
  };
}

/** INVARIANT: a change that could not be read is high-stakes; `facts_complete` says why and blocks. */
function unknownChange(reason: string, records: Records): Classification {
  return {
    tier: "high-stakes",
    findings: [{ rule: "change-unreadable", tier: "high-stakes", path: null, line: null, side: "new", reason }],
    agent: records.agentSeen,
  };
}
