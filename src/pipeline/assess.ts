// Reads a pull request and says what is true of it now. Writes nothing: evaluate-pull-request.ts and merge-group.ts build on it.

import { applyChanges } from "../core/case/apply-changes.js";
import type { Decision } from "../core/case/decision.js";
import type { GateInput } from "../core/case/input.js";
import { classify } from "../core/classify/classify.js";
import { fingerprint, unknownVersion } from "../core/classify/fingerprint.js";
import { countLines } from "../core/classify/size.js";
import type { Account, Facts, LinkedIssue } from "../core/facts/facts.js";
import type { Agent, Classification } from "../core/facts/finding.js";
import { NO_CHANGES, type RecordChanges, type Records, type SeenHead, type SeenPerson } from "../core/facts/records.js";
import { loaded } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { isOutOfScope } from "../core/gate/decide.js";
import { issueInQuestion } from "../core/gate/requirements/acceptance-criteria.js";
import { canonicalJson } from "../core/ground/canonical.js";
import { type CommandOutcomes, judgeCommands } from "../core/judge/judge-commands.js";
import { claimNotices, toRemember } from "../core/people/claims.js";
import { contributorsOf, newContributors, unreadContributor } from "../core/people/commit-people.js";
import type { LoadedPolicy } from "../core/policy/schema.js";
import { decisionOn } from "../core/render/decision.js";
import type { GithubReader, PullSnapshot, PullState, PullStore } from "../ports.js";
import { type ContextSources, loadJudgeContext } from "./judge-context.js";
import { type FactSources, loadFacts } from "./load-facts.js";
import { loadPolicy } from "./load-policy.js";

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

interface AssessmentSources extends FactSources, ContextSources {
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
  const begun = hasNewHead(state) ? reader.startFiles(ref) : undefined;
  const snapshot = await reader.loadPull(ref, { baseRef: state?.baseRef ?? null });
  if (snapshot === null) {
    return null;
  }
  const { policy, gated } = await loadPolicy(ref, snapshot, reader);
  const onPage = [...entries.map(({ person }) => person), ...viewers];
  const facts = await loadFacts(ref, { snapshot, begun, policy, records, onPage }, sources);
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

/** As far as deliveries tell: its files are then listed while it is read. Of a head that was evaluated they are mostly remembered. */
function hasNewHead(state: PullState | null): boolean {
  return (state?.decision ?? null) === null || state?.newHeadSha !== undefined;
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

export async function withIssueOrigins(
  ref: PullRef,
  input: GateInput,
  reader: Pick<GithubReader, "loadIssueViaApp">,
): Promise<GateInput> {
  let known = input;
  for (;;) {
    const issue = isOutOfScope(known) ? null : issueInQuestion(known);
    if (issue === null) return known;
    const viaApp = await reader.loadIssueViaApp(ref, issue);
    known = { ...known, facts: replaceIssue(known.facts, issue, { ...issue, viaApp }) };
  }
}

function replaceIssue(facts: Facts, issue: LinkedIssue, by: LinkedIssue): Facts {
  if (facts.linkedIssues.status === "unavailable") return facts;
  const linkedIssues = loaded(facts.linkedIssues.value.map((one) => (one === issue ? by : one)));
  return { ...facts, linkedIssues };
}

// Who is behind the commits of a pull request, also behind those that a push took away before anybody looked. A forced push costs
// a call where its head was not read; any other push costs none.

/** Heads read in one evaluation: as many as GitHub is asked for of the time before we looked. The next evaluation reads on. */
const MAX_HEADS = 20;

/**
 * What is to be added to the records. Nothing while the change cannot be read: its people are remembered once it can.
 * INVARIANT: a head stays unread until its people are known or GitHub says that it is gone, and `facts_complete` waits for it.
 */
export async function rememberPeople(
  ref: PullRef,
  { snapshot, read: { facts, records, classification } }: Seen,
  reader: Pick<GithubReader, "loadCommits">,
): Promise<Pick<RecordChanges, "heads" | "contributors">> {
  const { pull, counts, formerHeads = [] } = snapshot;
  if (facts.change.status === "unavailable") return { heads: [], contributors: [] };
  const change = facts.change.value;
  const present = new Set([pull.headSha, ...change.commits.map(({ sha }) => sha)]);
  const known = new Set(records.heads.filter(({ read }) => read).map(({ sha }) => sha));
  const former = new Set([...records.heads.map(({ sha }) => sha), ...formerHeads, pull.headSha]);
  const unread = [...former].filter((sha) => !known.has(sha));
  const gone = unread.filter((sha) => !present.has(sha));
  const people = ({ commits }: Pick<Listed, "commits">) =>
    contributorsOf({ commits, author: change.author }, classification.agent);
  const read = async (sha: string): Promise<SeenBehind> => {
    const listed = await reader.loadCommits(ref, pull.baseSha, sha);
    if (listed.status === "unavailable") return { head: { sha, read: false }, people: [] };
    const { commits, total } = listed.value ?? THROWN_AWAY;
    return {
      head: { sha, read: true },
      people: [...people({ commits }), ...(commits.length < total ? [unreadContributor(sha)] : [])],
    };
  };
  const ofGone = await Promise.all(gone.slice(0, MAX_HEADS).map(read));
  const unlisted = counts.commits > change.commits.length ? [unreadContributor(pull.headSha)] : [];
  return {
    heads: [
      ...unread.filter((sha) => present.has(sha)).map((sha) => ({ sha, read: true })),
      ...ofGone.map(({ head }) => head),
      ...gone.slice(MAX_HEADS).map((sha) => ({ sha, read: false })),
    ],
    contributors: newContributors(records.contributors, [
      ...people(change),
      ...unlisted,
      ...ofGone.flatMap((one) => one.people),
    ]),
  };
}

interface Seen {
  readonly snapshot: Pick<PullSnapshot, "pull" | "counts" | "formerHeads">;
  readonly read: Omit<GateInput, "gated">;
}

interface Listed {
  readonly commits: Parameters<typeof contributorsOf>[0]["commits"];
  readonly total: number;
}

/** Somebody wrote something there, and nobody can say who. */
const THROWN_AWAY: Listed = { commits: [], total: 1 };

interface SeenBehind {
  readonly head: SeenHead;
  readonly people: readonly SeenPerson[];
}
