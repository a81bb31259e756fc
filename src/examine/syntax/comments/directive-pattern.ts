// What a pattern of directive comments is, and how word lists become one.
import type { LanguageId } from "../languages.js";

export interface DirectivePattern {
  /** Linear on any text: none repeats a repetition. Tried on the whole comment, with its signs. */
  readonly pattern: RegExp;
  /** Absent: in every language. */
  readonly only?: readonly LanguageId[];
  /** It holds for the whole file, wherever the next token stands. */
  readonly isForFile?: true;
  /**
   * How far it reaches. Absent: this comment. `group`: also those that follow line on line, as a license does. `to-code`: all up to
   * the next token.
   */
  readonly reach?: "group" | "to-code";
}

/** Any of the words as a whole one, whatever the case; `then` is what has to follow, as the source of a pattern. */
export function anyWord(words: string, then = "\\b"): RegExp {
  return new RegExp(`\\b(?:${alternatives(words)})${then}`, "i");
}

/** `@word`, in the case as given. */
export function anyTag(words: string): RegExp {
  return new RegExp(`@(?:${alternatives(words)})\\b`);
}

/** A line of the comment starts with one of the words. */
export function lineStarting(words: string): RegExp {
  return new RegExp(`^[ \\t]{0,40}(?:\\/\\/+|\\/?\\*+|#+|--+)?[ \\t]{0,40}(?:${alternatives(words)})\\b`, "im");
}

function alternatives(words: string): string {
  return words.trim().split(/\s+/).join("|");
}
