// Line ends between two tokens of a script. The tree says what Babel makes of them; other compilers may end a statement, or a list
// of type arguments, at another place. So a line end is free only where no compiler could stop or go on otherwise.
import type { Token } from "../cut.js";

/** Empty: the white space means nothing. A comment that holds a line end ends a line. */
export function markLineEnd(prev: Token | null, gap: string, next: Token): string {
  if (prev === null || !gap.includes("\n")) return "";
  return FREE_BEHIND.has(prev.text) || FREE_BEFORE.has(next.text) ? "" : "line end ";
}

const FREE_BEHIND = words(", ( [ { ; = => && || ?? . ?. : ${");
const FREE_BEFORE = words(") ] } , ; . ?. && || ?? :");

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
