// Reading and writing a value of the policy by its path, for code that goes through all keys alike.
import type { Policy } from "./schema.js";
import type { KeyPath } from "./yaml-entry.js";

/** Undefined where there is no such key. */
export function valueAt(policy: Policy, path: KeyPath): unknown {
  let at: unknown = policy;
  for (const part of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

/** Changes `policy`, which must be the caller's own copy. The key must exist. */
export function setValue(policy: Policy, path: readonly string[], value: unknown): void {
  const parent = valueAt(policy, path.slice(0, -1));
  const key = path.at(-1);
  if (typeof parent !== "object" || parent === null || key === undefined || !Object.hasOwn(parent, key)) {
    throw new RangeError("expected a key of the policy");
  }
  (parent as Record<string, unknown>)[key] = value;
}
