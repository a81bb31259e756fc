// Parses a text within a budget. A hostile one can cost a grammar seconds per kilobyte, or a tree of any size.

import { createRequire } from "node:module";
import { Language, Parser, type Tree } from "web-tree-sitter";
import type { LanguageId } from "./languages.js";

/**
 * Null: the budget was spent before the end. The caller deletes the tree. `isSpent` is asked every few hundred tokens.
 * Throws when the grammar cannot be loaded or the parser's own memory is exhausted.
 */
export async function parse(language: LanguageId, text: string, isSpent: () => boolean): Promise<Tree | null> {
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
