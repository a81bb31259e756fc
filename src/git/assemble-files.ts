// The changed files of one difference, from git's three views of it: the raw list, the counts and the patch.
import { parseUnifiedDiff } from "../core/diff/unified.js";
import type { ChangedFile, FileContent } from "../core/facts/facts.js";
import { parseNumstat, parseRaw, type RawEntry } from "./raw-entries.js";
import { GitError } from "./run-git.js";

/** What git says with `--raw -z`, `--numstat -z` and `--patch` about the same two trees. */
export interface DiffViews {
  readonly raw: string;
  readonly numstat: string;
  readonly patch: string;
}

/** @throws GitError when git's own output cannot be read */
export function assembleFiles({ raw, numstat, patch }: DiffViews): readonly ChangedFile[] {
  const parsed = parseUnifiedDiff(patch);
  if (!parsed.ok) throw new GitError(`git's diff cannot be read: ${parsed.error}`);
  const texts = new Map(parsed.value.map((file) => [file.path, file]));
  const counts = parseNumstat(numstat);
  return parseRaw(raw).map((entry) => toFile(entry, counts.get(entry.path) ?? null, texts.get(entry.path)?.content));
}

interface Counts {
  readonly additions: number | null;
  readonly deletions: number | null;
}

/** Paths, modes and blobs from the raw list; the text from the patch, checked against the counts. */
function toFile(entry: RawEntry, counts: Counts | null, text: FileContent | undefined): ChangedFile {
  const previousPath = entry.previousPath;
  const side = (path: string, blob: string, mode: string) => (/^0+$/.test(mode) ? null : { path, blob, mode });
  return {
    path: entry.path,
    previousPath,
    status: entry.status,
    additions: counts?.additions ?? null,
    deletions: counts?.deletions ?? null,
    before: side(previousPath ?? entry.path, entry.oldBlob, entry.oldMode),
    after: side(entry.path, entry.newBlob, entry.newMode),
    content: checkContent(entry, counts, text),
  };
}

function checkContent(entry: RawEntry, counts: Counts | null, text: FileContent | undefined): FileContent {
  if (entry.oldBlob === entry.newBlob) return { kind: "unchanged" };
  if (text === undefined) return { kind: "unreadable", reason: "git lists the file, but its diff does not show it" };
  if (text.kind !== "hunks" || counts === null || counts.additions === null) return text;
  const lines = text.hunks.flatMap((hunk) => hunk.lines);
  const additions = lines.filter((line) => line.kind === "added").length;
  const deletions = lines.filter((line) => line.kind === "removed").length;
  if (additions === counts.additions && deletions === counts.deletions) return text;
  return { kind: "unreadable", reason: "git counts other lines than its diff shows" };
}
