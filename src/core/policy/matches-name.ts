// Globs over names that are no paths: `*` has to cross the ` / ` of `CI / build (18)`, and a name may hold glob characters itself.
import { matchesAny } from "./globs.js";

/** The compiled form of a list is kept as long as the list itself: pass the same array again, and never change it. */
export function matchesName(name: string, globs: readonly string[]): boolean {
  if (globs.includes(name)) return true;
  let flattened = memo.get(globs);
  if (flattened === undefined) {
    flattened = globs.map(flat);
    memo.set(globs, flattened);
  }
  return matchesAny(flat(name), flattened);
}

const memo = new WeakMap<readonly string[], readonly string[]>();

/** Puts a slash there that no glob stops at. */
function flat(text: string): string {
  return text.replaceAll("/", "\u2215");
}
