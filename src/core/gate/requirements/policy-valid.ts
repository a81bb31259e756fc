// Is the policy that governs this pull request known and free of faults?

import type { GateInput } from "../../case/input.js";
import { satisfied, unreadable, unsatisfied } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { prose } from "../../markdown/prose.js";
import type { PolicyProblem } from "../../policy/schema.js";

const ID = "policy_valid";

/** On every tier. Not waivable: a broken policy says nothing about who may waive what. */
export function policyValid({ policy }: GateInput): Requirement {
  if (policy.unavailable.length > 0) {
    return unreadable(
      ID,
      `the policy could not be read: ${policy.unavailable.map((why) => prose(why, 200)).join("; ")}`,
    );
  }
  const [first, ...others] = policy.problems;
  if (first !== undefined) {
    const more = others.length === 0 ? "" : ` (and ${others.length} more in the check's text)`;
    return unsatisfied(ID, {
      who: "maintainer",
      waits: "author",
      detail: `${describe(first)}${more}`,
      fix: `correct ${quoteInline(first.origin.path, 100)} in ${quoteInline(first.origin.repository, 100)} and try it with \`countersign policy check\`; the repair itself passes by an admin's \`/countersign override <reason>\``,
    });
  }
  return satisfied(ID, `${origins(policy.origins)}${relaxations(policy.relaxations)}`);
}

function describe({ origin, key, line, column, message }: PolicyProblem): string {
  const place = `${quoteInline(`${origin.path}:${line}:${column}`, 150)} in ${quoteInline(origin.repository, 100)}`;
  return `${place}: ${key === "" ? "" : `${quoteInline(key, 100)}: `}${prose(message, 300)}`;
}

function origins(found: GateInput["policy"]["origins"]): string {
  if (found.length === 0) return "no policy file: the defaults apply";
  return `read from ${found.map(({ repository, ref }) => quoteInline(`${repository}@${ref}`, 150)).join(" over ")}`;
}

function relaxations(found: readonly PolicyProblem[]): string {
  if (found.length === 0) return "";
  const keys = found.slice(0, 5).map(({ key }) => quoteInline(key, 80));
  const more = found.length > keys.length ? ` and ${found.length - keys.length} more` : "";
  return `; below the organisation's floor and so not applied: ${keys.join(", ")}${more}`;
}
