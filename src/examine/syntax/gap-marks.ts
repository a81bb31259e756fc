// What the white space between two tokens says in a language, when it says anything that the tree may not tell. Where a grammar's
// own idea of line ends could be wrong, the rule of the language is applied to the text as well.

import type { Gap, GapRule } from "./gap.js";
import { cssMark, markGo, markKotlin, markPhp, markRuby, markScript, markShell } from "./gap-rules.js";
import type { LanguageId } from "./languages.js";
import { markMacros } from "./macro-gaps.js";
import { markPythonLines } from "./python-lines.js";
import type { Leaf } from "./read-program.js";

export function gapRuleOf(language: LanguageId): GapRule {
  const rule = RULES[language]();
  // What is neither leaf, comment nor plain white space is code, whatever it is.
  return (gap) => (isWhite(gap.white) ? rule(gap) || markTouching(gap) : `raw ${gap.white}`);
}

/** Where a grammar cuts in two what a compiler takes for one sign, as in `a--b`, it counts that nothing stands between. */
function markTouching({ white, prev, next }: Gap): string {
  if (prev === null || next === null) return next !== null && white !== "" && isShebang(next) ? "not at the start" : "";
  if (white !== "" || !SIGN.test(next.text[0] ?? "")) return "";
  return ONE_SIGN.test(`${prev.text.at(-1)}${next.text[0]}`) ? "touching" : "";
}

const SIGN = /[-+*/%&|^<>=!?:.]/;
const ONE_SIGN = /^(?:\+\+|--|&&|\|\||<[-<!]|>>|\*\*|\/[/*]|::|\?[?.]|[-=]>|\.\.|[-+*/%&|^<>=!:]=)$/;

/** It is one only as the first thing in a file. */
function isShebang({ kind }: Leaf): boolean {
  return kind.includes("shebang") || kind === "hash_bang_line";
}

function isWhite(text: string): boolean {
  return text === "" || text === " " || !/[^ \t\r\n]/.test(text);
}

const FREE = () => () => "";
const RULES: Readonly<Record<LanguageId, () => GapRule>> = {
  bash: () => markShell,
  "c-sharp": FREE,
  cpp: () => markMacros("cpp"),
  css: () => cssMark,
  go: () => markGo,
  java: FREE,
  javascript: () => markScript,
  kotlin: () => markKotlin,
  lua: FREE,
  php: () => markPhp,
  powershell: () => markShell,
  python: markPythonLines,
  ruby: () => markRuby,
  rust: () => markMacros("rust"),
  tsx: () => markScript,
  typescript: () => markScript,
};
