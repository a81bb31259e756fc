// The change as the rules see it: each file with both of its paths, its kind, what is proved about it, and the lines
// that may matter. Built once per classification, so that no rule walks the diff by itself.
import type { Change, ChangedFile } from "../facts/facts.js";
import { isManualPage, isTranslationPath } from "../paths/inert.js";
import { isLockfilePath } from "../paths/not-read.js";
import { type Proof, proveHarmless } from "./harmless.js";
import type { LineHit, LineScan } from "./line-scan.js";
import { type Area, sensitiveWords } from "./paths/sensitive.js";
import { onlyPresents } from "./presentation.js";

export interface FileView {
  readonly file: ChangedFile;
  /** The path and, for a rename or copy, the old path: as written, and in lower case. */
  readonly paths: readonly string[];
  readonly lowerPaths: readonly string[];
  /** Why this change cannot alter what runs; null: not proved. Rules about sensitive places skip proved files. */
  readonly proof: Proof | null;
  /**
   * Sensitive areas that the paths name, with the word that says so. Empty for proved files, for texts for people, and for
   * views where only what they show changes.
   */
  readonly areas: ReadonlyMap<Area, string>;
  /**
   * Added and removed lines that a rule's patterns found, by rule id. Empty like `areas`, and for lockfiles; without lines
   * that hold only comments.
   */
  readonly hits: ReadonlyMap<string, readonly LineHit[]>;
}

export interface ChangeView {
  readonly change: Change;
  readonly files: readonly FileView[];
}

export function viewChange(change: Change, scan: LineScan): ChangeView {
  return { change, files: change.files.map((file) => viewFile(file, scan)) };
}

function viewFile(file: ChangedFile, scan: LineScan): FileView {
  const paths = file.previousPath === null ? [file.path] : [file.path, file.previousPath];
  const proof = proveHarmless(file);
  const lowerPaths = paths.map((path) => path.toLowerCase());
  if (proof !== null) return { file, paths, lowerPaths, proof, areas: NO_AREAS, hits: NO_HITS };
  if (lowerPaths.every(isForPeople)) return { file, paths, lowerPaths, proof, areas: NO_AREAS, hits: NO_HITS };
  const areas = onlyPresents(file, lowerPaths) ? NO_AREAS : new Map(paths.flatMap((path) => [...sensitiveWords(path)]));
  const hits = lowerPaths.every(isLockfilePath) ? NO_HITS : withoutComments(scan(file), file);
  return { file, paths, lowerPaths, proof, areas, hits };
}

/** A comment may name what it likes: it runs nothing. Only lines that a parser saw to be nothing else are dropped. */
function withoutComments(hits: FileView["hits"], { examination }: ChangedFile): FileView["hits"] {
  if (examination === undefined || hits.size === 0) return hits;
  const { before, after } = examination.commentLines;
  if (before.length + after.length === 0) return hits;
  const comments = { old: new Set(before), new: new Set(after) };
  const left = [...hits].map(
    ([rule, list]) => [rule, list.filter(({ side, line }) => !comments[side].has(line))] as const,
  );
  return new Map(left.filter(([, list]) => list.length > 0));
}

/** Not proved harmless, but what such a text mentions it does not do. */
function isForPeople(lower: string): boolean {
  return isTranslationPath(lower) || isManualPage(lower);
}

const NO_AREAS: ReadonlyMap<Area, string> = new Map();
const NO_HITS: ReadonlyMap<string, readonly LineHit[]> = new Map();
