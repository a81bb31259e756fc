// Reads YAML as it is written: nodes in order with their anchors, aliases and tags; nothing is resolved or merged. What one version
// of YAML takes for text and another for a number, a date or a truth value counts as it is spelled.
import { type Alias, isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, parseAllDocuments } from "yaml";
import { findDeepNesting } from "../../../core/ground/yaml-nesting.js";
import { NO_DEPTH, type Part, type Reading, unread } from "../reading.js";
import { findComments, type PlacedComment } from "./comments.js";
import { scalarMeaning } from "./scalar.js";

export function readYaml(text: string): Reading {
  const comments = findComments(text, MAX_LEXEMES);
  if (comments === null) return unread("it has too many entries to compare");
  if (findDeepNesting(text) !== null) return unread("it nests too deep to compare");
  const documents = parseAllDocuments(text, OPTIONS);
  const parts: PlacedPart[] = [];
  for (const { errors, warnings, contents, range } of Array.isArray(documents) ? documents : []) {
    if (errors.length > 0 || warnings.some(({ code }) => code !== "TAG_RESOLVE_FAILED")) {
      return unread("it is no YAML that every reader takes");
    }
    parts.push({ text: "document", depth: 0, offset: range[0] });
    if (!addNode(parts, contents, 0)) return unread("a key stands twice in one mapping, or is more than a name");
  }
  return { status: "read", parts: withComments(parts, comments), leniencies: new Set() };
}

/** What comes of a lexeme takes up to half a kilobyte of memory. A lockfile of half a megabyte has some 90,000. */
const MAX_LEXEMES = 200_000;

/** Double keys are looked for here: the library's own search takes quadratic time. */
const OPTIONS = { schema: "failsafe", uniqueKeys: false, logLevel: "silent", prettyErrors: false } as const;

interface PlacedPart extends Part {
  readonly offset: number;
}

type Node = ParsedNode | Alias | null;

/** False: a key is double, or is more than a scalar. Recursion is bounded: nesting was looked at before. */
function addNode(parts: PlacedPart[], node: Node, depth: number): boolean {
  const offset = node?.range?.[0] ?? parts.at(-1)?.offset ?? 0;
  if (node === null || isAlias(node) || isScalar(node)) {
    parts.push({ text: leafMeaning(node), depth, offset });
    return true;
  }
  if (!isMap(node) && !isSeq(node)) return false;
  const [open, close] = isMap(node) ? ["{", "}"] : ["[", "]"];
  parts.push({ text: `${open}${propertiesOf(node)}`, depth, offset });
  const isSound = isMap(node) ? addPairs(parts, node.items, depth + 1) : addItems(parts, node.items, depth + 1);
  parts.push({ text: close, depth, offset: parts.at(-1)?.offset ?? offset });
  return isSound;
}

function leafMeaning(node: Node): string {
  if (node === null) return "nothing";
  if (isAlias(node)) return `alias ${node.source}`;
  return isScalar(node) ? `value${propertiesOf(node)} ${scalarMeaning(node)}` : "";
}

function propertiesOf({ anchor, tag }: { anchor?: string; tag?: string }): string {
  return `${anchor === undefined ? "" : ` &${anchor}`}${tag === undefined ? "" : ` !${tag}`}`;
}

function addPairs(parts: PlacedPart[], pairs: readonly unknown[], depth: number): boolean {
  const keys = new Set<string>();
  return pairs.every((pair) => {
    if (!isPair<Node, Node>(pair) || !isScalar(pair.key) || propertiesOf(pair.key) !== "") return false;
    const { source = "" } = pair.key;
    if (keys.has(source)) return false;
    keys.add(source);
    parts.push({ text: `key ${scalarMeaning(pair.key)}`, depth, offset: pair.key.range?.[0] ?? 0 });
    return addNode(parts, pair.value, depth);
  });
}

function addItems(parts: PlacedPart[], items: readonly unknown[], depth: number): boolean {
  return items.every((item) => addNode(parts, item as Node, depth));
}

function withComments(parts: readonly PlacedPart[], comments: readonly PlacedComment[]): Part[] {
  const found: Part[] = [];
  let next = 0;
  for (const { text, depth, offset } of parts) {
    for (; (comments[next]?.offset ?? offset) < offset; next++) {
      found.push({ text: comments[next]?.text ?? "", depth: NO_DEPTH });
    }
    found.push({ text, depth });
  }
  for (const { text } of comments.slice(next)) found.push({ text, depth: NO_DEPTH });
  return found;
}
