// Lines between `#if` and `#endif` may be no code at all: the compiler looks there for nothing but the next line that starts with
// `#`. The lexer reads them as code nevertheless. That is sound as long as both ways find the same lines of the preprocessor.
import type { Piece } from "../cut.js";

/** Why the cut is not believed; null when nothing speaks against it. */
export function findConditionalDoubt(pieces: readonly Piece[], text: string): string | null {
  // For each `#if` around: which of its branches is this?
  const branches: number[] = [];
  /** How many of them are not the first. */
  let others = 0;
  const brackets: string[] = [];
  for (const { kind, start, end } of pieces) {
    const own = text.slice(start, end);
    const directive = kind === "token" && own.startsWith("#") ? nameOf(own) : null;
    if (directive === "if") branches.push(0);
    else if (directive !== null && BRANCHING.has(directive)) {
      const branch = branches.pop();
      if (branch === undefined) return "its conditional sections do not close";
      if (branch > 0) others--;
      if (directive !== "endif") {
        branches.push(branch + 1);
        others++;
      }
    }
    // A literal or comment that holds a line of the preprocessor when the section is code, and none when it is not.
    if (branches.length > 0 && /\n[ \t\r]*#/.test(own))
      return "a text in a conditional section holds a line that starts with #";
    if (kind === "token" && others === 0 && !nests(own, brackets)) return "its brackets do not match";
  }
  if (branches.length > 0) return "its conditional sections do not close";
  return brackets.length === 0 ? null : "its brackets do not match";
}

const BRANCHING = new Set(["elif", "else", "endif"]);

function nameOf(directive: string): string {
  return /^#[ \t]*([A-Za-z]*)/.exec(directive)?.[1] ?? "";
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const CLOSING = new Set(PAIRS.values());

/** Brackets that match are a sign that the text is a program at all, and no template that makes one. */
function nests(token: string, brackets: string[]): boolean {
  const closing = PAIRS.get(token);
  if (closing !== undefined) brackets.push(closing);
  return !CLOSING.has(token) || brackets.pop() === token;
}
