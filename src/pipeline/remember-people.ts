// Who is behind the commits of a pull request, also behind those that a push took away before anybody looked. A forced push costs
// a call where its head was not read; any other push costs none.
import { unavailable } from "../core/facts.js";
import type { GateInput } from "../core/gate/input.js";
import type { RecordChanges, SeenPerson } from "../core/records.js";
import { contributorsOf, newContributors, unreadContributor } from "../core/review/seen-people.js";
import type { PullRef } from "../core/work.js";
import type { GithubReader, PullSnapshot } from "../ports.js";

/** Heads read in one evaluation: as many as GitHub is asked for of the time before we looked. Beyond, nobody is known. */
const MAX_HEADS = 20;

/** What is to be added to the records. Nothing while the change cannot be read: its people are remembered once it can. */
export async function rememberPeople(
  ref: PullRef,
  { pull, counts, formerHeads = [] }: Pick<PullSnapshot, "pull" | "counts" | "formerHeads">,
  { facts, records, classification }: Omit<GateInput, "gated">,
  reader: Pick<GithubReader, "loadCommits">,
): Promise<Pick<RecordChanges, "heads" | "contributors">> {
  if (facts.change.status === "unavailable") return { heads: [], contributors: [] };
  const change = facts.change.value;
  const present = new Set(change.commits.map(({ sha }) => sha));
  const known = new Set(records.heads.filter(({ read }) => read).map(({ sha }) => sha));
  const former = [...new Set([...records.heads.map(({ sha }) => sha), ...formerHeads])];
  const unread = former.filter((sha) => !known.has(sha) && sha !== pull.headSha);
  const gone = unread.filter((sha) => !present.has(sha));
  const peopleOf = async (sha: string, index: number): Promise<SeenPerson[]> => {
    const source = index < MAX_HEADS ? await reader.loadCommits(ref, pull.baseSha, sha) : TOO_MANY;
    const { commits, missing } = listed(source);
    const people = contributorsOf({ commits, author: change.author }, classification.agent);
    return missing ? [...people, unreadContributor(sha)] : people;
  };
  const ofGone = await Promise.all(gone.map(peopleOf));
  const own = contributorsOf(change, classification.agent);
  const unlisted = counts.commits > change.commits.length ? [unreadContributor(pull.headSha)] : [];
  return {
    heads: [...unread, ...(known.has(pull.headSha) ? [] : [pull.headSha])].map((sha) => ({ sha, read: true })),
    contributors: newContributors(records.contributors, [...own, ...unlisted, ...ofGone.flat()]),
  };
}

const TOO_MANY: Awaited<ReturnType<GithubReader["loadCommits"]>> = unavailable("too many heads were pushed over");

function listed(source: Awaited<ReturnType<GithubReader["loadCommits"]>>) {
  if (source.status === "unavailable") return { commits: [], missing: true };
  const { commits, total } = source.value;
  return { commits, missing: commits.length < total };
}
