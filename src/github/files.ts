// The changed files of one head, complete or with its gaps named. The list that GitHub gives of a pull request does not say
// which head it belongs to and stops at 3,000, so every entry is checked against the commits themselves.
import type { ChangedFile } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import type { FilesAnswer, FilesQuery, PullSnapshot } from "../ports.js";
import { loadBlobTexts } from "./blob-texts.js";
import { loadMergeBase } from "./compare.js";
import { asSource, type GithubContext, hasCode } from "./context.js";
import { loadTrees, lookUpSides, type Sides, type SidesWithTexts } from "./file-sides.js";
import type { FilesCache } from "./files-cache.js";
import { completeTexts } from "./large-blobs.js";
import {
  contentOf,
  isSilent,
  type ListedFile,
  listFiles,
  MAX_LISTED_FILES,
  pathBefore,
  type TreeSide,
} from "./listed-files.js";
import { isSame, MAX_TREE_FILES, missingFiles } from "./tree-changes.js";

/** Up to here one query looks up every path; trees are cheaper beyond. */
const MAX_LOOKUPS = 100;

export interface FilesReading {
  readonly cache: FilesCache;
  /** Which changed files are worth reading in full. */
  readonly wantsTexts: (file: FileNames) => boolean;
  /** Which of them are read even where GitHub gives only their start at first. */
  readonly mustHaveTexts: (file: FileNames) => boolean;
}

type FileNames = Pick<ChangedFile, "path" | "previousPath" | "status">;

export async function loadFiles(
  context: GithubContext,
  { cache, wantsTexts, mustHaveTexts }: FilesReading,
  ref: PullRef,
  snapshot: FilesQuery,
): Promise<Source<FilesAnswer>> {
  const after = snapshot.pull.headSha;
  const askMergeBase = () => loadMergeBase(context, ref, snapshot.pull.baseSha, after);
  return asSource(async () => {
    const told = snapshot.mergeBaseSha ?? null;
    const before = told ?? (await askMergeBase());
    const key = `${ref.repositoryId} ${before} ${after}`;
    const known = cache.find(key);
    if (known !== null) return { files: known, gaps: [], texts: new Map() };

    const listed = await listFiles(context, ref);
    const wanted = { listed, texts: new Set(listed.filter(wantsTexts).flatMap(allPaths)) };
    let answer = await assemble(context, ref, wanted, { before, after }, snapshot.counts);
    if (answer.gaps.length > 0 && told !== null) {
      const asked = await askMergeBase();
      if (asked !== told) answer = await assemble(context, ref, wanted, { before: asked, after }, snapshot.counts);
    }
    if (answer.gaps.length === 0) cache.keep(key, answer.files);
    return { ...answer, texts: await completeTexts(context, ref, answer, mustHaveTexts) };
  });
}

interface Wanted {
  readonly listed: readonly ListedFile[];
  /** Paths whose whole text is asked for, old and new ones. */
  readonly texts: ReadonlySet<string>;
}

async function assemble(
  context: GithubContext,
  ref: PullRef,
  wanted: Wanted,
  commits: { readonly before: string; readonly after: string },
  counts: PullSnapshot["counts"],
): Promise<FilesAnswer> {
  const { listed } = wanted;
  const isWhole = listed.length === counts.files && counts.files <= MAX_LISTED_FILES;
  const found = await findSides(context, ref, wanted, commits, isWhole && listed.length <= MAX_LOOKUPS);
  if (found === null) {
    const files = listed.map((file) => toFile(file, null, null));
    return { files, gaps: withoutSides(listed, counts), texts: new Map() };
  }

  const { sides, areTrees, texts } = found;
  const paths = new Set(listed.map(({ path }) => path));
  const files: ChangedFile[] = [];
  const strange: string[] = [];
  for (const file of listed) {
    const { before, after } = sidesOf(file, sides);
    if (!fits(file, before, after) || !fitsElsewhere(file, sides, paths)) strange.push(file.path);
    files.push(toFile(file, before, after));
  }
  const gaps = strange.length === 0 ? [] : [strangeGap(strange)];
  if (areTrees) {
    const missing = missingFiles(sides, new Set(listed.flatMap(coveredPaths)));
    files.push(...missing.slice(0, MAX_TREE_FILES));
    if (missing.length > MAX_TREE_FILES) gaps.push(`more than ${MAX_TREE_FILES} files are changed`);
  } else {
    gaps.push(...countGaps(listed, counts));
  }
  return { files, gaps, texts };
}

interface FoundSides {
  readonly sides: Sides;
  /** The sides hold every path of both commits, not only the listed ones. */
  readonly areTrees: boolean;
  readonly texts: FilesAnswer["texts"];
}

async function findSides(
  context: GithubContext,
  ref: PullRef,
  { listed, texts }: Wanted,
  commits: { readonly before: string; readonly after: string },
  areFew: boolean,
): Promise<FoundSides | null> {
  if (areFew) {
    const found = await lookUpFew(context, ref, listed, commits, texts);
    if (found !== null) return { sides: found, areTrees: false, texts: found.texts };
  }
  const trees = await loadTrees(context, ref, commits);
  if (trees !== null) {
    // Trees do not say which blobs are binary; only where GitHub shows no diff does it matter.
    const silent = listed.filter(isSilent).slice(0, 5 * MAX_LOOKUPS);
    const details = await tryLookUp(context, ref, commits, silent.flatMap(allPaths));
    const sides = details === null ? trees : withDetails(trees, details);
    return { sides, areTrees: true, texts: await loadBlobTexts(context, ref, blobsAt(texts, trees)) };
  }
  if (areFew) return null;
  const sides = await tryLookUp(context, ref, commits, listed.flatMap(allPaths));
  if (sides === null) return null;
  return { sides, areTrees: false, texts: await loadBlobTexts(context, ref, blobsAt(texts, sides)) };
}

