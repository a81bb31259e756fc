// Reads a TypeScript declaration file. It never runs, so nothing of it counts but that it holds declarations only.
import type { Node } from "web-tree-sitter";
import { directivesOf, withParsed } from "./parsed.js";
import { type TypesReading, unread } from "./reading.js";

export function readDeclarations(text: string): Promise<TypesReading> {
  return withParsed("typescript", text, (parsed) => {
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
