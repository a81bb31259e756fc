// Sorts a file's comments into those that steer something, which are code, and those that are for people only.

import type { LanguageId } from "../languages.js";
import { linesOf } from "../line-table.js";
import type { Region } from "../quoted-regions.js";
import type { Comment, Program } from "../read-program.js";
import { TRAITS } from "../traits.js";
import { DIRECTIVES, type DirectivePattern } from "./patterns.js";

export interface SortedComments {
  readonly directives: readonly Directive[];
  readonly harmless: readonly Comment[];
}

export interface Directive {
  /** What of it is compared. */
  readonly text: string;
  readonly comment: Comment;
  /** It holds for the whole file, so its distance to the next token means nothing. */
  readonly isForFile: boolean;
}

/** A text as its comments are judged in it. */
export interface CommentedText {
  readonly language: LanguageId;
  readonly text: string;
  /** As `findQuotedRegions` finds them. */
  readonly regions: readonly Region[];
}

export function sortComments({ comments, leaves }: Program, source: CommentedText): SortedComments {
  const { language, text } = source;
  const readers = docReadersOf(language, text, comments);
  const cgoEnd =
    language === "go"
      ? leaves.findLastIndex((leaf) => /^["`]C["`]$/.test(leaf.text) && leaf.parent === "import_spec")
      : -1;
  const lines = linesOf(text);
  const directives: Directive[] = [];
  const harmless: Comment[] = [];
  let reach = null as Reaching | null;
  for (const comment of comments) {
    const isReached: boolean = reach !== null && reaches(reach, comment, lines.lineOf);
    // Nothing is prose before `import "C"`: what stands right above it is compiled.
    const isCode = isReached || comment.leavesBefore <= cgoEnd || !isSoundComment(comment, source);
    const found = patternsOf(language, comment.text);
    const to: Reach | undefined = found.find((pattern) => pattern.reach !== undefined)?.reach;
    const isForFile: boolean = isReached ? reach?.isForFile === true : found.length > 0 && found.every(holdsForFile);
    if (to !== undefined || isReached) reach = { to: to ?? reach?.to ?? "group", comment, isForFile };
    const steering = isCode || found.length > 0 ? comment.text : readDocComment(language, comment, readers);
    if (steering === null) harmless.push(comment);
    else directives.push({ text: isCode ? steering : withoutIndentation(steering), comment, isForFile });
  }
  return { directives, harmless };
}

type Reach = NonNullable<DirectivePattern["reach"]>;

interface Reaching {
  readonly to: Reach;
  /** The last comment that it reached. */
  readonly comment: Comment;
  readonly isForFile: boolean;
}

function patternsOf(language: LanguageId, comment: string): readonly DirectivePattern[] {
  return DIRECTIVES.filter(
    ({ only, pattern }) => (only === undefined || only.includes(language)) && pattern.test(comment),
  );
}

function holdsForFile({ isForFile }: DirectivePattern): boolean {
  return isForFile === true;
}

function reaches({ to, comment: from }: Reaching, comment: Comment, lineOf: (offset: number) => number): boolean {
  if (from.leavesBefore !== comment.leavesBefore) return false;
  return to === "to-code" || lineOf(comment.start) <= lineOf(from.end) + 1;
}

/** The stars of a block comment move with the code around it. */
function withoutIndentation(comment: string): string {
  return comment
    .split("\n")
    .map((line, index) => (index > 0 && /^[ \t]*\*/.test(line) ? line.trimStart() : line).trimEnd())
    .join("\n");
}

/**
 * Documentation that programs read: Rust's becomes attributes, which macros see, and its examples are tests; PHP's is read by frameworks
 * while the program runs. What of the comment counts as code; null when nothing does.
 */
function readDocComment(language: LanguageId, comment: Comment, readers: DocReaders): string | null {
  const { text } = comment;
  if (language === "rust" && isRustDoc(text)) return isRead(comment, readers) ? text : null;
  if (language !== "php") return null;
  if (PHP_HEADER.test(text)) return text;
  const tags = text.startsWith("/**") ? PHP_TAG.exec(text)?.index : undefined;
  return tags === undefined ? null : text.slice(tags);
}

/** Who reads the documentation of a file. */
interface DocReaders {
  /** A macro or an attribute may. */
  readonly everywhere: boolean;
  /** The tests do: documentation before these leaves holds examples. */
  readonly beforeLeaves: ReadonlySet<number>;
}

function docReadersOf(language: LanguageId, text: string, comments: readonly Comment[]): DocReaders {
  if (language !== "rust") return { everywhere: false, beforeLeaves: new Set() };
  const fences = new Map<number, number>();
  const beforeLeaves = new Set<number>();
  for (const comment of comments.filter((one) => isRustDoc(one.text))) {
    const found = comment.text.match(RUST_FENCES)?.length ?? 0;
    fences.set(comment.leavesBefore, (fences.get(comment.leavesBefore) ?? 0) + found);
    if (found > 0 || RUST_INDENTED.test(comment.text)) beforeLeaves.add(comment.leavesBefore);
  }
  // An attribute parts documentation in two; a fence may open in the one and close in the other.
  const isOpen = [...fences.values()].some((count) => count % 2 === 1);
  return { everywhere: isOpen || hasRustReader(text), beforeLeaves };
}

function isRead({ parent, leavesBefore }: Comment, { everywhere, beforeLeaves }: DocReaders): boolean {
  return everywhere || parent.startsWith("token_") || beforeLeaves.has(leavesBefore);
}

function isRustDoc(comment: string): boolean {
  return /^\/(?:\/!|\/\/(?!\/)|\*!|\*\*(?![*/]))/.test(comment);
}

const RUST_FENCES = /^[ \t]*(?:\/\/[/!]|\/\*[*!]|\*)?[ \t]*(?:```|~~~)/gm;
/** Four columns make an example in Markdown, behind the space after the comment's sign. */
const RUST_INDENTED = /^[ \t]*(?:\/\/[/!]|\*)(?: {5}| ?\t)/m;

function hasRustReader(text: string): boolean {
  for (const [, name = ""] of text.matchAll(/#!?\[[ \t\r\n]*([\w:]+)/g)) if (!RUST_BLIND.has(name)) return true;
  for (const [, traits = ""] of text.matchAll(/\bderive[ \t\r\n]*\(([^)]*)\)/g)) {
    if (!traits.split(",").every((name) => name.trim() === "" || RUST_BLIND_DERIVES.has(name.trim()))) return true;
  }
  return /\bmacro_rules[ \t]*!/.test(text);
}

/** Attributes that do not look at documentation. `derive` is looked into. */
const RUST_BLIND = new Set(
  `allow async_trait async_trait::async_trait automatically_derived bench cfg cold crate_name crate_type debugger_visualizer
   default deny deprecated derive error expect feature forbid from global_allocator ignore inline instrument link link_name macro_export
   macro_use must_use no_main no_mangle no_std non_exhaustive panic_handler path proc_macro proc_macro_attribute proc_macro_derive
   recursion_limit repr rstest rustfmt::skip serde should_panic source target_feature test tokio::main tokio::test track_caller
   tracing::instrument type_length_limit unsafe used warn windows_subsystem`.split(/\s+/),
);
const RUST_BLIND_DERIVES = new Set(
  `Clone Copy Debug Default Deserialize Eq Error Hash Ord PartialEq PartialOrd Serialize serde::Deserialize serde::Serialize
   thiserror::Error`.split(/\s+/),
);

/** A tag or a Markdown heading of PHP's documentation: from there on frameworks read. What stands before it is for people. */
const PHP_TAG = /(?:^|[\s*{])@[A-Za-z\\]|^[ \t]*\*?[ \t]*##/m;

/** WordPress finds plugins, themes and templates by these, in comments of any kind, and updates and loads them as they say. */
const PHP_HEADER =
  /^[ \t/*#@]*(?:(?:Plugin|Theme|Template|Pattern|Block|Author|License|Update|Domain|Text|GitHub|Requires|Tested|Post|Viewport)(?: \w{1,12}){1,3}|Template|Version|Network|Slug|Title|Description|Author|Status|Tags|Categories|Keywords|Inserter|Stable tag)[ \t]*:/im;

/**
 * Is what the grammar calls a comment one by the rules of the language as well? Where that is in doubt its text is code: then a grammar
 * that loses track of a string cannot hide a line.
 */
function isSoundComment({ text: comment, start }: Comment, { language, text, regions }: CommentedText): boolean {
  if (isInside(regions, start)) return false;
  if (comment.startsWith("<!--") || comment.startsWith("-->")) return false;
  if (comment.startsWith("=begin")) return isLineStart(text, start) && endsOnce(comment, /^=end(?![^\s])/gm);
  if (comment.startsWith("/*"))
    return TRAITS[language].nestsComments || comment.indexOf("*/", 2) === comment.length - 2;
  if (comment.startsWith("<#")) return comment.indexOf("#>", 2) === comment.length - 2;
  if (language === "lua" && /^--\[=*\[/.test(comment)) return isLuaBlock(comment);
  if (comment.includes("\n") && language !== "cpp") return false;
  if (language === "php") return !comment.includes("?>");
  return language === "bash" || language === "ruby" ? isBehindPlainCode(language, text, start) : true;
}

function isInside(regions: readonly Region[], offset: number): boolean {
  let [low, high] = [0, regions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return (regions[low]?.start ?? Number.POSITIVE_INFINITY) <= offset;
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === "\n";
}

function endsOnce(comment: string, end: RegExp): boolean {
  const ends = [...comment.matchAll(end)];
  return ends.length === 1 && !comment.slice(ends[0]?.index).includes("\n");
}

function isLuaBlock(comment: string): boolean {
  const level = /^--\[(=*)\[/.exec(comment)?.[1] ?? "";
  const end = `]${level}]`;
  return comment.indexOf(end) === comment.length - end.length;
}

/** A `#` behind code starts a comment only outside of quotes, expansions, patterns and arithmetic. */
function isBehindPlainCode(language: "bash" | "ruby", text: string, start: number): boolean {
  const prefix = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (prefix.trim() === "") return true;
  if (prefix.length > MAX_PREFIX || !/[\s;&|()]$/.test(prefix)) return false;
  const isOdd = (sign: string) => prefix.split(sign).length % 2 === 0;
  if (['"', "'", "`"].some(isOdd)) return false;
  return language === "ruby" ? !/[/%?]/.test(prefix) : !/\$\{|\(\(|\[\[|\\/.test(prefix);
}

/** Chosen: longer lines of code with a comment behind them are not written by people. */
const MAX_PREFIX = 400;
