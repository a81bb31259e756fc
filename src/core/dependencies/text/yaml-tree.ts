// YAML with lines: for manifests that people write (workflows, compose files, conda environments).
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { findDeepNesting } from "../../ground/yaml-nesting.js";
import { Unreadable } from "../reading.js";
import { branch, leaf, MAX_DEPTH, type Tree } from "./tree.js";

const MAX_CHARACTERS = 512 * 1024;
/** Each alias repeats what it stands for; a few in each other make a text of a few lines endless. */
const MAX_NODES = 50_000;

/** Throws `Unreadable`. */
export function readYaml(text: string): Tree {
  if (text.length > MAX_CHARACTERS) throw new Unreadable("it is too large to be read as YAML");
  if (findDeepNesting(text) !== null) throw new Unreadable("it is nested too deep");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: "failsafe", strict: true, prettyErrors: false });
  if (document.errors.length > 0) throw new Unreadable("it is not valid YAML");
  let nodes = 0;
  const lineOf = (node: Node) => lines.linePos(node.range?.[0] ?? 0).line;
  const toTree = (node: unknown, line: number, depth: number): Tree => {
    nodes++;
    if (nodes > MAX_NODES || depth > MAX_DEPTH) throw new Unreadable("it is too large or nested too deep");
    if (isAlias(node)) return toTree(node.resolve(document), line, depth + 1);
    if (isScalar(node)) return leaf(String(node.value ?? ""), line);
    if (isSeq(node)) {
      const items = node.items.map(
        (item, index) => [String(index), toTree(item, lineOf(item as Node), depth + 1)] as const,
      );
      return branch("list", new Map(items), line);
    }
    if (!isMap(node)) return leaf("", line);
    const entries = new Map<string, Tree>();
    for (const { key, value } of node.items) {
      if (!isScalar(key)) throw new Unreadable("it has a key that is no plain text");
      const inner = toTree(value, lineOf(key), depth + 1);
      if (key.value !== "<<") entries.set(String(key.value), inner);
      else for (const [name, merged] of mergedOf(inner)) if (!entries.has(name)) entries.set(name, merged);
    }
    return branch("table", entries, line);
  };
  return toTree(document.contents, 1, 0);
}

/** What `<<` brings in: the entries of a table, or of each table of a list. */
function mergedOf(tree: Tree): readonly (readonly [string, Tree])[] {
  if (tree.kind === "table") return [...tree.entries];
  return [...tree.entries.values()].flatMap((inner) => [...inner.entries]);
}
