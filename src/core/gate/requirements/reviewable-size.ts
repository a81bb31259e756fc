// Is the change small enough that a person can read it with care?
import type { GateInput } from "../../case/input.js";
import { notApplicable, satisfied, unsatisfied } from "../../case/outcome.js";
import type { Requirement } from "../../case/requirement.js";

const ID = "reviewable_size";

/** From behavior-changing on. */
export function reviewableSize({ classification, policy, size }: GateInput): Requirement {
  if (classification.tier === "format-safe") return notApplicable(ID, "not asked of a format-safe change");
  const most = policy.policy.size.max_changed_lines;
  const counted = `${lines(size.counted)} to review, at most ${most}`;
  if (size.counted <= most) return satisfied(ID, counted);
  return unsatisfied(ID, {
    who: "agent",
    waits: "author",
    detail: counted,
    fix: `split the change into pull requests of at most ${most} lines; generated files can be named under \`size.ignore\`; a maintainer may \`/countersign waive reviewable_size <reason>\``,
  });
}

function lines(count: number): string {
  return count === 1 ? "1 line" : `${count} lines`;
}
