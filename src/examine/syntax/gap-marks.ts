// What the white space between two tokens says in a language, when it says anything that the tree may not tell. Where a grammar's
// own idea of line ends could be wrong, the rule of the language is applied to the text as well.

import {
  cssMark,
  type Gap,
  type GapRule,
  markGo,
  markKotlin,
  markPhp,
  markRuby,
  markScript,
  markShell,
} from "./gap-rules.js";
import type { LanguageId } from "./languages.js";
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

/**
 * A macro can see its arguments as text (`stringify!`, `#x` in C), so between two tokens in its call it counts whether there is any white
 * space. Macros that are known not to look are excepted.
 */
function markMacros(language: "rust" | "cpp"): GapRule {
  return language === "rust" ? markRust() : markC();
}

/** Of Rust's standard library: they format, collect or compare their arguments and never quote them. */
const PLAIN_MACROS = new Set(
  "assert_eq assert_ne debug_assert_eq debug_assert_ne eprint eprintln format matches panic print println todo unimplemented unreachable vec write writeln".split(
    " ",
  ),
);

function markRust(): GapRule {
  let isPlain = false;
  let name = "";
  const own = new Set<string>();
  return ({ white, prev, next }) => {
    if (next?.parent === "macro_definition" && next.kind === "identifier") own.add(next.text);
    if (next?.text === "!") name = prev?.text ?? "";
    if (prev === null || next === null || !isInTokens(next)) return "";
    const isCall = prev.text === "!" && PLAIN_MACROS.has(name) && !own.has(name);
    if (!isInTokens(prev)) {
      isPlain = isCall;
      return "";
    }
    // A macro in a macro: the inner one may look where the outer one does not.
    if (prev.text === "!" && /^[([{]$/.test(next.text)) isPlain &&= isCall;
    return isPlain && !(isSign(prev) && isSign(next)) ? "" : widthOf(white);
  };
}

function isInTokens({ parent }: Leaf): boolean {
  return parent.startsWith("token_") || parent === "macro_rule" || parent === "macro_definition";
}

function isSign({ text }: Leaf): boolean {
  return /^[^\p{L}\p{N}_"'()[\]{},;]+$/u.test(text);
}

function widthOf(white: string): string {
  if (white === "") return "joined";
  return white.includes("\n") ? "line end" : "apart";
}

/**
 * C: `#x` keeps one space wherever there was white space. Names in capitals, names that say so, and what the file itself
 * defines are taken for macros.
 */
function markC(): GapRule {
  // One entry for each open bracket: does it belong to a macro's call?
  const open: boolean[] = [];
  let isMacroCall = false;
  const own = new Set<string>();
  return ({ white, prev, next }: Gap) => {
    if (prev?.kind === "preproc_function_def") own.add(/define\s+(\w+)/.exec(prev.text)?.[1] ?? "");
    if (prev?.text === "(") open.push(open.at(-1) === true || isMacroCall);
    if (prev?.text === ")") open.pop();
    isMacroCall = next?.text === "(" && prev !== null && (C_MACRO.test(prev.text) || own.has(prev.text));
    return open.at(-1) === true && white === "" ? "joined" : "";
  };
}

const C_MACRO = /^(?:[A-Z][A-Z0-9_]+|_[A-Z]\w*|assert|static_assert|x?str|\w*(?:[Ss]tringi[fz]|to_?str)\w*)$/;

/** By the rule of its tokenizer, beside what the grammar makes of lines and blocks: it forgives indentation that Python refuses. */
function markPythonLines(): GapRule {
  const blocks: string[] = [""];
  let brackets = 0;
  return ({ white, prev, next }: Gap) => {
    if (prev !== null && /^[([{]$/.test(prev.text)) brackets++;
    if (prev !== null && /^[)\]}]$/.test(prev.text)) brackets--;
    const lineEnd = white.lastIndexOf("\n");
    if (next === null || brackets > 0 || (prev !== null && lineEnd === -1)) return "";
    const indentation = white.slice(lineEnd + 1);
    const isBlockStart = prev?.text === ":";
    if (
      isBlockStart &&
      indentation.length > (blocks.at(-1)?.length ?? 0) &&
      indentation.startsWith(blocks.at(-1) ?? "")
    ) {
      blocks.push(indentation);
      return "block";
    }
    const ended = endedBlocks(blocks, indentation);
    if (ended === null || isBlockStart) return `misplaced ${indentation}`;
    blocks.length -= ended;
    return prev === null ? "" : `line ${ended}`;
  };
}

/** How many blocks end at a line of this indentation; null when none starts there. */
function endedBlocks(blocks: readonly string[], indentation: string): number | null {
  const index = blocks.lastIndexOf(indentation);
  return index === -1 ? null : blocks.length - 1 - index;
}
