// Whether what a comment gave still stands (DESIGN §4.4): one rule for everything that lasts, be it a waiver, an exclusion, an override or
// what was asked to be revealed.
//
// INVARIANT: it stands only while the comment is there as it was judged and whoever gave it has the right to it now. An edit or a
// deletion ends it for good; a right is asked about anew each time. What cannot be read ends nothing and lets nothing pass.

import type { GateInput } from "../case/input.js";
import type { Comment } from "../facts/facts.js";
import type { Exclusion, Given, Override, Waiver } from "../facts/records.js";
import { isEditedByAnother, revisionOf, sourceOf } from "../facts/submission.js";
import { personNow } from "./person-of.js";
import { faultOfStandingAuthority } from "./rights.js";

/** What commands give that lasts, and the permission that it takes for as long as it does. */
export const RIGHT_TO = { waiver: "maintain", exclusion: "maintain", override: "admin", reveal: "admin" } as const;
export type Lasting = keyof typeof RIGHT_TO;

export type Ground =
  | { readonly state: "stands" }
  /** `reason` reads on behind `ended: `. */
  | { readonly state: "ended"; readonly reason: string }
  /** `reason` reads on behind `cannot be confirmed: `. */
  | { readonly state: "unknown"; readonly reason: string };

/** Once the pull request is closed, what was decided on it stays as it was. */
function groundOf(given: Given, what: Lasting, input: GateInput): Ground {
  if (given.voided !== null) return { state: "ended", reason: given.voided.reason };
  return input.facts.pull.state === "open" ? groundNow(given, what, input) : { state: "stands" };
}

/** The same whatever became of the pull request. */
export function groundNow(given: Omit<Given, "voided">, what: Lasting, input: GateInput): Ground {
  const { comments } = input.facts;
  if (comments.status === "unavailable") {
    return { state: "unknown", reason: `the comments could not be read (${comments.reason})` };
  }
  const end = endOfText(given, input);
  if (end !== null) return { state: "ended", reason: end.reason };
  const person = personNow(given.by, input);
  const faults = faultOfStandingAuthority(person, { needed: RIGHT_TO[what], commentId: given.commentId }, input);
  if (faults.length === 0) return { state: "stands" };
  const state = person.permission.status === "unavailable" ? "unknown" : "ended";
  return { state, reason: `whoever gave it ${faults.join(", and ")}` };
}

/** How the comment itself ended what it gave; null while it stands as it was judged, and while that cannot be read. */
export function endOfText(
  { commentId, revision }: Pick<Given, "commentId" | "revision">,
  { facts }: GateInput,
): Given["voided"] {
  if (facts.comments.status === "unavailable") return null;
  const comment = facts.comments.value.find(({ id }) => id === commentId);
  if (comment === undefined) return { at: facts.readAt, reason: "its comment was deleted" };
  return sourceOf(comment).revision === revision ? null : { at: revisionOf(comment), reason: reasonOfEdit(comment) };
}

function reasonOfEdit(comment: Comment): string {
  return isEditedByAnother(comment)
    ? "its comment was edited by somebody other than its author"
    : "its comment was edited";
}

/** A waiver, exclusion or override that is about the change as it is now. Nothing else reads the records for them. */
export interface Exception<T extends Given> {
  readonly given: T;
  readonly ground: Ground;
}

/** Oldest first. */
export function waiversOfChange(input: GateInput, requirement?: string): readonly Exception<Waiver>[] {
  return input.records.waivers
    .filter(({ fingerprint }) => fingerprint === input.fingerprint)
    .filter((waiver) => requirement === undefined || waiver.requirement === requirement)
    .map((given) => ({ given, ground: groundOf(given, "waiver", input) }));
}

export function waiversInForce(input: GateInput, requirement: string): readonly Waiver[] {
  return inForce(waiversOfChange(input, requirement));
}

/** Oldest first. Whoever had a hand in the change had it in every version. */
export function exclusionsOf(input: GateInput): readonly Exception<Exclusion>[] {
  return input.records.exclusions.map((given) => ({ given, ground: groundOf(given, "exclusion", input) }));
}

/** Oldest first. */
export function overridesOfHead(input: GateInput): readonly Exception<Override>[] {
  return input.records.overrides
    .filter(({ headSha }) => headSha === input.facts.pull.headSha)
    .map((given) => ({ given, ground: groundOf(given, "override", input) }));
}

/** The newest; null: none. */
export function overrideInForce(input: GateInput): Override | null {
  return inForce(overridesOfHead(input)).at(-1) ?? null;
}

function inForce<T extends Given>(exceptions: readonly Exception<T>[]): readonly T[] {
  return exceptions.filter(({ ground }) => ground.state === "stands").map(({ given }) => given);
}
