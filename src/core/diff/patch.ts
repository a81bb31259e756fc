// Reads the hunks of one file, as the REST API's `patch` gives them. parse-diff is lenient, so its answer is checked
// against the text line by line; whatever does not add up makes the content unreadable, which is never safe.
import parseDiff from "parse-diff";
import type { DiffLine, FileContent, Hunk } from "../facts/facts.js";

/** Lines added and removed. Null: the source does not say. */
export interface LineCounts {
  readonly additions: number | null;
  readonly deletions: number | null;
}

/** parse-diff wants a file header. The name in it is never read. */
const HEADER = "--- a/f\n+++ b/f\n";
const NO_NEWLINE = "\\ No newline at end of file";

/** The content of a `patch`; `stated` are the counts the source gives beside it (null: not stated, not checked). */
export function parsePatch(patch: string, stated: LineCounts): FileContent {
  const text = patch.endsWith("\n") ? patch.slice(0, -1) : patch;
  if (text === "") return withoutText(stated);
  if (!text.startsWith("@@ ")) return unreadable("the patch does not start with a hunk header");

  const file = readOnlyFile(text);
  if (file === null) return unreadable("the patch holds lines outside its hunks");

  const hunks: Hunk[] = [];
  let linesRead = 0;
  for (const chunk of file.chunks) {
    const hunk = readHunk(chunk);
    if (typeof hunk === "string") return unreadable(hunk);
    hunks.push(hunk);
    linesRead += 1 + chunk.changes.length;
  }
  if (linesRead !== text.split("\n").length) return unreadable("the patch holds lines outside its hunks");
  return checkCounts(hunks, stated);
}

/** Of the lines that are there, whatever a source states. */
export function countChanges(hunks: readonly Hunk[]): { readonly additions: number; readonly deletions: number } {
  let [additions, deletions] = [0, 0];
  for (const { lines } of hunks) {
    for (const { kind } of lines) {
      if (kind === "added") additions += 1;
      if (kind === "removed") deletions += 1;
    }
  }
  return { additions, deletions };
}

/** Null when the text holds more than one file, or what parse-diff throws at. */
function readOnlyFile(text: string): parseDiff.File | null {
  try {
    const files = parseDiff(HEADER + text);
    return files.length === 1 ? (files[0] ?? null) : null;
  } catch {
    // A hunk that starts with the marker of a missing line end, for one.
    return null;
  }
}

function withoutText(stated: LineCounts): FileContent {
  if ((stated.additions ?? 0) === 0 && (stated.deletions ?? 0) === 0) return { kind: "unchanged" };
  return unreadable(`the source states ${inWords(stated.additions, stated.deletions)}, but gives no patch`);
}

/** The hunk, or what is wrong with it. */
function readHunk(chunk: parseDiff.Chunk): Hunk | string {
  const lines: DiffLine[] = [];
  let [oldCount, newCount] = [0, 0];
  for (const change of chunk.changes) {
    if (change.content === NO_NEWLINE) {
      const last = lines.pop();
      if (!last || last.noNewline) return "a line-end marker follows no line";
      lines.push({ ...last, noNewline: true });
      continue;
    }
    const line = readLine(change);
    if (!line) return "a hunk holds a line without a sign";
    if (line.oldLine !== null) oldCount += 1;
    if (line.newLine !== null) newCount += 1;
    lines.push(line);
  }
  const positions = [chunk.oldStart, chunk.oldLines, chunk.newStart, chunk.newLines];
  if (!positions.every(Number.isSafeInteger)) return "a hunk header holds a number out of range";
  if (oldCount !== chunk.oldLines || newCount !== chunk.newLines) {
    return "a hunk is cut off or longer than its header says";
  }
  return { oldStart: chunk.oldStart, newStart: chunk.newStart, lines };
}

function readLine(change: parseDiff.Change): DiffLine | null {
  const text = change.content.slice(1);
  switch (change.type) {
    case "add":
      return { kind: "added", text, oldLine: null, newLine: change.ln };
    case "del":
      return { kind: "removed", text, oldLine: change.ln, newLine: null };
    case "normal":
      // Some tools strip the blank of an empty context line; any other first character is no context line.
      if (change.content !== "" && !change.content.startsWith(" ")) return null;
      return { kind: "context", text, oldLine: change.ln1, newLine: change.ln2 };
  }
}

function checkCounts(hunks: readonly Hunk[], stated: LineCounts): FileContent {
  const { additions, deletions } = countChanges(hunks);
  if ((stated.additions ?? additions) !== additions || (stated.deletions ?? deletions) !== deletions) {
    const expected = inWords(stated.additions, stated.deletions);
    return unreadable(`the source states ${expected}, but the patch holds ${inWords(additions, deletions)}`);
  }
  if (additions + deletions === 0) return unreadable("the patch changes no line");
  return { kind: "hunks", hunks };
}

function inWords(additions: number | null, deletions: number | null): string {
  return `${additions ?? "unknown"} added and ${deletions ?? "unknown"} removed lines`;
}

function unreadable(reason: string): FileContent {
  return { kind: "unreadable", reason };
}
