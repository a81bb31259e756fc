// Proves that a change is one of types alone: the same program once the types are erased, or a file that holds nothing but types.

import type { Node } from "web-tree-sitter";
import type { Equivalence } from "../../core/facts/examination.js";
import type { Pair } from "../pair.js";
import type { LanguageId } from "../syntax/languages.js";
import type { Leaf, Program } from "../syntax/read-program.js";
import { spelled } from "../syntax/spelling.js";
import { unread, withParsed } from "../syntax/with-parsed.js";
import { directivesOf, readErased, type TypesReading } from "./erase.js";

/** Null: no file whose types are erased before it runs. `programs`: its two sides, when they were read already. Never throws. */
export async function compareTypes(pair: Pair, programs: Programs | null = null): Promise<Equivalence | null> {
  const kind = kindOf(pair.path);
  if (kind === null) return null;
  if (kind !== kindOf(pair.previousPath)) return unknown("its kind of file changed");
  const isErased = kind === "typescript" || kind === "tsx";
  if (isErased && programs !== null && differsBeyondTypes(kind, programs.before, programs.after))
    return different(kind);
  const before = await read(kind, pair.before);
  if (before.status === "unread") return unknown(before.reason);
  const after = await read(kind, pair.after);
  if (after.status === "unread") return unknown(after.reason);
  const isSame =
    before.parts.length === after.parts.length && before.parts.every((part, at) => part === after.parts[at]);
  return isSame ? { status: "same", by: "types", reason: REASONS[kind] } : different(kind);
}

interface Programs {
  readonly before: Program;
  readonly after: Program;
}

type TypesKind = "typescript" | "tsx" | "declarations" | "python stub";

const REASONS: Readonly<Record<TypesKind, string>> = {
  typescript: "only types differ: without them it is the same program",
  tsx: "only types differ: without them it is the same program",
  declarations: "it holds nothing but declarations of types",
  "python stub": "it is a stub that holds types only",
};

function kindOf(path: string): TypesKind | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (/\.d\.(?:[\w-]+\.)?[cm]?ts$/.test(name)) return "declarations";
  if (/\.[cm]?ts$/.test(name)) return "typescript";
  if (name.endsWith(".tsx")) return "tsx";
  return name.endsWith(".pyi") ? "python stub" : null;
}

function read(kind: TypesKind, text: string): Promise<TypesReading> {
  if (kind === "python stub") return readStub(text);
  return kind === "declarations" ? readDeclarations(text) : readErased(kind, text);
}

function different(kind: TypesKind): Equivalence {
  const what = kind === "typescript" || kind === "tsx" ? "more than types differs" : "more than its types differs";
  return { status: "different", reason: what };
}

function unknown(reason: string): Equivalence {
  return { status: "unknown", reason };
}

/** It never runs, so nothing of it counts but that it holds declarations only. */
function readDeclarations(text: string): Promise<TypesReading> {
  return withParsed({ language: "typescript", text }, (parsed): TypesReading => {
    const { rootNode } = parsed.tree;
    if (rootNode.descendantsOfType(RUNS).some((node) => node !== null && !isImportType(node))) {
      return unread("it holds more than declarations");
    }
    // Compilers put the values of constant enums where they are used.
    if (/\bconst\s{1,20}enum\b/.test(text)) return unread("it declares constants that are copied into programs");
    return { status: "read", parts: directivesOf(parsed).map((directive) => directive.text) };
  });
}

/** What runs, were the file run as a program. */
const RUNS = [
  "call_expression",
  "new_expression",
  "await_expression",
  "assignment_expression",
  "augmented_assignment_expression",
  "update_expression",
  "function_declaration",
  "generator_function_declaration",
  "function_expression",
  "method_definition",
  "arrow_function",
  "template_substitution",
  "class_static_block",
  "decorator",
  "for_statement",
  "for_in_statement",
  "while_statement",
  "if_statement",
  "throw_statement",
];

/** `import("./a").B` as a type looks like a call. */
function isImportType(node: Node): boolean {
  if (node.type !== "call_expression" || node.firstChild?.type !== "import") return false;
  let around = node.parent;
  // As deep as anybody writes it, and no deeper: asking for parents takes time.
  for (let level = 0; level < MAX_LEVELS && around !== null; level++, around = around.parent) {
    if (TYPES.has(around.type)) return true;
  }
  return false;
}

const MAX_LEVELS = 10;
const TYPES = new Set(["type_annotation", "type_alias_declaration", "type_arguments", "interface_declaration"]);

/**
 * True: the two are not the same program without their types, which is known from the trees at hand; most changes end here. False says
 * nothing: nothing is ever proved by the tokens that stay whatever types are erased.
 */
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

/** The interpreter never runs it; but loaders of lazy modules take from it which modules to load. */
function readStub(text: string): Promise<TypesReading> {
  return withParsed({ language: "python", text }, (parsed): TypesReading => {
    const imports = parsed.tree.rootNode.descendantsOfType("import_from_statement").map((node) => node?.text ?? "");
    return {
      status: "read",
      parts: [
        ...imports.filter((statement) => /^from\s{1,20}\./.test(statement)),
        ...directivesOf(parsed).map((directive) => directive.text),
      ],
    };
  });
}
