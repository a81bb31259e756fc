// Examines one changed file: every part sees what it needs, and a part that fails says so instead of passing in silence.

import { isDependencyFile, readManifestChange } from "../core/dependencies/read-manifest-change.js";
import { fitsTexts } from "../core/diff/fits-texts.js";
import type { ManifestChange } from "../core/facts/change.js";
import { type Equivalence, type Examination, notExamined } from "../core/facts/examination.js";
import type { ChangedFile } from "../core/facts/facts.js";
import { isLockfilePath } from "../core/paths/not-read.js";
import type { FileToExamine, SideText } from "../ports/examiner.js";
import { compareData } from "./data/compare-data.js";
import { compareFallback } from "./fallback/compare-fallback.js";
import type { Pair } from "./pair.js";
import { compareProse } from "./prose/compare-prose.js";
import { findSecrets } from "./secrets/find-secrets.js";
import { findStatements } from "./sql/find-statements.js";
import { compareSyntax, type SyntaxComparison } from "./syntax/compare-syntax.js";
import { compareTypes } from "./types/compare-types.js";

/** Never throws. */
export async function examineFile(input: FileToExamine): Promise<Examination> {
  const { file } = input;
  if (file.content.kind === "unreadable") return notExamined(file.content.reason);
  if (file.content.kind !== "hunks") return { ...notExamined("it has no changed text"), unexamined: [] };
  const texts = textsOf(input);
  const unexamined: string[] = [];
  const { equivalence, commentLines } = await compare(file, texts);
  const manifest = readManifest(file, texts);
  const statements = await attempt(() => findStatements(file, texts.after), "its SQL", unexamined);
  const secrets = await attempt(() => findSecrets(file), "its added lines for secrets", unexamined);
  return { equivalence, commentLines, statements, manifest, secrets, unexamined };
}

type Comparison = Pick<Examination, "equivalence" | "commentLines">;

async function compare(file: ChangedFile, { before, after, reason }: Texts): Promise<Comparison> {
  if (reason !== null) return { ...NOTHING_COMPARED, equivalence: unknown(reason) };
  if (before === null || after === null) {
    return { ...NOTHING_COMPARED, equivalence: { status: "different", reason: "the file is new or gone" } };
  }
  const pair = { previousPath: file.previousPath ?? file.path, path: file.path, before, after };
  return compareTexts(pair).catch(() => ({ ...NOTHING_COMPARED, equivalence: unknown("the comparison failed") }));
}

const NOTHING_COMPARED: Comparison = {
  equivalence: { status: "unknown", reason: "no grammar is known for this kind of file" },
  commentLines: { before: [], after: [] },
};

/** The first proof that succeeds counts; a proof can only add certainty. */
export async function compareTexts(pair: Pair): Promise<Comparison> {
  const syntax = await compareSyntax(pair);
  const found = syntax === null ? NOTHING_COMPARED : comparisonOf(syntax, pair);
  if (found.equivalence.status === "same") return found;
  const other = compareData(pair) ?? compareProse(pair);
  if (other !== null) return { ...found, equivalence: other };
  const types: Equivalence | null = await compareTypes(pair, syntax?.programs);
  return types?.status === "same" ? { ...found, equivalence: types } : found;
}

/** Where the grammar fails, a second reader may not. */
function comparisonOf({ equivalence, commentLines, isUnparsed }: SyntaxComparison, pair: Pair): Comparison {
  const second = isUnparsed ? compareFallback(pair) : null;
  return second === null || second.equivalence.status === "unknown" ? { equivalence, commentLines } : second;
}

function readManifest(file: ChangedFile, { before, after, reason }: Texts): ManifestChange | null {
  const { path } = file;
  const previousPath = file.previousPath ?? path;
  if (reason === null) return readManifestChange({ previousPath, path, before, after });
  if (!isDependencyFile(path) && !isDependencyFile(previousPath)) return null;
  const role = isLockfilePath(path.toLowerCase()) ? "lockfile" : "manifest";
  return { status: "unread", role, cause: "not-given", reason };
}

/** A part that throws leaves nothing but its name: what it threw may hold anything. */
async function attempt<T>(
  part: () => Promise<readonly T[]>,
  what: string,
  unexamined: string[],
): Promise<readonly T[]> {
  try {
    return await part();
  } catch {
    unexamined.push(`${what} could not be examined`);
    return [];
  }
}

interface Texts {
  /** Null: there is none on that side, or, with a reason, none was read. */
  readonly before: string | null;
  readonly after: string | null;
  /** Why the texts are not known; null when they are. */
  readonly reason: string | null;
}

/** INVARIANT: texts are believed only when the diff leads from one to the other. */
function textsOf({ file, before, after }: FileToExamine): Texts {
  const hunks = file.content.kind === "hunks" ? file.content.hunks : [];
  if (file.status === "added") return { before: null, after: wholeText(hunks, "added"), reason: null };
  if (file.status === "removed") return { before: wholeText(hunks, "removed"), after: null, reason: null };
  const sides = { before: read(before), after: read(after) };
  if (sides.before === null || sides.after === null) return { ...NO_TEXTS, reason: whyNot(before, after) };
  if (/\uFFFD/.test(sides.before) || /\uFFFD/.test(sides.after)) return { ...NO_TEXTS, reason: "it is no UTF-8 text" };
  if (fitsTexts(hunks, sides.before, sides.after)) return { ...sides, reason: null };
  return { ...NO_TEXTS, reason: "its texts are not those of the diff" };
}

const NO_TEXTS = { before: null, after: null } as const;

function read(side: SideText): string | null {
  return side.status === "read" ? side.text : null;
}

function whyNot(before: SideText, after: SideText): string {
  const unread = [before, after].find((side) => side.status === "unread");
  return unread?.status === "unread" ? unread.reason : "one of its sides was not found";
}

/** The diff of a file that is new or gone holds all of its lines. */
function wholeText(
  hunks: readonly { readonly lines: readonly { kind: string; text: string; noNewline?: true }[] }[],
  kind: "added" | "removed",
): string {
  const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => line.kind === kind);
  const end = lines.length === 0 || lines.at(-1)?.noNewline === true ? "" : "\n";
  return `${lines.map(({ text }) => text).join("\n")}${end}`;
}

function unknown(reason: string): Equivalence {
  return { status: "unknown", reason };
}
