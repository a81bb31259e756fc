// Which ranges of a TypeScript text are types alone. Enums, namespaces, parameter properties and field declarations are not: they
// leave something behind in the program.
import type { Node, Tree, TreeCursor } from "web-tree-sitter";

export interface Erasure {
  readonly start: number;
  readonly end: number;
  /** A whole statement or member of a class, not a piece of one. */
  readonly isWhole: boolean;
}

/** In order, none within another. Null: something stands there whose types may count while the program runs. */
export function findErasures(tree: Tree): readonly Erasure[] | null {
  const cursor = tree.walk();
  try {
    return walk(cursor);
  } finally {
    cursor.delete();
  }
}

function walk(cursor: TreeCursor): readonly Erasure[] | null {
  const found: Erasure[] = [];
  const parents: string[] = [];
  for (;;) {
    const kind = cursor.nodeType;
    if (REFUSED.has(kind)) return null;
    const verdict = verdictOf(cursor, parents.at(-1) ?? "", found);
    if (verdict === "refuse") return null;
    if (verdict === "enter" && cursor.gotoFirstChild()) {
      parents.push(kind);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return inOrder(found);
      parents.pop();
    }
  }
}

/** Decorators may have the types of what they stand at emitted. */
const REFUSED = new Set(["decorator", "ERROR"]);

type Verdict = "enter" | "skip" | "refuse";

function verdictOf(cursor: TreeCursor, parent: string, found: Erasure[]): Verdict {
  const { nodeType: kind, startIndex: start, endIndex: end } = cursor;
  if (PIECES.has(kind) || isModifier(kind, parent)) {
    found.push({ start, end, isWhole: false });
    return "skip";
  }
  if (WHOLE.has(kind)) return eraseWhole(cursor.currentNode, parent, found);
  if (kind === "export_statement" || kind === "import_statement" || kind === "public_field_definition") {
    return isTypeOnly(cursor.currentNode) ? eraseWhole(cursor.currentNode, parent, found) : "enter";
  }
  if (kind === "as_expression" || kind === "satisfies_expression") eraseTail(cursor.currentNode, found);
  if (kind === "parenthesized_expression") eraseParentheses(cursor.currentNode, parent, found);
  if (kind === "named_imports" || kind === "export_clause") return eraseSpecifiers(cursor.currentNode, found);
  if (kind === "formal_parameters") eraseThis(cursor.currentNode, found);
  return "enter";
}

const PIECES = new Set(
  "type_annotation type_predicate_annotation asserts_annotation omitting_type_annotation opting_type_annotation adding_type_annotation type_arguments type_parameters implements_clause override_modifier".split(
    " ",
  ),
);

const WHOLE = new Set(
  "interface_declaration type_alias_declaration ambient_declaration function_signature abstract_method_signature method_signature index_signature".split(
    " ",
  ),
);

/** Where a statement may be gone without another taking its place, as it would behind `if (a)`. */
const HOLDS_STATEMENTS = new Set(["program", "statement_block", "class_body"]);

/** In a parameter these make a field, so they stay there. */
function isModifier(kind: string, parent: string): boolean {
  if (kind === "accessibility_modifier" || kind === "readonly") return CLASS_MEMBERS.has(parent);
  if (kind === "abstract") return parent === "abstract_class_declaration";
  if (kind === "?") return CLASS_MEMBERS.has(parent) || parent === "optional_parameter";
  return (
    kind === "!" &&
    (parent === "public_field_definition" || parent === "variable_declarator" || parent === "non_null_expression")
  );
}

const CLASS_MEMBERS = new Set(["public_field_definition", "method_definition"]);

function isTypeOnly(node: Node): boolean {
  const kinds = node.children.map((child) => child?.type ?? "");
  if (node.type === "public_field_definition") return kinds.includes("declare") || kinds.includes("abstract");
  return kinds.includes("type") || (node.type === "export_statement" && kinds.some((kind) => WHOLE.has(kind)));
}

function eraseWhole(node: Node, parent: string, found: Erasure[]): Verdict {
  if (!HOLDS_STATEMENTS.has(parent)) return "refuse";
  // Compilers put the values of constant enums where they are used.
  if (node.type !== "interface_declaration" && node.descendantsOfType("enum_declaration").length > 0) return "refuse";
  const next = node.nextSibling;
  const end = parent === "class_body" && next?.type === ";" ? next.endIndex : node.endIndex;
  found.push({ start: node.startIndex, end, isWhole: true });
  return "skip";
}

