// The part of the briefing for reviewers: how to begin, how long it takes, the form to copy or how to seal it.

import type { Decision } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import { isMet } from "../case/requirement.js";
import { isElevated } from "../comments/checklist.js";
import { formatAnswers, formatBlankForm } from "../comments/format-form.js";
import { sayBlock, sayDuration } from "../markdown/say.js";
import { reviewsOf } from "../reviews/reviews.js";
import { requiredSeconds } from "../reviews/session.js";

/** Empty when no review is asked for now. */
export function reviewerGuide({ requirements, override }: Decision, input: GateInput): string {
  if (override !== null) return "";
  const open = requirements.filter((requirement) => !isMet(requirement)).map(({ id }) => id);
  if (open.includes("structured_review")) return guideInTheClear(input, formatBlankForm());
  if (open.includes("blind_reviews")) return guideToPanel(input);
  const isSplit = open.includes("agreement") && reviewsOf(input).panel.outcome === "split";
  return isSplit ? guideInTheClear(input, formatBlankForm("approve", isElevated(input))) : "";
}

function guideInTheClear(input: GateInput, form: string): string {
  return `<details>
<summary>For reviewers: the form to copy</summary>

1. Comment \`/countersign start\`. If you may review this change, your time begins there; it takes at least ${timeOf(input)}.
2. Read the change, then comment the form below with every prompt replaced. To refuse, begin with \`/countersign reject\`.

${sayBlock(form)}

\`/countersign help\` lists every command.
</details>`;
}

function guideToPanel(input: GateInput): string {
  const elevated = isElevated(input);
  const asked = elevated
    ? "\n\nThe agent worked with text from outside, or does not say that it did not: the form asks the prompt-injection checklist as well."
    : "";
  return `<details>
<summary>For reviewers: how a blind review works</summary>

1. Comment \`/countersign start\`. If you may review this change, your time begins there; it takes at least ${timeOf(input)}. The answer says where and for whom to seal your review.
2. Read the change, fill in the form below, and submit it **sealed**. Nobody learns what you found before the other review is in; then both are shown together.

**Do not write a verdict here, and leave GitHub's own Approve and Request changes alone.** What stands here in the clear is public at once and would exclude you.${asked}

${sayBlock(formatAnswers(null, elevated ? {} : undefined))}

\`/countersign help\` lists every command.
</details>`;
}

function timeOf({ policy, size }: GateInput): string {
  return sayDuration(requiredSeconds(policy.policy.review, size.counted));
}
