// Texts that a compiler and our grammar might not cut into the same tokens and comments. They are not compared at all.
import type { LanguageId } from "./languages.js";
import type { Program } from "./read-program.js";

/** Why the text is not compared; null when nothing speaks against it. */
export function findHazard(language: LanguageId, text: string): string | null {
  const found = HAZARDS.find(({ only, pattern }) => (only === undefined || only === language) && pattern.test(text));
  if (found !== undefined) return found.reason;
  return language === "bash" && readsItself(text) ? "it reads its own text" : null;
}

/** Usage texts are often comments that the script prints: `sed -n 2,9p "$0"`. The folder of a script is no reading of it. */
function readsItself(text: string): boolean {
  const lines = text.split("\n").filter((line) => OWN_NAME.test(line.replace(OWN_PLACE, "")));
  return lines.some((line) => READS.test(line) || KEEPS_OWN_NAME.test(line));
}

const READS =
  /\b(?:sed|awk|[ef]?grep|rg|head|tail|cut|cat|tac|tr|dd|base64|tar|gunzip|zcat|perl|ruby|python3?|node|mapfile|readarray|read)\b|<[ \t]*["']?\$/;
/** `self=$0`: what is done with it cannot be told. Parts of the name, as in `${0##*\/}`, are no name. */
const KEEPS_OWN_NAME = /=["']?\$(?:0\b|BASH_SOURCE\b|\{(?:0|BASH_SOURCE(?:\[0\])?)\})["']?(?:[ \t;]|$)/;

const OWN_NAME = /\$\{?(?:0\b|BASH_SOURCE)/;
const OWN_PLACE =
  /\b(?:dirname|basename|realpath|readlink)[ \t]{1,4}(?:-[-\w]{1,20}[ \t]{1,4})?"?\$\{?(?:0\b|BASH_SOURCE)/g;

/** Why a parsed program is not compared; null when nothing speaks against it. */
export function findMisreading(language: LanguageId, { leaves }: Program): string | null {
  if (!["javascript", "typescript", "tsx"].includes(language)) return null;
  // `let` and a name on the next line declare; the grammar takes `let` for a variable.
  const isMisread = leaves.some(({ kind, text }) => kind === "identifier" && text === "let");
  return isMisread ? "it uses `let` as a name, or parts it from one" : null;
}

interface Hazard {
  readonly only?: LanguageId;
  readonly pattern: RegExp;
  readonly reason: string;
}

/** What some readers take for the end of a file: nothing, the end of a transmission, a substitute (Ctrl-Z). */
const FILE_ENDS = ["\u0000", "\u0004", "\u001a"];

const HAZARDS: readonly Hazard[] = [
  {
    // Some languages end a comment there, and few editors show it.
    pattern: /\r(?!\n)|[\u0085\u2028\u2029]/,
    reason: "it holds characters that end a line in some languages only",
  },
  {
    pattern: new RegExp(FILE_ENDS.join("|")),
    reason: "it holds control characters that can end a file",
  },
  { only: "bash", pattern: /\r/, reason: "it holds carriage returns, which a shell takes for text" },
  {
    // javac replaces these before it looks for strings and comments: line ends, quotes, `*`, `/` and the backslash.
    only: "java",
    pattern: /\\u+00(?:0[ad]|2[27af]|5c)/i,
    reason: "it spells line ends, quotes or comment signs as Unicode escapes",
  },
  {
    only: "python",
    pattern: /^\t* +\t/m,
    reason: "its indentation mixes tabs behind spaces",
  },
  {
    only: "go",
    pattern: /^\/\/go:generate\b.*-linecomment/m,
    reason: "a generator reads its comments",
  },
  {
    // Servers differ in whether this starts code.
    only: "php",
    pattern: /<\?(?!php\b|=|xml\b)|<%/i,
    reason: "it opens code in a way that not every server takes",
  },
  {
    only: "powershell",
    pattern: /[\u2018-\u201e]/,
    reason: "it holds typographic quotes, which PowerShell takes for plain ones",
  },
  { only: "php", pattern: /__halt_compiler/i, reason: "it ends in data that is read by its offset" },
];
