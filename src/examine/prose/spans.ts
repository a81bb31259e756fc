// Code spans: text between runs of as many backticks. Within one line they are told by every reader in the same way; beyond, headings,
// lists and tables decide.

/** Offset behind the span, or behind the backticks where they are plain text. */
export function findSpanEnd(text: string, start: number, hides: boolean): number {
  const run = runAt(text, start);
  if (!hides) return start + run;
  const end = findRun(text, start + run, run);
  return end === null ? start + run : end + run;
}

/** Could code that starts in these lines go on behind a blank one? Only what starts a line does. */
export function mayGoOn(lines: string): boolean {
  return /^[ \t>*+\-\d.)]*[{<]/m.test(lines);
}

/** True: what is code in these lines, and what is text, is in doubt. */
export function isDoubtful(lines: string): boolean {
  // A link's target on the next line is no code, though it may look like some.
  if (/\](?:\(|:)[ \t]*\n/.test(lines) || lines.includes("\\`") || lines.includes("$")) return true;
  return lines.includes("`") && lines.split("\n").some(hasOpenSpan);
}

function hasOpenSpan(line: string): boolean {
  for (let at = line.indexOf("`"); at !== -1; at = line.indexOf("`", at)) {
    const run = runAt(line, at);
    const end = findRun(line, at + run, run);
    if (end === null) return true;
    // In a table the cell ends there, and the span with it.
    if (line.slice(at, end).includes("|")) return true;
    at = end + run;
  }
  return false;
}

function runAt(text: string, start: number): number {
  let end = start;
  while (text[end] === "`") end++;
  return end - start;
}

/** Offset of the next run of exactly this length on the line. */
function findRun(text: string, from: number, length: number): number | null {
  for (let at = from; at < text.length && text[at] !== "\n"; ) {
    if (text[at] !== "`") at++;
    else {
      const run = runAt(text, at);
      if (run === length) return at;
      at += run;
    }
  }
  return null;
}
