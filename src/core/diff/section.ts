// One file of a unified diff: its header lines, and as many hunk lines as the hunk headers say.
import type { ChangedFile, FileContent, FileSide, FileStatus } from "../facts/facts.js";
import { err, ok, type Result } from "../ground/result.js";
import { pathOfFileLine } from "./file-names.js";
import { parsePatch } from "./patch.js";
import { emptyHeader, type Header, readHeaderLine } from "./section-header.js";

interface Section {
  readonly file: ChangedFile;
  /** The first line that belongs to the next section. */
  readonly next: number;
}

export function readSection(lines: readonly string[], start: number): Result<Section, string> {
  const header = emptyHeader();
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = (lines[at] ?? "").replace(/\r$/, "");
    if (at > start && line.startsWith("diff --")) break;
    if (line.startsWith("@@ ") || !readHeaderLine(line, header)) break;
  }
  if (header.binary) at = skipBinary(lines, at);
  const end = endOfHunks(lines, at);
  const file = fileOf(header, lines.slice(at, end));
  if (file === null) return err(`line ${start + 1}: cannot tell which file this part of the diff is about`);
  return ok({ file, next: Math.max(end, start + 1) });
}

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
    at = endOfHunk(lines, at + 1, Number(match[1] ?? 1), Number(match[2] ?? 1));
  }
  // Signed lines past the end of a hunk belong to it all the same: parsePatch will refuse the whole.
  while (at < lines.length && /^[+\- \\@]/.test(lines[at] ?? "") && !isAfterHunks(lines, at)) at += 1;
  return at;
}

function endOfHunk(lines: readonly string[], from: number, oldLines: number, newLines: number): number {
  let at = from;
  let [old, added] = [oldLines, newLines];
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

function fileOf(header: Header, hunks: readonly string[]): ChangedFile | null {
  const before = header.movedFrom ?? pathOfFileLine(header.oldPath, header.names?.from ?? null, "old");
  const after = header.movedTo ?? pathOfFileLine(header.newPath, header.names?.to ?? null, "new");
  const path = after ?? before;
  if (path === null) return null;
  const isNew = header.isNew || header.oldPath === "/dev/null";
  const isDeleted = header.isDeleted || header.newPath === "/dev/null";
  const status = statusOf(header, isNew, isDeleted);
  const moved = status === "renamed" || status === "copied";
  const isOneFile = namesAgree(header, before, after);
  const content: FileContent = isOneFile ? contentOf(header, hunks) : { kind: "unreadable", reason: TWO_NAMES };
  const counts = countsOf(content);
  return {
    path,
    previousPath: moved ? before : null,
    status,
    additions: counts === null ? null : counts.additions,
    deletions: counts === null ? null : counts.deletions,
    before: isNew ? null : sideOf(before ?? path, header.oldBlob, header.oldMode),
    after: isDeleted ? null : sideOf(path, header.newBlob, header.newMode ?? header.oldMode),
    content,
  };
}

const TWO_NAMES = "the lines above the change name different files";

/** git names a file the same way in all header lines; where they differ, nobody knows whose lines follow. */
function namesAgree({ names }: Header, before: string | null, after: string | null): boolean {
  if (names === null) return true;
  return (before === null || before === names.from) && (after === null || after === names.to);
}

function statusOf(header: Header, isNew: boolean, isDeleted: boolean): FileStatus {
  if (header.movedFrom !== null) return header.copied ? "copied" : "renamed";
  if (isNew) return "added";
  return isDeleted ? "removed" : "modified";
}

function sideOf(path: string, blob: string | null, mode: string | null): FileSide {
  return { path, blob, mode };
}

function contentOf(header: Header, hunks: readonly string[]): FileContent {
  if (header.binary) return { kind: "binary" };
  if (hunks.length > 0) return parsePatch(hunks.join("\n"), { additions: null, deletions: null });
  const sameBlob = header.oldBlob === header.newBlob;
  const emptyFile = [header.oldBlob, header.newBlob].every((blob) => blob === null || EMPTY_BLOB.startsWith(blob));
  if (sameBlob || emptyFile) return { kind: "unchanged" };
  return { kind: "unreadable", reason: "the diff names two different contents, but shows no lines" };
}

/** git's id of the empty file (SHA-1). */
const EMPTY_BLOB = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

function countsOf(content: FileContent): { additions: number; deletions: number } | null {
  if (content.kind === "unchanged") return { additions: 0, deletions: 0 };
  if (content.kind !== "hunks") return null;
  const lines = content.hunks.flatMap((hunk) => hunk.lines);
  return {
    additions: lines.filter((line) => line.kind === "added").length,
    deletions: lines.filter((line) => line.kind === "removed").length,
  };
}