/** Sides and texts in one call; so many texts may be too much for the server, and then it is asked for the sides alone. */
async function lookUpFew(
  context: GithubContext,
  ref: PullRef,
  listed: readonly ListedFile[],
  commits: { readonly before: string; readonly after: string },
  texts: ReadonlySet<string>,
): Promise<SidesWithTexts | null> {
  const paths = listed.flatMap(allPaths);
  try {
    return await tryLookUp(context, ref, commits, paths, texts);
  } catch (error) {
    if (texts.size === 0 || !hasCode(error, "GITHUB_UNAVAILABLE")) throw error;
    return tryLookUp(context, ref, commits, paths);
  }
}

/** Null where the server's GraphQL cannot do it. */
async function tryLookUp(
  context: GithubContext,
  ref: PullRef,
  commits: { readonly before: string; readonly after: string },
  paths: readonly string[],
  texts: ReadonlySet<string> = new Set(),
): Promise<SidesWithTexts | null> {
  try {
    return await lookUpSides(context, ref, commits, [...new Set(paths)], texts);
  } catch (error) {
    if (hasCode(error, "GITHUB_REJECTED", "GITHUB_NOT_FOUND", "GITHUB_FORBIDDEN")) return null;
    throw error;
  }
}

function blobsAt(paths: ReadonlySet<string>, { before, after }: Sides): readonly string[] {
  return [...paths].flatMap((path) =>
    [before.get(path)?.blob, after.get(path)?.blob].filter((blob) => blob !== undefined),
  );
}

function withDetails(trees: Sides, details: Sides): Sides {
  return { before: new Map([...trees.before, ...details.before]), after: new Map([...trees.after, ...details.after]) };
}

function sidesOf(file: ListedFile, sides: Sides): { before: TreeSide | null; after: TreeSide | null } {
  const path = pathBefore(file);
  return {
    before: path === null ? null : (sides.before.get(path) ?? null),
    after: file.status === "removed" ? null : (sides.after.get(file.path) ?? null),
  };
}

/** INVARIANT: an entry that the commits do not bear out is a gap: it was listed for another head, or another base. */
function fits(file: ListedFile, before: TreeSide | null, after: TreeSide | null): boolean {
  const isSubmodule = before?.mode === "160000" || after?.mode === "160000";
  const shown = file.status === "removed" ? before : after;
  if (shown === null || (file.blob !== null && shown.blob !== file.blob && !isSubmodule)) return false;
  if (file.status === "added" || file.status === "removed") return true;
  return before !== null && (file.previousPath !== null || !isSame(before, after));
}

/** What is new was not there before, and what was renamed is not at its old place any more, unless the list says so. */
function fitsElsewhere(file: ListedFile, { before, after }: Sides, listed: ReadonlySet<string>): boolean {
  if (file.status === "added") return (before.get(file.path) ?? null) === null;
  if (file.status === "removed") return (after.get(file.path) ?? null) === null;
  if (file.status !== "renamed" || file.previousPath === null) return true;
  return (after.get(file.previousPath) ?? null) === null || listed.has(file.previousPath);
}

function toFile(file: ListedFile, before: TreeSide | null, after: TreeSide | null): ChangedFile {
  const content = contentOf(file, before, after);
  const isCounted = content.kind !== "binary";
  const oldPath = pathBefore(file);
  return {
    path: file.path,
    previousPath: file.previousPath,
    status: file.status,
    additions: isCounted ? file.additions : null,
    deletions: isCounted ? file.deletions : null,
    before: oldPath === null ? null : { path: oldPath, blob: before?.blob ?? null, mode: before?.mode ?? null },
    after:
      file.status === "removed" ? null : { path: file.path, blob: after?.blob ?? file.blob, mode: after?.mode ?? null },
    content,
  };
}

function allPaths(file: ListedFile): string[] {
  return file.previousPath === null ? [file.path] : [file.path, file.previousPath];
}

/** A copy leaves its source where it was, so only a rename accounts for the old path. */
function coveredPaths(file: ListedFile): string[] {
  return file.status === "renamed" ? allPaths(file) : [file.path];
}

function withoutSides(listed: readonly ListedFile[], counts: PullSnapshot["counts"]): string[] {
  return ["modes and contents of the changed files could not be read", ...countGaps(listed, counts)];
}

function countGaps(listed: readonly ListedFile[], counts: PullSnapshot["counts"]): string[] {
  if (listed.length !== counts.files) return [`GitHub lists ${listed.length} of ${counts.files} changed files`];
  const additions = listed.reduce((sum, file) => sum + file.additions, 0);
  const deletions = listed.reduce((sum, file) => sum + file.deletions, 0);
  if (additions === counts.additions && deletions === counts.deletions) return [];
  return [
    `GitHub counts ${counts.additions} added and ${counts.deletions} removed lines, but lists ${additions} and ${deletions}`,
  ];
}

function strangeGap(paths: readonly string[]): string {
  const named = paths.slice(0, 3).map((path) => JSON.stringify(path.slice(0, 100)));
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : "";
  return `GitHub's list does not fit the head commit at ${named.join(", ")}${more}; it may have changed while it was read`;
}
