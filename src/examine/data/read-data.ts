// What the libraries of JSON, YAML and TOML read in a text, as a list of parts that is equal exactly when the data is. Nothing is built from
// hostile text, so no key is special and no number loses digits. Null: not every reader takes the text alike.
import { visit as visitJson } from "jsonc-parser";
import { parse as parseToml } from "smol-toml";
import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type ParsedNode,
  parseAllDocuments,
  type Scalar,
} from "yaml";
import { findDeepNesting } from "../../core/ground/yaml-nesting.js";

export interface Part {
  /** A value, a key or a bracket as it counts. */
  readonly text: string;
  /** How many collections are open around it. */
  readonly depth: number;
}

export type DataFormat = "json" | "yaml" | "toml" | "lines";

/** Texts whose very spelling counts, and texts that readers of one format do not agree on; null when nothing speaks against it. */
export function whyNot(format: DataFormat, text: string): string | null {
  if (text.length > MAX_LENGTH[format]) return "it is too large to compare";
  return DOUBTS.find(([pattern, only]) => (only === undefined || only !== format) && pattern.test(text))?.[2] ?? null;
}

/** UTF-16 units of one side. YAML's library takes some three seconds for a megabyte. */
const MAX_LENGTH = { json: 1_048_576, yaml: 131_072, toml: 1_048_576, lines: 1_048_576 } as const;

