// Finds the age block in a comment. The comment is hostile; nothing of it is decrypted or decoded here but the block's header,
// to count for whom it was made.

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

/** The text around the block, for a look whether somebody wrote their form beside it. */
export function withoutBlock(text: string): string {
  const start = text.indexOf(BEGIN);
  const end = text.indexOf(END, start);
  return start === -1 || end === -1 ? text : text.slice(0, start) + text.slice(end + END.length);
}

/**
 * Stanzas in the header of an age file: one for each recipient or passphrase. `-> x-grease` and the like, which some programs
 * add at random, are nobody's.
 */
function recipientsOf(base64: string): number {
  const header = atob(base64).split("\n---", 1)[0] ?? "";
  return [...header.matchAll(/^-> (?!\S{0,50}grease\b)/gm)].length;
}
