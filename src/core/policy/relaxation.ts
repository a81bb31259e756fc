// What a maintainer reads about a setting that the organisation's floor does not let the repository have.

import { quote } from "../ground/quote.js";
import type { WrittenPolicy } from "./parse.js";
import type { Policy } from "./schema.js";
import type { BoundKey } from "./strictness.js";
import { valueAt } from "./value-at.js";
import type { KeyPath } from "./yaml-entry.js";

/** `place`: the key, and below it the entry or rule that is not applied. */
export function explainRelaxation(bound: BoundKey, place: KeyPath, repository: Policy, floor: WrittenPolicy): string {
  const path = bound.key.split(".");
  const floorValue = valueAt(floor.policy, path);
  const received = quote(JSON.stringify(valueAt(repository, place)));
  const { origin } = floor.problemAt(path, "");
  const who = `the floor in ${origin.repository}`;
  return `${expected(bound, place, floorValue, floor, who)}, received ${received}, which is not applied; remove it, or change ${who}`;
}

function expected(bound: BoundKey, place: KeyPath, floorValue: unknown, floor: WrittenPolicy, who: string): string {
  const least = quote(String(floorValue));
  switch (bound.strictness.by) {
    case "order":
      return `expected ${least}${bound.strictness.values.at(-1) === floorValue ? "" : " or stricter"}, as ${who} sets`;
    case "higher":
    case "longer":
      return `expected at least ${least}, as ${who} sets`;
    case "lower":
    case "shorter":
      return `expected at most ${least}, as ${who} sets`;
    case "rules": {
      const rule = valueAt(floor.policy, place);
      return rule === undefined
        ? `expected no built-in rule below its own tier, because ${who} sets \`tiers.defaults: true\``
        : `expected ${quote(String(rule))} or higher, as ${who} sets`;
    }
    case "union":
    case "checks":
    case "kinds":
    case "narrow":
    case "members":
      return `expected nothing beyond ${who} in this list${because(bound, floor)}`;
  }
}

/** Why a list binds that the floor does not write itself. */
function because({ key, boundWith }: BoundKey, floor: WrittenPolicy): string {
  if (floor.isWritten(key.split("."))) return "";
  const written = boundWith.find((name) => floor.isWritten(name.split(".")));
  return written === undefined ? "" : `, because it could undo the floor's \`${written}\``;
}
