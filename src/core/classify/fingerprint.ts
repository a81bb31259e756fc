// What a change *is*, as a hash: reviews are bound to it. Equal across a rebase that changes nothing in the files of the
// change, different when anything of the change or of what these files become differs. Read by the gate.
import { createHash } from "node:crypto";
import type { Change, ChangedFile, DiffLine, FileSide, Hunk } from "../facts/facts.js";
import { compareText } from "../ground/words.js";

/** sha256 in hex of the canonical description below. */
export function fingerprint(change: Change): string {
  const files = [...change.files].sort(byPath);
  const hash = createHash("sha256");
  hash.update("countersign fingerprint 2\n");
  for (const file of files) hash.update(`${JSON.stringify(describeFile(file))}\n`);
  // INVARIANT: what we cannot see is pinned by the commits, so an unseen change never keeps a review.
  if (change.gaps.length > 0 || files.some(isUnpinned)) {
    hash.update(JSON.stringify(["unseen", change.gaps, change.commits.map((commit) => commit.sha)]));
  }
  return hash.digest("hex");
}

/** Stands for the version of a change that could not be read; the same for one head commit. */
export function unknownVersion(headSha: string): string {
  return `unknown:${headSha}`;
}

/** Lists only, so that the JSON has one form. */
function describeFile(file: ChangedFile): readonly unknown[] {
  return [
    file.path,
    file.previousPath,
    file.status,
    file.before?.mode ?? null,
    file.after?.mode ?? null,
    file.content.kind,
    describeContent(file),
  ];
}

function describeContent(file: ChangedFile): readonly unknown[] {
  const { content } = file;
  switch (content.kind) {
    case "hunks":
      return [content.hunks.map((hunk) => hunk.lines.map(describeLine)), describePlace(file, content.hunks)];
    case "unchanged":
      return isPureMove(file) ? [] : blobs(file);
    case "binary":
      return blobs(file);
    case "unreadable":
      return [content.reason, file.additions, file.deletions, ...blobs(file)];
  }
}

/**
 * INVARIANT: the same lines in another place are another change: a file may hold a harmless and a dangerous function with
 * equal bodies. The file as it becomes says where they stand; where that is not known, their line numbers do.
 */
function describePlace(file: ChangedFile, hunks: readonly Hunk[]): readonly unknown[] {
  if (file.after === null) return [];
  if (file.after.blob !== null) return isLossy(file) ? blobs(file) : [file.after.blob];
  return hunks.map(({ oldStart, newStart }) => [oldStart, newStart]);
}

const SIGNS = { added: "+", removed: "-", context: " " } as const;

/** The sign before the text, and a sign for a missing line end before both, which no text can imitate. */
function describeLine(line: DiffLine): string {
  return `${line.noNewline ? "\\" : ""}${SIGNS[line.kind]}${line.text}`;
}

function blobs(file: ChangedFile): readonly unknown[] {
  return [file.before?.blob ?? null, file.after?.blob ?? null];
}

function isPureMove(file: ChangedFile): boolean {
  return file.before?.blob != null && file.before.blob === file.after?.blob;
}

/** Bytes that are no UTF-8 arrive as U+FFFD: two different changes may show the same text. */
function isLossy(file: ChangedFile): boolean {
  const { content } = file;
  return (
    content.kind === "hunks" && content.hunks.some((hunk) => hunk.lines.some((line) => line.text.includes("\ufffd")))
  );
}

/** True when neither the text nor the blob ids say what the file becomes. */
function isUnpinned(file: ChangedFile): boolean {
  if (file.content.kind === "hunks" && !isLossy(file)) return false;
  return [file.before, file.after].some((side: FileSide | null) => side !== null && side.blob === null);
}

function byPath(a: ChangedFile, b: ChangedFile): number {
  return (
    compareText(a.path, b.path) ||
    compareText(a.previousPath ?? "", b.previousPath ?? "") ||
    compareText(a.status, b.status)
  );
}
