// What a person's standing in the repository allows: to review, to waive, to override. Fails closed on what is not known.

import type { GateInput } from "../case/input.js";
import { namedLogins, OPERATOR } from "../comments/parse-command.js";
import { type Account, isSamePerson, type Permission, type PersonFacts, personKey } from "../facts/facts.js";
import type { Waiver } from "../facts/records.js";
import type { Policy } from "../policy/schema.js";

const RISING: readonly Permission[] = ["none", "read", "triage", "write", "maintain", "admin"];

export function hasAtLeast(permission: Permission, needed: Permission): boolean {
  return RISING.indexOf(permission) >= RISING.indexOf(needed);
}

/**
 * Why this account may not review whatever the change is; empty when it may. Reasons read on behind the person's name.
 * `namedTeams`: membership of one stands for the permission, unless the policy names who reviews at all.
 */
export function faultOfAccess(
  person: PersonFacts,
  { policy }: GateInput,
  namedTeams: readonly string[] = [],
): string[] {
  const identity = faultOfIdentity(person.account, policy.policy);
  if (identity !== null) return [identity];
  const { teams, min_permission } = policy.policy.reviewers;
  if (teams.length > 0) return faultOfMembership(person, teams);
  if (namedTeams.length > 0 && faultOfMembership(person, namedTeams).length === 0) return [];
  const fault = faultOfPermission(person, min_permission);
  return fault === null ? [] : [fault];
}

/** Something that decides whether somebody may review, and could not be read. */
export interface UnknownAccess {
  readonly what: "permission" | "teams";
  readonly reason: string;
}

/** What `faultOfAccess` lacks to tell; null when it can tell. Nothing that was decided may turn over for want of it. */
export function unknownOfAccess(
  { account, permission, teams }: PersonFacts,
  { policy }: GateInput,
  namedTeams: readonly string[] = [],
): UnknownAccess | null {
  if (faultOfIdentity(account, policy.policy) !== null) return null;
  const { reviewers } = policy.policy;
  const unknownTeams = teams.status === "unavailable" ? { what: "teams" as const, reason: teams.reason } : null;
  if (reviewers.teams.length > 0) return unknownTeams;
  if (permission.status === "loaded" && hasAtLeast(permission.value, reviewers.min_permission)) return null;
  if (namedTeams.length > 0 && teams.status === "loaded" && isInTeam(teams.value, namedTeams)) return null;
  if (permission.status === "unavailable") return { what: "permission", reason: permission.reason };
  return namedTeams.length > 0 ? unknownTeams : null;
}

/**
 * Why this person may not waive (`maintain`) or override (`admin`); empty when they may. Committers may: a waiver says who
 * takes the blame, it is no review.
 */
export function faultOfAuthority(person: PersonFacts, needed: "maintain" | "admin", input: GateInput): string[] {
  const { change } = input.facts;
  const faults = faultOfStandingAuthority(person, { needed }, input);
  if (change.status === "loaded") return faults;
  return [...faults, `cannot be told from the author while the change cannot be read (${change.reason})`];
}

/**
 * The same of somebody whose exception was taken: who opened the pull request was known then and stays, and operators are remembered.
 * So an override goes on opening a gate that cannot see. `commentId`: of the comment that gave it.
 */
export function faultOfStandingAuthority(
  person: PersonFacts,
  { needed, commentId = null }: { readonly needed: "maintain" | "admin"; readonly commentId?: number | null },
  input: GateInput,
): string[] {
  const identity = faultOfIdentity(person.account, input.policy.policy);
  if (identity !== null) return [identity];
  const { change } = input.facts;
  const author = change.status === "loaded" ? change.value.author : null;
  const permission = faultOfPermission(person, needed);
  return [
    ...(permission === null ? [] : [permission]),
    ...(author !== null && isSamePerson(author, person.account) ? ["opened this pull request"] : []),
    ...(isOperator(person.account, input) || isSaidToOperate(person.account, input, commentId)
      ? ["set the agent to work"]
      : []),
  ];
}

export function isOperator(account: Account, { classification }: GateInput): boolean {
  return (classification.agent?.operator ?? []).some((name) => isOperatorName(name, account));
}

/** Operators are known by login; some sources state the numeric id instead. */
export function isOperatorName(operator: string, account: Account): boolean {
  const name = operator.trim().replace(/^@/, "");
  return personKey(name) === personKey(account.login) || (account.id !== null && name === String(account.id));
}

/** A waiver by which a maintainer named whoever started the agent. */
export function namesOperator({ requirement, subject }: Pick<Waiver, "requirement" | "subject">): boolean {
  return requirement === "facts_complete" && subject !== null && personKey(subject) === OPERATOR;
}

/**
 * By the records alone, whatever became of whoever said it: this decides which waivers stand. `except`: the comment that is asked
 * about; whoever names themselves as operator says no more for it.
 */
function isSaidToOperate(account: Account, { records }: GateInput, except: number | null): boolean {
  return records.waivers.some(
    (waiver) =>
      waiver.voided === null &&
      waiver.commentId !== except &&
      namesOperator(waiver) &&
      namedLogins(waiver.reason).some((login) => isOperatorName(login, account)),
  );
}

/** Why this account is nobody's who could review; null when it may be a person's. */
export function faultOfIdentity(account: Account, policy: Policy): string | null {
  switch (account.type) {
    case "User":
      if (account.id === null) return "is an account whose number GitHub does not say";
      return isNamedAgent(account, policy) ? "is a coding agent of the policy, and only people review" : null;
    case "Bot":
      return "is a bot, and only people review";
    case "Organization":
      return "is an organisation, and only people review";
    case "Mannequin":
      return "is a placeholder of an import, and only people review";
    case "Unknown":
      return "is an account of which GitHub does not say whether it is a person";
  }
}

/** A house agent may work in an account of type User. */
export function isNamedAgent(account: Account, policy: Policy): boolean {
  return policy.agents.some(
    ({ ids, logins }) =>
      ids.some((id) => id === account.id) || logins.some((login) => personKey(login) === personKey(account.login)),
  );
}

function faultOfPermission({ permission }: PersonFacts, needed: Permission): string | null {
  if (permission.status === "unavailable") return `has a permission that could not be read (${permission.reason})`;
  if (hasAtLeast(permission.value, needed)) return null;
  return `needs ${needed} permission on this repository and has ${permission.value}`;
}

function faultOfMembership({ teams }: PersonFacts, wanted: readonly string[]): string[] {
  if (teams.status === "unavailable") return [`has a team membership that could not be read (${teams.reason})`];
  if (isInTeam(teams.value, wanted)) return [];
  return [`is not a member of ${wanted.join(" or ")}, which the policy asks for`];
}

/** GitHub compares names of teams without case. */
export function isInTeam(teams: readonly string[], wanted: readonly string[]): boolean {
  const memberOf = new Set(teams.map((team) => team.toLowerCase()));
  return wanted.some((team) => memberOf.has(team.toLowerCase()));
}
