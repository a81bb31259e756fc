// `validation.kinds` under the floor. For a kind that the floor expects, a further name could be any green check, so only the
// floor's own count.

import type { Policy } from "./schema.js";
import { type KindNames, VALIDATION_KINDS, type ValidationKind } from "./validation-kinds.js";

export interface MergedKinds {
  readonly kinds: KindNames;
  /** Kinds to which the repository's names are not added. */
  readonly loosened: readonly ValidationKind[];
}

export function mergeKinds(floor: Policy["validation"], repository: Policy["validation"]): MergedKinds {
  const kinds: Partial<Record<ValidationKind, readonly string[]>> = {};
  const loosened: ValidationKind[] = [];
  for (const kind of VALIDATION_KINDS) {
    const bound = floor.kinds[kind] ?? [];
    const added = (repository.kinds[kind] ?? []).filter((name) => !bound.includes(name));
    const isHeld = added.length > 0 && floor.expect.includes(kind);
    if (isHeld) loosened.push(kind);
    const names = isHeld ? bound : [...bound, ...added].sort();
    if (names.length > 0) kinds[kind] = names;
  }
  return { kinds, loosened };
}
