// Who may sit on the panel of a high-stakes change (DESIGN §4.6), with every reason against it. INVARIANT: nothing here
// depends on what anybody's sealed review says.

import type { GateInput } from "../case/input.js";
import { unknownVersion } from "../classify/fingerprint.js";
import { type Change, isSamePerson, type PersonFacts } from "../facts/facts.js";
import type { Exposure, ExposureKind } from "../facts/submission.js";
import { isAtOrAfter } from "../ground/time.js";
import { faultOfInvolvement, type MayReview, toAnswer } from "../people/independence.js";
import { faultOfAccess, isInTeam } from "../people/rights.js";
import { matchesAny } from "../policy/globs.js";
import type { Policy } from "../policy/schema.js";

/** `seated`: the other members so far. */
export function maySit(person: PersonFacts, seated: readonly PersonFacts[], input: GateInput): MayReview {
  const expertise = faultOfExpertise(person, seated, input);
  const exposure = faultOfExposure(person, input);
  return toAnswer([
    // A member of an expert team needs no write permission beside that.
    ...faultOfAccess(person, input, expertTeams(input).flat()),
    ...faultOfInvolvement(person, input),
    ...(exposure === null ? [] : [exposure]),
    ...(expertise === null ? [] : [expertise]),
  ]);
}

/** Of the present version, and what was said about its commit while the change could not be read. */
export function exposuresOf({ records, fingerprint, facts }: GateInput): readonly Exposure[] {
  const versions = [fingerprint, unknownVersion(facts.pull.headSha)];
  return records.exposures.filter((exposure) => versions.includes(exposure.fingerprint));
}

const EXPOSURES: Readonly<Record<ExposureKind, string | null>> = {
  form: "gave a verdict on this version in the clear",
  native: "gave a verdict on this version with GitHub's own button, in the clear",
  audience: "could read a first verdict on this version that was given in the clear",
  last: null,
};

const GRAVITY: readonly ExposureKind[] = ["form", "native", "audience"];

/**
 * Also whoever reviewed this very version in public while it was not high-stakes yet. `until`: only what was said by then
 * counts, because everybody knows the verdict afterwards; absent: everything.
 */
export function faultOfExposure({ account }: PersonFacts, input: GateInput, until?: string): string | null {
  const { records, fingerprint } = input;
  const isInTime = (at: string) => until === undefined || isAtOrAfter(until, at);
  const known = exposuresOf(input).filter(({ at, person }) => isInTime(at) && isSamePerson(person, account));
  // The gravest, whichever was remembered first.
  const gravest = GRAVITY.find((kind) => known.some((exposure) => exposure.kind === kind));
  if (gravest !== undefined) return EXPOSURES[gravest];
  const reviewed = records.submissions.some(
    (submission) =>
      submission.fingerprint === fingerprint &&
      isInTime(submission.submittedAt) &&
      isSamePerson(submission.reviewer, account),
  );
  return reviewed ? EXPOSURES.form : null;
}

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
