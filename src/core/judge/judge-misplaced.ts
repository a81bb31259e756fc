// What looks like a review or a command and stands where none is read: below other lines of a comment, in a review that only
// comments, on a line of the diff. Nothing is taken from there. Its author is told how, once, so that nobody waits in vain.

import type { GateInput } from "../case/input.js";
import { formatBlankForm } from "../comments/form.js";
import { parseCommand } from "../comments/parse-command.js";
import { secondsBetween } from "../ground/time.js";
import { sayBlock } from "../markdown/say.js";
import { mayBeIndependent } from "../people/independence.js";
import { reviewsOf } from "../reviews/reviews.js";
import { isPanelOpen } from "./given-away.js";
import { earlierAnswers, type Pending } from "./pending.js";
import { noReviewNeeded } from "./review-session.js";
import { accept, type Ruling, refuse, type Turn } from "./ruling.js";
import { whatIsShown } from "./verdicts-in-text.js";

/** Recorded for a text that asks for no answer: what its author edited away, and what was seen and is nobody's review. */
export const EDITED = "edited";
const MISPLACED = "misplaced";

/** Whoever wrote longer ago does not wait any more: an App that comes to an old pull request is quiet. Chosen, not measured. */
const ANSWERED_SECONDS = 24 * 60 * 60;

export type Misplaced = Extract<Pending, { readonly kind: "comment" | "review" | "line" }>;

export function judgeMisplaced(turn: Turn, pending: Misplaced): Ruling {
  const { input, source, at } = turn;
  const isLate = secondsBetween(at, input.facts.readAt) > ANSWERED_SECONDS;
  const isTold = earlierAnswers(input.records, source).some(({ command }) => command === MISPLACED);
  const how = howToGoOn(turn, pending);
  if (how === null || isLate || isTold || input.facts.pull.state !== "open") return accept(turn, EDITED, {});
  return refuse(turn, MISPLACED, { reply: `${sayWhere(pending)} ${how}`, events: [] });
}

/** Null: its author waits for nothing. That authors write what they tested under such headings asks for no answer. */
function howToGoOn(turn: Turn, { kind, text }: Misplaced): string | null {
  const { input, person } = turn;
  const isCommand = kind !== "comment" && parseCommand(text.body) !== null;
  const isReview = whatIsShown(text.body) !== null && mayBeIndependent(person, input).may;
  // INVARIANT: nobody is told to write a verdict where a panel is under way.
  if (isPanelOpen(turn)) return isCommand ? SAY_START : null;
  if (isReview && isFormWanted(input)) return sayForm(input);
  return isCommand ? "Write it as the first line of a comment there." : null;
}

function isFormWanted(input: GateInput): boolean {
  if (noReviewNeeded(input) !== null) return false;
  return input.classification.tier !== "high-stakes" || reviewsOf(input).panel.outcome === "split";
}

function sayWhere({ kind, text }: Misplaced): string {
  switch (kind) {
    case "comment":
      return "**This was not submitted as a review**: its command does not stand in the first line.";
    case "review":
      return "**This was not taken**: it stands in a review that only comments, and commands are read in the conversation.";
    case "line":
      return `**[This comment](${text.url}) was not taken**: it stands on a line of the diff, and commands are read in the conversation.`;
  }
}

const SAY_START = "Comment `/countersign start` there: the answer says how a review of this change is submitted.";

function sayForm({ classification }: GateInput): string {
  const isOpen = classification.tier === "behavior-changing";
  const another = isOpen ? ", or as the text of a review with Approve or Request changes" : "";
  return [
    `Comment \`/countersign start\` unless you have. Then submit the form in a comment whose first line is the command${another}:`,
    sayBlock(formatBlankForm()),
  ].join("\n\n");
}
