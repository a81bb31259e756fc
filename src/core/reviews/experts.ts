// Which teams have to be on a panel, because the policy names experts for the changed files (`reviewers.experts`).

import type { GateInput } from "../case/input.js";
import type { Change, PersonFacts } from "../facts/facts.js";
import { isInTeam } from "../people/rights.js";
import { matchesAny } from "../policy/globs.js";
import type { Policy } from "../policy/schema.js";

type Teams = readonly (readonly string[])[];

/** Asked anew for each person of a long list. Neither a change nor a policy is ever changed after it is built. */
const memo = new WeakMap<Change, WeakMap<Policy, Teams>>();

/** For each entry that matches a changed file, on either side of a rename: its teams. Every entry has to be met by a member. */
export function expertTeams({ facts, policy }: GateInput): Teams {
  if (facts.change.status === "unavailable") return [];
  const byPolicy = memo.get(facts.change.value) ?? new WeakMap<Policy, Teams>();
  const teams = byPolicy.get(policy.policy) ?? findTeams(facts.change.value, policy.policy);
  memo.set(facts.change.value, byPolicy.set(policy.policy, teams));
  return teams;
}

function findTeams({ files }: Change, { reviewers }: Policy): Teams {
  const paths = files.flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [path, previousPath]));
  return reviewers.experts
    .filter((expert) => paths.some((path) => matchesAny(path, expert.paths, { caseInsensitive: true })))
    .map(({ teams }) => teams);
}

/** Null: the memberships could not be read. */
export function isMemberOf({ teams }: PersonFacts, wanted: readonly string[]): boolean | null {
  return teams.status === "unavailable" ? null : isInTeam(teams.value, wanted);
}

/**
 * Why this person may not take the next seat, as far as expertise goes; null when they may. The first seat needs a member of
 * some entry, the second everything that the first leaves open.
 *
 * `seated`: who sits on the panel already.
 */
export function faultOfExpertise(person: PersonFacts, seated: readonly PersonFacts[], input: GateInput): string | null {
  const entries = expertTeams(input);
  if (entries.length === 0) return null;
  if (person.teams.status === "unavailable") {
    return `has a team membership that could not be read (${person.teams.reason})`;
  }
  if (seated.length === 0) {
    if (entries.some((teams) => isMemberOf(person, teams) === true)) return null;
    return `is not a member of ${nameTeams(entries.flat())}, and the first reviewer of these files has to be`;
  }
  const open = entries.filter((teams) => !seated.some((one) => isMemberOf(one, teams) === true));
  const missing = open.find((teams) => isMemberOf(person, teams) !== true);
  if (missing === undefined) return null;
  return `is not a member of ${nameTeams(missing)}, which no reviewer of this panel is from yet`;
}

function nameTeams(teams: readonly string[]): string {
  return [...new Set(teams)].join(" or ");
}
