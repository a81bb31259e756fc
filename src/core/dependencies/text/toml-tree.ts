// TOML with lines. The parser says what the text means; where a key stands is found beside it, because the parser does not tell.
import { parse } from "smol-toml";
import { Unreadable } from "../reading.js";
import { firstAtLeast } from "./line-index.js";
import { branch, leaf, MAX_DEPTH, type Tree } from "./tree.js";

/** Throws `Unreadable`. */
export function readToml(text: string): Tree {
  let parsed: unknown;
  try {
    parsed = parse(text, { integersAsBigInt: "asNeeded" });
  } catch {
    throw new Unreadable("it is not valid TOML");
  }
  return toTree(parsed, [], 1, locateKeys(text), 0);
}

function toTree(value: unknown, path: readonly string[], line: number, places: Places, depth: number): Tree {
  if (depth > MAX_DEPTH) throw new Unreadable("it is nested too deep");
  if (Array.isArray(value)) {
    const items = value.map((item, index) => {
      const inner = [...path, String(index)];
      const own = typeof item === "string" ? places.lineOfText(item, line) : places.lineOfKey(inner);
      return [String(index), toTree(item, inner, own ?? line, places, depth + 1)] as const;
    });
    return branch("list", new Map(items), line);
  }
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value).map(([key, inner]) => {
      const keyPath = [...path, key];
      return [key, toTree(inner, keyPath, places.lineOfKey(keyPath) ?? line, places, depth + 1)] as const;
    });
    return branch("table", new Map(entries), line);
  }
  return leaf(String(value), line);
}

interface Places {
  lineOfKey(path: readonly string[]): number | null;
  /** Where a string stands at or after a line. */
  lineOfText(text: string, from: number): number | null;
}

const HEADER = /^\s*(\[{1,2})([^\]]{1,300})\]/;
const KEY = /^\s*((?:[\w-]+|"[^"]{0,200}"|'[^']{0,200}')(?:\s*\.\s*(?:[\w-]+|"[^"]{0,200}"|'[^']{0,200}'))*)\s*=/;
const QUOTED = /"([^"\\\n]{1,300})"|'([^'\n]{1,300})'/g;

/** Only says where something stands: a text that misleads it gets a wrong line, not a wrong meaning. */
function locateKeys(text: string): Places {
  const keys = new Map<string, number>();
  const texts = new Map<string, number[]>();
  const counts = new Map<string, number>();
  let table: readonly string[] = [];
  const note = (path: readonly string[], line: number) => {
    const key = path.join("\0");
    if (!keys.has(key)) keys.set(key, line);
  };
  for (const [index, written] of text.split("\n").entries()) {
    const line = written.slice(0, 2000);
    const header = HEADER.exec(line);
    const key = header === null ? KEY.exec(line) : null;
    if (header?.[2] !== undefined) {
      table = headerPath(splitKey(header[2]), header[1] === "[[", counts);
      note(table, index + 1);
    }
    if (key?.[1] !== undefined) note([...table, ...splitKey(key[1])], index + 1);
    for (const match of line.matchAll(QUOTED)) {
      const value = match[1] ?? match[2] ?? "";
      const lines = texts.get(value);
      if (lines === undefined) texts.set(value, [index + 1]);
      else lines.push(index + 1);
    }
  }
  return {
    lineOfKey: (path) => keys.get(path.join("\0")) ?? null,
    lineOfText: (value, from) => firstAtLeast(texts.get(value) ?? [], from) ?? null,
  };
}

/** `[[package]]` for the third time is `package.2`; `[package.dependencies]` below it is inside of that. */
function headerPath(keys: readonly string[], isList: boolean, counts: Map<string, number>): readonly string[] {
  const path: string[] = [];
  for (const [index, key] of keys.entries()) {
    path.push(key);
    const name = path.join("\0");
    const last = index === keys.length - 1;
    if (last && isList) counts.set(name, (counts.get(name) ?? -1) + 1);
    const count = counts.get(name);
    if (count !== undefined) path.push(String(count));
  }
  return path;
}

function splitKey(written: string): readonly string[] {
  const parts = written.match(/"[^"]*"|'[^']*'|[^\s."']+/g) ?? [];
  return parts.map((part) => part.replace(/^["']|["']$/g, ""));
}
