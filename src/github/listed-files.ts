// The changed files as GitHub lists them, what of each can be known from the list, and whole texts of those that are worth parsing.
import { z } from "zod";
import { parsePatch } from "../core/diff/patch.js";
import type { ChangedFile, FileContent, FileStatus } from "../core/facts/facts.js";
import type { PullRef } from "../core/facts/work.js";
import { err, ok, type Result } from "../core/ground/result.js";
import type { SideText } from "../ports/examiner.js";
import type { FilesAnswer, FilesListing } from "../ports.js";
import { parseData } from "./answers.js";
import type { Page } from "./api.js";
import { asSource, callsFor, type GithubContext, hasCode, inParts } from "./context.js";

/** GitHub lists 3,000 files of a pull request and stops without a word. */
const MAX_LISTED_FILES = 3000;
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

const CUT_OFF = "it is larger than GitHub gives in one piece";

/** What `BlobText` selects. */
export const BLOB_TEXT = "isBinary isTruncated text";
export const BlobText = z.object({
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().nullish(),
  text: z.string().nullish(),
});

/** Blobs per query. */
const BLOBS_PER_QUERY = 100;
/** Blobs of one change; the rest is not read, so nothing is proved about it. Chosen: six queries. */
const MAX_BLOBS = 600;

export function toSideText(blob: z.infer<typeof BlobText>): SideText {
  if (blob.isBinary) return { status: "unread", reason: "it is no text" };
  // INVARIANT: a text that was cut is not the file's text.
  if (blob.isTruncated !== false || typeof blob.text !== "string") {
    return { status: "unread", reason: CUT_OFF };
  }
  return { status: "read", text: blob.text };
}

/** By blob id; what is absent was not read. Reads nothing where the server's GraphQL cannot. */
export async function loadBlobTexts(
  context: GithubContext,
  ref: PullRef,
  blobs: readonly string[],
): Promise<ReadonlyMap<string, SideText>> {
  const parts = inParts([...new Set(blobs)].slice(0, MAX_BLOBS), BLOBS_PER_QUERY);
  const answers = await Promise.all(parts.map((some) => queryBlobs(context, ref, some)));
  const texts = new Map<string, SideText>();
  for (const [part, some] of parts.entries()) {
    for (const [index, blob] of some.entries()) {
      const answer = answers[part]?.[`b${index}`];
      if (answer) texts.set(blob, toSideText(answer));
    }
  }
  return texts;
}

const Data = z.object({ repository: z.record(z.string(), BlobText.nullable()).nullable() });

async function queryBlobs(context: GithubContext, ref: PullRef, blobs: readonly string[]) {
  const indexes = blobs.map((_blob, index) => index);
  const parameters = indexes.map((index) => `$o${index}: GitObjectID!`).join(" ");
  const fields = indexes.map((index) => `b${index}: object(oid: $o${index}) { ... on Blob { ${BLOB_TEXT} } }`);
  const query = `query BlobTexts($owner: String!, $name: String! ${parameters}) {
  repository(owner: $owner, name: $name) { ${fields.join("\n")} }
}`;
  const ids = Object.fromEntries(blobs.map((blob, index) => [`o${index}`, blob]));
  try {
    const answer = await callsFor(context, ref).query(query, ids);
    return answer.problems.length > 0 ? null : parseData(Data, answer.data).repository;
  } catch (error) {
    // So many texts at once may be too much for the server; without them the files are judged by their diff.
    if (hasCode(error, "GITHUB_REJECTED", "GITHUB_NOT_FOUND", "GITHUB_FORBIDDEN", "GITHUB_UNAVAILABLE")) return null;
    throw error;
  }
}

/** Of one change; what is left stays unread. Chosen: both sides of three lockfiles. */
const MAX_LARGE_BLOBS = 6;
/** No parser here takes more. */
const MAX_BYTES = 8 * 1024 * 1024;

const Blob = z.object({ size: z.number(), encoding: z.string(), content: z.string() });

interface Completing {
  readonly context: GithubContext;
  readonly ref: PullRef;
  readonly mustHaveTexts: (file: ChangedFile) => boolean;
}

/** The answer's texts, with those that were cut off of files that must be read. */
export async function completeTexts(
  { context, ref, mustHaveTexts }: Completing,
  { files, texts }: FilesAnswer,
): Promise<FilesAnswer["texts"]> {
  const blobs = files.filter(mustHaveTexts).flatMap(({ before, after }) => [before?.blob ?? "", after?.blob ?? ""]);
  const wanted = [...new Set(blobs)].filter((blob) => isCutOff(texts.get(blob))).slice(0, MAX_LARGE_BLOBS);
  if (wanted.length === 0) return texts;
  const whole = await Promise.all(wanted.map(async (blob) => [blob, await loadBlob(context, ref, blob)] as const));
  return new Map([...texts, ...whole]);
}

function isCutOff(text: SideText | undefined): boolean {
  return text?.status === "unread" && text.reason === CUT_OFF;
}

async function loadBlob(context: GithubContext, ref: PullRef, blob: string): Promise<SideText> {
  const route = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
  const read = async () => parseData(Blob, await callsFor(context, ref).read(route, { file_sha: blob }));
  const answer = await asSource(read);
  if (answer.status === "unavailable") return { status: "unread", reason: "GitHub did not give its whole text" };
  const { size, encoding, content } = answer.value;
  if (size > MAX_BYTES) return { status: "unread", reason: "it is larger than 8 MiB" };
  if (encoding !== "base64") return { status: "unread", reason: "GitHub gave it in an unknown encoding" };
  return { status: "read", text: Buffer.from(content, "base64").toString("utf8") };
}
