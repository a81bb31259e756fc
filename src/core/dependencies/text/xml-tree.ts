// XML with lines, for Maven and MSBuild. No entity is expanded and no value is turned into a number.
import { XMLParser } from "fast-xml-parser";
import { Unreadable } from "../reading.js";
import { lineIndex } from "./line-index.js";
import { MAX_DEPTH } from "./tree.js";

export interface Element {
  /** Without a namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** Its own text, trimmed. */
  readonly text: string;
  readonly line: number;
}

const PARSER = new XMLParser({
  preserveOrder: true,
  processEntities: false,
  parseTagValue: false,
  ignoreAttributes: false,
  parseAttributeValue: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  captureMetaData: true,
});

/** Throws `Unreadable`. The document's own elements, in order. */
export function readXml(text: string): readonly Element[] {
  // A document type could rename what the elements say.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Unreadable("it has a document type of its own");
  let parsed: unknown;
  try {
    parsed = PARSER.parse(text, true);
  } catch {
    throw new Unreadable("it is not valid XML");
  }
  return toElements(parsed, lineIndex(text), 1, 0);
}

const META = XMLParser.getMetaDataSymbol() as unknown as symbol;

type Raw = Readonly<Record<string | symbol, unknown>>;

function toElements(
  nodes: unknown,
  lineOf: (offset: number) => number,
  parentLine: number,
  depth: number,
): readonly Element[] {
  if (depth > MAX_DEPTH) throw new Unreadable("it is nested too deep");
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Raw) => {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (name === undefined || name === "#text" || name.startsWith("?")) return [];
    const meta = node[META] as { readonly startIndex?: number } | undefined;
    const line = meta?.startIndex === undefined ? parentLine : lineOf(meta.startIndex);
    const attributes = new Map(Object.entries((node[":@"] ?? {}) as Raw).map(([key, value]) => [key, String(value)]));
    const children = toElements(node[name], lineOf, line, depth + 1);
    return [{ name, attributes, children, text: textOf(node[name]), line }];
  });
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return "";
  return nodes
    .map((node: Raw) => (typeof node["#text"] === "string" ? node["#text"] : ""))
    .join("")
    .trim();
}

export function childrenNamed(element: Element | undefined, ...path: readonly string[]): readonly Element[] {
  let found: readonly Element[] = element === undefined ? [] : [element];
  for (const name of path) found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
  return found;
}

export function childText(element: Element, name: string): string {
  return childrenNamed(element, name)[0]?.text ?? "";
}
