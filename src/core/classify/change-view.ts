// The change as the rules see it: each file with both of its paths, its kind, what is proved about it, and the lines that may matter.
// A template whose changed lines only show something names no area. Built once per classification, so that no rule walks the diff by
// itself.
import type { Change, ChangedFile } from "../facts/facts.js";
import { isManualPage, isTranslationPath } from "../paths/inert.js";
import { isLockfilePath } from "../paths/not-read.js";
import { type Proof, proveHarmless } from "./harmless.js";
import type { LineHit, LineScan } from "./line-scan.js";
import { type Area, sensitiveWords } from "./sensitive-words.js";

export interface FileView {
  readonly file: ChangedFile;
  /** The path and, for a rename or copy, the old path: as written, and in lower case. */
  readonly paths: readonly string[];
  readonly lowerPaths: readonly string[];
  /** Why this change cannot alter what runs; null: not proved. Rules about sensitive places skip proved files. */
  readonly proof: Proof | null;
  /**
   * Sensitive areas that the paths name, with the word that says so. Empty for proved files, for texts for people, and for
   * views where only what they show changes.
   */
  readonly areas: ReadonlyMap<Area, string>;
  /**
   * Added and removed lines that a rule's patterns found, by rule id. Empty like `areas`, and for lockfiles; without lines
   * that hold only comments.
   */
  readonly hits: ReadonlyMap<string, readonly LineHit[]>;
}

export interface ChangeView {
  readonly change: Change;
  readonly files: readonly FileView[];
}

export function viewChange(change: Change, scan: LineScan): ChangeView {
  return { change, files: change.files.map((file) => viewFile(file, scan)) };
}

function viewFile(file: ChangedFile, scan: LineScan): FileView {
  const paths = file.previousPath === null ? [file.path] : [file.path, file.previousPath];
  const proof = proveHarmless(file);
  const lowerPaths = paths.map((path) => path.toLowerCase());
  if (proof !== null) return { file, paths, lowerPaths, proof, areas: NO_AREAS, hits: NO_HITS };
  if (lowerPaths.every(isForPeople)) return { file, paths, lowerPaths, proof, areas: NO_AREAS, hits: NO_HITS };
  const areas = onlyPresents(file, lowerPaths) ? NO_AREAS : new Map(paths.flatMap((path) => [...sensitiveWords(path)]));
  const hits = lowerPaths.every(isLockfilePath) ? NO_HITS : withoutComments(scan(file), file);
  return { file, paths, lowerPaths, proof, areas, hits };
}

/** A comment may name what it likes: it runs nothing. Only lines that a parser saw to be nothing else are dropped. */
function withoutComments(hits: FileView["hits"], { examination }: ChangedFile): FileView["hits"] {
  if (examination === undefined || hits.size === 0) return hits;
  const { before, after } = examination.commentLines;
  if (before.length + after.length === 0) return hits;
  const comments = { old: new Set(before), new: new Set(after) };
  const left = [...hits].map(
    ([rule, list]) => [rule, list.filter(({ side, line }) => !comments[side].has(line))] as const,
  );
  return new Map(left.filter(([, list]) => list.length > 0));
}

/** Not proved harmless, but what such a text mentions it does not do. */
function isForPeople(lower: string): boolean {
  return isTranslationPath(lower) || isManualPage(lower);
}

const NO_AREAS: ReadonlyMap<Area, string> = new Map();
const NO_HITS: ReadonlyMap<string, readonly LineHit[]> = new Map();

/** Templates whose lines without marks are text. */
const VIEW =
  /\.(?:[jt]sx|vue|svelte|astro|erb|blade\.php|html?|hbs|handlebars|mustache|ejs|cshtml|razor|heex|leex|twig|liquid|jinja2?|njk|mjml)$/;

/**
 * True when every changed line of a view only shows something. Each line is judged by itself, so that no further line can
 * make a change look harmless. Never true of a file that is added or removed. Expects the paths in lower case.
 */
function onlyPresents(file: ChangedFile, lowerPaths: readonly string[]): boolean {
  if (file.status !== "modified" && file.status !== "renamed") return false;
  if (file.content.kind !== "hunks" || !lowerPaths.every((path) => VIEW.test(path))) return false;
  const changed = file.content.hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind !== "context");
  return changed.length > 0 && changed.every(({ text }) => presents(text));
}

/** Longer than any markup that somebody wrote by hand. */
const MAX_LINE = 400;

function presents(line: string): boolean {
  const text = line.trim();
  if (line.length > MAX_LINE || LOADS.test(text) || ACTOR.test(text)) return false;
  if (BRACKETS.test(text) || COMMENT.test(text)) return true;
  // What is shown is taken out first; what is left must be nothing but tags, harmless attributes and words.
  const bare = text.replace(SHOWN, "");
  if (/[{}@]|<%|<\?/.test(bare)) return false;
  return /[<>=]/.test(bare) ? isMarkup(bare) : isSentence(bare);
}

const LOADS = /\burl\s*\(|javascript:|<\/?(?:script|style|iframe|object|embed|link|meta|base)\b/i;
/** Components, and what people click, fill in or send: one that comes or goes may be a guard or a form. */
const ACTOR =
  /<\/?(?:[A-Z][\w.]*|[a-z]\w*[-.:][\w.:-]*|form|input|button|select|textarea|a|img|video|audio|template|slot)(?=[\s/>]|$)/;
const BRACKETS = /^[\s(){}[\]<>/;,]*$/;
const COMMENT = /^(?:\{\/\*[^{}*]*\*\/\}|<!--[^<>]*-->|<%#[^<>%]*%>)$/;
/** A translation, a fixed text, a fixed style: nothing that is computed. */
const SHOWN =
  /\{\s*(?:t\(\s*["'][\w.:-]+["']\s*\)|["'][^"'{}]*["']|\{\s*(?:[\w-]+:\s*(?:["'][^"'{}]*["']|-?[\d.]+),?\s*){1,20}\})\s*\}|<%=\s*t\(?\s*["'][\w.:-]+["']\s*\)?\s*%>|\{\{\s*\$?t\(\s*["'][\w.:-]+["']\s*\)\s*\}\}/g;

const ATTRIBUTE =
  /(?:^|\s)(?:class(?:Name)?|style|id|title|alt|placeholder|label|aria-[a-z]+|variant|size|color|icon|width|height|align|gap|justify|tabIndex|colSpan|rowSpan|colspan|rowspan|lang|dir|fill|stroke|viewBox|d|stroke-?[wW]idth)(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*')?)(?=[\s/>]|$)/g;
const TAG = /<\/?[A-Za-z][\w.:-]*/g;

function isMarkup(text: string): boolean {
  const rest = text.replace(ATTRIBUTE, " ").replace(TAG, " ").replace(/\/?>/g, " ");
  return /^[\p{L}\p{N}\s.,:;!?'’"“”()/&$€£%–—·…#*+-]*$/u.test(rest);
}

/** At least two words, none of which looks like code. */
function isSentence(text: string): boolean {
  if (!/^[\p{L}\p{N}\s.,:!?'’“”–—…-]*$/u.test(text) || !/\p{L}[.,:!?]?\s+\p{L}/u.test(text)) return false;
  return !STATEMENT.test(text) && !/\p{Ll}\p{Lu}|\w\.\w|\w\s+(?:in|of|instanceof|is|and|or|not|as)\s+\w+$/u.test(text);
}

const STATEMENT =
  /^(?:return|throw|await|async|const|let|var|if|else|elsif|unless|end|do|for|each|while|case|switch|default|break|continue|yield|import|export|function|type|interface|delete|new|typeof|raise|def|class|not)\b/;
