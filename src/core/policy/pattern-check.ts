// The policy's regular expressions, compiled once before any change is judged by them. RE2 takes linear time whatever the pattern;
// what has to be bounded is the size of the compiled program.
import { RE2JS, RE2JSException } from "re2js";
import { quote } from "../ground/quote.js";
import type { CrossFault } from "./cross-check.js";
import { findEntry } from "./explain-issue.js";
import type { YamlEntry } from "./yaml-entry.js";

/** Most instructions of all patterns together. Chosen: an ordinary pattern has 20 to 100, and 50,000 compile in about 0.1 s. */
export const MAX_PROGRAM_INSTRUCTIONS = 50_000;

/** Most repetitions that the `{n}` of one pattern may ask for, added up: each copies its part of the program. */
export const MAX_COUNTED_REPETITIONS = 1000;

export function findPatternFaults(root: YamlEntry): readonly CrossFault[] {
  const faults: CrossFault[] = [];
  let instructions = 0;
  for (const { path, pattern } of listPatterns(root)) {
    const compiled = compile(pattern);
    if (typeof compiled === "number") instructions += compiled;
    const fault = typeof compiled === "string" ? compiled : totalFault(instructions);
    if (fault !== null) faults.push({ path, at: "value", message: fault });
    if (instructions > MAX_PROGRAM_INSTRUCTIONS) break;
  }
  return faults;
}

function listPatterns(root: YamlEntry): { path: (string | number)[]; pattern: string }[] {
  return ["high_stakes", "behavior_changing"].flatMap((tier) => {
    const list = findEntry(root, ["tiers", tier, "content"]);
    if (list.missing !== null) return [];
    return [...list.entry.children].flatMap(([index, item]) => {
      const pattern = item.children.get("pattern")?.value;
      return typeof pattern === "string" ? [{ path: ["tiers", tier, "content", index, "pattern"], pattern }] : [];
    });
  });
}

/** The size of the compiled program, or what is wrong with the pattern. */
function compile(pattern: string): number | string {
  const example = "for example `pattern: 'applyRefund\\('`";
  const counted = [...pattern.matchAll(/\{(\d*),?(\d*)\}/g)].map(([, least, most]) => Number(most || least || 0));
  const repetitions = counted.reduce((sum, count) => sum + count, 0);
  if (repetitions > MAX_COUNTED_REPETITIONS) {
    return `expected at most ${MAX_COUNTED_REPETITIONS} counted repetitions in a pattern, received ${repetitions}; use \`+\` or \`*\``;
  }
  try {
    return RE2JS.compile(pattern).programSize();
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    const reason = cause.message.replace(/^error parsing regexp: /, "").replace(/`/g, "");
    const lookaround = /\(\?<?[=!]|\\[1-9]/.test(pattern) ? "; it has no look-around and no back-references" : "";
    return `expected a regular expression in RE2 syntax${lookaround}, received ${quote(pattern)} (${reason}); ${example}`;
  }
}

function totalFault(instructions: number): string | null {
  if (instructions <= MAX_PROGRAM_INSTRUCTIONS) return null;
  return `expected patterns that together compile to at most ${MAX_PROGRAM_INSTRUCTIONS} instructions, received more; shorten the counted repetitions or remove patterns`;
}
