// The front matter of a page. Titles and dates are for people; a layout, a component, a script or a route is code, and so is
// whatever is not known.
import { readYaml, whyNot } from "../data/read-data.js";

export interface FrontMatter {
  /** What of it counts. */
  readonly code: readonly string[];
  /** The text behind it. */
  readonly body: string;
}

/** Null: it is not understood. Expects line feeds alone as line ends. */
export function readFrontMatter(text: string): FrontMatter | null {
  if (/^(?:\+\+\+|;;;)/.test(text)) return null;
  if (!/^---[ \t]*\n/.test(text)) return { code: [], body: text };
  const end = /\n---[ \t]*(?:\n|$)/.exec(text);
  if (end === null) return null;
  const yaml = text.slice(text.indexOf("\n"), end.index + 1);
  const parts = whyNot("yaml", yaml) === null ? readYaml(yaml) : null;
  if (parts === null) return null;
  return { code: codeOf(parts), body: text.slice(end.index + end[0].length) };
}

function codeOf(parts: readonly { readonly text: string; readonly depth: number }[]): readonly string[] {
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
