// Which lists of people have to be read to choose a reviewer, and the people that come of them.

import type { GateInput } from "../case/input.js";
import type { Account, PersonFacts } from "../facts/facts.js";
import { loaded, type Source, unavailable } from "../facts/source.js";
import { expertTeams } from "../reviews/may-sit.js";
import { type CodeOwners, type Owner, ownersOf } from "./codeowners.js";
import type { Collaborator } from "./roster.js";

/** Whose members own changed files; more are looked up for nobody's good. Chosen, not measured. */
const MAX_OWNER_TEAMS = 10;
/** Of a large change so many files are looked up in CODEOWNERS. Chosen, not measured. */
const MAX_OWNED_FILES = 300;
/** GitHub answers for so many files in one query. */
const MAX_HISTORY = 10;

/** Teams of the policy that say something about this change, as `org/slug` in lower case, each once. */
export function policyTeams(input: GateInput): readonly string[] {
  return distinct([...input.policy.policy.reviewers.teams, ...expertTeams(input).flat()]);
}

/** Those of them whose members may review because they are members. */
export function admittingTeams(input: GateInput): readonly string[] {
  return input.classification.tier === "high-stakes"
    ? policyTeams(input)
    : distinct(input.policy.policy.reviewers.teams);
}

/** Whom CODEOWNERS gives each changed file to; looked up once, whoever asks. */
export function ownersOfFiles({ facts }: GateInput, owners: CodeOwners): readonly (readonly Owner[])[] {
  const files = facts.change.status === "loaded" ? facts.change.value.files.slice(0, MAX_OWNED_FILES) : [];
  return files.map(({ path }) => ownersOf(owners, path));
}

/** Teams among them. */
export function ownerTeams(owners: readonly (readonly Owner[])[]): readonly string[] {
  const teams = owners.flat().flatMap((owner) => (owner.kind === "team" ? [owner.team] : []));
  return distinct(teams).slice(0, MAX_OWNER_TEAMS);
}

/** The riskiest changed files that existed before, by the path that their history has. */
export function filesToTrace({ facts, classification }: GateInput): readonly string[] {
  const files = facts.change.status === "loaded" ? facts.change.value.files : [];
  const risky = classification.findings.flatMap(({ path }) => (path === null ? [] : [path]));
  const lines = ({ additions, deletions }: (typeof files)[number]) => (additions ?? 0) + (deletions ?? 0);
  const largest = [...files].sort((a, b) => lines(b) - lines(a)).map(({ path }) => path);
  const before = new Map(files.map((file) => [file.path, file.before?.path ?? null]));
  const paths = [...new Set([...risky, ...largest])].flatMap((path) => before.get(path) ?? []);
  return [...new Set(paths)].slice(0, MAX_HISTORY);
}

export interface Lists {
  /** Null: not needed, because the policy names who reviews. */
  readonly collaborators: Source<readonly Collaborator[]> | null;
  /** By team, in lower case. */
  readonly members: ReadonlyMap<string, Source<readonly Account[]>>;
  /** Teams whose members belong to the people, whoever else they are. */
  readonly admitting: readonly string[];
}

/** Everybody on the lists once, with what they say of them. Of a list that admits and could not be read nobody is a member. */
export function peopleOf({ collaborators, members, admitting }: Lists): readonly PersonFacts[] {
  const permissions = new Map<number, PersonFacts["permission"]>();
  const accounts = new Map<number, Account>();
  const add = (account: Account) => {
    if (account.id !== null && account.type === "User" && !accounts.has(account.id)) accounts.set(account.id, account);
  };
  for (const { account, permission } of collaborators?.status === "loaded" ? collaborators.value : []) {
    add(account);
    if (account.id !== null) permissions.set(account.id, loaded(permission));
  }
  const lists = admitting.flatMap((team) => members.get(team) ?? []);
  const unread = lists.find((list) => list.status === "unavailable");
  for (const list of lists) for (const account of list.status === "loaded" ? list.value : []) add(account);
  return [...accounts].map(([id, account]) => ({
    account,
    permission: permissions.get(id) ?? unavailable("not among those who may push"),
    teams: unread?.status === "unavailable" ? unavailable(unread.reason) : loaded(teamsOf(id, members)),
  }));
}

function teamsOf(id: number, members: Lists["members"]): readonly string[] {
  return [...members].flatMap(([team, list]) =>
    list.status === "loaded" && list.value.some((account) => account.id === id) ? [team] : [],
  );
}

/** In lower case: GitHub compares names of teams without it. */
function distinct(teams: readonly string[]): string[] {
  return [...new Set(teams.map((team) => team.toLowerCase()))];
}
