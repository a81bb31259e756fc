// How many lines a reviewer has to read: added plus removed, without what nobody reads line by line. Whatever is left out
// is listed with its reason. Marks inside files (`@generated`, `DO NOT EDIT`) are the author's word and are not believed.

import type { Change, ChangedFile } from "../facts/facts.js";
import { fileKind } from "../paths/file-kind.js";
import { isGeneratedPath, isLockfilePath, isVendoredPath } from "../paths/not-read.js";
import { matchesAny } from "../policy/globs.js";
import type { Policy } from "../policy/schema.js";
import { isHighStakesByPath } from "./explain-path.js";

/** Lines that a reviewer has to read. */
export interface CountedLines {
  /** Added plus removed lines that count (DESIGN §5 `size`). */
  readonly counted: number;
  readonly ignored: readonly { readonly path: string; readonly lines: number; readonly reason: string }[];
}

export function countLines(change: Change, policy: Policy): CountedLines {
  let counted = 0;
  const ignored: { path: string; lines: number; reason: string }[] = [];
  for (const file of change.files) {
    const lines = changedLines(file);
    const reason = whyIgnored(file, policy);
    if (reason === null) counted += lines;
    else ignored.push({ path: file.path, lines, reason });
  }
  return { counted, ignored };
}

function changedLines(file: ChangedFile): number {
  if (file.content.kind !== "hunks") return (file.additions ?? 0) + (file.deletions ?? 0);
  let count = 0;
  for (const hunk of file.content.hunks) {
    for (const line of hunk.lines) {
      if (line.kind !== "context") count += 1;
    }
  }
  return count;
}

/** Null: the file counts. Both paths of a rename must be ignorable. */
function whyIgnored(file: ChangedFile, policy: Policy): string | null {
  const paths = file.previousPath === null ? [file.path] : [file.path, file.previousPath];
  // INVARIANT: a file in a high-stakes place is read by people, whatever it is called.
  if (paths.some((path) => isHighStakesByPath(path, policy))) return null;
  if (file.status === "renamed" && file.content.kind === "unchanged") return "a pure move";
  if (paths.every((path) => matchesAny(path, policy.size.ignore))) return "ignored by the policy";
  for (const [matches, reason] of REASONS) {
    if (paths.every((path) => matches(path.toLowerCase()))) return reason;
  }
  return null;
}

const REASONS: readonly (readonly [(lower: string) => boolean, string])[] = [
  [isLockfilePath, "a lockfile"],
  [(lower) => fileKind(lower) === "snapshot", "a snapshot"],
  [isVendoredPath, "vendored"],
  [isGeneratedPath, "generated"],
];
