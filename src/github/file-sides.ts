// Mode and blob of each changed file on both sides, by path or from the trees of both commits. They tell what a patch does not (symbolic
// links, submodules, mode changes, binaries), they prove that a list of files belongs to its head, and they complete a list that is cut.
import { z } from "zod";
import type { ChangedFile, FileContent } from "../core/facts/facts.js";
import type { PullRef, RepositoryRef } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import type { SideText } from "../ports/examiner.js";
import { parseData } from "./answers.js";
import { asSource, callsFor, type GithubContext, inParts } from "./context.js";
import { BLOB_TEXT, BlobText, type TreeSide, toSideText } from "./listed-files.js";

/** Paths per query; each is looked up in both commits. */
const PATHS_PER_QUERY = 100;

/** Null: nothing lies at the path. */
type Lookup = ReadonlyMap<string, TreeSide | null>;

export interface Sides {
  readonly before: Lookup;
  readonly after: Lookup;
}

const Entry = z
  .object({
    mode: z.number(),
    oid: z.string(),
    type: z.string(),
    object: BlobText.nullish(),
  })
  .nullable();
const CommitEntries = z.record(z.string(), Entry).nullable();
const Data = z.object({ repository: z.object({ before: CommitEntries, after: CommitEntries }) });

export interface SidesWithTexts extends Sides {
  /** Of the paths whose text was asked for, by blob id. */
  readonly texts: ReadonlyMap<string, SideText>;
}

/** A pull request's files are the difference of two commits. */
export interface ReadCommits {
  readonly context: GithubContext;
  readonly ref: PullRef;
  readonly before: string;
  readonly after: string;
}

/** @throws AppError; GITHUB_REJECTED from a server whose GraphQL cannot look up files. */
export async function lookUpSides(
  commits: ReadCommits,
  paths: readonly string[],
  withText: ReadonlySet<string>,
): Promise<SidesWithTexts> {
  const before = new Map<string, TreeSide | null>();
  const after = new Map<string, TreeSide | null>();
  const texts = new Map<string, SideText>();
  const parts = inParts(paths, PATHS_PER_QUERY);
  const found = await Promise.all(parts.map((some) => queryPaths(commits, some, withText)));
  for (const [part, some] of parts.entries()) {
    for (const [index, path] of some.entries()) {
      const sides = [found[part]?.before[`f${index}`] ?? null, found[part]?.after[`f${index}`] ?? null] as const;
      before.set(path, toSide(sides[0]));
      after.set(path, toSide(sides[1]));
      if (withText.has(path)) keepTexts(sides, texts);
    }
  }
  return { before, after, texts };
}

function keepTexts(sides: readonly z.infer<typeof Entry>[], texts: Map<string, SideText>): void {
  for (const side of sides) {
    if (side?.type === "blob" && side.object) texts.set(side.oid, toSideText(side.object));
  }
}

type Entries = Readonly<Record<string, z.infer<typeof Entry>>>;

async function queryPaths(
  { context, ref, before, after }: ReadCommits,
  paths: readonly string[],
  withText: ReadonlySet<string>,
): Promise<{ before: Entries; after: Entries }> {
  const values = Object.fromEntries(paths.map((path, index) => [`p${index}`, path]));
  const query = sidesQuery(paths.map((path) => withText.has(path)));
  const { data, problems } = await callsFor(context, ref).query(query, { before, after, ...values });
  const problem = problems[0];
  if (problem) throw new AppError("GITHUB_REJECTED", `GraphQL could not look up the files: ${problem.message}`);
  const found = parseData(Data, data).repository;
  if (found.before === null || found.after === null) {
    throw new AppError("GITHUB_REJECTED", "GraphQL does not know the commits of the pull request");
  }
  return { before: found.before, after: found.after };
}

/** Only numbers are put into the text; paths travel as variables. */
function sidesQuery(withText: readonly boolean[]): string {
  const parameters = withText.map((_, index) => `$p${index}: String!`).join(" ");
  const files = withText
    .map((wanted, index) => `f${index}: file(path: $p${index}) { ...Side ${wanted ? "...Text" : ""} }`)
    .join("\n");
  const text = withText.includes(true)
    ? `\nfragment Text on TreeEntry { object { ... on Blob { ${BLOB_TEXT} } } }`
    : "";
  return `query FileSides($owner: String!, $name: String!, $before: GitObjectID!, $after: GitObjectID! ${parameters}) {
  repository(owner: $owner, name: $name) {
    before: object(oid: $before) { ... on Commit { ${files} } }
    after: object(oid: $after) { ... on Commit { ${files} } }
  }
}
fragment Side on TreeEntry { mode oid type object { ... on Blob { isBinary } } }${text}`;
}

