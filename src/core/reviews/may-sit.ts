// Who may sit on the panel of a high-stakes change (DESIGN §4.6), with every reason against it. INVARIANT: nothing here
// depends on what anybody's sealed review says.

import type { GateInput } from "../case/input.js";
import { unknownVersion } from "../classify/fingerprint.js";
import type { PersonFacts } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import type { Exposure, ExposureKind } from "../facts/sealed-review.js";
import { isAtOrAfter } from "../ground/time.js";
import { faultOfInvolvement, type MayReview, toAnswer } from "../people/independence.js";
import { faultOfAccess } from "../people/rights.js";
import { expertTeams, faultOfExpertise } from "./experts.js";

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
 * Also whoever reviewed this very version in the clear while it was not high-stakes yet. `until`: only what was said by then
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
