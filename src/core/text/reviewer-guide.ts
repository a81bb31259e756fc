// The part of the briefing for reviewers: how to begin, how long it takes, the form to copy.
import type { Decision } from "../gate/decision.js";
import type { GateInput } from "../gate/input.js";
import { isMet } from "../gate/requirement.js";
import { formatBlankForm } from "../review/format-form.js";
import { sayBlock, sayDuration } from "../review/say.js";
import { requiredSeconds } from "../review/session.js";

/** Empty when no review in a comment is asked for now. */
export function reviewerGuide({ requirements, override }: Decision, { policy, size }: GateInput): string {
  const review = requirements.find(({ id }) => id === "structured_review");
  if (override !== null || review === undefined || isMet(review)) return "";
  const time = sayDuration(requiredSeconds(policy.policy.review, size.counted));
  return `<details>
<summary>For reviewers: the form to copy</summary>

1. Comment \`/countersign start\`. If you may review this change, your time begins there; it takes at least ${time}.
2. Read the change, then comment the form below with every prompt replaced. To refuse, begin with \`/countersign reject\`.

${sayBlock(formatBlankForm())}

\`/countersign help\` lists every command.
</details>`;
}
