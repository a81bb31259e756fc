// What stands behind `/countersign away`: nothing, `until` and a day, or a duration. Hostile text.
import { DURATION, durationSeconds } from "../ground/duration.js";
import { err, ok, type Result } from "../ground/result.js";
import { addSeconds, endOfDay, momentOf, startOfDay } from "../ground/time.js";
import { quoteInline } from "../markdown/neutralise.js";

/** Longest absence. Chosen, not measured: who is gone for longer had better lose the right to review for the while. */
export const MAX_AWAY_DAYS = 90;
const EXAMPLES = "`/countersign away until 2026-12-24`, `/countersign away 3d` or `/countersign away`";

/** `moment`: a fixed end · `seconds`: from when it was said · `open`: until they are back, or the longest absence is over. */
export type AwayArguments =
  | { readonly kind: "moment"; readonly until: string }
  | { readonly kind: "seconds"; readonly seconds: number }
  | { readonly kind: "open" };

export function parseAway(text: string): Result<AwayArguments, string> {
  const words = text.split(/\s+/u).filter(Boolean);
  if (words.length === 0) return ok({ kind: "open" });
  const [first = "", second = "", ...rest] = words;
  const isUntil = first.toLowerCase() === "until";
  if (isUntil && rest.length === 0 && startOfDay(second) !== null)
    return ok({ kind: "moment", until: endOfDay(second) });
  if (!isUntil && words.length === 1 && DURATION.test(first)) {
    return ok({ kind: "seconds", seconds: durationSeconds(first) });
  }
  return err(`expected nothing, a day or a duration, received ${quoteInline(text, 60)}; write ${EXAMPLES}`);
}

/** The end of an absence that was said `at`; the error says why it cannot be. */
export function endOfAbsence(given: AwayArguments, at: string): Result<string, string> {
  const latest = addSeconds(at, MAX_AWAY_DAYS * 24 * 60 * 60);
  const until =
    given.kind === "moment" ? given.until : given.kind === "seconds" ? addSeconds(at, given.seconds) : latest;
  if (momentOf(until) <= momentOf(at)) {
    return err(`expected an end in the future, received one that is over; write ${EXAMPLES}`);
  }
  if (momentOf(until) > momentOf(latest)) {
    return err(`expected at most ${MAX_AWAY_DAYS} days, received more; say it again when they are over`);
  }
  return ok(until);
}
