// Takes credentials out of every text that leaves towards people. Whoever pastes a token into a title, a branch or a waiver's
// reason has leaked it once; the App does not repeat it. Only shapes that are credentials wherever they stand: hashes, commits,
// fingerprints and links stay as they are.
import { scanShapes } from "../secrets/detect-shapes.js";
import { blankPrivateKeys } from "../secrets/private-keys.js";

/**
 * The text with each credential replaced by `redacted-<kind>`: letters and hyphens, so that Markdown, HTML, JSON and links stay
 * what they were. Running it twice changes nothing. Linear.
 */
export function redact(text: string): string {
  const lines = blankPrivateKeys(text, "redacted-private-key");
  return lines.includes("\n") ? lines.split("\n").map(redactLine).join("\n") : redactLine(lines);
}

function redactLine(line: string): string {
  let shown = "";
  let end = 0;
  for (const match of scanShapes(line)) {
    shown += `${line.slice(end, match.start)}redacted-${match.detector}`;
    end = match.end;
  }
  return end === 0 ? line : shown + line.slice(end);
}

/** The same for every text inside of plain data; keys stay. */
export function redactAll<T>(data: T): T {
  return redactValue(data) as T;
}

function redactValue(value: unknown): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactValue(inner)]));
}
