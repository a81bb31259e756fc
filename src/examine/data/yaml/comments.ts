// The comments of a YAML text that steer something, in order. From the lexer: the composed documents move comments about.
import { Lexer } from "yaml";
import { steeringPart } from "../comments.js";

export interface PlacedComment {
  readonly text: string;
  readonly offset: number;
}

/**
 * Null: the text has more than `maxLexemes`. Expects one without control characters: the lexer uses some of them as marks of its
 * own.
 */
export function findComments(text: string, maxLexemes: number): readonly PlacedComment[] | null {
  const found: PlacedComment[] = [];
  let count = 0;
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > maxLexemes) return null;
    if (isMark(lexeme)) {
      isScalar = lexeme === SCALAR_FOLLOWS;
      continue;
    }
    if (lexeme.startsWith("#") && !isScalar) {
      const part = steeringPart(text, offset, offset + lexeme.length);
      if (part !== null) found.push({ text: part, offset });
    }
    isScalar = false;
    offset += lexeme.length;
  }
  return found;
}

const SCALAR_FOLLOWS = "\u001f";

function isMark(lexeme: string): boolean {
  return lexeme === "\u0002" || lexeme === "\u0018" || lexeme === SCALAR_FOLLOWS;
}
