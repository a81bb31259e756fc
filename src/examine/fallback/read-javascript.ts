// Reads JavaScript and TypeScript with Babel's parser: its tokens, its comments, and its tree, which knows where line ends count.

import { createHash } from "node:crypto";
import { createContext, Script as VmScript } from "node:vm";
import { type ParserOptions, type ParserPlugin, parse } from "@babel/parser";
import { TEXT_RUNS } from "../syntax/text-runs.js";
import { type CutReading, type Piece, type Token, unread } from "./cut.js";

/** Throws nothing but what an exhausted memory throws. */
export function readJavaScript(path: string, text: string): CutReading {
  const script = parseScript(path, text);
  if (script === null) return unread("neither of two parsers can read it");
  const { tree, blanks } = readTree(script.program);
  const pieces: Piece[] = [];
  let prev: Token = { text: "", end: 0 };
  for (const token of script.tokens) {
    const piece = pieceOf(token, text, blanks);
    if (piece === null) continue;
    const own = text.slice(piece.start, piece.end);
    const doubt = doubtAbout(prev, piece, own);
    if (doubt !== null) return unread(doubt);
    if (piece.kind === "token") prev = { text: own, end: piece.end };
    pieces.push(piece);
  }
  return { status: "read", cut: { pieces, markOf: markLineEnd, tree } };
}

/** Null: it holds no character that counts. */
function pieceOf({ kind, start, end }: ScriptToken, text: string, blanks: ReadonlySet<number>): Piece | null {
  if (start === end) return null;
  if (kind.startsWith("Comment")) return { kind: "comment", start, end };
  if (blanks.has(start)) return { kind: "blank", start, end };
  if (kind !== "jsxText") return { kind: "token", start, end };
  const meaning = jsxMeaning(text.slice(start, end));
  return meaning === "" ? null : { kind: "token", start, end, meaning };
}

/** Where compilers do not agree on what is a comment or a token. */
function doubtAbout(prev: Token, { kind, start, meaning }: Piece, own: string): string | null {
  if (kind === "comment" && !/^\/[/*]/.test(own)) return "it holds comments of HTML, which are code in a module";
  // `-->` and `<!--` are operators in a module, and start a comment in a script.
  const isHtml = (prev.text === "--" && own.startsWith(">")) || (prev.text === "!" && own === "--");
  if (isHtml && prev.end === start) return "it holds signs of HTML comments";
  // `a<b> / c /`: compilers do not agree on whether that divides.
  if (kind === "token" && meaning === undefined && own.startsWith("/") && /^>+$/.test(prev.text)) {
    return "it holds a slash behind a closing angle";
  }
  return null;
}

/**
 * The tree says what Babel makes of a line end; other compilers may end a statement, or a list of type arguments, at another place. So
 * one is free only where no compiler could stop or go on otherwise. Empty: the white space means nothing. A comment that holds a line end ends a line.
 */
function markLineEnd(prev: Token | null, gap: string, next: Token): string {
  if (prev === null || !gap.includes("\n")) return "";
  return FREE_BEHIND.has(prev.text) || FREE_BEFORE.has(next.text) ? "" : "line end ";
}

const FREE_BEHIND = words(", ( [ { ; = => && || ?? . ?. : ${");
const FREE_BEFORE = words(") ] } , ; . ?. && || ?? :");

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

interface Script {
  /** Babel's tree. */
  readonly program: unknown;
  readonly tokens: readonly ScriptToken[];
}

interface ScriptToken {
  /** Babel's name: `CommentLine`, `CommentBlock`, `jsxText`, `regexp`, or that of another token. */
  readonly kind: string;
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Chosen as the first parser's limit. */
const PARSE_MS = 3_000;

/** Null: it is no program, is nested too deeply, or takes too long. */
function parseScript(path: string, text: string): Script | null {
  const options = optionsFor(path);
  try {
    const file = bounded(() => parse(text, options));
    return { program: file.program, tokens: (file.tokens ?? []).map(tokenOf) };
  } catch {
    // A message could quote the text.
    return null;
  }
}

const BOUNDS: { read?: () => unknown } = createContext({});
const READ = new VmScript("read()");

/** A parser that backtracks can be made to take for ever, and only what a context runs can be ended from within a thread. */
function bounded<T>(read: () => T): T {
  try {
    BOUNDS.read = read;
    return READ.runInContext(BOUNDS, { timeout: PARSE_MS });
  } finally {
    delete BOUNDS.read;
  }
}

function optionsFor(path: string): ParserOptions {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return {
    sourceType: /\.m[jt]s$/.test(name) ? "module" : "unambiguous",
    plugins: [...pluginsFor(name), "explicitResourceManagement", "decoratorAutoAccessors"],
    allowReturnOutsideFunction: /\.c[jt]s$/.test(name),
    createParenthesizedExpressions: true,
    errorRecovery: false,
    tokens: true,
  };
}

function pluginsFor(name: string): readonly ParserPlugin[] {
  if (/\.d\.(?:[\w-]+\.)?[cm]?ts$/.test(name)) return [["typescript", { dts: true }]];
  if (/\.[cm]?ts$/.test(name)) return ["typescript", "decorators-legacy"];
  return name.endsWith(".tsx") ? ["typescript", "jsx", "decorators-legacy"] : ["jsx", "decorators"];
}

/** Babel types its tokens as `any`: comments by name, others by an object that holds one. */
function tokenOf(token: { readonly type: unknown; readonly start: number; readonly end: number }): ScriptToken {
  const { type, start, end } = token;
  if (typeof type === "string") return { kind: type, start, end };
  const label: unknown = typeof type === "object" && type !== null && "label" in type ? type.label : "";
  return { kind: typeof label === "string" ? label : "", start, end };
}

interface TreeReading {
  /** A digest of the tree. */
  readonly tree: string;
  /** Where the brackets of JSX expressions that hold nothing but a comment stand: no child comes of them. */
  readonly blanks: ReadonlySet<number>;
}

/**
 * Equal trees, equal digests. Positions and comments are left out, spellings are in. Walks with a stack of its own, because a tree can be
 * deeper than the call stack.
 */
function readTree(program: unknown): TreeReading {
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
      "[]",
    );
  if (!isRecord(value)) return `${typeof value} ${JSON.stringify(String(value))}\n`;
  const steps: Step[] = [];
  for (const key of Object.keys(value).sort()) {
    if (LEFT_OUT.has(key)) continue;
    const child = isWithChildren(value) && key === "children" ? childrenOf(value[key], blanks) : value[key];
    steps.push({ said: `${JSON.stringify(key)}:` }, { value: child });
  }
  return push(todo, steps, "{}");
}

function push(todo: Step[], steps: readonly Step[], brackets: "[]" | "{}"): string {
  todo.push({ said: brackets.slice(1) });
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    if (step !== undefined) todo.push(step);
  }
  return brackets.slice(0, 1);
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

function jsxMeaning(raw: string): string {
  return TEXT_RUNS.get("jsx_element")?.meaning(raw) ?? raw;
}
