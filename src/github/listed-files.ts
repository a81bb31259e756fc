// The changed files as GitHub lists them, and what of each can be known from the list.
import { z } from "zod";
import { parsePatch } from "../core/diff/patch.js";
import type { FileContent, FileStatus } from "../core/facts/facts.js";
import type { PullRef } from "../core/facts/work.js";
import { err, ok, type Result } from "../core/ground/result.js";
import type { FilesListing } from "../ports.js";
import type { Page } from "./api.js";
import type { GithubContext } from "./context.js";
import { parseData } from "./graphql.js";

/** GitHub lists 3,000 files of a pull request and stops without a word. */
export const MAX_LISTED_FILES = 3000;
const EMPTY_BLOB = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

const STATUSES: Readonly<Record<string, FileStatus>> = {
  added: "added",
  removed: "removed",
  modified: "modified",
  changed: "modified",
  unchanged: "modified",
  renamed: "renamed",
  copied: "copied",
};

const Entry = z.object({
  sha: z.string().nullable(),
  filename: z.string().min(1),
  previous_filename: z.string().optional(),
  status: z.string(),
  additions: z.number(),
  deletions: z.number(),
  patch: z.string().optional(),
});

export interface ListedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: FileStatus;
  /** The blob at the head; of a removed file, the one it had. */
  readonly blob: string | null;
  readonly additions: number;
  readonly deletions: number;
  readonly patch: string | null;
}

/** What a commit holds at a path. */
export interface TreeSide {
  readonly mode: string;
  readonly blob: string;
  /** Null: not looked up, or GitHub cannot tell. */
  readonly binary: boolean | null;
}

const MAX_PAGES = MAX_LISTED_FILES / 100;

/** Asks for the first page at once. A failure is kept for whoever asks for the list. */
export function startFiles(context: GithubContext, ref: PullRef): FilesListing {
  return { firstPage: readPage(context, ref, 1).then(ok, err) };
}

/** `count`: how many there are, as far as anybody knows: all of their pages are asked for at once. */
export async function listFiles(
  context: GithubContext,
  ref: PullRef,
  { count, begun }: { readonly count: number; readonly begun?: FilesListing | undefined },
): Promise<readonly ListedFile[]> {
  const counted = Math.min(MAX_PAGES, Math.max(1, Math.ceil(count / 100)));
  const further = Array.from({ length: counted - 1 }, (_, index) => readPage(context, ref, index + 2));
  const pages = await Promise.all([firstOf(begun) ?? readPage(context, ref, 1), ...further]);
  // There may be more than were counted. The caller has to hear of it.
  while (pages.at(-1)?.goesOn && pages.length < MAX_PAGES) pages.push(await readPage(context, ref, pages.length + 1));
  return pages.flatMap(({ items }) => items).map((item) => toListed(parseData(Entry, item)));
}

function firstOf(begun: FilesListing | undefined): Promise<Page> | null {
  if (begun === undefined) return null;
  return (begun.firstPage as Promise<Result<Page, unknown>>).then((first) => {
    if (!first.ok) throw first.error;
    return first.value;
  });
}

function readPage({ api }: GithubContext, ref: PullRef, page: number): Promise<Page> {
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files";
  const parameters = { owner: ref.owner, repo: ref.name, pull_number: ref.number };
  return api.readPage(ref.installationId, { route, parameters, page });
}

/** A rename is known by its old path; a status we do not know is taken for a change. */
function toListed(entry: z.infer<typeof Entry>): ListedFile {
  const status = STATUSES[entry.status] ?? "modified";
  const previousPath = entry.previous_filename ?? null;
  return {
    path: entry.filename,
    previousPath,
    status: previousPath === null && (status === "renamed" || status === "copied") ? "added" : status,
    blob: entry.sha,
    additions: entry.additions,
    deletions: entry.deletions,
    patch: entry.patch === undefined || entry.patch === "" ? null : entry.patch,
  };
}

/** The path under which the file lay before; null for a file that is new. */
export function pathBefore(file: ListedFile): string | null {
  return file.status === "added" ? null : (file.previousPath ?? file.path);
}

/** No patch and no counted lines: a binary, an empty file, a mode, or something that GitHub keeps to itself. */
export function isSilent(file: ListedFile): boolean {
  return file.patch === null && file.additions + file.deletions === 0;
}

export function contentOf(file: ListedFile, before: TreeSide | null, after: TreeSide | null): FileContent {
  const { patch, additions, deletions } = file;
  if (patch !== null) return parsePatch(patch, { additions, deletions });
  if (before !== null && after !== null && before.blob === after.blob) return { kind: "unchanged" };
  if (!isSilent(file)) return unreadable(`GitHub sent no diff for its ${additions + deletions} changed lines`);
  const sides = [before, after].filter((side) => side !== null);
  if (sides.some(({ binary }) => binary === true)) return { kind: "binary" };
  if (sides.length === 1 && sides[0]?.blob === EMPTY_BLOB) return { kind: "hunks", hunks: [] };
  return unreadable("GitHub sent no diff: the file is too large, or `.gitattributes` hides it");
}

function unreadable(reason: string): FileContent {
  return { kind: "unreadable", reason };
}
