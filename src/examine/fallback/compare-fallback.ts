// Proves what `src/examine/syntax/` could not read, because its grammar fails on the file. A second, independent reader cuts both
// texts into tokens and comments; what is compared, and which comments are code, is the same as there.
import type { Equivalence, Examination } from "../../core/facts/examination.js";
import type { Pair } from "../pair.js";
import { type ComparedProgram, compareParts } from "../syntax/compared-parts.js";
import { findHazard } from "../syntax/hazards.js";
import { type LanguageId, languageOf } from "../syntax/languages.js";
import { linesOf } from "../syntax/line-table.js";
import { readCSharp } from "./csharp/read-csharp.js";
import { type Cut, type CutReading, programOf } from "./cut.js";
import { readScript } from "./script/read-script.js";

export type FallbackComparison = Pick<Examination, "equivalence" | "commentLines">;

/** Null: no second reader for this kind of file. Both paths must be of one kind. Never throws. */
export function compareFallback(pair: Pair): FallbackComparison | null {
  const language = languageOf(pair.path, pair.after);
  const reader = language === null ? undefined : READERS[language];
  if (language === null || reader === undefined || languageOf(pair.previousPath, pair.before) !== language) return null;
  const before = read(language, reader, pair.path, pair.before);
  if (before.status === "unread") return unknown(before.reason);
  const after = read(language, reader, pair.path, pair.after);
  if (after.status === "unread") return unknown(after.reason);
  return {
    equivalence: equivalenceOf(before, after, pair.after),
    commentLines: { before: before.compared.commentLines, after: after.compared.commentLines },
  };
}

type Reader = (path: string, text: string) => CutReading;

const READERS: Readonly<Partial<Record<LanguageId, Reader>>> = {
  "c-sharp": (_, text) => readCSharp(text),
  javascript: readScript,
  tsx: readScript,
  typescript: readScript,
};

/**
 * UTF-16 units of one side. Chosen: the trees of a second parser hold some 500 bytes for each, and all of it lives on the heap of
 * the examiner's thread. Longer sources are generated.
 */
const MAX_LENGTH = 262_144;

type Reading =
  | { readonly status: "read"; readonly cut: Cut; readonly compared: ComparedProgram }
  | { readonly status: "unread"; readonly reason: string };

function read(language: LanguageId, reader: Reader, path: string, text: string): Reading {
  if (text.length > MAX_LENGTH) return { status: "unread", reason: "it is too large to be read in another way" };
  const hazard = findHazard(language, text);
  if (hazard !== null) return { status: "unread", reason: hazard };
  try {
    const reading = reader(path, text);
    if (reading.status === "unread") return reading;
    const program = programOf(reading.cut, text);
    if (program === null) return { status: "unread", reason: "its tokens overlap" };
    return { status: "read", cut: reading.cut, compared: compareParts(language, program, text) };
  } catch {
    // A message could quote the text.
    return { status: "unread", reason: "its second parser failed" };
  }
}

type Read = Extract<Reading, { readonly status: "read" }>;

function equivalenceOf(before: Read, after: Read, text: string): Equivalence {
  const [parts, others] = [before.compared.parts, after.compared.parts];
  for (let index = 0; index < Math.max(parts.length, others.length); index++) {
    if (parts[index] === others[index]) continue;
    const offset = after.compared.offsets[index] ?? after.compared.offsets.at(-1) ?? 0;
    return { status: "different", reason: `the program differs from line ${linesOf(text).lineOf(offset)} on` };
  }
  if (before.cut.tree !== after.cut.tree) return { status: "different", reason: "the programs have different trees" };
  return { status: "same", by: "syntax", reason: "the same program but for comments and white space" };
}

function unknown(reason: string): FallbackComparison {
  return { equivalence: { status: "unknown", reason }, commentLines: { before: [], after: [] } };
}
