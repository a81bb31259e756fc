// Whether a text gives a verdict away while a panel is under way (DESIGN §4.6): a form or a verdict anywhere but where it may be judged.
// Needs to know nothing of its author but that they are a person, so it waits for nothing.

import { holdsMore } from "../comments/armor.js";
import { type Command, parseCommand } from "../comments/parse-command.js";
import type { Account, Comment } from "../facts/facts.js";
import { isEditedByAnother } from "../facts/submission.js";
import { mayBeIndependent } from "../people/independence.js";
import { reviewsOf } from "../reviews/reviews.js";
import { verdictOf } from "./command-kind.js";
import { kindOf } from "./commands/index.js";
import { CLEAR } from "./judge-public-form.js";
import { earlierAnswers, type Pending } from "./pending.js";
import { noReviewNeeded } from "./review-session.js";
import type { Turn } from "./ruling.js";
import { faultsOfVerdict, type Shown, whatIsShown } from "./verdicts-in-text.js";

/** Recorded for a review with GitHub's own button. */
export const NATIVE = "native";

interface GivenAway {
  /** Who made it known and cannot sit; null: nobody can be told to have. */
  readonly by: Account | null;
}

export function givenAway(turn: Turn, pending: Pending): GivenAway | null {
  if (pending.kind === "form" || !isPanelOpen(turn) || turn.person.account.type !== "User") return null;
  if (isAboutEarlier(turn, pending)) return null;
  const shown = shownIn(turn, pending);
  // Answers below such headings are a review only of somebody who could give one. Authors report below them, too.
  if (shown === null || (shown === "form" && !mayBeIndependent(turn.person, turn.input).may)) return null;
  const { text } = pending;
  if (!isEditedByAnother(text)) return { by: turn.author };
  // Not the author's words. That somebody ticked a box in them makes nobody known; a verdict in so many words does.
  return { by: shown === "verdict" && text.editor?.type === "User" ? text.editor : null };
}

/** Two blind reviews are asked for, and not both are in. A change that cannot be read has no version to speak of. */
export function isPanelOpen({ input }: Turn): boolean {
  const { classification, facts } = input;
  return (
    classification.tier === "high-stakes" &&
    facts.change.status === "loaded" &&
    facts.pull.state !== "merged" &&
    noReviewNeeded(input) === null &&
    reviewsOf(input).panel.state === "open"
  );
}

/**
 * Of a review or a comment in one GitHub says for which commit it was submitted. An edit may be about the present one, unless the text
 * showed its verdict before.
 */
export function isAboutEarlier({ input }: Turn, { text, source }: Pending): boolean {
  const isOlder = "commitSha" in text && text.commitSha !== null && text.commitSha !== input.facts.pull.headSha;
  if (!isOlder || text.editedAt === null) return isOlder;
  return earlierAnswers(input.records, source).some(({ command }) => command === CLEAR || command === NATIVE);
}

function shownIn(turn: Turn, { kind, text }: Pending): Shown | null {
  if (kind === "form" || (kind === "review" && text.state !== "COMMENTED")) return null;
  const command = kind === "comment" ? parseCommand(text.body) : null;
  return kind === "comment" && command !== null ? shownBeside(turn, text, command) : whatIsShown(text.body);
}

function shownBeside({ input }: Turn, text: Comment, command: Command): Shown | null {
  const kind = kindOf(command.verb);
  const verdict = verdictOf(kind);
  if (verdict !== null) {
    // As the last review of a panel it may stand where it is.
    const mayCount = text.viaApp !== true && !isEditedByAnother(text) && input.facts.pull.state === "open";
    return mayCount && faultsOfVerdict(text.body, verdict).length === 0 ? null : "verdict";
  }
  if (kind?.takes !== "block" || isEditedByAnother(text)) return whatIsShown(text.body);
  return holdsMore(command) ? "verdict" : null;
}
