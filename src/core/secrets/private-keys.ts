// Private keys in any of their armours. They span lines: the marker alone is no key (programs look for it), a body without the
// marker is any base64, so both have to be there.
import { decoded } from "./detect-shapes.js";
import { entropyOf, isPlaceholder } from "./looks-random.js";

export interface KeyLine {
  readonly text: string;
  /** A key counts when at least one of its lines does: one that was there before is not this change's. */
  readonly counts: boolean;
}

export interface PrivateKey {
  readonly detector: string;
  readonly what: string;
  /** Index of the first of its lines that counts. */
  readonly index: number;
  /** Index of its last line. */
  readonly last: number;
  readonly first: number;
  readonly value: string;
}

const MARKER =
  /-----BEGIN [A-Z0-9 _-]{0,60}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY/;
/** `-----BEGIN … PRIVATE KEY` in base64, as Kubernetes and environment variables hold it. */
const ENCODED = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{60,20000}={0,2}/;
const END = /-----END|Private-MAC|---- END/;
/** RSA with 16384 bits has 200. */
const MAX_LINES = 250;
/** An Ed25519 key has 64 characters. */
const MIN_BODY = 60;

/** Every private key in a text given line by line. Linear. */
export function findPrivateKeys(lines: readonly KeyLine[]): readonly PrivateKey[] {
  const keys: PrivateKey[] = [];
  for (let index = 0; index < lines.length; index++) {
    const text = lines[index]?.text ?? "";
    const key = encodedKey(lines, index, text) ?? armouredKey(lines, index, text);
    if (key === null) continue;
    keys.push(key);
    index = Math.max(index, key.last - 1);
  }
  return keys;
}

function encodedKey(lines: readonly KeyLine[], index: number, text: string): PrivateKey | null {
  if (lines[index]?.counts !== true || !text.includes("LS0tLS1CRUdJTi")) return null;
  const value = ENCODED.exec(text)?.[0] ?? "";
  if (!MARKER.test(decoded(value.slice(0, 400)))) return null;
  return { detector: "private-key", what: "a private key in base64", index, first: index, last: index, value };
}

function armouredKey(lines: readonly KeyLine[], first: number, text: string): PrivateKey | null {
  const marker = MARKER.exec(text);
  if (marker === null) return null;
  let body = "";
  let index = -1;
  let last = first;
  for (let at = first; at < Math.min(lines.length, first + MAX_LINES); at++) {
    const line = lines[at];
    if (line === undefined) break;
    const rest = at === first ? line.text.slice(marker.index + marker[0].length) : line.text;
    const end = END.exec(rest)?.index ?? rest.length;
    const part = bodyOf(rest.slice(0, Math.min(end, MAX_LINE)));
    if (part === null) break;
    body += part;
    last = at;
    if (line.counts && index === -1) index = at;
    if (end < rest.length) break;
  }
  if (index === -1 || body.length < MIN_BODY || entropyOf(body) < 4 || isPlaceholder(body.slice(40, 4_000)))
    return null;
  return { detector: "private-key", what: whatItIs(marker[0]), index, first, last, value: body };
}

/** Quotes, concatenation, comment signs and escaped line ends around the lines of a key. */
const DECORATION = /\\+[nrt]|["'`]\s{0,5}[+.]|[\s"'`,;|*#>\\()-]+/g;
const ENVELOPE =
  /^(?:proc-type|dek-info|comment|version|encryption|public-lines|private-lines|key-derivation|argon2-\w+)\s*:/i;

/** What a line adds to a key; empty for the lines of its envelope; null when the line is no part of one. */
function bodyOf(text: string): string | null {
  if (ENVELOPE.test(text.trim())) return "";
  const runs = text.replace(DECORATION, " ").trim().split(" ").filter(Boolean);
  if (!runs.every((run) => /^[A-Za-z0-9+/=]+$/.test(run))) return null;
  // Several short runs are a sentence.
  return runs.length > 1 && runs.some((run) => run.length < 16) && !runs.some((run) => run.length >= 32)
    ? null
    : runs.join("");
}

/** The text with the body of each private key replaced. */
export function blankPrivateKeys(text: string, replacement: string): string {
  if (!MAY_BE.test(text)) return text;
  const lines = text.split("\n");
  for (const key of findPrivateKeys(lines.map((line) => ({ text: line, counts: true })))) {
    for (let at = key.first; at <= key.last; at++) {
      const line = lines[at] ?? "";
      const marker = at === key.first ? MARKER.exec(line) : null;
      const from = marker === null ? 0 : marker.index + marker[0].length;
      const end = END.exec(line.slice(from))?.index ?? line.length - from;
      const body = line.slice(from, from + end).replace(/[A-Za-z0-9+/]{16,}={0,2}/g, replacement);
      lines[at] = line.slice(0, from) + body + line.slice(from + end);
    }
  }
  return lines.join("\n");
}

const MAY_BE = /PRIVATE KEY|PuTTY-User|LS0tLS1CRUdJTi/;

/** A key on one line with escaped line ends. */
const MAX_LINE = 20_000;

function whatItIs(marker: string): string {
  if (marker.includes("OPENSSH") || marker.includes("SSH2") || marker.startsWith("PuTTY")) return "an SSH private key";
  if (marker.includes("PGP")) return "a PGP private key";
  if (marker.includes("ENCRYPTED")) return "an encrypted private key";
  return "a private key";
}
