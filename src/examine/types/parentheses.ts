// Parentheses that stand there for a type only: `(a as T).b` becomes `a.b`, as compilers write it.
import type { Node } from "web-tree-sitter";

/** True where parentheses are part of an expression, and not of an `if` or a `while`. */
export function hasCommonParent(parent: string): boolean {
  return PARENTS.has(parent);
}

const PARENTS = new Set(
  "member_expression call_expression subscript_expression arguments variable_declarator return_statement binary_expression pair array arrow_function await_expression spread_element template_substitution ternary_expression unary_expression".split(
    " ",
  ),
);

/** True when a cast is all that they hold, and what is cast needs none. */
export function isPlainParenthesis(node: Node): boolean {
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
