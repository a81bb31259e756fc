// Required checks that are bound to no App. They are valid, and whoever may write to the repository could report them.

import { quote } from "../ground/quote.js";
import type { WrittenPolicy } from "./parse.js";
import type { Policy, PolicyProblem } from "./schema.js";

/** One line for each, at its place; nothing of it makes a file invalid. */
export function findUnboundChecks({ policy, problemAt }: WrittenPolicy): readonly PolicyProblem[] {
  return policy.validation.required.flatMap((check, index) =>
    isUnbound(check) ? [problemAt(["validation", "required", index], describe(check))] : [],
  );
}

/** `**` asks for every check and names none. */
export function isUnbound(check: Policy["validation"]["required"][number]): check is string {
  return typeof check === "string" && !/^\*+$/.test(check);
}

/** The entry that binds a check, to paste into the list. */
export function boundTo(name: string, app: string): string {
  return `{ name: ${JSON.stringify(name)}, app: ${app} }`;
}

function describe(name: string): string {
  const example = `\`${boundTo(name, "github-actions")}\``;
  return `${quote(name)} is bound to no App, so whoever may write to the repository can report it; name its App, for example ${example}`;
}
