// Cuts a script into its statements at the semicolons, and says of each whether a parser that recurses may be let near it.
import { lex, type Reading, type Token } from "./lexer.js";

export interface Statement {
  readonly tokens: readonly Token[];
  /** Offsets in the script, from the first token to behind the semicolon; without one, to behind the script. */
  readonly start: number;
  readonly end: number;
  /** False: so long or so deeply nested that parsing it costs too much. */
  readonly isParsable: boolean;
}

/** Parentheses hold semicolons together, as in the actions of a rule. */
export function splitStatements(text: string, reading: Reading): readonly Statement[] {
  const statements: Statement[] = [];
  let tokens: Token[] = [];
  let depth = 0;
  const close = (): void => {
    const [first, last] = [tokens[0], tokens.at(-1)];
    if (first !== undefined && last !== undefined && tokens.some(({ text }) => text !== ";")) {
      const end = last.text === ";" ? last.end : text.length + 1;
      statements.push({ tokens, start: first.start, end, isParsable: isParsable(tokens) });
    }
    tokens = [];
    depth = 0;
  };
  for (const token of lex(text, reading)) {
    tokens.push(token);
    if (token.kind !== "mark") continue;
    if (token.text === "(") depth += 1;
    else if (token.text === ")") depth = Math.max(0, depth - 1);
    else if (token.text === ";" && depth === 0) close();
  }
  close();
  return statements;
}

/** Characters of one statement. Longer ones are data, and their words tell enough. */
const MAX_LENGTH = 200_000;
const MAX_DEPTH = 300;
/** Tokens without a comma between them: a chain of operators becomes a tree as deep as it is long. */
const MAX_RUN = 3_000;

function isParsable(tokens: readonly Token[]): boolean {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined || last.end - first.start > MAX_LENGTH) return false;
  const runs = [0];
  for (const { kind, text } of tokens) {
    if (kind === "mark" && (text === "(" || text === "[")) runs.push(0);
    else if (kind === "mark" && (text === ")" || text === "]") && runs.length > 1) runs.pop();
    else if (kind === "mark" && text === ",") runs[runs.length - 1] = 0;
    else runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    if (runs.length > MAX_DEPTH || (runs.at(-1) ?? 0) > MAX_RUN) return false;
  }
  return true;
}