/** A directory at the path of a file that was: the file is gone. */
function toSide(entry: z.infer<typeof Entry>): TreeSide | null {
  if (entry === null || entry.type === "tree") return null;
  return { mode: octal(entry.mode), blob: entry.oid, binary: entry.object?.isBinary ?? null };
}

/** GraphQL gives git's mode as a decimal number: 33188 is 100644. */
function octal(mode: number): string {
  return mode.toString(8).padStart(6, "0");
}

const Tree = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() })),
});

/** Everything that two commits hold; null when GitHub does not list a tree in full (100,000 entries or 7 MB). */
export async function loadTrees({ context, ref, before, after }: ReadCommits): Promise<Sides | null> {
  const trees = await asSource(() => Promise.all([before, after].map((sha) => loadTree(context, ref, sha))));
  if (trees.status === "unavailable") return null;
  const [old, current] = trees.value;
  return old && current ? { before: old, after: current } : null;
}

async function loadTree(context: GithubContext, ref: RepositoryRef, sha: string): Promise<Lookup | null> {
  const route = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
  const data = await callsFor(context, ref).read(route, { tree_sha: sha, recursive: "1" });
  const { truncated, tree } = parseData(Tree, data);
  if (truncated) return null;
  const files = tree.filter(({ type }) => type !== "tree");
  return new Map(files.map(({ path, mode, sha: blob }) => [path, { mode, blob, binary: null }]));
}

/** A change of more files is not listed any more; the gap says so. */
export const MAX_TREE_FILES = 20_000;

const UNREADABLE: FileContent = { kind: "unreadable", reason: "GitHub lists no more than 3,000 files with their diff" };

/**
 * Every path that differs between the commits and is not in `covered`. What is added this way has no text: it is never safe unless its
 * content is the same on both sides.
 */
export function missingFiles({ before, after }: Sides, covered: ReadonlySet<string>): ChangedFile[] {
  const added: string[] = [];
  const removed: string[] = [];
  const files: ChangedFile[] = [];
  for (const [path, side] of after) {
    const old = before.get(path) ?? null;
    if (side === null || covered.has(path) || isSame(old, side)) continue;
    if (old === null) added.push(path);
    else files.push(toFile({ path, before: old, after: side }));
  }
  for (const path of before.keys()) {
    if (!after.get(path) && !covered.has(path)) removed.push(path);
  }
  return [...files, ...pairRenames(added, removed, { before, after })];
}

export function isSame(one: TreeSide | null, other: TreeSide | null): boolean {
  return one?.blob === other?.blob && one?.mode === other?.mode;
}

/** A file that is gone and a new one with the same content are one rename. */
function pairRenames(added: readonly string[], removed: readonly string[], { before, after }: Sides): ChangedFile[] {
  const goneByBlob = new Map<string, string[]>();
  for (const path of removed) {
    const blob = before.get(path)?.blob ?? "";
    goneByBlob.set(blob, [...(goneByBlob.get(blob) ?? []), path]);
  }
  const files: ChangedFile[] = [];
  for (const path of added) {
    const side = after.get(path) ?? null;
    const oldPath = goneByBlob.get(side?.blob ?? "")?.shift() ?? null;
    files.push(toFile({ path, oldPath, before: oldPath === null ? null : (before.get(oldPath) ?? null), after: side }));
  }
  for (const path of [...goneByBlob.values()].flat()) {
    files.push(toFile({ path, before: before.get(path) ?? null, after: null }));
  }
  return files;
}

interface Differing {
  readonly path: string;
  readonly oldPath?: string | null;
  readonly before: TreeSide | null;
  readonly after: TreeSide | null;
}

function toFile({ path, oldPath = null, before, after }: Differing): ChangedFile {
  const status = oldPath !== null ? "renamed" : before === null ? "added" : after === null ? "removed" : "modified";
  const isUnchanged = before !== null && after !== null && before.blob === after.blob;
  return {
    path,
    previousPath: oldPath,
    status,
    additions: isUnchanged ? 0 : null,
    deletions: isUnchanged ? 0 : null,
    before: before && { path: oldPath ?? path, blob: before.blob, mode: before.mode },
    after: after && { path, blob: after.blob, mode: after.mode },
    content: isUnchanged ? { kind: "unchanged" } : UNREADABLE,
  };
}
