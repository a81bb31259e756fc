// git's machine-readable lists of changed files: `--raw -z` and `--numstat -z`.
import type { FileStatus } from "../core/facts/facts.js";
import { GitError } from "./run-git.js";

export interface RawEntry {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: FileStatus;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldBlob: string;
  readonly newBlob: string;
}

const STATUS: Readonly<Record<string, FileStatus>> = {
  A: "added",
  C: "copied",
  D: "removed",
  M: "modified",
  R: "renamed",
  // A change of type: a file becomes a link, or the other way round.
  T: "modified",
};

export function parseRaw(text: string): readonly RawEntry[] {
  const fields = text.split("\0");
  const entries: RawEntry[] = [];
  for (let at = 0; at < fields.length && fields[at] !== ""; ) {
    const head = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(fields[at++] ?? "");
    if (head === null) throw new GitError("git's list of changed files cannot be read");
    const [, oldMode = "", newMode = "", oldBlob = "", newBlob = "", letter = ""] = head;
    const status = STATUS[letter];
    if (status === undefined) throw new GitError(`git lists a file with the unknown status ${letter}`);
    const first = fields[at++] ?? "";
    const moved = status === "renamed" || status === "copied";
    const path = moved ? (fields[at++] ?? "") : first;
    entries.push({ path, previousPath: moved ? first : null, status, oldMode, newMode, oldBlob, newBlob });
  }
  return entries;
}

/** Added and removed lines by path; null for binary files. */
export function parseNumstat(
  text: string,
): ReadonlyMap<string, { readonly additions: number | null; readonly deletions: number | null }> {
  const fields = text.split("\0");
  const counts = new Map<string, { additions: number | null; deletions: number | null }>();
  for (let at = 0; at < fields.length && fields[at] !== ""; at += 1) {
    const [added = "", deleted = "", ...rest] = (fields[at] ?? "").split("\t");
    // A rename leaves the path empty and gives both paths behind it.
    const isMove = rest.length === 1 && rest[0] === "";
    if (isMove) at += 2;
    const path = isMove ? (fields[at] ?? "") : rest.join("\t");
    counts.set(path, { additions: toCount(added), deletions: toCount(deleted) });
  }
  return counts;
}

function toCount(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}
