// Credentials that tell by their shape, whatever stands around them.
import { RE2JS } from "re2js";
import { entropyOf } from "./entropy.js";
import type { Detector, Dismissed, Match } from "./match.js";
import { isPlaceholder } from "./placeholder.js";
import { CLOUD_TOKENS } from "./rules/clouds.js";
import { CODE_TOKENS } from "./rules/code.js";
import type { TokenRule } from "./rules/rule.js";
import { SERVICE_TOKENS } from "./rules/services.js";

export const TOKEN_RULES: readonly TokenRule[] = [...CLOUD_TOKENS, ...CODE_TOKENS, ...SERVICE_TOKENS];

/** The longest shape of the tables, with room for what stands around it. */
const REACH = 1_300;

export function tokenDetector(rule: TokenRule): Detector {
  let shape: RE2JS | undefined;
  return {
    keyword: rule.keyword,
    matchAt(line, at) {
      const start = at - rule.before;
      if (start < 0 || !beginsWord(line, start) || !hasPrefix(rule, line, at)) return null;
      // Compiled when first needed: most of them never are.
      shape ??= RE2JS.compile(`(${rule.shape})${END}`);
      return matchOf(rule, shape, line, start);
    },
  };
}

/** What follows is no part of it: `(?:…)` consumes a character, which no secret needs. */
const END = "(?:[^0-9A-Za-z]|$)";

function matchOf(rule: TokenRule, shape: RE2JS, line: string, offset: number): Match | Dismissed | null {
  const matcher = shape.matcher(line.slice(offset, offset + REACH));
  if (!matcher.lookingAt()) return null;
  const inner = matcher.groupCount() > 1 && matcher.start(2) >= 0 ? 2 : 1;
  const value = matcher.group(inner) ?? "";
  const random = inner === 2 ? value : value.slice(rule.prefix);
  const start = offset + matcher.start(inner);
  if (entropyOf(random) < rule.entropy || isPlaceholder(random)) return { dismissedTo: start + value.length };
  const harmless = inner === 2 ? 0 : Math.min(MAX_SHOWN, rule.prefix);
  return {
    detector: rule.id,
    what: rule.what,
    start,
    end: start + value.length,
    value,
    harmless,
    certainty: "shape",
  };
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
  return rule.prefix === 0 || rule.shape.startsWith(escapeOf(line.slice(at, at + rule.prefix)));
}

function escapeOf(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
