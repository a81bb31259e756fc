// Proves that of a document which can hold code only the text for people differs: imports, components and expressions are the same,
// in the same order, and so is what steers the page in its front matter.
import type { Equivalence } from "../../core/facts/examination.js";
import { isProsePath } from "../../core/paths/inert.js";
import { readYaml, whyNot } from "../data/read-data.js";
import type { Pair } from "../pair.js";
import { readBody } from "./read-body.js";

/** UTF-16 units of one side. */
const MAX_LENGTH = 1_048_576;

/** Null: no document of a kind that can hold code, or one that is not for people alone. Never throws. */
export function compareProse(pair: Pair): Equivalence | null {
  if (!isDocument(pair.path) || !isDocument(pair.previousPath)) return null;
  const before = codeOf(pair.before);
  const after = codeOf(pair.after);
  if (before === null || after === null) return { status: "unknown", reason: "its code cannot be told from its text" };
  const isSame = before.length === after.length && before.every((part, at) => part === after[at]);
  if (!isSame) return { status: "different", reason: "the code in the document differs" };
  return { status: "same", by: "prose", reason: "only its text differs, and none of the code in it" };
}

/** Null: not understood. */
function codeOf(text: string): readonly string[] | null {
  if (text.length > MAX_LENGTH || HAZARD.test(text)) return null;
  try {
    const frontMatter = readFrontMatter(text.replaceAll("\r\n", "\n"));
    if (frontMatter === null) return null;
    const body = readBody(frontMatter.body);
    return body === null ? null : [...frontMatter.code, ...body];
  } catch {
    return null;
  }
}

/** Line ends that only some readers know, control characters, a byte order mark. */
const HAZARD = /\r(?!\n)|(?![\t\n\r])\p{Cc}|[\u2028\u2029\ufeff\ufffd]/u;

/** What of a Markdown file would be prose by its place, is so here too: prompts and templates steer something by their words. */
export function isDocument(path: string): boolean {
  const lower = path.toLowerCase();
  return lower.endsWith(".mdx") && isProsePath(lower.replace(/\.mdx$/, ".md"));
}

interface FrontMatter {
  /** What of it counts. */
  readonly code: readonly string[];
  /** The text behind it. */
  readonly body: string;
}

/**
 * Titles and dates are for people; a layout, a component, a script or a route is code, and so is whatever is not known. Null: it is not
 * understood. Expects line feeds alone as line ends.
 */
function readFrontMatter(text: string): FrontMatter | null {
  if (/^(?:\+\+\+|;;;)/.test(text)) return null;
  if (!/^---[ \t]*\n/.test(text)) return { code: [], body: text };
  const end = /\n---[ \t]*(?:\n|$)/.exec(text);
  if (end === null) return null;
  const yaml = text.slice(text.indexOf("\n"), end.index + 1);
  const parts = whyNot("yaml", yaml) === null ? readYaml(yaml) : null;
  if (parts === null) return null;
  return { code: codeOfFrontMatter(parts), body: text.slice(end.index + end[0].length) };
}

function codeOfFrontMatter(parts: readonly { readonly text: string; readonly depth: number }[]): readonly string[] {
  const code: string[] = [];
  let isText = false;
  for (const { text, depth } of parts) {
    if (depth === 0) isText = false;
    else if (depth === 1 && text.startsWith("key ")) isText = FOR_PEOPLE.has(text.toLowerCase());
    if (!isText || !isPlain(text)) code.push(`front matter ${depth} ${text}`);
  }
  return code;
}

/** As keys are read, in lower case. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(
  `title description summary excerpt subtitle sidebar_label sidebartitle sidebar_position nav_order order weight position keywords
   tags date lastmod updated lastupdated last_updated last_update created published author authors category categories
   pagination_label readingtime`
    .split(/\s+/)
    .map((key) => `key "${key}"`),
);

/** Text or a list of texts; no markup, placeholder, tag, anchor or alias. */
function isPlain(text: string): boolean {
  return /^(?:key|value) (?:"|plain )|^[[\]{}]$/.test(text) && !/[<{$`]|script:/i.test(text.slice(1));
}
