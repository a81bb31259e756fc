// The text inside a sealed review (DESIGN §4.6): a header that binds it to one person, pull request and version, the form, and
// padding that hides its length. Written by the sealing page, the command line and the review page; read here.

import type { Verdict } from "../facts/submission.js";
import { byteLength } from "../ground/bytes.js";
import { err, ok, type Result } from "../ground/result.js";

export interface SealHeader {
  readonly reviewer: string;
  /** `acme/shop#7` */
  readonly pull: string;
  readonly fingerprint: string;
  readonly verdict: Verdict;
}

export interface SealContent {
  readonly header: SealHeader;
  /** The review form. Hostile. */
  readonly form: string;
  /** Header and form as they were written, without the padding: what the commitment is about. */
  readonly content: string;
}

export type ContentFault =
  | { readonly kind: "no-header" | "too-long" | "unprintable" }
  | { readonly kind: "missing" | "twice"; readonly key: keyof SealHeader }
  | { readonly kind: "unknown-key" | "verdict" };

/** Lengths of sealed texts tell apart only in steps of this. */
export const PAD_BYTES = 4_096;
/**
 * Longest header and form together, in bytes. Two of them, readable and once more for recomputing, fit into the one comment that
 * reveals them (65,536 characters).
 */
export const MAX_CONTENT_BYTES = 10_240;

const KEYS = ["reviewer", "pull", "fingerprint", "verdict"] as const;
const SEPARATOR = "-- ";

/** Header and form, without padding. */
export function formatContent(header: SealHeader, form: string): string {
  return [...KEYS.map((key) => `${key}: ${header[key]}`), "", form.trim()].join("\n");
}

/** What is to be encrypted: the content, the separator, and padding up to a multiple of `PAD_BYTES`. */
export function padContent(content: string): string {
  const opened = `${content}\n${SEPARATOR}\n`;
  const missing = (PAD_BYTES - (byteLength(opened) % PAD_BYTES)) % PAD_BYTES;
  return opened + ".".repeat(missing);
}

/** The plaintext of a sealed review. Padding may be missing: whoever seals by hand may have left it out. */
export function parseContent(plaintext: string): Result<SealContent, readonly ContentFault[]> {
  return readContent(withoutPadding(plaintext.replace(/^\uFEFF/, "")));
}

/** What was committed to. It has no padding any more, so a line of two hyphens in it is the reviewer's own. */
export function readContent(content: string): Result<SealContent, readonly ContentFault[]> {
  if (byteLength(content) > MAX_CONTENT_BYTES) return err([{ kind: "too-long" }]);
  // The database could not keep these as they are, and the commitment would no longer fit.
  if (/\0|\p{Cs}/u.test(content)) return err([{ kind: "unprintable" }]);
  const lines = content.split(/\r\n|\r|\n/);
  const end = lines.findIndex((line) => line.trim() === "");
  const read = readHeader(end === -1 ? lines : lines.slice(0, end));
  if (!read.ok) return read;
  return ok({ header: read.value, form: end === -1 ? "" : lines.slice(end + 1).join("\n"), content });
}

/** Up to the last separator with padding below it. Words below it are an answer's: whoever seals by hand may pad nothing. */
function withoutPadding(plaintext: string): string {
  const separators = [...plaintext.matchAll(/(?:^|\r\n|\r|\n)-- ?(?=\r\n|\r|\n|$)/g)];
  const last = separators.at(-1);
  if (last === undefined || !isPadding(plaintext.slice(last.index + last[0].length))) return plaintext;
  return plaintext.slice(0, last.index);
}

/** Any filling, but nothing that could be a sentence. */
const MAX_LETTERS = 2;

function isPadding(text: string): boolean {
  return new Set(text.match(/\p{L}/gu)).size <= MAX_LETTERS;
}

function readHeader(lines: readonly string[]): Result<SealHeader, readonly ContentFault[]> {
  const entries = lines.map((line) => /^\s*([a-z]{1,20})\s*:\s*(\S.{0,300}?)\s*$/i.exec(line));
  const named = entries.flatMap((entry) => (entry === null ? [] : [{ key: entry[1]?.toLowerCase(), value: entry[2] }]));
  if (!named.some(({ key }) => isKey(key))) return err([{ kind: "no-header" }]);
  const faults: ContentFault[] = KEYS.flatMap((key): ContentFault[] => {
    const found = named.filter((entry) => entry.key === key).length;
    return found === 1 ? [] : [{ kind: found === 0 ? "missing" : "twice", key }];
  });
  if (named.length < lines.length || named.some(({ key }) => !isKey(key))) faults.push({ kind: "unknown-key" });
  const value = (key: keyof SealHeader) => named.find((entry) => entry.key === key)?.value ?? "";
  const verdict = value("verdict").toLowerCase();
  if (verdict !== "approve" && verdict !== "reject") {
    return err(value("verdict") === "" ? faults : [...faults, { kind: "verdict" }]);
  }
  if (faults.length > 0) return err(faults);
  return ok({ reviewer: value("reviewer"), pull: value("pull"), fingerprint: value("fingerprint"), verdict });
}

function isKey(key: string | undefined): key is keyof SealHeader {
  return (KEYS as readonly (string | undefined)[]).includes(key);
}

export function sayContentFault(fault: ContentFault): string {
  switch (fault.kind) {
    case "no-header":
      return "The sealed text does not begin with `reviewer: …`, `pull: …`, `fingerprint: …` and `verdict: …`, each on a line of its own, an empty line below them.";
    case "too-long":
      return `The sealed text is longer than ${MAX_CONTENT_BYTES} bytes without its padding. Shorten the answers.`;
    case "unprintable":
      return "The sealed text holds characters that cannot be kept as they are (a zero byte, or half of a pair). Take them out.";
    case "missing":
      return `The header of the sealed text has no \`${fault.key}\`.`;
    case "twice":
      return `The header of the sealed text has \`${fault.key}\` more than once.`;
    case "unknown-key":
      return "The header of the sealed text holds a line that is none of `reviewer`, `pull`, `fingerprint` and `verdict`. Leave an empty line between header and form.";
    case "verdict":
      return "The header of the sealed text has neither `verdict: approve` nor `verdict: reject`.";
  }
}
