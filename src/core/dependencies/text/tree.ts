// JSON, TOML and YAML as one shape with lines, so that a reader of a manifest does not care which of them it is written in.

export interface Tree {
  /** 1-based line of the key, or of the item in a list. */
  readonly line: number;
  readonly kind: "text" | "table" | "list";
  /** Strings, numbers and truth values as text; empty for null, tables and lists. */
  readonly text: string;
  /** The entries of a table in order, the items of a list under "0", "1", … Keys may be anything, `__proto__` too. */
  readonly entries: ReadonlyMap<string, Tree>;
}

const NO_ENTRIES: ReadonlyMap<string, Tree> = new Map();

/** Nests deeper than any manifest does. */
export const MAX_DEPTH = 40;

export function leaf(text: string, line: number): Tree {
  return { line, kind: "text", text, entries: NO_ENTRIES };
}

export function branch(kind: "table" | "list", entries: ReadonlyMap<string, Tree>, line: number): Tree {
  return { line, kind, text: "", entries };
}

/** The tree at a path of keys. */
export function at(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((inner, key) => inner?.entries.get(key), tree);
}

export function textAt(tree: Tree | undefined, ...path: readonly string[]): string | null {
  const found = at(tree, ...path);
  return found?.kind === "text" ? found.text : null;
}

export function entriesAt(tree: Tree | undefined, ...path: readonly string[]): readonly (readonly [string, Tree])[] {
  const found = at(tree, ...path);
  return found?.kind === "table" ? [...found.entries] : [];
}

export function itemsAt(tree: Tree | undefined, ...path: readonly string[]): readonly Tree[] {
  const found = at(tree, ...path);
  return found?.kind === "list" ? [...found.entries.values()] : [];
}

/** A table or list as one line of text, to see whether it changed. */
export function flat(tree: Tree): string {
  if (tree.kind === "text") return JSON.stringify(tree.text);
  const parts = [...tree.entries].map(([key, value]) =>
    tree.kind === "list" ? flat(value) : `${JSON.stringify(key)}:${flat(value)}`,
  );
  return tree.kind === "list" ? `[${parts.join()}]` : `{${parts.join()}}`;
}
