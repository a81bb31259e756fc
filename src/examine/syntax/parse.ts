// Parses a text within a budget. A hostile one can cost a grammar seconds per kilobyte, or a tree of any size.
import { Parser, type Tree } from "web-tree-sitter";
import { loadGrammar } from "./grammars.js";
import type { LanguageId } from "./languages.js";

/**
 * Null: the budget was spent before the end. The caller deletes the tree. `isSpent` is asked every few hundred tokens.
 * Throws when the grammar cannot be loaded or the parser's own memory is exhausted.
 */
export async function parse(language: LanguageId, text: string, isSpent: () => boolean): Promise<Tree | null> {
  const grammar = await loadGrammar(language);
  const parser = new Parser();
  try {
    parser.setLanguage(grammar);
    return parser.parse(text, null, { progressCallback: isSpent });
  } finally {
    parser.delete();
  }
}
