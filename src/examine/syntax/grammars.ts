// The compiled grammars, each loaded once and only when a file of its language comes.
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";
import type { LanguageId } from "./languages.js";

const { resolve } = createRequire(import.meta.url);

const loaded = new Map<LanguageId, Promise<Language>>();
let runtime: Promise<void> | null = null;

/** Throws when a grammar cannot be loaded: then nothing of its language is proved. */
export function loadGrammar(id: LanguageId): Promise<Language> {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const loading = startRuntime().then(() => Language.load(resolve(grammarFile(id))));
  loaded.set(id, loading);
  return loading;
}

function startRuntime(): Promise<void> {
  runtime ??= Parser.init({ locateFile: () => resolve("web-tree-sitter/web-tree-sitter.wasm") });
  return runtime;
}

function grammarFile(id: LanguageId): string {
  if (id === "kotlin" || id === "lua") return `@tree-sitter-grammars/tree-sitter-${id}/tree-sitter-${id}.wasm`;
  return `@vscode/tree-sitter-wasm/wasm/tree-sitter-${id}.wasm`;
}
