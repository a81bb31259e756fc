// White space inside macro calls: a macro can see its arguments as text (`stringify!`, `#x` in C), so between two tokens it
// counts whether there is any. Macros that are known not to look are excepted.
import type { Gap, GapRule } from "./gap.js";
import type { Leaf } from "./read-program.js";

export function markMacros(language: "rust" | "cpp"): GapRule {
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
