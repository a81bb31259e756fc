// Parses a script with Babel in bounded time. Its parser is written by hand, apart from tree-sitter's grammars.
import { createContext, Script as VmScript } from "node:vm";
import { type ParserOptions, type ParserPlugin, parse } from "@babel/parser";

export interface Script {
  /** Babel's tree. */
  readonly program: unknown;
  readonly tokens: readonly ScriptToken[];
}

export interface ScriptToken {
  /** Babel's name: `CommentLine`, `CommentBlock`, `jsxText`, `regexp`, or that of another token. */
  readonly kind: string;
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Chosen as the first parser's limit. */
const PARSE_MS = 3_000;

/** Null: it is no program, is nested too deeply, or takes too long. */
export function parseScript(path: string, text: string): Script | null {
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
