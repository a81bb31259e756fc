// Lines of a page that only show something: plain markup, classes, labels, text. In a view the path says little: what the
// page of an invoice looks like moves no money. Whatever is not known to be presentation counts as more.
import type { ChangedFile } from "../facts/facts.js";

/** Templates whose lines without marks are text. */
const VIEW =
  /\.(?:[jt]sx|vue|svelte|astro|erb|blade\.php|html?|hbs|handlebars|mustache|ejs|cshtml|razor|heex|leex|twig|liquid|jinja2?|njk|mjml)$/;

/**
 * True when every changed line of a view only shows something. Each line is judged by itself, so that no further line can
 * make a change look harmless. Never true of a file that is added or removed. Expects the paths in lower case.
 */
export function onlyPresents(file: ChangedFile, lowerPaths: readonly string[]): boolean {
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
