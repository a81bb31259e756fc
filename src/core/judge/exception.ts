// What the recorded exceptions have in common, whether for one requirement, one person or everything at once: who may give them, and
// what a refusal says.
import { prose } from "../markdown/prose.js";
import { capital, sayList, sayLogin } from "../markdown/say.js";
import { type Lasting, RIGHT_TO } from "../people/ground.js";
import { faultOfAuthority } from "../people/rights.js";
import type { Turn } from "./ruling.js";

/** A reason is kept and shown; an essay belongs in the pull request. */
export const MAX_REASON_CHARS = 2_000;

export type Exception = Exclude<Lasting, "reveal">;

/** Why this person may not give it, as a sentence; null when they may. */
export function faultOfGiver(what: Exception, { input, person, author }: Turn): string | null {
  const reasons = faultOfAuthority(person, RIGHT_TO[what], input);
  if (reasons.length === 0) return null;
  const why = reasons.map((reason) => prose(reason, 300)).join(", and ");
  return `The ${what} has to come from ${giverOf(what)} who neither opened the pull request nor set the agent to work. ${sayLogin(author.login)} ${why}.`;
}

/** `fault`: of the giver, as `faultOfGiver` says it. `faults`: of what was given, without a period. */
export function sayRefused(what: Exception, fault: string | null, faults: readonly string[]): string {
  const said = [...(fault === null ? [] : [fault]), ...faults.map(sentence)];
  const next = fault === null ? "Mend it in a new comment, or edit this one." : `Please ask ${giverOf(what)}.`;
  return [`**This ${what} is not taken.**`, sayList(said), next].join("\n\n");
}

/** What the record has of any of them. */
export function given({ source, author, at }: Turn) {
  return { commentId: source.id, revision: source.revision, by: author, at, voided: null };
}

function giverOf(what: Exception): string {
  return RIGHT_TO[what] === "admin"
    ? "an admin of this repository"
    : "somebody with maintain or admin permission on this repository";
}

function sentence(fault: string): string {
  return `${capital(fault)}${/[.?]$/.test(fault) ? "" : "."}`;
}
