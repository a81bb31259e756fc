// Is the change small enough that a person can read it with care?

import { notApplicable, satisfied, unsatisfied } from "../../case/effect.js";
import { line } from "../../ground/hostile.js";
import { requirement } from "../requirement-kind.js";

/** From behavior-changing on. */
export const reviewableSize = requirement({
  id: "reviewable_size",
  asks: "not more lines than a person can read with care",
  yours: "split the pull request; do not squeeze code",
  name: "Reviewable size",
  toDo: "too large to review",
  awaited: "a smaller change",
  waivable: "whole",
  knownOffline: true,
  judge({ classification, policy, size }) {
    if (classification.tier === "format-safe") return notApplicable({ code: "format-safe" });
    const lines = { counted: size.counted, most: policy.policy.size.max_changed_lines };
    if (lines.counted <= lines.most) return satisfied({ code: "small-enough", ...lines });
    return unsatisfied("agent", "author", { code: "too-large", ...lines });
  },
  say: {
    "format-safe": () => "not asked of a format-safe change",
    "small-enough": (lines) => sayLines(lines),
    "too-large": (lines) => ({
      detail: sayLines(lines),
      fix: line`split the change into pull requests of at most ${lines.most} lines; generated files can be named under \`size.ignore\`; a maintainer may \`/countersign waive reviewable_size <reason>\``,
    }),
  },
});

function sayLines({ counted, most }: { readonly counted: number; readonly most: number }): string {
  return line`${counted === 1 ? "1 line" : line`${counted} lines`} to review, at most ${most}`;
}
