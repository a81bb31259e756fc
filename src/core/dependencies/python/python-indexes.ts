// Indexes that a pyproject.toml or Pipfile names: each is a place that packages may come from.
import type { DependencySource } from "../../facts/change.js";
import { hostOf, type Setting, USUAL_REGISTRY } from "../reading.js";
import { at, flat, itemsAt, type Tree, textAt } from "../text/tree.js";
import { indexSource } from "./requirement.js";

interface Indexes {
  /** URLs by the names that dependencies refer to. */
  readonly byName: ReadonlyMap<string, string>;
  /** Where a dependency comes from that names no index. */
  readonly usual: DependencySource;
  readonly settings: readonly Setting[];
}

const LISTS = [["tool", "uv", "index"], ["tool", "poetry", "source"], ["tool", "pdm", "source"], ["source"]] as const;

const KEYS = [
  "index-url",
  "extra-index-url",
  "find-links",
  "no-index",
  "index-strategy",
  "allow-insecure-host",
] as const;

export function pythonIndexes(root: Tree): Indexes {
  const tables = LISTS.flatMap((path) => itemsAt(root, ...path));
  const byName = new Map(
    tables.flatMap((table): [string, string][] => {
      const [name, url] = [textAt(table, "name"), textAt(table, "url")];
      return name === null || url === null ? [] : [[name, url]];
    }),
  );
  const single = textAt(root, "tool", "uv", "index-url") ?? tables.map(replacing).find((url) => url !== null) ?? null;
  return { byName, usual: single === null ? USUAL_REGISTRY : indexSource(single), settings: settingsOf(root, tables) };
}

/** The URL of an index that takes the place of the usual one. */
function replacing(table: Tree): string | null {
  const takesPlace = textAt(table, "default") === "true" || textAt(table, "priority") === "primary";
  return takesPlace || textAt(table, "name") === "pypi" ? textAt(table, "url") : null;
}

function settingsOf(root: Tree, tables: readonly Tree[]): readonly Setting[] {
  const named = tables.map((table): Setting => {
    const url = textAt(table, "url") ?? "";
    const reason = `changes where packages come from (${hostOf(url) ?? "an index"})`;
    return { key: `index ${url}`, value: flat(table), line: table.line, reason, whenRemoved: reason };
  });
  const single = KEYS.flatMap((key): Setting[] => {
    const tree = at(root, "tool", "uv", key);
    if (tree === undefined) return [];
    const reason = `changes where packages come from (\`${key}\`)`;
    return [{ key, value: flat(tree), line: tree.line, reason, whenRemoved: reason }];
  });
  return [...named, ...single].filter(({ key }) => !/^index https:\/\/pypi\.org\/simple\/?$/.test(key));
}
