// The tokens of JSON with comments. The scanner counts its kinds; here they have names.
import { createScanner } from "jsonc-parser";

export type TokenKind =
  | "{"
  | "}"
  | "["
  | "]"
  | ","
  | ":"
  | "literal"
  | "string"
  | "number"
  | "comment"
  | "blank"
  | "wrong";

export interface Token {
  readonly kind: TokenKind;
  /** A string's decoded text, anything else as it is written. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** What no reader takes is `wrong`. */
export function* jsonTokens(text: string): Generator<Token> {
  const scanner = createScanner(text, false);
  for (let number: number = scanner.scan(); number !== END; number = scanner.scan()) {
    const start = scanner.getTokenOffset();
    const hasError = (scanner.getTokenError() as number) !== 0;
    const kind = hasError ? "wrong" : (KINDS[number] ?? "wrong");
    // The scanner has no value for a sign.
    yield {
      kind,
      value: scanner.getTokenValue() || (kind.length === 1 ? kind : ""),
      start,
      end: start + scanner.getTokenLength(),
    };
  }
}

/** By the scanner's number. */
const KINDS: readonly (TokenKind | undefined)[] = [
  undefined,
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "literal",
  "literal",
  "literal",
  "string",
  "number",
  "comment",
  "comment",
  "blank",
  "blank",
];
const END = 17;
