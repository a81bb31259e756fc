// What of a Markdown text are words that somebody said themselves: the one definition for answers, for reasons, and for linked
// issues. Hostile text comes in: every pattern is bounded or stops at its own first character, so the cost is linear.
import { fillerFault } from "../ground/filler.js";
import { SMALL_WORDS } from "../ground/filler-phrases.js";
import { words } from "../ground/words.js";
import { readLines } from "./read-lines.js";

/** As a reader sees it: with code and with what links are called, without comments, pictures, addresses and tags. */
export function readableText(markdown: string): string {
  const named = withoutComments(markdown).replace(LINK, (link, name: string) => (link.startsWith("!") ? " " : name));
  return replaceAll(named, UNSEEN).replace(ENTITY, toCharacter);
}

/** A comment that is never closed hides the rest; one in code is code. */
export function withoutComments(markdown: string): string {
  return markdown.replace(/`[^`\n]{1,1000}`|<!--[\s\S]*?(?:-->|$)/g, (found) => (found.startsWith("`") ? found : ""));
}

/** What of it is prose: without code, quotes, links and pictures, and without names of files, people and issues. */
export function ownProse(markdown: string): string {
  const { lines } = readLines(markdown.replace(LISTED_FENCE, ""));
  const said = lines.filter((line) => line.kind === "heading" || !(line.code || isQuoted(line.text)));
  const text = said.map((line) => line.text).join("\n");
  return replaceAll(readableText(replaceAll(text, NOT_PROSE)), NAMES);
}

/** False for a text that holds nothing beside pictures, links, code, quotes, names and numbers but stock phrases or a single word. */
export function hasOwnWords(markdown: string): boolean {
  const lines = ownProse(markdown).split("\n");
  const said = words(lines.filter((line) => fillerFault(line) === null).join("\n"));
  let count = 0;
  for (const word of new Set(said)) count += weightOf(word);
  return count >= MIN_OWN_WORDS;
}

export function isQuoted(line: string): boolean {
  return /^ {0,3}(?:(?:[*+-]|\d{1,9}[.)]) {1,4})?>/.test(line);
}

/** DESIGN §4.5: one word is no answer. Larger: `Rundungsfehler möglich` is refused. */
const MIN_OWN_WORDS = 2;

/** About how many letters make one word where no spaces show it. Chosen, not measured. */
const LETTERS_PER_WORD: readonly (readonly [RegExp, number])[] = [
  [/^\p{sc=Han}$/u, 2],
  [/^[\p{sc=Hiragana}\p{sc=Katakana}]$/u, 3],
  [/^[\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}]$/u, 4],
];

/** Single letters are spelling or initials; `and` and `see` only lead from one link to the next. */
function weightOf(word: string): number {
  if (SMALL_WORDS.has(word) || word === "see") return 0;
  const letters = LETTERS_PER_WORD.find(([script]) => script.test(word))?.[1];
  if (letters !== undefined) return 1 / letters;
  return word.length > 1 && /\p{L}/u.test(word) ? 1 : 0;
}

type Replacements = readonly (readonly [RegExp, string])[];

function replaceAll(text: string, replacements: Replacements): string {
  let replaced = text;
  for (const [pattern, by] of replacements) replaced = replaced.replace(pattern, by);
  return replaced;
}

/** `[name](address "title")`, `[name][reference]`, and both as pictures. */
const LINK = /!?\[([^[\]]{0,1000})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)|\[[^[\]\n]{0,300}\])/g;

const UNSEEN: Replacements = [
  // Where a reference leads.
  [/^ {0,3}\[[^[\]\n]{1,300}\]:[^\n]*$/gm, ""],
  // Tags, and with them the addresses in angle brackets.
  [/<[/!?]?[a-z][^<>]{0,2000}>/gi, ""],
  [/(?<![\w+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[!-~]{0,3000}/gi, " "],
  [/(?<![\w.])www\.[!-~]{1,3000}/gi, " "],
  // An emoji by its name.
  [/(?<![\w:]):[a-z0-9_+-]{1,40}:(?![\w:])/gi, " "],
];

/** Numbered ones, and of the named ones those that are a letter or nothing; each other is a sign. */
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,30}));/gi;
const UNSEEN_ENTITY = /^(?:shy|zwn?j|ZeroWidthSpace|NoBreak|lrm|rlm)$/i;
const LETTER_ENTITY =
  /^([a-z])(?:fr|opf|scr|cy|acute|breve|caron|cedil|circ|dot|grave|macr|ogon|ring|slash|strok|tilde|uml)$/i;

function toCharacter(_: string, ...[hex, decimal, name = ""]: readonly (string | undefined)[]): string {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (name === "") return code <= 0x10ffff ? String.fromCodePoint(code) : " ";
  return UNSEEN_ENTITY.test(name) ? "" : (LETTER_ENTITY.exec(name)?.[1] ?? " ");
}

/** The marker of an item that begins with code. */
const LISTED_FENCE = /^ {0,3}(?:[*+-]|\d{1,9}[.)]) {1,4}(?=```|~~~)/gm;

const NOT_PROSE: Replacements = [
  [/`[^`\n]{1,1000}`/g, " "],
  [/<(a|blockquote|code|h[1-6]|kbd|pre|samp|summary)\b[^<>]{0,2000}>[\s\S]{0,2000}?<\/\1\s{0,9}>/gi, " "],
  [LINK, " "],
];

const NAMES: Replacements = [
  // Addresses of mails, `@people`, `@teams/of-them`, `owner/repository#12`, `#12`.
  [/(?<![\w.+-])[\w.+-]{1,100}@[\w.-]{1,255}/g, " "],
  [/@[\w-]{1,100}(?:\/[\w-]{1,100})?/g, " "],
  [/(?:(?<![\w./-])[\w.-]{1,100}\/[\w.-]{1,100})?#\d{1,9}(?!\w)/g, " "],
  // Paths with two slashes or a file's ending, and names with a dot inside: `src/cart`, which is two words, stays.
  [/(?<![\w@~./\\-])[\w@~.-]{0,200}(?:[/\\][\w@~.-]{1,200}){2,40}/g, " "],
  [/(?<![\w@~./\\-])(?:[\w@~.-]{0,200}[/\\])?[\w@~-]{0,200}\.[a-z][\w-]{0,100}(?:\.[\w-]{1,100}){0,20}/gi, " "],
];
