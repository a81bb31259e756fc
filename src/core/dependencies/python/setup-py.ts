// setup.py is a program. Only lists of plain strings are read out of it; anything computed is left to the rules about code.
import type { DeclaredDependency } from "../../facts/change.js";
import { type Reading, Unreadable } from "../reading.js";
import { lineIndex } from "../text/line-index.js";
import { requirement } from "./requirement.js";

const LISTS = [
  ["install_requires", "runtime"],
  ["setup_requires", "build"],
  ["tests_require", "development"],
  ["extras_require", "optional"],
] as const;

/** Null: it declares nothing that can be read without running it. */
export function readSetupPy(text: string): Reading | null {
  const lineOf = lineIndex(text);
  const found = LISTS.map(([key, scope]) => stringsOf(text, key).map((item) => toDependency(item, scope, lineOf)));
  if (LISTS.some(([key]) => text.includes(key)) && found.every((list) => list.length === 0)) return null;
  return { dependencies: found.flat().flatMap((dependency) => dependency ?? []), settings: [] };
}

interface Item {
  readonly text: string;
  readonly offset: number;
}

/** In `extras_require` the names of the extras are strings, too; a colon follows them. */
function stringsOf(text: string, key: string): readonly Item[] {
  const argument = new RegExp(`\\b${key}["']?\\s{0,20}[=:]\\s{0,20}([\\[{(]|[A-Za-z_]\\w{0,80})`).exec(text);
  if (argument?.[1] === undefined) return [];
  const value = argument[1];
  if (/^[[{(]/.test(value)) return stringsFrom(text, argument.index + argument[0].length - 1);
  const variable = new RegExp(`^${value}\\s{0,20}(?::[^=\\n]{0,80})?=\\s{0,20}[\\[{(]`, "m").exec(text);
  return variable === null ? [] : stringsFrom(text, variable.index + variable[0].length - 1);
}

const TOKEN = /#[^\n]*|"""|'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[[\](){}]|\b[a-zA-Z_]\w*/g;

/** The strings until the bracket at `start` is closed. */
function stringsFrom(text: string, start: number): readonly Item[] {
  const items: Item[] = [];
  let depth = 0;
  TOKEN.lastIndex = start;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [token] = match;
    if (/^[[({]/.test(token)) depth++;
    else if (/^[\])}]/.test(token)) depth--;
    else if (token === '"""' || token === "'''") throw new Unreadable("its requirements are no plain strings");
    else if (/^["']/.test(token) && !/^\s{0,20}:/.test(text.slice(TOKEN.lastIndex, TOKEN.lastIndex + 22))) {
      items.push({ text: token.slice(1, -1), offset: match.index });
    }
    if (depth <= 0) break;
  }
  return items;
}

function toDependency(
  { text, offset }: Item,
  scope: DeclaredDependency["scope"],
  lineOf: (offset: number) => number,
): DeclaredDependency | null {
  // Strings among code (a file name, a version to compare with) are no requirements.
  if (!/^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*(?:$|[<>=!~@;(])/.test(text)) return null;
  return requirement(text, lineOf(offset), { scope });
}
