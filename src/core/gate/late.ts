// What a review requirement says when nobody reviewed in time and the policy says `deny`.

import { unsatisfied } from "../case/outcome.js";
import type { Requirement, RequirementId } from "../case/requirement.js";
import { quoteInline } from "../markdown/neutralise.js";
import { sayMinute } from "../markdown/say.js";
import type { Lateness } from "../reviews/lateness.js";

/** The headline and the check's summary know a denial by these words. */
export const NOBODY_IN_TIME = "nobody reviewed in time";

/** `before`: what the detail begins with. */
export function deniedForLateness(id: RequirementId, lateness: Lateness, before = ""): Requirement {
  return unsatisfied(id, {
    who: "reviewer",
    waits: "refused",
    detail: `${before}${NOBODY_IN_TIME} (${sayPassed(lateness)}), and the policy says \`deny\``,
    fix: "a review that still comes in lifts this: whoever may review comments `/countersign start`; a push that changes the change asks anew",
  });
}

/** Refused by the clock alone, not by a person. */
export function isDeniedForLateness({ waits, detail }: Requirement): boolean {
  return waits === "refused" && detail.includes(NOBODY_IN_TIME);
}

/** `robin at …, sam at …`: whose time passed, for the requirement's detail. */
export function sayPassed({ passed }: Lateness): string {
  const named = passed.filter(({ person }) => person !== null);
  if (named.length === 0) return "nobody could be asked";
  return `asked were ${named.map(({ person, askedAt }) => `${quoteInline(person?.login ?? "", 60)} at ${sayMinute(askedAt)}`).join(", ")}`;
}
