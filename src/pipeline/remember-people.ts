// Who is behind the commits of a pull request, also behind those that a push took away before anybody looked. A forced push costs
// a call where its head was not read; any other push costs none.

import type { GateInput } from "../core/case/input.js";
import type { RecordChanges, SeenHead, SeenPerson } from "../core/facts/records.js";
import type { PullRef } from "../core/facts/work.js";
import { contributorsOf, newContributors, unreadContributor } from "../core/people/seen-people.js";
import type { GithubReader, PullSnapshot } from "../ports.js";

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
