// Arithmetic on ISO 8601 times in UTC, and durations as the policy file writes them. Times are compared as moments, not as text: GitHub leaves out the milliseconds that
// other sources write.

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Milliseconds since 1970. @throws RangeError for a text that is no time: nothing may be decided from it. */
export function momentOf(iso: string): number {
  const moment = Date.parse(iso);
  if (Number.isNaN(moment)) throw new RangeError("expected a time in ISO 8601");
  return moment;
}

/** From `from` to `to`; negative when `to` lies before. */
export function secondsBetween(from: string, to: string): number {
  return (momentOf(to) - momentOf(from)) / 1_000;
}

export function isAtOrAfter(time: string, other: string): boolean {
  return momentOf(time) >= momentOf(other);
}

export function earlier(a: string, b: string): string {
  return momentOf(a) <= momentOf(b) ? a : b;
}

/** Like GitHub's own times: whole seconds, rounded up. */
export function addSeconds(iso: string, seconds: number): string {
  const moment = Math.ceil(momentOf(iso) / 1_000 + seconds) * 1_000;
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** Of a day in UTC like `2026-12-24`; null for one that does not exist. */
export function startOfDay(date: string): string | null {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(date)) return null;
  return `${date}T00:00:00Z`;
}

/** The first moment of the next day. @throws RangeError for a day that does not exist. */
export function endOfDay(date: string): string {
  return `${new Date(momentOf(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 19)}Z`;
}

/** What the policy schema accepts: `90s`, `20m`, `4h`, `7d`. */
export const DURATION = /^(\d{1,6})([smhd])$/;

const SECONDS_PER: Record<string, number> = { s: 1, m: 60, h: 60 * 60, d: 24 * 60 * 60 };

/**
 * Seconds in a duration such as `90s`, `20m`, `4h` or `7d`.
 *
 * @throws RangeError for any other text; a parsed policy holds none.
 */
export function durationSeconds(text: string): number {
  const [, count, unit] = DURATION.exec(text) ?? [];
  const secondsPerUnit = SECONDS_PER[unit ?? ""];
  if (count === undefined || secondsPerUnit === undefined) {
    throw new RangeError("expected a duration such as 90s, 20m, 4h or 7d");
  }
  return Number(count) * secondsPerUnit;
}
