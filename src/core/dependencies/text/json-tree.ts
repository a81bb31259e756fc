// JSON with comments and trailing commas (deno.jsonc, bun.lock, and what editors leave behind), with lines.
import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { Unreadable } from "../reading.js";
import { lineIndex } from "./line-index.js";
import { branch, leaf, MAX_DEPTH, type Tree } from "./tree.js";

/** Throws `Unreadable` for what is not JSON, nests too deep, or names a key twice (programs differ in which one counts). */
export function readJson(text: string): Tree {
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\uFEFF/, " "), errors, { allowTrailingComma: true });
  if (root === undefined || errors.length > 0) throw new Unreadable("it is not valid JSON");
  return toTree(root, root, lineIndex(text), 0);
}

function toTree(node: Node, from: Node, lineOf: (offset: number) => number, depth: number): Tree {
  if (depth > MAX_DEPTH) throw new Unreadable("it is nested too deep");
  const line = lineOf(from.offset);
  if (node.type === "array") {
    const items = (node.children ?? []).map(
      (child, index) => [String(index), toTree(child, child, lineOf, depth + 1)] as const,
    );
    return branch("list", new Map(items), line);
  }
  if (node.type === "object") {
    const entries = new Map<string, Tree>();
    for (const { children = [] } of node.children ?? []) {
      const [key, value] = children;
      if (key === undefined || value === undefined) throw new Unreadable("it is not valid JSON");
      if (entries.has(key.value)) throw new Unreadable("it names a key twice");
      entries.set(key.value, toTree(value, key, lineOf, depth + 1));
    }
    return branch("table", entries, line);
  }
  return leaf(node.value === null ? "" : String(node.value), line);
}
