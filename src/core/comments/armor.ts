// The comment that submits a sealed review, and the age block in it. The comment is hostile; nothing of it is decrypted or decoded here but the block's header,
// to count for whom it was made.

import { type Command, parseCommand, visibleTail } from "./parse-command.js";

/** Behind `/countersign`, above the block. */
export const SEALED = "sealed";

export type FoundBlock =
  /** `block`: armor with single line ends, as decoders want it. */
  | { readonly found: true; readonly block: string }
  /** `none`: no block · `several` · `cut`: a block that does not end · `recipients`: others than this server can open it, or a passphrase */
  | { readonly found: false; readonly fault: "none" | "several" | "cut" | "recipients" };

const BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
const END = "-----END AGE ENCRYPTED FILE-----";

/** `text`: what stands below `/countersign sealed`. It may be indented, quoted as code, and surrounded by other text. */
export function findBlock(text: string): FoundBlock {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const starts = lines.flatMap((line, index) => (line === BEGIN ? [index] : []));
  const [start] = starts;
  if (start === undefined) return { found: false, fault: "none" };
  if (starts.length > 1) return { found: false, fault: "several" };
  const length = lines.slice(start).indexOf(END);
  if (length === -1) return { found: false, fault: "cut" };
  const base64 = lines.slice(start + 1, start + length).join("");
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(base64) || base64.length % 4 !== 0) return { found: false, fault: "cut" };
  if (recipientsOf(base64) > 1) return { found: false, fault: "recipients" };
  // Mail programs and editors wrap as they like; decoders want 64 characters a line.
  return { found: true, block: [BEGIN, ...(base64.match(/.{1,64}/g) ?? []), END, ""].join("\n") };
}

export function isSealedComment(body: string): boolean {
  return parseCommand(body)?.verb === SEALED;
}

/** A sealed comment holds its command and its block, and nothing else. */
export function holdsMore(command: Command): boolean {
  return visibleTail(command) !== "" || holdsWords(command.rest);
}

/** True when anything that people can read stands beside the block: all but blank lines and the marks of a code block. */
export function holdsWords(text: string): boolean {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const block = findBlock(text);
  const start = block.found && isAge(block.block) ? lines.indexOf(BEGIN) : lines.length;
  const end = lines.indexOf(END, start);
  return lines.some(
    (line, index) => (index < start || index > end) && !isMute(line, lines[index - 1], lines[index + 1]),
  );
}

/** A block may be cut, or there may be two: what is left of it are no words either. Its last line may be short. */
function isMute(line: string, before: string | undefined, after: string | undefined): boolean {
  if (line === BEGIN || line === END || /^(?:`{3,}|~{3,})$/.test(line) || isLong(line)) return true;
  return BASE64.test(line) && isLong(before ?? "") && (after === undefined || after === END);
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** No word is as long. */
function isLong(line: string): boolean {
  return line.length >= 40 && BASE64.test(line);
}

function isAge(block: string): boolean {
  return atob(block.split("\n").slice(1, -2).join("")).startsWith("age-encryption.org/");
}

/**
 * Stanzas in the header of an age file: one for each recipient or passphrase. `-> x-grease` and the like, which some programs
 * add at random, are nobody's.
 */
function recipientsOf(base64: string): number {
  const header = atob(base64).split("\n---", 1)[0] ?? "";
  return [...header.matchAll(/^-> (?!\S{0,50}grease\b)/gm)].length;
}
