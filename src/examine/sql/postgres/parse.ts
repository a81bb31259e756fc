// PostgreSQL's own parser. Its answer is plain data of many shapes; here it becomes nodes with a kind and fields.
import { loadModule, parseSync } from "libpg-query";

export interface PgStatement {
  readonly node: Node;
  /** Offset in the text, in UTF-16 units: behind the semicolon before it, so blanks and comments may lead it. */
  readonly start: number;
  readonly end: number;
}

/** A node of the tree: `DropStmt` with its fields. */
export interface Node {
  readonly kind: string;
  readonly fields: Fields;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Must have settled before anything is parsed. */
export async function loadPostgres(): Promise<void> {
  await loadModule();
}

/**
 * Null: a syntax error anywhere, or too much for the parser. One that recursed too deeply can be used again. `text` must hold no NUL,
 * where the parser would stop without a word.
 */
export function parsePostgres(text: string): readonly PgStatement[] | null {
  if (text.includes("\0") || text.trim() === "") return null;
  try {
    const { stmts = [] } = parseSync(text);
    const toOffset = offsetsOf(text);
    return stmts.map(({ stmt, stmt_location = 0, stmt_len = 0 }) => {
      const start = toOffset(stmt_location);
      const end = stmt_len === 0 ? text.length : toOffset(stmt_location + stmt_len);
      return { node: nodeOf(stmt) ?? NO_NODE, start, end };
    });
  } catch {
    return null;
  }
}

const NO_NODE: Node = { kind: "", fields: {} };

/** The parser counts bytes. Offsets must be asked for in ascending order. */
function offsetsOf(text: string): (byte: number) => number {
  if (Buffer.byteLength(text) === text.length) return (byte) => byte;
  let at = 0;
  let bytes = 0;
  return (byte) => {
    while (bytes < byte && at < text.length) {
      const code = text.codePointAt(at) ?? 0;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      at += code < 0x10000 ? 1 : 2;
    }
    return at;
  };
}

/** `{ DropStmt: {…} }` as a node; null for anything else. */
export function nodeOf(value: unknown): Node | null {
  if (!isFields(value)) return null;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0 || !/^[A-Z]/.test(entry[0])) return null;
  return isFields(entry[1]) ? { kind: entry[0], fields: entry[1] } : null;
}

export function nodesOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.map(nodeOf).filter((node) => node !== null) : [];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The words of a qualified name: a list of `String` nodes. */
export function namesOf(value: unknown): readonly string[] {
  return nodesOf(value).map(({ kind, fields }) => (kind === "String" ? textOf(fields.sval) : "*"));
}

/** Every node below this one, itself included, in the order of the text. Walks with a stack of its own. */
export function* nodesBelow(root: unknown): Generator<Node> {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    const node = nodeOf(value);
    if (node !== null) yield node;
    const children = Object.values(node === null ? value : node.fields);
    for (let index = children.length - 1; index >= 0; index -= 1) open.push(children[index]);
  }
}
