// Tells large YAML texts apart without reading them: a lockfile takes a second or more, and nearly always holds other letters after a
// change. Nothing is ever proved by letters.

/** True: the two do not hold the same data. False says nothing. */
export function differsInLetters(before: string, after: string): boolean {
  const [old, fresh] = changedLines(before, after);
  // In comments letters are free, and in escapes, directives and heads of block texts other letters can say the same.
  if (FREE_LETTERS.test(old) || FREE_LETTERS.test(fresh)) return false;
  const [counts, others] = [letterCounts(old), letterCounts(fresh)];
  return counts.some((count, code) => count !== others[code]);
}

const FREE_LETTERS = /[#\\%!&*]|[|>][+-]?\d/;

/** What stands between the lines that both begin with and the lines that both end with. */
function changedLines(before: string, after: string): readonly [string, string] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  start = start === 0 ? 0 : before.lastIndexOf("\n", start - 1) + 1;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return [toLineEnd(before, start, end), toLineEnd(after, start, end)];
}

function toLineEnd(text: string, start: number, sameAtEnd: number): string {
  const lineEnd = text.indexOf("\n", text.length - sameAtEnd);
  return text.slice(start, lineEnd === -1 ? text.length : lineEnd);
}

/** How often each letter and digit of ASCII stands there. */
function letterCounts(text: string): Uint32Array {
  const counts = new Uint32Array(128);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    if (isLetter) counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
