// Reads who could be asked for a review of this change. What GitHub refuses to tell is noted, and whoever is on it is left out.
import { mergeAway, parseAwayFile } from "../core/assign/away.js";
import { type CodeOwners, NO_OWNERS, parseCodeOwners } from "../core/assign/codeowners.js";
import {
  admittingTeams,
  filesToTrace,
  ownersOfFiles,
  ownerTeams,
  peopleOf,
  policyTeams,
} from "../core/assign/lists.js";
import type { Away, Roster, RosterFile } from "../core/assign/roster.js";
import type { GateInput } from "../core/case/input.js";
import type { Account } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { addSeconds, durationSeconds } from "../core/ground/time.js";
import type { PipelineDependencies } from "./dependencies.js";

type RosterSources = Pick<PipelineDependencies, "roster" | "workload">;

/** @throws AppError for an outage or a limit, which pass. */
export async function loadRoster(ref: PullRef, input: GateInput, sources: RosterSources): Promise<Roster> {
  const { roster, workload } = sources;
  const { baseRef } = input.facts.pull;
  const { teams } = input.policy.policy.reviewers;
  const [{ history, ...files }, collaborators, members] = await Promise.all([
    roster.loadRosterFiles(ref, baseRef, filesToTrace(input)),
    teams.length > 0 ? null : roster.listCollaborators(ref),
    listMembers(ref, policyTeams(input), roster),
  ]);
  const codeowners = readOwners(files.codeowners);
  const owners = ownersOfFiles(input, codeowners.value);
  const owning = await listMembers(ref, ownerTeams(owners), roster);
  const people = peopleOf({ collaborators, members, admitting: admittingTeams(input) });
  const listed = files.away.map(readAway);
  const ids = people.flatMap(({ account }) => account.id ?? []);
  const [waiting, absences] = await Promise.all([
    workload.loadWorkload({ ref, people: ids, at: input.facts.readAt, approvedSince: sinceWhen(input) }),
    workload.loadAbsences(ref.installationId, ids),
  ]);
  const accounts = people.map(({ account }) => account);
  return {
    people,
    owners,
    ownerTeams: new Map([...owning].map(([team, list]) => [team, idsOf(list)])),
    history: history.status === "loaded" ? history.value : [],
    away: mergeAway(
      absences,
      listed.flatMap(({ away }) => away),
      accounts,
    ),
    workload: waiting,
    notes: [
      ...noteOf("the people with access", collaborators),
      ...[...members].flatMap(([team, list]) => noteOf(`the members of \`${team}\``, list)),
      ...noteOf("the history of the files", history),
      ...codeowners.notes,
      ...listed.flatMap(({ notes }) => notes),
    ],
  };
}

async function listMembers(
  ref: PullRef,
  teams: readonly string[],
  roster: RosterSources["roster"],
): Promise<ReadonlyMap<string, Source<readonly Account[]>>> {
  return new Map(
    await Promise.all(teams.map(async (team) => [team, await roster.listTeamMembers(ref, team)] as const)),
  );
}

function idsOf(list: Source<readonly Account[]>): ReadonlySet<number> {
  return new Set(list.status === "loaded" ? list.value.flatMap(({ id }) => id ?? []) : []);
}

function readOwners(file: RosterFile | null): { readonly value: CodeOwners; readonly notes: readonly string[] } {
  if (file === null) return { value: NO_OWNERS, notes: [] };
  const { name, text } = file;
  if (text.status === "unavailable") return { value: NO_OWNERS, notes: [`\`${name}\` was not used: ${text.reason}`] };
  return { value: parseCodeOwners(text.value), notes: [] };
}

/** A broken list takes nobody out of the choice, and is told of. */
function readAway({ name, text }: RosterFile): { readonly away: readonly Away[]; readonly notes: readonly string[] } {
  if (text.status === "unavailable") return { away: [], notes: [`\`${name}\` was not used: ${text.reason}`] };
  const parsed = parseAwayFile(text.value);
  return parsed.ok
    ? { away: parsed.value, notes: [] }
    : { away: [], notes: [`\`${name}\` was not used: ${parsed.error}`] };
}

function noteOf(what: string, source: Source<unknown> | null): string[] {
  return source?.status === "unavailable" ? [`${what} could not be read (${source.reason})`] : [];
}

function sinceWhen({ facts, policy }: GateInput): string {
  return addSeconds(facts.readAt, -durationSeconds(policy.policy.reviewers.cool_down.within));
}
