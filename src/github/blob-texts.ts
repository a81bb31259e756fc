// Whole texts of blobs, for the files that are worth parsing. GitHub gives text up to half a megabyte and cuts the rest off.
import { z } from "zod";
import type { PullRef } from "../core/facts/work.js";
import type { SideText } from "../ports/examiner.js";
import { callsFor, type GithubContext, hasCode, inParts } from "./context.js";
import { parseData } from "./graphql.js";

export const CUT_OFF = "it is larger than GitHub gives in one piece";

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
