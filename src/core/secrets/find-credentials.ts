// Finds credentials: in a line, and in the added lines of a file. Comments such as those that tell other scanners to look away are text
// like any other.
import type { Secret } from "../facts/examination.js";
import type { ChangedFile, DiffLine, Hunk } from "../facts/facts.js";
import { ASSIGNMENTS } from "./detect-assignments.js";
import { NAMED } from "./detect-named.js";
import { decoded, SHAPES } from "./detect-shapes.js";
import { entropyOf, isPlaceholder, looksLikePassword, looksLikeToken } from "./looks-random.js";
import { findPrivateKeys } from "./private-keys.js";
import { compileScanner, type LineScanner, type Match, secretAt, withoutOverlaps } from "./scanner.js";
import { countsHere, type Place, placeOf, toCredential } from "./to-secret.js";

/** Everything. A new detector is one word here. */
export const scanLine: LineScanner = compileScanner([...SHAPES, ...NAMED, ...ASSIGNMENTS]);

/** In the order of the lines. */
export function findCredentials(file: ChangedFile): readonly Secret[] {
  if (file.content.kind !== "hunks") return [];
  const place = placeOf(file.path);
  return file.content.hunks.flatMap((hunk) => inHunk(hunk, file.path, place));
}

function inHunk(hunk: Hunk, path: string, place: Place): readonly Secret[] {
  const lines = hunk.lines.filter(({ kind }) => kind !== "removed");
  const keys = findPrivateKeys(lines.map(({ kind, text }) => ({ text, counts: kind === "added" })));
  const inKeys = new Set(
    keys.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)),
  );
  const surroundings = surroundingsOf(lines.map(({ text }) => text));
  const secrets = keys.map(({ index, ...key }) => {
    return { index, secret: toCredential({ ...key, path, line: lineOf(lines[index]), harmless: 0 }) };
  });
  for (const [index, line] of lines.entries()) {
    if (line.kind !== "added" || inKeys.has(index)) continue;
    for (const match of matchesIn(line.text, surroundings, place)) {
      secrets.push({ index, secret: toCredential({ ...match, path, line: lineOf(line) }) });
    }
  }
  return secrets.sort((a, b) => a.index - b.index).map(({ secret }) => secret);
}

function matchesIn(text: string, surroundings: Surroundings, place: Place): readonly Match[] {
  const line = withoutPictures(text);
  const inData = matchInData(line, surroundings);
  const matches = inData === null ? scanLine(line) : withoutOverlaps([...scanLine(line), inData]);
  return matches.filter((match) => countsHere(match, place, line));
}

/** Pictures and fonts in base64 hold every short text by chance. */
function withoutPictures(text: string): string {
  if (!text.includes(";base64,")) return text;
  return text.replace(
    /data:(?:image|font|audio|video|application\/(?:font|x-font|wasm|octet|json))[\w/+.;=-]{0,80};base64,[A-Za-z0-9+/=]+/g,
    (found) => " ".repeat(found.length),
  );
}

function lineOf(line: DiffLine | undefined): number {
  return line?.newLine ?? 1;
}

/** What the lines of a hunk say together, read once. */
interface Surroundings {
  readonly kubernetesSecret: boolean;
  readonly jsonWebKey: boolean;
}

function surroundingsOf(lines: readonly string[]): Surroundings {
  return {
    kubernetesSecret: lines.some((line) => /^\s{0,20}kind:\s{0,5}["']?Secret["']?\s*$/.test(line)),
    jsonWebKey: lines.some((line) => line.includes('"kty"')),
  };
}

/** At most one in a line. */
function matchInData(line: string, { kubernetesSecret, jsonWebKey }: Surroundings): Match | null {
  return (kubernetesSecret ? secretValue(line) : null) ?? (jsonWebKey ? privateExponent(line) : null);
}

function secretValue(line: string): Match | null {
  const match = /^\s{1,40}["']?[\w.-]{1,100}["']?:\s{1,10}["']?([A-Za-z0-9+/]{8,4000}={0,2})["']?\s*$/.exec(line);
  const value = match?.[1] ?? "";
  if (match === null || value.length % 4 !== 0) return null;
  const text = decoded(value).trim();
  if (!/^[\x20-\x7e]{6,}$/.test(text) || !(looksLikePassword(text) || looksLikeToken(text))) return null;
  return secretAt(
    { detector: "kubernetes-secret", what: "a value of a Kubernetes Secret", certainty: "name" },
    value,
    line.indexOf(value),
  );
}

/** `d` of RFC 7518: the private part of an RSA or elliptic key. */
function privateExponent(line: string): Match | null {
  const value = /"d"\s{0,5}:\s{0,5}"([\w-]{40,1500})"/.exec(line)?.[1] ?? "";
  if (value === "" || entropyOf(value) < 4 || isPlaceholder(value)) return null;
  return secretAt(
    { detector: "private-json-web-key", what: "a private JSON Web Key", certainty: "shape" },
    value,
    line.indexOf(value),
  );
}
