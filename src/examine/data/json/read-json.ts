// Reads JSON, with or without comments, as tokens: nothing is built, so no depth exhausts the stack and no key is special.
import { steeringPart } from "../comments.js";
import type { DataKind } from "../kinds.js";
import { type Part, type Reading, unread } from "../reading.js";
import { createGrammar, type Role } from "./grammar.js";
import { jsonTokens, type Token } from "./tokens.js";

/** Strings count by what they say, numbers as they are written but for the sign of the exponent. */
export function readJson(text: string, { takesComments }: DataKind): Reading {
  const parts: Part[] = [];
  const leniencies = new Set<string>();
  const hasMark = text.startsWith("\uFEFF");
  if (hasMark) leniencies.add("a byte order mark");
  else parts.push({ text: "no byte order mark", depth: 0 });
  const grammar = createGrammar();
  const body = hasMark ? text.slice(1) : text;
  for (const token of jsonTokens(body)) {
    if (token.kind === "blank") continue;
    const around = grammar.depth();
    if (token.kind === "comment") {
      if (!takesComments) leniencies.add("comments");
      const part = steeringPart(body, token.start, token.end);
      if (part !== null) parts.push({ text: part, depth: around });
      continue;
    }
    const role = grammar.take(token);
    if (role === "wrong") return unread("it is no JSON");
    if (role === "repeated") return unread("a key stands twice in one object");
    if (role === "trailing comma" && !takesComments) leniencies.add("trailing commas");
    if (role !== "separator") parts.push({ text: meaning(token, role), depth: Math.min(around, grammar.depth()) });
  }
  return grammar.isComplete() ? { status: "read", parts, leniencies } : unread("it is no JSON");
}

function meaning({ kind, value }: Token, role: Role): string {
  if (kind === "string") return `${role} ${JSON.stringify(value)}`;
  return kind === "number" ? value.replace("E", "e").replace("e+", "e") : value;
}
