// Durations as the policy file writes them: a whole number and one unit.

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
