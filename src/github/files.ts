// The changed files of one head, complete or with its gaps named. The list that GitHub gives of a pull request does not say
// which head it belongs to and stops at 3,000, so every entry is checked against the commits themselves.
import type { ChangedFile } from "../core/facts/facts.js";
import type { FilesAnswer, FilesListing, FilesQuery, GithubReader } from "../ports.js";
import { loadMergeBase } from "./compare.js";
import { asSource, FilesCache, type GithubContext, hasCode } from "./context.js";
import {
  isSame,
  loadTrees,
  lookUpSides,
  MAX_TREE_FILES,
  missingFiles,
  type ReadCommits,
  type Sides,
  type SidesWithTexts,
} from "./file-sides.js";
import {
  completeTexts,
  contentOf,
  isSilent,
  type ListedFile,
  listFiles,
  loadBlobTexts,
  pathBefore,
  startFiles,
  type TreeSide,
} from "./listed-files.js";

/** Up to here one query looks up every path; trees are cheaper beyond. */
const MAX_LOOKUPS = 100;

export interface WantedTexts {
  /** Which changed files are worth reading in full. */
  readonly wantsTexts: (file: FileNames) => boolean;
  /** Which of them are read even where GitHub gives only their start at first. */
  readonly mustHaveTexts: (file: FileNames) => boolean;
}

type FileNames = Pick<ChangedFile, "path" | "previousPath" | "status">;

export function createFilesReader(
  context: GithubContext,
  { wantsTexts, mustHaveTexts }: WantedTexts,
): Pick<GithubReader, "startFiles" | "loadFiles"> {
  const cache = new FilesCache();
  return {
    startFiles: (ref) => startFiles(context, ref),
    loadFiles: (ref, query, begun) =>
      asSource(async () => {
        const reading = { context, ref, wantsTexts, counts: query.counts };
        const { headSha: after, baseSha } = query.pull;
        const askMergeBase = () => loadMergeBase(context, ref, { baseSha, headSha: after });
        const before = query.mergeBaseSha ?? (await askMergeBase());
        const known = cache.find(`${ref.repositoryId} ${before} ${after}`);
        if (known !== null) return { files: known, gaps: [], texts: new Map() };

        let commits = { before, after };
        let answer = await readFiles({ ...reading, ...commits }, begun);
        // What was listed before the snapshot may be of another head, and what the snapshot tells may not be the merge base.
        const isSure = begun === undefined && query.mergeBaseSha == null;
        if (answer.gaps.length > 0 && !isSure) {
          commits = { before: await askMergeBase(), after };
          if (begun !== undefined || commits.before !== before) answer = await readFiles({ ...reading, ...commits });
        }
        if (answer.gaps.length === 0) cache.keep(`${ref.repositoryId} ${commits.before} ${after}`, answer.files);
        return { ...answer, texts: await completeTexts({ context, ref, mustHaveTexts }, answer) };
      }),
  };
}

interface Reading extends ReadCommits, Pick<WantedTexts, "wantsTexts"> {
  readonly counts: FilesQuery["counts"];
}

async function readFiles(reading: Reading, begun?: FilesListing): Promise<FilesAnswer> {
  const { context, ref, counts } = reading;
  const [listed, trees] = await Promise.all([
    listFiles(context, ref, { count: counts.files, begun }),
    counts.files > MAX_LOOKUPS ? loadTrees(reading) : null,
  ]);
  const found = await findSides(reading, listed, trees);
  if (found === null) {
    const files = listed.map((file) => toFile(file, null, null));
    const gap = "modes and contents of the changed files could not be read";
    return { files, gaps: [gap, ...countGaps(listed, counts)], texts: new Map() };
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

/** `trees`: when they were read already. */
async function findSides(
  reading: Reading,
  listed: readonly ListedFile[],
  trees: Sides | null,
): Promise<FoundSides | null> {
  const { counts, wantsTexts } = reading;
  const wanted = new Set(listed.filter(wantsTexts).flatMap(allPaths));
  const areFew = listed.length === counts.files && counts.files <= MAX_LOOKUPS;
  if (areFew) {
    const found = await lookUpFew(reading, listed, wanted);
    if (found !== null) return { sides: found, areTrees: false, texts: found.texts };
  }
  const found = trees ?? (counts.files > MAX_LOOKUPS ? null : await loadTrees(reading));
  if (found !== null) {
    // Trees do not say which blobs are binary; only where GitHub shows no diff does it matter.
    const silent = listed.filter(isSilent).slice(0, 5 * MAX_LOOKUPS);
    const [details, texts] = await Promise.all([
      tryLookUp(reading, silent.flatMap(allPaths)),
      loadBlobTexts(reading.context, reading.ref, blobsAt(wanted, found)),
    ]);
    return { sides: details === null ? found : withDetails(found, details), areTrees: true, texts };
  }
  if (areFew) return null;
  const sides = await tryLookUp(reading, listed.flatMap(allPaths));
  if (sides === null) return null;
  return { sides, areTrees: false, texts: await loadBlobTexts(reading.context, reading.ref, blobsAt(wanted, sides)) };
}

/** Sides and texts in one call; so many texts may be too much for the server, and then it is asked for the sides alone. */
async function lookUpFew(
  reading: Reading,
  listed: readonly ListedFile[],
  texts: ReadonlySet<string>,
): Promise<SidesWithTexts | null> {
  const paths = listed.flatMap(allPaths);
  try {
    return await tryLookUp(reading, paths, texts);
  } catch (error) {
    if (texts.size === 0 || !hasCode(error, "GITHUB_UNAVAILABLE")) throw error;
    return tryLookUp(reading, paths);
  }
}

/** Null where the server's GraphQL cannot do it. */
async function tryLookUp(
  reading: ReadCommits,
  paths: readonly string[],
  texts: ReadonlySet<string> = new Set(),
): Promise<SidesWithTexts | null> {
  try {
    return await lookUpSides(reading, [...new Set(paths)], texts);
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

function countGaps(listed: readonly ListedFile[], counts: FilesQuery["counts"]): string[] {
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
