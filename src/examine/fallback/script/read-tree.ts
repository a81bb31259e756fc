// Babel's tree as one short text: equal trees, equal texts. Positions and comments are left out; spellings are in. Walks with a
// stack of its own, because a tree can be deeper than the call stack.
import { createHash } from "node:crypto";
import { jsxMeaning } from "./jsx-text.js";

export interface TreeReading {
  /** A digest of the tree. */
  readonly tree: string;
  /** Where the brackets of JSX expressions that hold nothing but a comment stand: no child comes of them. */
  readonly blanks: ReadonlySet<number>;
}

export function readTree(program: unknown): TreeReading {
  const blanks = new Set<number>();
  const digest = createHash("sha256");
  const todo: Step[] = [{ value: program }];
  const said: string[] = [];
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    said.push("said" in step ? step.said : enter(step.value, todo, blanks));
    if (said.length >= BATCH) digest.update(said.splice(0).join(""));
  }
  digest.update(said.join(""));
  return { tree: digest.digest("hex"), blanks };
}

/** Chosen: a call of the digest costs more than the few characters that a step says. */
const BATCH = 4_096;

type Step = { readonly said: string } | { readonly value: unknown };

/** What a value starts with; what it holds is put on the stack. */
function enter(value: unknown, todo: Step[], blanks: Set<number>): string {
  if (Array.isArray(value))
    return push(
      todo,
      value.map((child: unknown) => ({ value: child })),
      "[",
      "]",
    );
  if (!isRecord(value)) return `${typeof value} ${JSON.stringify(String(value))}\n`;
  const steps: Step[] = [];
  for (const key of Object.keys(value).sort()) {
    if (LEFT_OUT.has(key)) continue;
    const child = isWithChildren(value) && key === "children" ? childrenOf(value[key], blanks) : value[key];
    steps.push({ said: `${JSON.stringify(key)}:` }, { value: child });
  }
  return push(todo, steps, "{", "}");
}

function push(todo: Step[], steps: readonly Step[], opening: string, closing: string): string {
  todo.push({ said: closing });
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    if (step !== undefined) todo.push(step);
  }
  return opening;
}

/** Positions and comments. `parenStart` and its like are positions as well. */
const LEFT_OUT = new Set(
  "start end loc range leadingComments trailingComments innerComments parenStart trailingComma trailingCommaLoc".split(
    " ",
  ),
);

function isWithChildren({ type }: Readonly<Record<string, unknown>>): boolean {
  return type === "JSXElement" || type === "JSXFragment";
}

/** Children as the compiler sees them: text is trimmed, and what is empty then is none. */
function childrenOf(children: unknown, blanks: Set<number>): readonly unknown[] {
  if (!Array.isArray(children)) return [];
  return children.flatMap((child: unknown): readonly unknown[] => {
    if (!isRecord(child)) return [child];
    if (child.type === "JSXText") {
      const meaning = jsxMeaning(rawOf(child));
      return meaning === "" ? [] : [{ text: meaning }];
    }
    if (!isEmptyExpression(child)) return [child];
    blanks.add(Number(child.start)).add(Number(child.end) - 1);
    return [];
  });
}

function isEmptyExpression({ type, expression }: Readonly<Record<string, unknown>>): boolean {
  return type === "JSXExpressionContainer" && isRecord(expression) && expression.type === "JSXEmptyExpression";
}

function rawOf({ extra, value }: Readonly<Record<string, unknown>>): string {
  return String(isRecord(extra) ? extra.raw : value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
