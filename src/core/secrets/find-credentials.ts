// Finds credentials in the added lines of a file. Comments such as those that tell other scanners to look away are text like any other.
import type { Secret } from "../facts/examination.js";
import type { ChangedFile, DiffLine, Hunk } from "../facts/facts.js";
import { scanLine } from "./detectors.js";
import { matchInData, type Surroundings, surroundingsOf } from "./keys-in-data.js";
import type { Match } from "./match.js";
import { findPrivateKeys } from "./private-keys.js";
import { withoutOverlaps } from "./scanner.js";
import { toCredential } from "./to-secret.js";
import { countsHere, type Place, placeOf } from "./where-it-counts.js";

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
