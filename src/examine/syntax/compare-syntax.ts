// Proves that a source file is the same program before and after: the same syntax tree but for comments that steer nothing and
// white space that means nothing. What is not fully understood is not proved.
import type { Equivalence, Examination } from "../../core/facts/examination.js";
import type { Pair } from "../pair.js";
import { type ComparedProgram, compareParts, equivalenceOf } from "./compared-parts.js";
import { findMisreading } from "./hazards.js";
import { languageOf } from "./languages.js";
import type { Program } from "./read-program.js";
import { type Source, type SyntaxLimits, type Unread, unread, withParsed } from "./with-parsed.js";

export interface SyntaxComparison {
  readonly equivalence: Equivalence;
  readonly commentLines: Examination["commentLines"];
  /** The two sides as they were read; null when one was not. */
  readonly programs: { readonly before: Program; readonly after: Program } | null;
  /** The grammar fails on a side: a second reader may not. */
  readonly isUnparsed: boolean;
}

/** Null: no grammar for this kind of file. Never throws. */
export async function compareSyntax(pair: Pair, limits?: SyntaxLimits): Promise<SyntaxComparison | null> {
  const languages = { before: languageOf(pair.previousPath, pair.before), after: languageOf(pair.path, pair.after) };
  if (languages.after === null) return null;
  if (languages.before !== languages.after || extensionOf(pair.previousPath) !== extensionOf(pair.path)) {
    return unknown("its kind of file changed");
  }
  // `_windows.go`, `_test.go`: a file of Go is built for what its name says.
  if (languages.after === "go" && nameOf(pair.previousPath) !== nameOf(pair.path)) return unknown("its name changed");
  const before = await read({ language: languages.after, text: pair.before, limits });
  if (before.status === "unread") return unknown(before.reason, before.isUnparsed);
  const after = await read({ language: languages.after, text: pair.after, limits });
  if (after.status === "unread") return unknown(after.reason, after.isUnparsed);
  return {
    equivalence: equivalenceOf(before.compared, after.compared, pair.after),
    commentLines: { before: before.compared.commentLines, after: after.compared.commentLines },
    programs: { before: before.program, after: after.program },
    isUnparsed: false,
  };
}

interface Read {
  readonly status: "read";
  readonly program: Program;
  readonly compared: ComparedProgram;
}

function read(source: Source): Promise<Read | Unread> {
  return withParsed(source, ({ language, text, program }): Read | Unread => {
    const misreading = findMisreading(language, program);
    if (misreading !== null) return unread(misreading);
    return { status: "read", program, compared: compareParts(language, program, text) };
  });
}

function unknown(reason: string, isUnparsed = false): SyntaxComparison {
  const equivalence = { status: "unknown", reason } as const;
  return { equivalence, commentLines: { before: [], after: [] }, programs: null, isUnparsed };
}

function extensionOf(path: string): string {
  return /\.[^./]*$/.exec(nameOf(path))?.[0].toLowerCase() ?? "";
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
