// Credentials that tell by their shape, whatever stands around them. Shapes are RE2 syntax and are only ever tried by the linear
// engine, at the place where their keyword stands.
import { type Matcher, RE2JS } from "re2js";
import { CREDENTIAL_SHAPES } from "./credential-shapes.js";
import { entropyOf, isPlaceholder } from "./looks-random.js";
import { type Detector, type Dismissed, type Match, secretAt } from "./scanner.js";

export interface TokenRule {
  /** The detector's id in findings, kebab-case. */
  readonly id: string;
  /** What it is, in words: `an AWS access key`. */
  readonly what: string;
  /** In lower case. Every match contains it; it is looked for without case. */
  readonly keyword: string;
  /** How many characters of it stand in front of the keyword: one number, so that one place has to be tried. */
  readonly before: number;
  /** With case. The first group, or the whole match without one, is the secret. */
  readonly shape: string;
  /** Least Shannon entropy of the secret behind its fixed prefix, in bits per character. */
  readonly entropy: number;
  /** Characters at its start that every such credential has; they do not count for the entropy. */
  readonly prefix: number;
}

/** A random text of 20 characters and more lies above this, words and patterns mostly below. */
const MIN_ENTROPY = 2.8;

const CLASSES: Readonly<Record<string, string>> = {
  hex: "[0-9a-f]",
  word: "[0-9A-Za-z]",
  url: "[0-9A-Za-z_-]",
  base64: "[0-9A-Za-z+/]",
  uuid: "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
};

export const TOKEN_RULES: readonly TokenRule[] = CREDENTIAL_SHAPES.split("\n").flatMap(parseRow);
export const TOKENS: readonly Detector[] = TOKEN_RULES.map(toDetector);

function parseRow(row: string): readonly TokenRule[] {
  if (row === "" || row.startsWith("#")) return [];
  const [id = "", what = "", begins = "", rest = "", entropy = MIN_ENTROPY] = row.split(" | ");
  const [, before, keyword] = /^(\d+)…(.+)$/.exec(begins) ?? [];
  const rule = { id, what, shape: expandShape(rest), entropy: Number(entropy), before: Number(before ?? 0), prefix: 0 };
  if (keyword !== undefined) return [{ ...rule, keyword }];
  return begins.split(" ").map((prefix) => {
    return { ...rule, keyword: prefix.toLowerCase(), shape: escapeShape(prefix) + rule.shape, prefix: prefix.length };
  });
}

/** The tables' names of classes, such as `<hex>`, as RE2 writes them. */
export function expandShape(written: string): string {
  return written.replace(/<(\w+)>/g, (_, name: string) => CLASSES[name] ?? "");
}

/** The longest shape of the tables, with room for what stands around it. */
const REACH = 1_300;

function toDetector(rule: TokenRule): Detector {
  let shape: RE2JS | undefined;
  return {
    keyword: rule.keyword,
    matchAt(line, at) {
      const start = at - rule.before;
      if (start < 0 || !beginsWord(line, start) || !hasPrefix(rule, line, at)) return null;
      // Compiled when first needed: most of them never are.
      shape ??= RE2JS.compile(`(${rule.shape})${END}`);
      return matchOf(rule, shape.matcher(line.slice(start, start + REACH)), start);
    },
  };
}

/** What follows is no part of it: `(?:…)` consumes a character, which no secret needs. */
const END = "(?:[^0-9A-Za-z]|$)";

function matchOf(rule: TokenRule, matcher: Matcher, offset: number): Match | Dismissed | null {
  if (!matcher.lookingAt()) return null;
  const inner = matcher.groupCount() > 1 && matcher.start(2) >= 0 ? 2 : 1;
  const value = matcher.group(inner) ?? "";
  const random = inner === 2 ? value : value.slice(rule.prefix);
  const start = offset + matcher.start(inner);
  if (entropyOf(random) < rule.entropy || isPlaceholder(random)) return { dismissedTo: start + value.length };
  const harmless = inner === 2 ? 0 : Math.min(MAX_SHOWN, rule.prefix);
  return { ...secretAt({ detector: rule.id, what: rule.what, certainty: "shape" }, value, start), harmless };
}

/** Of a prefix that every such credential has. */
const MAX_SHOWN = 4;

/** Also behind `\n` and the like: strings hold whole files. */
export function beginsWord(line: string, at: number): boolean {
  if (at === 0 || !/\w/.test(line.charAt(at - 1))) return true;
  return /\\[nrtfu]$/.test(line.slice(Math.max(0, at - 2), at));
}

/** The keyword is found without case; most prefixes are written in one way only, and this is cheaper than the shape. */
function hasPrefix(rule: TokenRule, line: string, at: number): boolean {
  return rule.prefix === 0 || rule.shape.startsWith(escapeShape(line.slice(at, at + rule.prefix)));
}

function escapeShape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
