// The tokens of a TypeScript program that stay there whatever types are erased. Where they differ, more than types differs, and that
// is known from the trees at hand; most changes end here. Nothing is ever proved by them.
import type { LanguageId } from "../syntax/languages.js";
import type { Leaf, Program } from "../syntax/read-program.js";
import { spelled } from "../syntax/spelling.js";

/** True: the two are not the same program without their types. False says nothing. */
export function differsBeyondTypes(language: LanguageId, before: Program, after: Program): boolean {
  const others = lastingTokens(language, after);
  for (const token of lastingTokens(language, before)) {
    const other = others.next();
    if (other.done === true || other.value !== token) return true;
  }
  return others.next().done !== true;
}

interface Frame {
  isType: boolean;
}

function* lastingTokens(language: LanguageId, { leaves }: Program): Generator<string> {
  const frames: Frame[] = [];
  let types = 0;
  let last: Leaf | null = null;
  for (const leaf of leaves) {
    for (const [sign, kind = ""] of leaf.nesting.matchAll(/\(([^ ]*) |\)/g)) {
      if (sign === ")") types -= frames.pop()?.isType === true ? 1 : 0;
      else types += frames.push({ isType: MAY_GO.has(kind) }) && MAY_GO.has(kind) ? 1 : 0;
    }
    const frame = frames.at(-1);
    if (frame !== undefined && !frame.isType && startsType(leaf)) {
      frame.isType = true;
      types++;
    }
    if (types === 0 && !SIGNS.has(leaf.text) && !mayGoWithExport(leaf, last)) yield spelled(language, leaf);
    last = leaf;
  }
}

/** Of a cast, all that follows. */
function startsType({ text, parent }: Leaf): boolean {
  return CASTS.has(parent) && (text === "as" || text === "satisfies");
}

/** `export type * from "a"`, and `export` before a declaration of types. */
function mayGoWithExport({ text, kind, parent }: Leaf, last: Leaf | null): boolean {
  if (parent !== "export_statement") return false;
  return EXPORT_WORDS.has(text) || (kind === "string" && last?.text === "from");
}

const EXPORT_WORDS = new Set(["export", "default", "type", "from", "as", "*"]);
const CASTS = new Set(["as_expression", "satisfies_expression"]);

/** Nodes that are erased as a whole, or may be. */
const MAY_GO = new Set(
  `type_annotation type_predicate_annotation asserts_annotation omitting_type_annotation opting_type_annotation
   adding_type_annotation type_arguments type_parameters implements_clause interface_declaration type_alias_declaration
   ambient_declaration function_signature abstract_method_signature method_signature index_signature public_field_definition
   import_statement export_clause namespace_export`.split(/\s+/),
);

/** Words and signs that go with types, with what holds them, or with the parentheses around a cast. */
const SIGNS = new Set(
  "( ) { } , ; ? ! this abstract accessor declare override private protected public readonly static".split(" "),
);
