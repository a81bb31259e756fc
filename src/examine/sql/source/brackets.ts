// Which bracket closes which, found once for a file.
import type { CodeToken } from "./lexer.js";

/** By the index of an opening bracket the index of its closing one, and the reverse. Brackets without a partner are absent. */
export function pairBrackets(tokens: readonly CodeToken[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== "mark") continue;
    if (text === "(" || text === "[" || text === "{") open.push(index);
    else if (OPENED_BY[text] !== undefined) {
      const start = open.at(-1);
      if (start === undefined || tokens[start]?.text !== OPENED_BY[text]) continue;
      open.pop();
      pairs.set(start, index);
      pairs.set(index, start);
    }
  }
  return pairs;
}

const OPENED_BY: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
