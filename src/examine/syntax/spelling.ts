// Spellings between which a formatter chooses and which mean the same: a comma before a closing bracket, a semicolon that the line
// end would set as well, and the quotes around a plain string. Where a comma or a semicolon has a meaning, it stays.
import type { LanguageId } from "./languages.js";
import { type Leaf, REDUNDANT } from "./read-program.js";

/** `isLineEnd`: a line end stands between the leaf and the next. `next` is null at the end of the file. */
export function isOptional(
  language: LanguageId,
  { prev, leaf, next, isLineEnd }: { prev: Leaf | null; leaf: Leaf; next: Leaf | null; isLineEnd: boolean },
): boolean {
  if (leaf.kind === REDUNDANT) return true;
  if (leaf.text === ",") return isTrailingComma(language, leaf, { prev, next });
  if (leaf.text !== ";" || !SCRIPTS.has(language) || !SCRIPT_STATEMENTS.has(leaf.parent)) return false;
  if (next === null || next.text === "}") return true;
  return isLineEnd && /^[\w$@]/.test(next.text) && !/^(?:in|instanceof|as|satisfies|of)$/.test(next.text);
}

/** The leaf's text, plain strings always in double quotes. */
export function spelled(language: LanguageId, { kind, text }: Leaf): string {
  const isString = kind === "string" && (SCRIPTS.has(language) || language === "python");
  if (!isString || !/^[bru]{0,2}'[^'"\\\n]*'$/i.test(text)) return text;
  return text.startsWith("'") || language === "python" ? text.replaceAll("'", '"') : text;
}

const SCRIPTS: ReadonlySet<LanguageId> = new Set<LanguageId>(["javascript", "typescript", "tsx"]);

/** Statements that a line end closes. Fields of a class are not among them: `get;` and `get` differ. */
const SCRIPT_STATEMENTS = new Set(
  "expression_statement lexical_declaration variable_declaration return_statement throw_statement break_statement continue_statement debugger_statement import_statement export_statement type_alias_declaration".split(
    " ",
  ),
);

/** After an opening bracket or another comma it is an element of its own; in brackets around one value it makes a tuple. */
function isTrailingComma(
  language: LanguageId,
  { parent }: Leaf,
  { prev, next }: { readonly prev: Leaf | null; readonly next: Leaf | null },
): boolean {
  if (!COMMA_PARENTS[language]?.has(parent) || prev === null || next === null) return false;
  return /^[)\]}]$/.test(next.text) && next.parent === parent && !/^[,([{]$/.test(prev.text);
}

const SCRIPT_COMMAS = new Set(
  "arguments array object formal_parameters named_imports export_clause object_pattern array_pattern enum_body".split(
    " ",
  ),
);
const COMMA_PARENTS: Readonly<Partial<Record<LanguageId, ReadonlySet<string>>>> = {
  go: new Set(["argument_list", "parameter_list", "literal_value"]),
  javascript: SCRIPT_COMMAS,
  kotlin: new Set(["value_arguments", "function_value_parameters"]),
  php: new Set(["arguments", "array_creation_expression", "formal_parameters"]),
  python: new Set(["argument_list", "parameters", "list", "dictionary", "set"]),
  rust: new Set([
    "arguments",
    "parameters",
    "array_expression",
    "field_initializer_list",
    "field_declaration_list",
    "enum_variant_list",
    "use_list",
  ]),
  tsx: SCRIPT_COMMAS,
  typescript: SCRIPT_COMMAS,
};
