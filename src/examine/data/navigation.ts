// The navigation of a documentation site: titles and pages, in the file that also configures the site. Only that one entry, and
// only with names and pages in it: plugins, hooks, scripts and themes stand beside it and are code.
import type { Part } from "./read-data.js";

export function differsInNavigationOnly(path: string, before: readonly Part[], after: readonly Part[]): boolean {
  const site = siteOf(path);
  if (site === undefined || !isSite(site, before)) return false;
  const [old, fresh] = [withoutEntry(site, before), withoutEntry(site, after)];
  return old !== null && fresh !== null && old.join("\n") === fresh.join("\n");
}

function siteOf(path: string): Site | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return SITES.find(({ names }) => names.test(name));
}

interface Site {
  readonly names: RegExp;
  readonly entry: string;
  /** May it stand deeper than at the top? Plugins for translated sites have one per language. */
  readonly isDeep: boolean;
  /** A value that only such a file has; null: the name says enough. */
  readonly sign: RegExp | null;
  /** Keys within that name pages, groups and looks; null: keys are titles. */
  readonly keys: RegExp | null;
}

const SITES: readonly Site[] = [
  { names: /^mkdocs\.ya?ml$/, entry: 'key "nav"', isDeep: true, sign: null, keys: null },
  {
    names: /^(?:docs|mint)\.json$/,
    entry: 'key "navigation"',
    isDeep: false,
    sign: /^value "https:\/\/mintlify\.com\//,
    keys: /^key "(?:group|groups|pages|page|tab|tabs|icon|iconType|tag|expanded|root|hidden|title|description|dropdown|dropdowns|product|products|menu|item|anchor|anchors|version|versions|language|languages|default)"$/,
  },
];

function isSite({ sign }: Site, parts: readonly Part[]): boolean {
  return sign === null || parts.some(({ text, depth }) => depth === 1 && sign.test(text));
}

/** The texts of all other parts, with the entry's place kept; null when the entry holds more than names and pages. */
function withoutEntry({ entry, isDeep, keys }: Site, parts: readonly Part[]): readonly string[] | null {
  const rest: string[] = [];
  let inside: number | null = null;
  for (const { text, depth } of parts) {
    const isKey = text.startsWith("key ");
    if (inside !== null && (depth < inside || (depth === inside && isKey))) inside = null;
    if (inside === null) {
      rest.push(`${depth} ${text}`);
      if (text === entry && (isDeep || depth === 1)) inside = depth;
    } else if (!isHarmless(text, keys)) return null;
  }
  return rest;
}

function isHarmless(text: string, keys: RegExp | null): boolean {
  if (/^[[\]{}]$|^(?:true|false)$/.test(text)) return true;
  if (text.startsWith("key ")) return keys?.test(text) ?? isName(text);
  return /^value (?:"|plain )/.test(text) && isName(text);
}

/** A title, a page, or a link that a reader follows; nothing that loads or runs. */
function isName(text: string): boolean {
  return !/script:|data:|[<>`${}]|\.\.\/|\.(?:[cm]?[jt]sx?|py|html?|ya?ml|json)"$/i.test(text);
}
