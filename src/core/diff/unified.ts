// Reads a whole unified diff in git's format into changed files. The headers and the bounds of
// the hunks are read here, because no library reads all headers right; the hunks go through parsePatch.
// The text is hostile: what cannot be read makes its file unreadable, or the whole diff an error, never an empty change.
import type { ChangedFile, FileContent } from "../facts/facts.js";
import { err, ok, type Result } from "../ground/result.js";
import { type FileHeader, readHeader } from "./file-header.js";
import { countChanges, type LineCounts, parsePatch } from "./patch.js";

/** The changed files, or why the text is no diff. An empty text is an empty change. */
export function parseUnifiedDiff(text: string): Result<ChangedFile[], string> {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const files: ChangedFile[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (/^diff --(?:cc|combined) /.test(line)) {
      return err(
        "a combined diff of a merge shows no single change; expected a diff of two trees, such as `git diff A B`",
      );
    }
    if (!startsSection(lines, at)) {
      if (line.startsWith("@@ ")) return err(`line ${at + 1}: a hunk without a file header`);
      // Commit messages and mail headers stand between the files of `git format-patch` and `git show`.
      at += 1;
      continue;
    }
    const section = readSection(lines, at);
    if (!section.ok) return section;
    files.push(section.value.file);
    at = section.value.next;
  }
  if (files.length === 0 && text.trim() !== "")
    return err("expected a unified diff, got no `diff --git` or `---` line");
  return ok(files);
}

/** `diff --git`, or the two header lines of a plain unified diff before a hunk. */
function startsSection(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (line.startsWith("diff --git ")) return true;
  return line.startsWith("--- ") && (lines[at + 1] ?? "").startsWith("+++ ") && (lines[at + 2] ?? "").startsWith("@@ ");
}

interface Section {
  readonly file: ChangedFile;
  /** The first line that belongs to the next section. */
  readonly next: number;
}

function readSection(lines: readonly string[], start: number): Result<Section, string> {
  const { header, next } = readHeader(lines, start);
  if (header === null) return err(`line ${start + 1}: cannot tell which file this part of the diff is about`);
  const from = header.isBinary ? skipBinary(lines, next) : next;
  const end = endOfHunks(lines, from);
  const { path, previousPath, status, before, after } = header;
  const content = contentOf(header, lines.slice(from, end));
  const file = { path, previousPath, status, ...countsOf(content), before, after, content };
  return ok({ file, next: Math.max(end, start + 1) });
}

function countsOf(content: FileContent): LineCounts {
  if (content.kind === "unchanged") return countChanges([]);
  return content.kind === "hunks" ? countChanges(content.hunks) : NO_COUNTS;
}

const NO_COUNTS: LineCounts = { additions: null, deletions: null };

/** The literal or delta lines of a binary patch end at the next section. */
function skipBinary(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && !(lines[at] ?? "").startsWith("diff --git ")) at += 1;
  return at;
}

/** Counts lines down from each hunk header, so that a line of the file that looks like a header stays the file's. */
function endOfHunks(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length) {
    const match = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(lines[at] ?? "");
    if (match === null) break;
    at = endOfHunk(lines, at + 1, [Number(match[1] ?? 1), Number(match[2] ?? 1)]);
  }
  // Signed lines past the end of a hunk belong to it all the same: parsePatch will refuse the whole.
  while (at < lines.length && /^[+\- \\@]/.test(lines[at] ?? "") && !isAfterHunks(lines, at)) at += 1;
  return at;
}

/** `counts`: lines of the old and of the new file. */
function endOfHunk(lines: readonly string[], from: number, counts: readonly [number, number]): number {
  let at = from;
  let [old, added] = counts;
  for (; at < lines.length && (old > 0 || added > 0); at += 1) {
    const sign = (lines[at] ?? "")[0] ?? " ";
    if (sign === "+") added -= 1;
    else if (sign === "-") old -= 1;
    else if (sign === " ") [old, added] = [old - 1, added - 1];
    else if (sign !== "\\") break;
  }
  while ((lines[at] ?? "").startsWith("\\ ")) at += 1;
  return at;
}

/** The signature of a mail (`-- ` and a version), or the two header lines of the next plain section. */
function isAfterHunks(lines: readonly string[], at: number): boolean {
  const [line, next] = [lines[at] ?? "", lines[at + 1] ?? ""];
  if (line === "-- ") return /^\d[\w.() -]*$/.test(next);
  return line.startsWith("--- ") && next.startsWith("+++ ");
}

function contentOf(header: FileHeader, hunks: readonly string[]): FileContent {
  if (!header.namesAgree) return { kind: "unreadable", reason: "the lines above the change name different files" };
  if (header.isBinary) return { kind: "binary" };
  if (hunks.length > 0) return parsePatch(hunks.join("\n"), NO_COUNTS);
  const [old, fresh] = [header.before?.blob ?? null, header.after?.blob ?? null];
  if (old === fresh || [old, fresh].every((blob) => blob === null || EMPTY_BLOB.startsWith(blob))) {
    return { kind: "unchanged" };
  }
  return { kind: "unreadable", reason: "the diff names two different contents, but shows no lines" };
}

/** git's id of the empty file (SHA-1). */
const EMPTY_BLOB = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
