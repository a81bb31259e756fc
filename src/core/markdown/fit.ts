// Fits a text of whole lines under a limit of GitHub's. Lines are never cut inside, so no code span or link is left open.
import { byteLength } from "../ground/bytes.js";

/** The first lines that fit into `maxBytes` of UTF-8, and a last line that counts what was left out. */
export function fitLines(lines: readonly string[], maxBytes: number): string {
  const whole = lines.join("\n");
  if (byteLength(whole) <= maxBytes) return whole;
  const kept: string[] = [];
  let used = byteLength(leftOut(lines.length)) + 1;
  for (const line of lines) {
    used += byteLength(line) + 1;
    if (used > maxBytes) break;
    kept.push(line);
  }
  return [...kept, leftOut(lines.length - kept.length)].join("\n");
}

function leftOut(lines: number): string {
  return `\n*… ${lines} more lines did not fit here.*`;
}
