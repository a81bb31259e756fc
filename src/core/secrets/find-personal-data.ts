// Finds numbers that name a person, a bank account or a payment card in the added lines of a file, by shape, checksum and, where
// chance would find too many, a word near them. Addresses and telephone numbers alone are no finding.
import type { Secret } from "../facts/examination.js";
import type { ChangedFile } from "../facts/facts.js";
import { PERSONAL_NUMBERS } from "./personal-numbers.js";
import { placeOf, toPersonalData } from "./to-secret.js";

/** In the order of the lines. */
export function findPersonalData(file: ChangedFile): readonly Secret[] {
  if (file.content.kind !== "hunks" || placeOf(file.path).isData) return [];
  const added = file.content.hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "added"));
  const titles = file.content.hunks.flatMap(({ lines }) => lines).find(({ newLine }) => newLine === 1)?.text ?? "";
  const heading = TABLE.test(file.path) ? titles.slice(0, LONGEST_WRITTEN) : "";
  return added.flatMap(({ text, newLine }) => inLine(text, { path: file.path, number: newLine ?? 1, heading }));
}

/** What a column holds is said once, in the first line. */
const TABLE = /\.(?:csv|tsv)$/i;

interface Line {
  readonly path: string;
  readonly number: number;
  readonly heading: string;
}

/** Nearly no line holds so many digits close together. */
const MAY_HOLD = /\d[\dA-Z .-]{5,}\d|\d{8}/;
/** What is longer no person wrote: numbers in it are data of machines. */
const LONGEST_WRITTEN = 3_000;
const NEAR = 60;

function inLine(line: string, { path, number, heading }: Line): readonly Secret[] {
  if (line.length > LONGEST_WRITTEN || !MAY_HOLD.test(line)) return [];
  const secrets: Secret[] = [];
  for (const kind of PERSONAL_NUMBERS) {
    const isTitled = kind.context === null || kind.context.test(heading);
    if (!isTitled && !kind.context.test(line)) continue;
    for (const match of line.matchAll(kind.shape)) {
      const end = match.index + match[0].length;
      const near = line.slice(Math.max(0, match.index - NEAR), end + NEAR);
      if (!isTitled && !kind.context.test(near)) continue;
      const bare = match[0].replace(/[ ./-]/g, "").toUpperCase();
      if (!kind.isValid(bare) || kind.isSample(bare)) continue;
      const around = `${line.slice(0, match.index)}…${line.slice(end)}`;
      secrets.push(toPersonalData({ path, line: number, detector: kind.id, what: kind.what, around }));
    }
  }
  return secrets;
}
