// Lockfiles of yarn (both formats) and pnpm, which are YAML of plain texts and too long for a parser that keeps positions.
import { parseSyml } from "@yarnpkg/parsers";
import { Unreadable } from "../reading.js";
import { firstAtLeast } from "./line-index.js";
import { branch, leaf, MAX_DEPTH, type Tree } from "./tree.js";

const MAX_NODES = 500_000;

/** Throws `Unreadable`. Lines are those of the first place where a key begins a line, at most a hint. */
export function readSyml(text: string): Tree {
  let parsed: unknown;
  try {
    parsed = parseSyml(text);
  } catch {
    throw new Unreadable("it is not valid YAML");
  }
  const lineOf = locate(text);
  let nodes = 0;
  const toTree = (value: unknown, line: number, depth: number): Tree => {
    nodes++;
    if (nodes > MAX_NODES || depth > MAX_DEPTH) throw new Unreadable("it is too large or nested too deep");
    if (typeof value !== "object" || value === null) return leaf(String(value ?? ""), line);
    const entries = Object.entries(value).map(([key, inner]) => {
      const own = Array.isArray(value) ? line : lineOf(key, line);
      return [key, toTree(inner, own, depth + 1)] as const;
    });
    return branch(Array.isArray(value) ? "list" : "table", new Map(entries), line);
  };
  return toTree(parsed, 1, 0);
}

function locate(text: string): (key: string, from: number) => number {
  const lines = new Map<string, number[]>();
  for (const [index, line] of text.split("\n").entries()) {
    for (const name of keysOf(line.slice(0, 2000))) {
      const known = lines.get(name);
      if (known === undefined) lines.set(name, [index + 1]);
      else known.push(index + 1);
    }
  }
  return (key, from) => firstAtLeast(lines.get(key) ?? [], from) ?? from;
}

/** The key that begins a line; of yarn 1, where several share one entry, each of them. */
function keysOf(line: string): readonly string[] {
  if (/^[^\s#].*:\s*$/.test(line)) return line.replace(/:\s*$/, "").split(", ").map(withoutQuotes).slice(0, 200);
  const key = /^\s*(?:"([^"]{1,1000})"|'([^']{1,1000})'|([^\s:"'#-][^"'\n]{0,1000}?))(?::(?:\s|$)|\s+["'\w])/.exec(
    line,
  );
  const name = key?.[1] ?? key?.[2] ?? key?.[3];
  return name === undefined ? [] : [name];
}

function withoutQuotes(text: string): string {
  return text.replace(/^["']|["']$/g, "");
}
