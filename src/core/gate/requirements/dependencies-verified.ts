// Is every dependency that the change adds or alters what it claims to be?
import { notApplicable } from "../outcome.js";
import type { Requirement } from "../requirement.js";

export function dependenciesVerified(): Requirement {
  return notApplicable(
    "dependencies_verified",
    "not checked by this version: look at new and changed dependencies yourself",
  );
}
