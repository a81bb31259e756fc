// Proves that a source file is the same program before and after: the same syntax tree but for comments that steer nothing and
// white space that means nothing. What is not fully understood is not proved.
import type { Equivalence, Examination } from "../../core/facts/examination.js";
import type { Pair } from "../pair.js";
import { type ComparedProgram, compareParts, equivalenceOf } from "./compared-parts.js";
import { findHazard, findMisreading } from "./hazards.js";
import { LANGUAGE_NAMES, type LanguageId, languageOf } from "./languages.js";
import { parse } from "./parse.js";
import { type Program, readProgram } from "./read-program.js";
import { TRAITS } from "./traits.js";

export interface SyntaxComparison {
  readonly equivalence: Equivalence;
  readonly commentLines: Examination["commentLines"];
  /** The two sides as they were read; null when one was not. */
  readonly programs: { readonly before: Program; readonly after: Program } | null;
  /** The grammar fails on a side: a second reader may not. */
  readonly isUnparsed: boolean;
}

export interface SyntaxLimits {
  /** UTF-16 units of one side. */
  readonly maxLength: number;
  /** Tokens of one side. */
  readonly maxLeaves: number;
  /** Called when a side's parse starts; tells then whether its time is over. */
  readonly startBudget: () => () => boolean;
}

/** Chosen: a megabyte of ordinary source parses in one to two seconds on a slow core. */
const PARSE_MS = 3_000;
const LIMITS: SyntaxLimits = {
  maxLength: 1_048_576,
  maxLeaves: 200_000,
  startBudget: () => {
    const until = performance.now() + PARSE_MS;
    return () => performance.now() > until;
  },
};

/** Null: no grammar for this kind of file. Never throws. */
export async function compareSyntax(pair: Pair, limits: SyntaxLimits = LIMITS): Promise<SyntaxComparison | null> {
  const languages = { before: languageOf(pair.previousPath, pair.before), after: languageOf(pair.path, pair.after) };
  if (languages.after === null) return null;
  if (languages.before !== languages.after || extensionOf(pair.previousPath) !== extensionOf(pair.path)) {
    return unknown("its kind of file changed");
  }
  // `_windows.go`, `_test.go`: a file of Go is built for what its name says.
  if (languages.after === "go" && nameOf(pair.previousPath) !== nameOf(pair.path)) return unknown("its name changed");
  const before = await read(languages.after, pair.before, limits);
  if (before.status === "unread") return unknown(before.reason, before.isUnparsed);
  const after = await read(languages.after, pair.after, limits);
  if (after.status === "unread") return unknown(after.reason, after.isUnparsed);
  return {
    equivalence: equivalenceOf(before.compared, after.compared, pair.after),
    commentLines: { before: before.compared.commentLines, after: after.compared.commentLines },
    programs: { before: before.program, after: after.program },
    isUnparsed: false,
  };
}

type Reading =
  | { readonly status: "read"; readonly program: Program; readonly compared: ComparedProgram }
  | { readonly status: "unread"; readonly reason: string; readonly isUnparsed: boolean };

async function read(language: LanguageId, text: string, limits: SyntaxLimits): Promise<Reading> {
  if (text.length > limits.maxLength) return unread("it is too large to compare");
  const hazard = findHazard(language, text);
  if (hazard !== null) return unread(hazard);
  try {
    return await readTree(language, text, limits);
  } catch {
    // A message could quote the text.
    return unread("its parser failed");
  }
}

async function readTree(language: LanguageId, text: string, limits: SyntaxLimits): Promise<Reading> {
  const tree = await parse(language, text, limits.startBudget());
  if (tree === null) return unread("it took too long to parse");
  try {
    if (tree.rootNode.hasError) {
      return unread(`it cannot be parsed as ${LANGUAGE_NAMES[language]} without doubt`, true);
    }
    const program = readProgram(tree, text, { traits: TRAITS[language], maxLeaves: limits.maxLeaves });
    if (program === null) return unread("it has too many tokens to compare");
    const misreading = findMisreading(language, program);
    if (misreading !== null) return unread(misreading);
    return { status: "read", program, compared: compareParts(language, program, text) };
  } finally {
    tree.delete();
  }
}

function unread(reason: string, isUnparsed = false): Reading {
  return { status: "unread", reason, isUnparsed };
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
