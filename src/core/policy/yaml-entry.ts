// The nodes of a YAML document as values with their places. Refused here is what makes YAML more than nested keys, lists and plain
// values: anchors and aliases can blow up a small text, tags can change what a value is.
import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from "yaml";
import { quote } from "../ground/quote.js";

export type KeyPath = readonly (string | number)[];

/** One value of the file, where it stands, and what is in it. Offsets count UTF-16 units. */
export interface YamlEntry {
  readonly value: unknown;
  /** As written, for quoting. */
  readonly source: string;
  readonly offset: number;
  /** Of the key in front of it; of the value itself in a list and at the top. */
  readonly keyOffset: number;
  readonly children: ReadonlyMap<string | number, YamlEntry>;
}

export interface YamlFault {
  readonly path: KeyPath;
  readonly offset: number;
  readonly message: string;
}

/** What an empty file says. */
export const EMPTY_ENTRY: YamlEntry = { value: {}, source: "", offset: 0, keyOffset: 0, children: new Map() };

/** Neither seen in an editor nor meant: control characters, marks that reverse text, and spaces without width. */
const HIDDEN = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
/** What bytes become that are not UTF-8. */
const NO_TEXT = /\ufffd|\p{Cs}/u;

export function findHiddenCharacters(text: string): readonly YamlFault[] {
  const noText = text.search(NO_TEXT);
  if (noText >= 0) {
    const message = "expected text in UTF-8, received bytes that are something else; save the file as UTF-8";
    return [{ path: [], offset: noText, message }];
  }
  return [...text.matchAll(HIDDEN)].flatMap(({ index: offset, 0: char }) => {
    if (char === "\n" || char === "\t" || text.startsWith("\r\n", offset)) return [];
    const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const message = `expected visible characters, received the hidden character U+${code}; delete it`;
    return [{ path: [], offset, message }];
  });
}

export class EntryReader {
  readonly faults: YamlFault[] = [];

  constructor(private readonly text: string) {}

  read(node: Node, path: KeyPath, keyOffset: number): YamlEntry {
    const [offset, end] = node.range ?? [keyOffset, keyOffset];
    const at = { source: this.text.slice(offset, end), offset, keyOffset };
    this.refuseExtras(node, path, at);
    if (isMap(node)) return { ...at, ...this.readMap(node.items, path) };
    if (isSeq(node)) return { ...at, ...this.readList(node.items, path, offset) };
    return { ...at, value: isScalar(node) ? node.value : null, children: new Map() };
  }

  private readMap(items: readonly { key: unknown; value: unknown }[], path: KeyPath) {
    const children = new Map<string, YamlEntry>();
    for (const { key, value } of items) {
      const offset = (isNode(key) ? key.range?.[0] : undefined) ?? 0;
      const name = this.readKey(key, path, offset);
      if (name === null) continue;
      const first = children.get(name);
      if (first !== undefined) {
        this.refuseRepeated([...path, name], offset, first);
        continue;
      }
      children.set(name, isNode(value) ? this.read(value, [...path, name], offset) : nothingAt(offset));
    }
    return { value: Object.fromEntries([...children].map(([name, entry]) => [name, entry.value])), children };
  }

  private readList(items: readonly unknown[], path: KeyPath, listOffset: number) {
    const entries = items.map((item, index) =>
      isNode(item) ? this.read(item, [...path, index], item.range?.[0] ?? listOffset) : nothingAt(listOffset),
    );
    return { value: entries.map((entry) => entry.value), children: new Map(entries.entries()) };
  }

  /** Null, with a fault, for what cannot be a key. `__proto__` is refused by name: object code treats it as no other key. */
  private readKey(key: unknown, path: KeyPath, offset: number): string | null {
    if (isScalar(key)) this.refuseExtras(key, path, { source: String(key.value), offset });
    if (isScalar(key) && typeof key.value === "string" && key.value !== "__proto__") return key.value;
    const source = isNode(key) ? this.text.slice(key.range?.[0], key.range?.[1]) : "";
    this.refuse(path, offset, `expected the name of a key, received ${quote(source)}; write it as \`key: value\``);
    return null;
  }

  private refuseRepeated(path: KeyPath, offset: number, first: YamlEntry): void {
    const { line } = lineAndColumn(this.text, first.keyOffset);
    const mend = `it stands on line ${line} already, keep one of the two`;
    this.refuse(path, offset, `expected each key once, received ${quote(String(path.at(-1)))} again; ${mend}`);
  }

  private refuseExtras(node: Node, path: KeyPath, { source, offset }: Pick<YamlEntry, "source" | "offset">): void {
    if (isAlias(node)) {
      const mend = `write the value out; one that starts with \`*\` needs quotes, as in ${quote(`"${source}"`)}`;
      this.refuse(path, offset, `expected a value, received the YAML alias ${quote(source)}; ${mend}`);
    } else if (node.tag !== undefined) {
      const mend = "a value that starts with `!` needs quotes, and what a list leaves out goes into its `except`";
      this.refuse(path, offset, `expected a plain value, received the YAML tag ${quote(node.tag)}; ${mend}`);
    } else if ("anchor" in node && typeof node.anchor === "string") {
      const mend = "write the value out wherever it is needed; one that starts with `&` needs quotes";
      this.refuse(
        path,
        offset,
        `expected a plain value, received the YAML anchor ${quote(`&${node.anchor}`)}; ${mend}`,
      );
    }
  }

  private refuse(path: KeyPath, offset: number, message: string): void {
    this.faults.push({ path, offset, message });
  }
}

function nothingAt(offset: number): YamlEntry {
  return { value: null, source: "", offset, keyOffset: offset, children: new Map() };
}

/** 1-based line and column, in UTF-16 units; an offset beyond the end is the end. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: before.length - lineStart + 1 };
}

/** The entry at `path`, or the deepest one above it and the key that is missing there. */
export function findEntry(root: YamlEntry, path: KeyPath): { entry: YamlEntry; missing: string | number | null } {
  let entry = root;
  for (const part of path) {
    const child = entry.children.get(part);
    if (child === undefined) return { entry, missing: part };
    entry = child;
  }
  return { entry, missing: null };
}

/** As people write it: `review.min_seconds`, `agents[0].name`. */
export function dotted(path: KeyPath): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .replace(/^\./, "");
}
