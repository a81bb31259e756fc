// How deep a YAML text nests, found without composing it. The composer recurses once per level: some thousand open brackets exhaust
// the stack in a way that no catch sees and end the process, so every hostile YAML text passes here first.
import { type CST, Parser } from "yaml";

/** Deepest nesting of a text worth reading. Chosen: the policy file needs 6 levels, a pull request's statement 2. */
export const MAX_NESTING = 32;

/** Offset of the first place that nests deeper than a YAML text of ours may, or null when it is safe to parse. */
export function findDeepNesting(text: string): number | null {
  for (const document of new Parser().parse(text)) {
    const offset = findDeep(document);
    if (offset !== null) return offset;
  }
  return null;
}

/** Walks with a stack of its own: recursion is what must not happen. */
function findDeep(document: CST.Token): number | null {
  const open: { token: CST.Token; depth: number }[] = [{ token: document, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAX_NESTING) return token.offset;
    for (const child of childrenOf(token).reverse()) open.push({ token: child, depth: depth + 1 });
  }
  return null;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value]).filter((child) => child !== undefined && child !== null);
}
