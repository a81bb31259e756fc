// Whole texts of files that have to be read although GraphQL gives only their start, such as lockfiles. One call each.
import { z } from "zod";
import type { ChangedFile } from "../core/facts/facts.js";
import type { PullRef } from "../core/facts/work.js";
import type { SideText } from "../ports/examiner.js";
import type { FilesAnswer } from "../ports.js";
import { CUT_OFF } from "./blob-texts.js";
import { asSource, callsFor, type GithubContext } from "./context.js";
import { parseData } from "./graphql.js";

/** Of one change; what is left stays unread. Chosen: both sides of three lockfiles. */
const MAX_BLOBS = 6;
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
  const wanted = [...new Set(blobs)].filter((blob) => isCutOff(texts.get(blob))).slice(0, MAX_BLOBS);
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
