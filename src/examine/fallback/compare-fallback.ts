// Proves what `src/examine/syntax/` could not read, because its grammar fails on the file. A second, independent reader cuts both
// texts into tokens and comments; what is compared, and which comments are code, is the same as there.
import type { Examination } from "../../core/facts/examination.js";
import type { Pair } from "../pair.js";
import { type ComparedProgram, compareParts, equivalenceOf } from "../syntax/compared-parts.js";
import { findHazard } from "../syntax/hazards.js";
import { type LanguageId, languageOf } from "../syntax/languages.js";
import { type Cut, type CutReading, programOf } from "./cut.js";
import { readCSharp } from "./read-csharp.js";
import { readJavaScript } from "./read-javascript.js";

export type FallbackComparison = Pick<Examination, "equivalence" | "commentLines">;

/** Null: no second reader for this kind of file. Both paths must be of one kind. Never throws. */
export function compareFallback(pair: Pair): FallbackComparison | null {
  const language = languageOf(pair.path, pair.after);
  const reader = language === null ? undefined : READERS[language];
  if (language === null || reader === undefined || languageOf(pair.previousPath, pair.before) !== language) return null;
  const before = read({ language, reader }, pair.path, pair.before);
  if (before.status === "unread") return unknown(before.reason);
  const after = read({ language, reader }, pair.path, pair.after);
  if (after.status === "unread") return unknown(after.reason);
  const equivalence = equivalenceOf(before.compared, after.compared, pair.after);
  return {
    equivalence:
      equivalence.status === "same" && before.cut.tree !== after.cut.tree
        ? { status: "different", reason: "the programs have different trees" }
        : equivalence,
    commentLines: { before: before.compared.commentLines, after: after.compared.commentLines },
  };
}

type Reader = (path: string, text: string) => CutReading;

const READERS: Readonly<Partial<Record<LanguageId, Reader>>> = {
  "c-sharp": (_, text) => readCSharp(text),
  javascript: readJavaScript,
  tsx: readJavaScript,
  typescript: readJavaScript,
};

/**
 * UTF-16 units of one side. Chosen: the trees of a second parser hold some 500 bytes for each, and all of it lives on the heap of
 * the examiner's thread. Longer sources are generated.
 */
const MAX_LENGTH = 262_144;

type Reading =
  | { readonly status: "read"; readonly cut: Cut; readonly compared: ComparedProgram }
  | { readonly status: "unread"; readonly reason: string };

function read(
  { language, reader }: { readonly language: LanguageId; readonly reader: Reader },
  path: string,
  text: string,
): Reading {
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

function unknown(reason: string): FallbackComparison {
  return { equivalence: { status: "unknown", reason }, commentLines: { before: [], after: [] } };
}
