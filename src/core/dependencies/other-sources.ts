// Code that comes from elsewhere than a registry that is known.

import type { DeclaredDependency } from "../facts/change.js";
import { quoteInline } from "../markdown/neutralise.js";
import { type Assessment, type Fault, NOTHING } from "./assessment.js";

/** Code that no registry vouches for. What was there before, from the same place, is a bump like any other. */
export function fromElsewhere(before: DeclaredDependency | null, { source }: DeclaredDependency): Assessment {
  if (source.kind !== "git" && source.kind !== "url") return NOTHING;
  const { kind, location } = source;
  if (before !== null && before.source.kind === kind && before.source.location === location) return NOTHING;
  const how = kind === "git" ? "from a git repository" : "from an address";
  const what = `comes ${how}, not from a registry (${quoteInline(location, 150)})`;
  const fix = "use a published release; or name the package under `dependencies.allow`";
  return { ...NOTHING, faults: [{ what, fix }] };
}

/** `index`: the registry as the change names it; null where it only follows from the name. */
export function foreignRegistry(index: string | null): Fault {
  return {
    what: `comes from a registry that only this change names${index === null ? "" : ` (${quoteInline(index, 100)})`}`,
    fix: "take it from the ecosystem's own registry; a registry of the organisation's own is declared to Countersign with `PACKAGES_OWN_REGISTRIES`",
  };
}
