// Proves that of a document which can hold code only the text for people differs: imports, components and expressions are the same,
// in the same order, and so is what steers the page in its front matter.
import type { Equivalence } from "../../core/facts/examination.js";
import type { Pair } from "../pair.js";
import { isDocument } from "./document.js";
import { readFrontMatter } from "./front-matter.js";
import { readBody } from "./read-body.js";

/** UTF-16 units of one side. */
const MAX_LENGTH = 1_048_576;

/** Null: no document of a kind that can hold code, or one that is not for people alone. Never throws. */
export function compareProse(pair: Pair): Equivalence | null {
  if (!isDocument(pair.path) || !isDocument(pair.previousPath)) return null;
  const before = codeOf(pair.before);
  const after = codeOf(pair.after);
  if (before === null || after === null) return { status: "unknown", reason: "its code cannot be told from its text" };
  const isSame = before.length === after.length && before.every((part, at) => part === after[at]);
  if (!isSame) return { status: "different", reason: "the code in the document differs" };
  return { status: "same", by: "prose", reason: "only its text differs, and none of the code in it" };
}

/** Null: not understood. */
function codeOf(text: string): readonly string[] | null {
  if (text.length > MAX_LENGTH || HAZARD.test(text)) return null;
  try {
    const frontMatter = readFrontMatter(text.replaceAll("\r\n", "\n"));
    if (frontMatter === null) return null;
    const body = readBody(frontMatter.body);
    return body === null ? null : [...frontMatter.code, ...body];
  } catch {
    return null;
  }
}

/** Line ends that only some readers know, control characters, a byte order mark. */
const HAZARD = /\r(?!\n)|(?![\t\n\r])\p{Cc}|[\u2028\u2029\ufeff\ufffd]/u;