function eraseTail(node: Node, found: Erasure[]): void {
  const expression = node.firstNamedChild;
  if (expression !== null) found.push({ start: expression.endIndex, end: node.endIndex, isWhole: false });
}

/** Those that stand there for a type only: `(a as T).b` becomes `a.b`, as compilers write it. */
function eraseParentheses(node: Node, parent: string, found: Erasure[]): void {
  if (!hasCommonParent(parent) || !isPlainParenthesis(node)) return;
  found.push({ start: node.startIndex, end: node.startIndex + 1, isWhole: false });
  found.push({ start: node.endIndex - 1, end: node.endIndex, isWhole: false });
}

/** Where every name is a type, some compilers keep the import itself and some do not: then nothing is erased. */
function eraseSpecifiers(node: Node, found: Erasure[]): Verdict {
  const specifiers = node.namedChildren.filter((child) => child !== null && child.type !== "comment");
  const types = specifiers.filter((child) => child?.firstChild?.type === "type");
  if (types.length === specifiers.length) return "skip";
  for (const specifier of types) {
    if (specifier === null) continue;
    const names = specifier.namedChildren.map((child) => child?.text ?? "");
    // `{ type as as }` imports a value that is called `type`.
    if (names.some((name) => name === "as" || name === "type")) return "refuse";
    const [before, after] = [specifier.previousSibling, specifier.nextSibling];
    if (after?.type === ",") found.push({ start: specifier.startIndex, end: after.endIndex, isWhole: false });
    else if (before?.type === ",") found.push({ start: before.startIndex, end: specifier.endIndex, isWhole: false });
    else return "refuse";
  }
  return "skip";
}

function eraseThis(node: Node, found: Erasure[]): void {
  const first = node.firstNamedChild;
  if (first?.type !== "required_parameter" || first.childForFieldName("pattern")?.type !== "this") return;
  const comma = first.nextSibling?.type === "," ? first.nextSibling.endIndex : first.endIndex;
  found.push({ start: first.startIndex, end: comma, isWhole: false });
}

/** Ranges that stand in a longer one are dropped; those that only overlap are joined. */
function inOrder(found: readonly Erasure[]): readonly Erasure[] {
  const joined: Erasure[] = [];
  for (const erasure of [...found].sort((one, other) => one.start - other.start || other.end - one.end)) {
    const last = joined.at(-1);
    if (last === undefined || erasure.start >= last.end) joined.push(erasure);
    else if (erasure.end > last.end) joined[joined.length - 1] = { ...last, end: erasure.end };
  }
  return joined;
}

/** True where parentheses are part of an expression, and not of an `if` or a `while`. */
function hasCommonParent(parent: string): boolean {
  return PARENTS.has(parent);
}

const PARENTS = new Set(
  "member_expression call_expression subscript_expression arguments variable_declarator return_statement binary_expression pair array arrow_function await_expression spread_element template_substitution ternary_expression unary_expression".split(
    " ",
  ),
);

/** True when a cast is all that they hold, and what is cast needs none. */
function isPlainParenthesis(node: Node): boolean {
  const inner = onlyChild(node);
  if (inner === null || !CASTS.has(inner.type)) return false;
  const expression = castExpression(inner);
  if (expression === null) return false;
  if (expression.type === "this") return true;
  if (expression.type === "identifier") return !RESERVED.has(expression.text);
  const isPath = expression.type === "member_expression" || expression.type === "subscript_expression";
  // An optional chain ends at the parenthesis, and goes on without it.
  return isPath && !expression.text.includes("?.");
}

const CASTS = new Set(["as_expression", "satisfies_expression", "non_null_expression"]);
/** `(eval as F)(a)` and `eval(a)` run in different scopes, and compilers do not agree on the first. */
const RESERVED = new Set(["eval", "let", "async", "await", "yield", "of", "static", "get", "set", "type"]);

function onlyChild(node: Node): Node | null {
  return node.childCount === 3 ? node.firstNamedChild : null;
}

/** What is cast, through casts of casts. */
function castExpression(node: Node): Node | null {
  let expression: Node | null = node;
  while (expression !== null && CASTS.has(expression.type)) expression = expression.firstNamedChild;
  return expression;
}
