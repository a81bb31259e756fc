// Reads TOML as tokens, after a parser has found it valid. Tokens keep what a parsed object loses: the order of keys that look like
// numbers, dates to the last digit, and where the comments stand.
import { parse } from "smol-toml";
import { steeringPart } from "../comments.js";
import { type Part, type Reading, unread } from "../reading.js";
import { nextToken } from "./tokens.js";

export function readToml(text: string): Reading {
  if (!isToml(text)) return unread("it is no TOML");
  const parts: Part[] = [];
  const leniencies = new Set<string>();
  const open: string[] = [];
  const pop = (text: string) => parts.at(-1)?.text === text && parts.pop() !== undefined;
  for (let at = 0; at < text.length; ) {
    const token = nextToken(text, at);
    if (token === null) return unread("it is no TOML");
    const { kind, end, meaning } = token;
    const depth = open.length;
    if (token.isNew) leniencies.add(NEW_SPELLINGS);
    if (open.at(-1) === "{" && (kind === "line end" || kind === "comment")) leniencies.add(NEW_SPELLINGS);
    if (kind === "comment") {
      const part = steeringPart(text, at, end);
      if (part !== null) parts.push({ text: part, depth });
    } else if (kind === "line end") {
      if (depth === 0 && parts.length > 0 && parts.at(-1)?.text !== LINE_END) parts.push({ text: LINE_END, depth });
    } else if (kind === "sign") {
      if (meaning === "]" || meaning === "}") {
        open.pop();
        if (pop(",") && meaning === "}") leniencies.add(NEW_SPELLINGS);
      } else if (meaning === "[" || meaning === "{") open.push(meaning);
      parts.push({ text: meaning, depth });
    } else if (kind !== "blank") parts.push({ text: `${kind} ${meaning}`, depth });
    at = end;
  }
  pop(LINE_END);
  return { status: "read", parts, leniencies };
}

const LINE_END = "line end";
const NEW_SPELLINGS = "spellings of TOML 1.1";

function isToml(text: string): boolean {
  try {
    parse(text, { integersAsBigInt: true, maxDepth: 64 });
    return true;
  } catch {
    return false;
  }
}
