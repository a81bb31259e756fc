// Arithmetic on ISO 8601 times in UTC. Times are compared as moments, not as text: GitHub leaves out the milliseconds that
// other sources write.

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

/** Like GitHub's own times: whole seconds, rounded up. */
export function addSeconds(iso: string, seconds: number): string {
  const moment = Math.ceil(momentOf(iso) / 1_000 + seconds) * 1_000;
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}
