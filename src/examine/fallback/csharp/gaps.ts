// What it says in C# whether two tokens touch. `> >` and `>>` differ, `a.b` and `a . b` do not. Broad on purpose: it says nothing
// only where no token of C# could run over the place.
import type { Token } from "../cut.js";

/** Empty: it says nothing. */
export function markGap(prev: Token | null, gap: string, next: Token): string {
  if (prev === null || gap !== "") return "";
  if (PARTS.test(prev.text) || PARTS.test(next.text)) return "";
  const [isWord, isNextWord] = [WORD.test(prev.text), WORD.test(next.text)];
  return isWord !== isNextWord && (isOperator(prev) || isOperator(next)) ? "" : "joined ";
}

/** Brackets and separators are tokens of one character, and part of no other. */
const PARTS = /^[()[\]{},;]$/;
/** Numbers are none: a point on them may be theirs. */
const WORD = /^@?[\p{L}\p{Nl}_]/u;

function isOperator({ text }: Token): boolean {
  return /^[-+*/%&|^!~=<>?:.]/.test(text) && !/\d/.test(text);
}
