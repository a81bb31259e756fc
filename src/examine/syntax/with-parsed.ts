// A text with its tree and its leaves, for as long as a reader needs them. Parses within a budget: a hostile text can cost a grammar
// seconds per kilobyte, or a tree of any size.

import { createRequire } from "node:module";
import { Language, Parser, type Tree } from "web-tree-sitter";
import { findHazard } from "./hazards.js";
import { LANGUAGE_NAMES, type LanguageId } from "./languages.js";
import { type Program, readProgram } from "./read-program.js";
import { TRAITS } from "./traits.js";

export interface Parsed {
  readonly language: LanguageId;
  readonly text: string;
  /** Valid only while the reader runs. */
  readonly tree: Tree;
  readonly program: Program;
}

export interface SyntaxLimits {
  /** UTF-16 units of one side. */
  readonly maxLength: number;
  /** Tokens of one side. */
  readonly maxLeaves: number;
  /** Called when a side's parse starts; tells then whether its time is over. It is asked every few hundred tokens. */
  readonly startBudget: () => () => boolean;
}

/** Chosen: a megabyte of ordinary source parses in one to two seconds on a slow core. */
const PARSE_MS = 3_000;
const LIMITS: SyntaxLimits = {
  maxLength: 1_048_576,
  maxLeaves: 200_000,
  startBudget: () => {
    const until = performance.now() + PARSE_MS;
    return () => performance.now() > until;
  },
};

export interface Unread {
  readonly status: "unread";
  /** For people; quotes nothing of the text. */
  readonly reason: string;
  /** The grammar fails: a second reader may not. */
  readonly isUnparsed: boolean;
}

export function unread(reason: string, isUnparsed = false): Unread {
  return { status: "unread", reason, isUnparsed };
}

export interface Source {
  readonly language: LanguageId;
  readonly text: string;
  readonly limits?: SyntaxLimits | undefined;
}

/** Lets the reader read; unread what has no sound tree. Never throws. */
export async function withParsed<T>(
  { language, text, limits = LIMITS }: Source,
  reader: (parsed: Parsed) => T | Promise<T>,
): Promise<T | Unread> {
  if (text.length > limits.maxLength) return unread("it is too large to compare");
  const hazard = findHazard(language, text);
  if (hazard !== null) return unread(hazard);
  let tree: Tree | null = null;
  try {
    tree = await parse(language, text, limits.startBudget());
    if (tree === null) return unread("it took too long to parse");
    if (tree.rootNode.hasError) return unread(`it cannot be parsed as ${LANGUAGE_NAMES[language]} without doubt`, true);
    const program = readProgram(tree, text, { traits: TRAITS[language], maxLeaves: limits.maxLeaves });
    if (program === null) return unread("it has too many tokens to compare");
    return await reader({ language, text, tree, program });
  } catch {
    // A message could quote the text.
    return unread("its parser failed");
  } finally {
    tree?.delete();
  }
}

/** Null: the budget was spent before the end. Throws when the grammar cannot be loaded or the parser's own memory is exhausted. */
async function parse(language: LanguageId, text: string, isSpent: () => boolean): Promise<Tree | null> {
  const grammar = await loadGrammar(language);
  const parser = new Parser();
  try {
    parser.setLanguage(grammar);
    return parser.parse(text, null, { progressCallback: isSpent });
  } finally {
    parser.delete();
  }
}

const { resolve } = createRequire(import.meta.url);

const loaded = new Map<LanguageId, Promise<Language>>();
let runtime: Promise<void> | null = null;

/** Throws when a grammar cannot be loaded: then nothing of its language is proved. */
function loadGrammar(id: LanguageId): Promise<Language> {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const loading = startRuntime().then(() => Language.load(resolve(grammarFile(id))));
  loaded.set(id, loading);
  return loading;
}

function startRuntime(): Promise<void> {
  const module: RuntimeModule = { locateFile: () => resolve("web-tree-sitter/web-tree-sitter.wasm") };
  runtime ??= Parser.init(module).then(() => hastenMemory(module));
  return runtime;
}

/** What the runtime makes of the options that it is started with. */
interface RuntimeModule {
  readonly locateFile: () => string;
  /** Replaced by the runtime when its memory grows. */
  readonly HEAP32?: Int32Array;
  setValue?: (address: number, value: number, type: string) => void;
  getValue?: (address: number, type: string) => number;
}

/**
 * Each step of a cursor goes through some ten integers of the runtime's memory, and its own access to them asks for the kind of
 * number each time: that is half of the time of a walk.
 */
function hastenMemory(module: RuntimeModule): void {
  const { setValue, getValue } = module;
  if (setValue === undefined || getValue === undefined || module.HEAP32 === undefined) return;
  module.setValue = (address, value, type) => {
    if (type === "i32" && module.HEAP32 !== undefined) module.HEAP32[address >> 2] = value;
    else setValue(address, value, type);
  };
  module.getValue = (address, type) =>
    type === "i32" ? (module.HEAP32?.[address >> 2] ?? getValue(address, type)) : getValue(address, type);
}

function grammarFile(id: LanguageId): string {
  if (id === "kotlin" || id === "lua") return `@tree-sitter-grammars/tree-sitter-${id}/tree-sitter-${id}.wasm`;
  return `@vscode/tree-sitter-wasm/wasm/tree-sitter-${id}.wasm`;
}
