// Proves that a change is one of types alone: the same program once the types are erased, or a file that holds nothing but types.
import type { Equivalence } from "../../core/facts/examination.js";
import type { Pair } from "../pair.js";
import type { Program } from "../syntax/read-program.js";
import { readDeclarations } from "./declarations.js";
import { readErased } from "./erase.js";
import { differsBeyondTypes } from "./lasting-tokens.js";
import { readStub } from "./python-stub.js";
import { type TypesReading, unread } from "./reading.js";

/** UTF-16 units of one side. */
const MAX_LENGTH = 1_048_576;

/** Null: no file whose types are erased before it runs. `programs`: its two sides, when they were read already. Never throws. */
export async function compareTypes(pair: Pair, programs: Programs | null = null): Promise<Equivalence | null> {
  const kind = kindOf(pair.path);
  if (kind === null) return null;
  if (kind !== kindOf(pair.previousPath)) return unknown("its kind of file changed");
  const isErased = kind === "typescript" || kind === "tsx";
  if (isErased && programs !== null && differsBeyondTypes(kind, programs.before, programs.after))
    return different(kind);
  const before = await read(kind, pair.before);
  if (before.status === "unread") return unknown(before.reason);
  const after = await read(kind, pair.after);
  if (after.status === "unread") return unknown(after.reason);
  const isSame =
    before.parts.length === after.parts.length && before.parts.every((part, at) => part === after.parts[at]);
  return isSame ? { status: "same", by: "types", reason: REASONS[kind] } : different(kind);
}

export interface Programs {
  readonly before: Program;
  readonly after: Program;
}

type TypesKind = "typescript" | "tsx" | "declarations" | "python stub";

const REASONS: Readonly<Record<TypesKind, string>> = {
  typescript: "only types differ: without them it is the same program",
  tsx: "only types differ: without them it is the same program",
  declarations: "it holds nothing but declarations of types",
  "python stub": "it is a stub that holds types only",
};

function kindOf(path: string): TypesKind | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (/\.d\.(?:[\w-]+\.)?[cm]?ts$/.test(name)) return "declarations";
  if (/\.[cm]?ts$/.test(name)) return "typescript";
  if (name.endsWith(".tsx")) return "tsx";
  return name.endsWith(".pyi") ? "python stub" : null;
}

async function read(kind: TypesKind, text: string): Promise<TypesReading> {
  if (text.length > MAX_LENGTH) return unread("it is too large to compare");
  try {
    if (kind === "python stub") return await readStub(text);
    return kind === "declarations" ? await readDeclarations(text) : await readErased(kind, text);
  } catch {
    // A message could quote the text.
    return unread("its parser failed");
  }
}

function different(kind: TypesKind): Equivalence {
  const what = kind === "typescript" || kind === "tsx" ? "more than types differs" : "more than its types differs";
  return { status: "different", reason: what };
}

function unknown(reason: string): Equivalence {
  return { status: "unknown", reason };
}
