// Reads formats of one setting a line, on whose details no two readers agree (`.env`, `.ini`, `.properties`). Blank lines and
// comment lines alone may differ; every other line counts character by character.
import { steeringPart } from "../comments.js";
import type { DataKind } from "../kinds.js";
import { type Part, type Reading, unread } from "../reading.js";

export function readLines(text: string, { commentSigns }: DataKind): Reading {
  const parts: Part[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const bare = line.trim();
    const start = offset;
    offset += line.length + 1;
    if (bare === "") continue;
    if (commentSigns.includes(line[0] ?? "")) {
      // The next line would belong to the comment for some readers.
      if (line.trimEnd().endsWith("\\")) return unread(GOES_ON);
      const part = steeringPart(text, start, start + line.length);
      if (part !== null) parts.push({ text: part, depth: 0 });
      continue;
    }
    // Within a value that goes on, a blank line or what looks like a comment may belong to it.
    if (/^\s|\\\r?$/.test(line) || hasOpenQuote(bare)) return unread(GOES_ON);
    parts.push({ text: `line ${line}`, depth: 0 });
  }
  return { status: "read", parts, leniencies: new Set() };
}

const GOES_ON = "a value may go on over several lines";

function hasOpenQuote(line: string): boolean {
  return ['"', "'", "`"].some((quote) => line.split(quote).length % 2 === 0) || /<<|"""|'''/.test(line);
}
