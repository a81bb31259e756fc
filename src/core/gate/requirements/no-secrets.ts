// Do the added lines hold a credential or personal data?
import { notApplicable } from "../outcome.js";
import type { Requirement } from "../requirement.js";

export function noSecrets(): Requirement {
  return notApplicable("no_secrets", "not checked by this version: look for credentials in the added lines yourself");
}
