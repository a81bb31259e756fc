// What the walk over a tree has to know of each grammar: its comments, and the nodes whose text counts character by character.
import type { LanguageId } from "./languages.js";

export interface Traits {
  /** Kinds of nodes that are comments. A kind that is missing here is code, so a new one cannot slip through. */
  readonly comments: ReadonlySet<string>;
  /** Kinds whose whole text is one leaf: strings, heredocs, regular expressions, lines of the preprocessor. */
  readonly opaque: ReadonlySet<string>;
  /** Kinds that are no more than white space, such as a backslash at the end of a line. */
  readonly blank: ReadonlySet<string>;
  /** Do block comments nest? */
  readonly nestsComments: boolean;
}

const C_STYLE = ["line_comment", "block_comment"];
const SCRIPT_OPAQUE = ["string", "regex", "template_literal_type", "hash_bang_line"];

export const TRAITS: Readonly<Record<LanguageId, Traits>> = {
  bash: traits(["comment"], ["string", "raw_string", "ansi_c_string", "translated_string", "heredoc_body", "regex"]),
  "c-sharp": traits(
    ["comment"],
    [
      "string_literal",
      "verbatim_string_literal",
      "raw_string_literal",
      "interpolated_string_expression",
      "character_literal",
      "shebang_directive",
      ...["region", "endregion", "line", "pragma", "nullable", "error", "warning", "define", "undef"].map(preproc),
    ],
  ),
  cpp: traits(
    ["comment"],
    [
      "string_literal",
      "raw_string_literal",
      "char_literal",
      "system_lib_string",
      "user_defined_literal",
      ...["def", "function_def", "call", "include"].map(preproc),
    ],
  ),
  css: traits(
    ["comment", "js_comment"],
    ["string_value", "integer_value", "float_value", "color_value", "plain_value"],
  ),
  go: traits(["comment"], ["raw_string_literal", "interpreted_string_literal", "rune_literal"]),
  java: traits(C_STYLE, ["string_literal", "character_literal", "template_expression"]),
  javascript: traits(["comment"], SCRIPT_OPAQUE),
  kotlin: traits(C_STYLE, ["string_literal", "multiline_string_literal", "character_literal", "shebang"], {
    nestsComments: true,
  }),
  lua: traits(["comment"], ["string", "hash_bang_line"]),
  php: traits(
    ["comment"],
    ["encapsed_string", "string", "heredoc", "nowdoc", "shell_command_expression", "text", "nowdoc_string"],
  ),
  powershell: traits(["comment"], ["string_literal", "here_string_literal", "verbatim_command_argument"]),
  python: traits(["comment"], ["string"], { blank: ["line_continuation"] }),
  ruby: traits(
    ["comment"],
    [
      "string",
      "string_array",
      "symbol_array",
      "regex",
      "subshell",
      "heredoc_body",
      "delimited_symbol",
      "character",
      "uninterpreted",
    ],
  ),
  rust: traits(C_STYLE, ["string_literal", "raw_string_literal", "char_literal", "shebang"], { nestsComments: true }),
  tsx: traits(["comment"], SCRIPT_OPAQUE),
  typescript: traits(["comment"], SCRIPT_OPAQUE),
};

function traits(
  comments: readonly string[],
  opaque: readonly string[],
  { blank = [], nestsComments = false }: { readonly blank?: readonly string[]; readonly nestsComments?: boolean } = {},
): Traits {
  return { comments: new Set(comments), opaque: new Set(opaque), blank: new Set(blank), nestsComments };
}

function preproc(name: string): string {
  return `preproc_${name}`;
}
