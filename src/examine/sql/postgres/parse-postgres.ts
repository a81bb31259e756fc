// PostgreSQL's own parser. Its answer is plain data of many shapes; here it becomes nodes with a kind and fields.
import { loadModule, parseSync } from "libpg-query";

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
 * The statements of a text. Null: a syntax error anywhere, or too much for the parser; one that recursed too deeply can be used
 * again. `text` must hold no NUL, where the parser would stop without a word.
 */
export function parsePostgres(text: string): readonly Node[] | null {
  if (text.includes("\0") || text.trim() === "" || !isParsable(text)) return null;
  try {
    const { stmts = [] } = parseSync(text);
    return stmts.map(({ stmt }) => nodeOf(stmt) ?? NO_NODE);
  } catch {
    return null;
  }
}

const NO_NODE: Node = { kind: "", fields: {} };

/** Characters of one statement. Longer ones are data, and their words tell enough. */
const MAX_LENGTH = 200_000;
const MAX_DEPTH = 300;
/** Tokens without a comma between them: a chain of operators becomes a tree as deep as it is long. */
const MAX_RUN = 3_000;

/** May a parser that recurses be let near it? Quotes are not looked at: what they hold counts as code. */
function isParsable(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  const runs = [0];
  for (const [token] of text.matchAll(/[()[\],]|\w+|[^\s\w()[\],]/g)) {
    if (token === "(" || token === "[") runs.push(0);
    else if ((token === ")" || token === "]") && runs.length > 1) runs.pop();
    else runs[runs.length - 1] = token === "," ? 0 : (runs.at(-1) ?? 0) + 1;
    if (runs.length > MAX_DEPTH || (runs.at(-1) ?? 0) > MAX_RUN) return false;
  }
  return true;
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
