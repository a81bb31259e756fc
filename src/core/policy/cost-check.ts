// What the regular expressions and globs of one file cost, before any change is judged by them. RE2 takes linear time whatever the pattern,
// so the size of its compiled program is bounded. Each alternative of each glob is tried on each path of a change.
import { RE2JS, RE2JSException } from "re2js";
import { quote } from "../ground/quote.js";
import type { CrossFault } from "./cross-check.js";
import { braceAlternatives, MAX_BRACE_ALTERNATIVES, MAX_GLOB_CHARS } from "./globs.js";
import { findEntry, type KeyPath, type YamlEntry } from "./yaml-entry.js";

/** Most instructions of all patterns together. Chosen: an ordinary pattern has 20 to 100, and 50,000 compile in about 0.1 s. */
const MAX_PROGRAM_INSTRUCTIONS = 50_000;

/** Most repetitions that the `{n}` of one pattern may ask for, added up: each copies its part of the program. */
const MAX_COUNTED_REPETITIONS = 1000;

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

/** Most alternatives of all globs of one file. Measured: 1,000 with `**` take about 1.3 s for 3,000 paths on one core. */
const MAX_ALTERNATIVES_OF_FILE = 1000;

/** Names of the lists that hold globs; no other list has one of them. */
const GLOB_LISTS: ReadonlySet<string | number> = new Set([
  "paths",
  "except",
  "ignore",
  "required",
  "branches",
  "trailers",
]);

/** At the first glob that is too many. */
export function findGlobBudgetFault(root: YamlEntry): readonly CrossFault[] {
  let alternatives = 0;
  for (const { path, glob } of listGlobs(root, [])) {
    alternatives += glob.length > MAX_GLOB_CHARS ? 1 : Math.min(braceAlternatives(glob), MAX_BRACE_ALTERNATIVES);
    if (alternatives <= MAX_ALTERNATIVES_OF_FILE) continue;
    const received = "received more; merge globs, as in `src/**/*.sql`, or use fewer braces";
    const message = `expected globs that together make at most ${MAX_ALTERNATIVES_OF_FILE} alternatives, ${received}`;
    return [{ path, at: "value", message }];
  }
  return [];
}

function* listGlobs(entry: YamlEntry, path: KeyPath): Generator<{ path: KeyPath; glob: string }> {
  for (const [part, child] of entry.children) {
    const at = [...path, part];
    if (path.at(-1) === "kinds") yield { path: at, glob: String(part) };
    if (isGlob(at) && typeof child.value === "string") yield { path: at, glob: child.value };
    else yield* listGlobs(child, at);
  }
}

/** An entry of such a list, the name of a check that is bound to an App, or one of a kind. */
function isGlob(path: KeyPath): boolean {
  const [above, list, part] = path.slice(-3);
  if (part === "name") return above === "required";
  return typeof part === "number" && (GLOB_LISTS.has(list ?? "") || above === "kinds");
}
