// Policy files for the tests of this folder.
import type { BuiltInRule } from "../../../src/core/policy/cross-check.js";
import { parsePolicy } from "../../../src/core/policy/parse.js";
import type { PolicyFile, PolicyOrigin, PolicyProblem } from "../../../src/core/policy/schema.js";

export const REPOSITORY: PolicyOrigin = { repository: "acme/shop", path: ".github/countersign.yml", ref: "main" };
export const FLOOR: PolicyOrigin = { repository: "acme/.github", path: ".github/countersign.yml", ref: "HEAD" };

export function found(text: string, origin: PolicyOrigin = REPOSITORY): PolicyFile {
  return { origin, text: { status: "found", text, oid: "0".repeat(40) } };
}

export function absent(origin: PolicyOrigin = REPOSITORY): PolicyFile {
  return { origin, text: { status: "absent" } };
}

export function broken(origin = REPOSITORY): PolicyFile {
  return { origin, text: { status: "broken", message: "expected a text file" } };
}

export function unavailable(reason: string, origin: PolicyOrigin = REPOSITORY): PolicyFile {
  return { origin, text: { status: "unavailable", reason } };
}

/** The problems of a text that must not be valid. */
export function problemsOf(text: string, builtInRules?: readonly BuiltInRule[]): readonly PolicyProblem[] {
  const parsed = parsePolicy(text, REPOSITORY, { builtInRules });
  if (parsed.ok) throw new Error("the text is a valid policy");
  return parsed.error;
}

/** `line:column key` of each problem. */
export function placesOf(text: string, builtInRules?: readonly BuiltInRule[]): string[] {
  return problemsOf(text, builtInRules).map(({ line, column, key }) => `${line}:${column} ${key}`.trimEnd());
}
