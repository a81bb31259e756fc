// The names in a diff's headers: git quotes unusual ones as in C, and puts a prefix before each side.

/** Prefixes that git writes before the old and the new name: by default, and with `diff.mnemonicPrefix`. */
const PREFIXES: readonly (readonly [string, string])[] = [
  ["a/", "b/"],
  ["i/", "w/"],
  ["c/", "i/"],
  ["c/", "w/"],
  ["o/", "w/"],
  ["1/", "2/"],
  ["", ""],
];

/**
 * The names of a `diff --git` line. Null when they cannot be told apart: an unquoted line of a rename whose names hold
 * blanks. Then the other header lines tell.
 */
export function namesOfGitLine(rest: string): { readonly from: string; readonly to: string } | null {
  const text = rest.replace(/\r$/, "");
  const raw = text.includes('"') ? splitQuoted(text) : splitEven(text);
  if (raw === null) return null;
  const [from, to] = raw;
  const prefixes = PREFIXES.find(([a, b]) => from.startsWith(a) && to.startsWith(b));
  const [a, b] = prefixes ?? ["", ""];
  return { from: from.slice(a.length), to: to.slice(b.length) };
}

/** Without a rename both names are the same but for the prefix, so the blank lies in the middle. */
function splitEven(text: string): readonly [string, string] | null {
  const middle = (text.length - 1) / 2;
  if (Number.isInteger(middle) && text[middle] === " ") {
    const halves = [text.slice(0, middle), text.slice(middle + 1)] as const;
    if (withoutPrefix(halves[0]) === withoutPrefix(halves[1])) return halves;
  }
  const words = text.split(" ");
  return words.length === 2 && words[0] !== undefined && words[1] !== undefined ? [words[0], words[1]] : null;
}

function withoutPrefix(name: string): string {
  return name.replace(/^[abiwco12]\//, "");
}

function splitQuoted(text: string): readonly [string, string] | null {
  const match = /^("(?:[^"\\]|\\.)*"|.*?) ("(?:[^"\\]|\\.)*"|[^"]*)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return [unquotePath(match[1]), unquotePath(match[2])];
}

/** The path of a `---` or `+++` line; null for /dev/null. Without the line, the name of the `diff --git` line. */
export function pathOfFileLine(rest: string | null, gitName: string | null, side: "old" | "new"): string | null {
  if (rest === null) return gitName;
  // git ends an unquoted name that holds blanks with a tab; other tools put a date behind it.
  const name = rest.startsWith('"') ? unquotePath(rest.trimEnd()) : (rest.replace(/\r$/, "").split("\t")[0] ?? "");
  if (name === "/dev/null") return null;
  if (gitName !== null && name.endsWith(gitName) && /^(?:[abiwco12]\/)?$/.test(name.slice(0, -gitName.length))) {
    return gitName;
  }
  const prefix = side === "old" ? "a/" : "b/";
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** A C-quoted name as text: `"a\303\274\"\n"`. Unquoted names stay as they are. Bytes that are no UTF-8 become U+FFFD. */
export function unquotePath(text: string): string {
  const name = text.replace(/\r$/, "");
  if (!name.startsWith('"') || !name.endsWith('"') || name.length < 2) return name;
  const bytes: number[] = [];
  const inner = name.slice(1, -1);
  for (const match of inner.matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gsu)) {
    if (match[1] !== undefined) bytes.push(Number.parseInt(match[1], 8) & 0xff);
    else if (match[2] !== undefined) bytes.push(...new TextEncoder().encode(ESCAPES[match[2]] ?? match[2]));
    else bytes.push(...new TextEncoder().encode(match[3]));
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
};
