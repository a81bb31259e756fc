// Proves that a data file holds the same data before and after. The order of keys and entries always counts: somebody may read
// them in order. Only white space, comments for people and the choice between spellings of one value may differ.
import type { Equivalence } from "../../core/facts/examination.js";
import type { Pair } from "../pair.js";
import { findTextHazard } from "./hazards.js";
import { readJson } from "./json/read-json.js";
import { type DataKind, dataKindOf } from "./kinds.js";
import { readLines } from "./lines/read-lines.js";
import { differsInNavigationOnly, mayHoldNavigation } from "./navigation.js";
import { type DataText, type Part, type Reading, unread } from "./reading.js";
import { readToml } from "./toml/read-toml.js";
import { differsInLetters } from "./yaml/letters.js";
import { readYaml } from "./yaml/read-yaml.js";

/** UTF-16 units of one side. */
const MAX_LENGTH = 1_048_576;

/** Null: no kind of data that is known here. Never throws. */
export function compareData(pair: Pair): Equivalence | null {
  const kind = dataKindOf(pair.path);
  if (kind === null) return null;
  if (JSON.stringify(kind) !== JSON.stringify(dataKindOf(pair.previousPath)))
    return unknown("its kind of file changed");
  if (differsAtSight(kind, pair)) return different();
  const before = read(kind, pair.before);
  if (before.status === "unread") return unknown(before.reason);
  const after = read(kind, pair.after);
  if (after.status === "unread") return unknown(after.reason);
  return equivalenceOf(pair, before, after);
}

/** Characters of YAML that take longer to read than anybody notices. */
const LARGE = 30_000;

function differsAtSight({ format }: DataKind, { previousPath, path, before, after }: Pair): boolean {
  if (format !== "yaml" || Math.min(before.length, after.length) < LARGE) return false;
  return !(previousPath === path && mayHoldNavigation(path)) && differsInLetters(before, after);
}

function read(kind: DataKind, text: string): Reading {
  if (text.length > MAX_LENGTH) return unread("it is too large to compare");
  const hazard = findTextHazard(kind, text);
  if (hazard !== null) return unread(hazard);
  try {
    return READERS[kind.format](text, kind);
  } catch {
    // A message could quote the text.
    return unread("its parser failed");
  }
}

const READERS: Readonly<Record<DataKind["format"], (text: string, kind: DataKind) => Reading>> = {
  json: readJson,
  yaml: readYaml,
  toml: readToml,
  lines: readLines,
};

function equivalenceOf(pair: Pair, before: DataText, after: DataText): Equivalence {
  for (const leniency of after.leniencies) {
    if (!before.leniencies.has(leniency)) return unknown(`it now has ${leniency}, which not every reader takes`);
  }
  if (areEqual(before.parts, after.parts)) {
    return { status: "same", by: "data", reason: "the same data, written another way" };
  }
  if (pair.previousPath === pair.path && differsInNavigationOnly(pair.path, before.parts, after.parts)) {
    return { status: "same", by: "prose", reason: "only the navigation of the documentation differs" };
  }
  return different();
}

function areEqual(before: readonly Part[], after: readonly Part[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ text, depth }, index) => text === after[index]?.text && depth === after[index]?.depth)
  );
}

function different(): Equivalence {
  return { status: "different", reason: "the data differs" };
}

function unknown(reason: string): Equivalence {
  return { status: "unknown", reason };
}