/** A pattern, linear on any text; a format that it does not hold for; the reason. */
const DOUBTS: readonly (readonly [RegExp, DataFormat | undefined, string])[] = [
  // Some YAML readers end a line there, and few editors show it.
  [
    /\r(?!\n)|[\u0085\u2028\u2029]|(?![\t\n\r])\p{Cc}|\ufffd|[\s\S]\uFEFF/u,
    undefined,
    "it holds characters that not every reader takes alike",
  ],
  // A template's text is filled in before anybody parses it: white space and quotes decide what comes of it.
  [/\{%|%\}|<%|\{\{[-~#/]|[-~]\}\}/, undefined, "it is a template"],
  [/(?:^|[^$])\{\{/, "json", "it may be a template"],
  [/^\uFEFF?(?:#[!\w]|## ?template:|\$)/, undefined, "its first line says who reads it"],
  // Comments and spelling are part of what is signed or encrypted.
  [/^[ \t]{0,8}(?:\[?"?sops"?\]?)[ \t]{0,8}(?::|$)|\bENC\[AES/m, undefined, "it is encrypted or signed"],
  [/^%/m, "json", "it has directives for its reader"],
];

/** Strings count by what they say, numbers as they are written but for the sign of the exponent. */
export function readJson(
  text: string,
  options: { readonly disallowComments: boolean; readonly allowTrailingComma: boolean },
): readonly Part[] | null {
  const mark = text.startsWith("\uFEFF") ? 1 : 0;
  const body = text.slice(mark);
  const parts: Part[] = [{ text: `byte order marks: ${mark}`, depth: 0 }];
  const open: Set<string>[] = [];
  let isSound = true;
  const add = (part: string) => parts.push({ text: part, depth: open.length });
  const begin = (bracket: string) => {
    add(bracket);
    open.push(new Set());
  };
  const end = (bracket: string) => {
    open.pop();
    add(bracket);
  };
  visitJson(
    body,
    {
      onObjectBegin: () => begin("{"),
      onArrayBegin: () => begin("["),
      onObjectEnd: () => end("}"),
      onArrayEnd: () => end("]"),
      onObjectProperty: (key) => {
        isSound &&= open.at(-1)?.has(key) === false;
        open.at(-1)?.add(key);
        add(`key ${JSON.stringify(key)}`);
      },
      onLiteralValue: (value, offset, length) => {
        const written = body.slice(offset, offset + length).replace(/[eE]\+?/, "e");
        add(typeof value === "number" ? written : `value ${JSON.stringify(value)}`);
      },
      // Of several lines, it counts as it is: what steers may stand on any of them.
      onComment: (offset, length) => {
        const comment = body.slice(offset, offset + length);
        if (comment.includes("\n")) add(comment);
      },
      onError: () => {
        isSound = false;
      },
    },
    options,
  );
  return isSound ? parts : null;
}

/** Nodes as they are written, with anchors, aliases and tags; nothing is resolved or merged. */
export function readYaml(text: string): readonly Part[] | null {
  if (findDeepNesting(text) !== null) return null;
  const documents = parseAllDocuments(text, OPTIONS);
  const parts: Part[] = [];
  for (const { errors, warnings, contents } of Array.isArray(documents) ? documents : []) {
    if (errors.length > 0 || warnings.some(({ code }) => code !== "TAG_RESOLVE_FAILED")) return null;
    parts.push({ text: "document", depth: 0 });
    if (!addNode(parts, contents, 0)) return null;
  }
  return parts;
}

/** Double keys are looked for here: the library's own search takes quadratic time. */
const OPTIONS = { schema: "failsafe", uniqueKeys: false, logLevel: "silent", prettyErrors: false } as const;

type Node = ParsedNode | Alias | null;

/** False: a key is double, or is more than a scalar. Recursion is bounded: nesting was looked at before. */
function addNode(parts: Part[], node: Node, depth: number): boolean {
  if (node === null || (!isMap(node) && !isSeq(node))) {
    const leaf = isAlias(node) ? `alias ${node.source}` : "nothing";
    parts.push({ text: isScalar(node) ? `value${propertiesOf(node)} ${meaning(node)}` : leaf, depth });
    return true;
  }
  const keys = new Set<string>();
  parts.push({ text: `${isMap(node) ? "{" : "["}${propertiesOf(node)}`, depth });
  for (const item of node.items as readonly unknown[]) {
    if (isPair<Node, Node>(item)) {
      const { key } = item;
      if (!isScalar(key) || propertiesOf(key) !== "" || keys.has(key.source ?? "")) return false;
      keys.add(key.source ?? "");
      parts.push({ text: `key ${meaning(key)}`, depth: depth + 1 });
    }
    if (!addNode(parts, isPair<Node, Node>(item) ? item.value : (item as Node), depth + 1)) return false;
  }
  parts.push({ text: isMap(node) ? "}" : "]", depth });
  return true;
}

function propertiesOf({ anchor, tag }: { anchor?: string; tag?: string }): string {
  return `${anchor === undefined ? "" : ` &${anchor}`}${tag === undefined ? "" : ` !${tag}`}`;
}

/** Plain text counts as its quoted form only where YAML 1.1, YAML 1.2 and a program that fills in placeholders agree that it is text. */
function meaning({ type, source, value }: Scalar): string {
  const said = source ?? String(value ?? "");
  if (type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED" || PLACEHOLDER.test(said)) return `${type} ${said}`;
  const isText = type !== "PLAIN" || (/^[A-Za-z/][\w ./@+-]*$/.test(said) && !OWN_MEANING.test(said));
  return isText ? JSON.stringify(said) : `plain ${said}`;
}

/** A word of YAML's or of a program's, a hexadecimal number, or a name in capitals. */
const OWN_MEANING =
  /^(?:[ynYN]|(?:[yY]es|[nN]o|[oO]n|[oO]ff|[tT]rue|[fF]alse|[nN]ull|[nN]il|[nN]one|[uU]ndefined|[nN]a[nN]|[iI]nf|[iI]nfinity)|[a-fA-F\d]+|[A-Z][A-Z0-9_]*)$/;
/** What text substitution may replace before or after the file is read. */
const PLACEHOLDER = /\$|\(\(|\{\{|%\w+%|@[\w.-]+@|__\w/;

/** Dates beyond milliseconds, what came with TOML 1.1, and what would be taken for a sign of ours. */
const TOML_DOUBTS = /\d\.\d{4}|\\[ex]|\\[uU]0{4}|[Tt \t=]\d\d:\d\d(?![:\d])|,\s*\}|\{[^{}"'\n]*\n/;

export function readToml(text: string): readonly Part[] | null {
  if (TOML_DOUBTS.test(text)) return null;
  const data = parseToml(text.replace(/^\uFEFF/, ""), { integersAsBigInt: true, maxDepth: 64 });
  let isOrdered = true;
  const said = JSON.stringify(data, (_, value: unknown) => {
    if (typeof value === "bigint") return `\u0000${value}`;
    if (typeof value === "number") return `\u0000float ${Object.is(value, -0) ? "-0" : value}`;
    // Such keys are kept in the order of numbers, not in that of the text.
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      isOrdered &&= !Object.keys(value).some((key) => /^\d+$/.test(key));
    }
    return value;
  });
  return isOrdered ? [{ text: said, depth: 0 }] : null;
}

/** One setting a line, as in `.env`, `.ini`, `.properties`: all but blank lines and comment lines counts as it is written. */
export function readLines(text: string, signs: RegExp): readonly Part[] | null {
  const parts: Part[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const isComment = signs.test(line);
    // Within a value that goes on, a blank line or what looks like a comment may belong to it.
    if (/\\\r?$/.test(line) || (!isComment && (/^\s/.test(line) || hasOpenQuote(line)))) return null;
    if (!isComment) parts.push({ text: line, depth: 0 });
  }
  return parts;
}

function hasOpenQuote(line: string): boolean {
  return ['"', "'", "`"].some((quote) => line.split(quote).length % 2 === 0) || /<<|"""|'''/.test(line);
}
