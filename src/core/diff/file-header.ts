// The header lines of one file in a unified diff, and the names in them: git quotes unusual names as in C, and puts a prefix
// before each side. No library reads all of them right. The text is hostile.
import type { FileSide, FileStatus } from "../facts/facts.js";

export interface FileHeader {
  readonly path: string;
  /** The old path of a rename or copy, else null. */
  readonly previousPath: string | null;
  readonly status: FileStatus;
  readonly before: FileSide | null;
  readonly after: FileSide | null;
  /** git names a file the same way in all header lines. False: nobody knows whose lines follow. */
  readonly namesAgree: boolean;
  readonly isBinary: boolean;
}

/** `header` null: the lines do not tell which file they are about. `next`: the first line that is no header line. */
export function readHeader(lines: readonly string[], start: number): { header: FileHeader | null; next: number } {
  const found = new Map<Start, string>();
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = (lines[at] ?? "").replace(/\r$/, "");
    const begin = STARTS.find((text) => line.startsWith(text));
    if (begin === undefined || (at > start && begin === "diff --git ")) break;
    found.set(begin, line.slice(begin.length));
  }
  return { header: toHeader(found), next: at };
}

/** How the header lines begin. What stands behind is kept under that. */
const STARTS = [
  "diff --git ",
  "old mode ",
  "new mode ",
  "new file mode ",
  "deleted file mode ",
  "rename from ",
  "rename to ",
  "copy from ",
  "copy to ",
  "similarity index ",
  "dissimilarity index ",
  "index ",
  "--- ",
  "+++ ",
  "Binary files ",
  "GIT binary patch",
] as const;
type Start = (typeof STARTS)[number];

function toHeader(found: ReadonlyMap<Start, string>): FileHeader | null {
  const gitLine = found.get("diff --git ");
  const names = gitLine === undefined ? null : namesOfGitLine(gitLine);
  const [oldLine, newLine] = [found.get("--- "), found.get("+++ ")];
  const [from, to] = [
    found.get("rename from ") ?? found.get("copy from "),
    found.get("rename to ") ?? found.get("copy to "),
  ];
  const before = from === undefined ? pathOfFileLine(oldLine, names?.from ?? null, "a/") : unquotePath(from);
  const after = to === undefined ? pathOfFileLine(newLine, names?.to ?? null, "b/") : unquotePath(to);
  const isNew = found.has("new file mode ") || oldLine === "/dev/null";
  const isDeleted = found.has("deleted file mode ") || newLine === "/dev/null";
  const path = after ?? before;
  if (path === null) return null;
  const index = INDEX.exec(found.get("index ") ?? "") ?? [];
  const oldMode = (found.get("deleted file mode ") ?? found.get("old mode ") ?? index[3])?.trim() ?? null;
  const newMode = (found.get("new file mode ") ?? found.get("new mode ") ?? index[3])?.trim() ?? oldMode;
  return {
    path,
    previousPath: from === undefined ? null : before,
    status: statusOf({ isMoved: from !== undefined, isCopy: found.has("copy from "), isNew, isDeleted }),
    before: isNew ? null : { path: before ?? path, blob: blobOf(index[1]), mode: oldMode },
    after: isDeleted ? null : { path, blob: blobOf(index[2]), mode: newMode },
    namesAgree: names === null || ((before ?? names.from) === names.from && (after ?? names.to) === names.to),
    isBinary: found.has("Binary files ") || found.has("GIT binary patch"),
  };
}

const INDEX = /^([0-9a-f]{4,64})\.\.([0-9a-f]{4,64})(?: ([0-7]{6}))?\s*$/;

function blobOf(id: string | undefined): string | null {
  return id === undefined || /^0+$/.test(id) ? null : id;
}

function statusOf(is: Readonly<Record<"isMoved" | "isCopy" | "isNew" | "isDeleted", boolean>>): FileStatus {
  if (is.isMoved) return is.isCopy ? "copied" : "renamed";
  if (is.isNew) return "added";
  return is.isDeleted ? "removed" : "modified";
}

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
function namesOfGitLine(rest: string): { readonly from: string; readonly to: string } | null {
  const raw = rest.includes('"') ? splitQuoted(rest) : splitEven(rest);
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
function pathOfFileLine(rest: string | undefined, gitName: string | null, prefix: "a/" | "b/"): string | null {
  if (rest === undefined) return gitName;
  // git ends an unquoted name that holds blanks with a tab; other tools put a date behind it.
  const name = rest.startsWith('"') ? unquotePath(rest.trimEnd()) : (rest.split("\t")[0] ?? "");
  if (name === "/dev/null") return null;
  if (gitName !== null && name.endsWith(gitName) && /^(?:[abiwco12]\/)?$/.test(name.slice(0, -gitName.length))) {
    return gitName;
  }
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** A C-quoted name as text: `"a\303\274\"\n"`. Unquoted names stay as they are. Bytes that are no UTF-8 become U+FFFD. */
function unquotePath(name: string): string {
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
