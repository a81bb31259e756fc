// DROP of anything that holds data, structure or protection.
import { destroys, type Risk } from "../risk.js";
import { listWords, objectNames } from "./names.js";
import { type Fields, nodesOf, textOf } from "./parse.js";
import { isTemporary, type ScriptMemory } from "./script-memory.js";

export function judgeDrop({ objects, removeType, behavior }: Fields, memory: ScriptMemory): readonly Risk[] {
  const type = textOf(removeType);
  const names = objectNames(objects).filter((name) => type !== "OBJECT_TABLE" || !forgets(name, memory));
  if (names.length === 0 && nodesOf(objects).length > 0) return [];
  const what = type
    .replace(/^OBJECT_/, "")
    .toLowerCase()
    .replaceAll("_", " ");
  const word = WORDS[what] ?? what;
  const others = behavior === "DROP_CASCADE" ? " and everything that depends on it" : "";
  return [destroys(`drops the ${word} ${listWords(names)}${others}`)];
}

const WORDS: Readonly<Record<string, string>> = {
  matview: "materialized view",
  fdw: "foreign data wrapper",
  opclass: "operator class",
  opfamily: "operator family",
  "statistic ext": "statistics",
  tsconfiguration: "text search configuration",
  tsdictionary: "text search dictionary",
};

/** The first DROP of a temporary table's name takes that one; the next one takes what it hid. */
function forgets(name: string, memory: ScriptMemory): boolean {
  const isOurs = isTemporary({ relname: name }, memory);
  if (isOurs) memory.temporary.delete(name);
  return isOurs;
}
