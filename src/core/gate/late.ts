// What a review requirement gives as its reason when nobody reviewed in time, and the words for it.
import type { Requirement } from "../case/requirement.js";
import { type Few, few, sayFew } from "../ground/first-few.js";
import { type Hostile, hostile, line } from "../ground/hostile.js";
import { quoteInline } from "../markdown/neutralise.js";
import { sayMinute } from "../markdown/say.js";
import type { Lateness } from "../reviews/reviews.js";

export const NOBODY_IN_TIME = "nobody reviewed in time";

/** Whose time passed; nobody: nobody could be asked. */
export type Passed = Few<{ readonly login: Hostile; readonly askedAt: string }>;

export interface NobodyInTime {
  readonly code: "nobody-in-time";
  readonly passed: Passed;
}

export function nobodyInTime(lateness: Lateness): NobodyInTime {
  return { code: "nobody-in-time", passed: passedOf(lateness) };
}

/** Refused by the clock alone, not by a person. */
export function isNobodyInTime({ waits, reason }: Pick<Requirement, "waits" | "reason">): boolean {
  return waits === "refused" && reason?.code === "nobody-in-time";
}

export function passedOf({ passed }: Lateness): Passed {
  const named = passed.flatMap(({ person, askedAt }) =>
    person === null ? [] : [{ login: hostile(person.login), askedAt }],
  );
  return few(named, named.length);
}

export function sayDenied({ passed }: NobodyInTime) {
  return {
    detail: line`${NOBODY_IN_TIME} (${sayPassed(passed)}), and the policy says \`deny\``,
    fix: "a review that still comes in lifts this: whoever may review comments `/countersign start`; a push that changes the change asks anew",
  };
}

export function sayPassed(passed: Passed): string {
  if (passed.some.length === 0) return "nobody could be asked";
  return line`asked were ${sayFew(passed, ({ login, askedAt }) => line`${quoteInline(login, 60)} at ${sayMinute(askedAt)}`)}`;
}
