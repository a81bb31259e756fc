// Commands that cannot be judged yet because something about them could not be read. They wait for the next evaluation, and
// are refused with the reason when that does not help: nobody is left without an answer.

import type { GateInput } from "../case/input.js";
import { findBlock } from "../comments/armor.js";
import { parseCommand } from "../comments/parse-command.js";
import { isForm } from "../comments/parse-form.js";
import { isEditedByAnother, textKey } from "../facts/revision.js";
import { secondsBetween } from "../ground/time.js";
import { prose } from "../markdown/prose.js";
import { sayDuration } from "../markdown/say.js";
import { expertTeams } from "../reviews/may-sit.js";
import { verdictOf } from "./command-kind.js";
import { kindOf } from "./commands/index.js";
import { isPanelOpen } from "./given-away.js";
import { judgeInTheClear, withExposures } from "./judge-in-the-clear.js";
import { EDITED } from "./judge-misplaced.js";
import type { Pending } from "./pending.js";
import { type Ruling, refuse, type Turn } from "./ruling.js";

/**
 * How long a command waits. Chosen, not measured. Shorter: an outage of GitHub refuses commands that were fine. Longer:
 * people sit before a silent page.
 */
export const WAIT_SECONDS = 15 * 60;

/** What has to be known to judge this and is not, in words; null when it can be judged. */
export function whatIsUnknown({ input, person, context, source }: Turn, { kind, text }: Pending): string | null {
  if (person.account.type !== "User" || isEditedByAnother(text) || input.facts.pull.state !== "open") return null;
  const { change } = input.facts;
  const command = kind === "comment" ? parseCommand(text.body) : null;
  const said = command === null ? null : kindOf(command.verb);
  if (kind === "comment" && said?.hasEffect !== true) return null;
  if (kind === "line" || (kind === "review" && !isForm(text))) return null;
  // On this tier a button gives the verdict away, whoever pressed it and whatever stands beside it.
  if (kind === "review" && input.classification.tier === "high-stakes" && change.status === "loaded") return null;
  if (change.status === "unavailable") return `the change could not be read (${change.reason})`;
  if (person.permission.status === "unavailable")
    return `your permission could not be read (${person.permission.reason})`;
  if (asksForTeams(input) && person.teams.status === "unavailable") {
    return `your teams could not be read (${person.teams.reason})`;
  }
  if (kind === "comment" && text.viaApp === null) return "GitHub did not say whether an App wrote the comment";
  // Only so many are opened at a time.
  const isSealed = said?.takes === "block" && input.classification.tier === "high-stakes";
  const isWaiting = isSealed && findBlock(command?.rest ?? "").found && !context.seals.has(textKey(source));
  return isWaiting ? "it was not opened yet" : null;
}

/** Teams decide where the policy names who reviews, who knows the files, and who decides a disagreement. */
function asksForTeams(input: GateInput): boolean {
  const { teams, escalation } = input.policy.policy.reviewers;
  const onPanel =
    input.classification.tier === "high-stakes" && expertTeams(input).length + escalation.teams.length > 0;
  return teams.length > 0 || onPanel;
}

export function isOverdue({ at, input }: Turn): boolean {
  return secondsBetween(at, input.facts.readAt) > WAIT_SECONDS;
}

export function refuseUnknown(turn: Turn, { kind, text }: Pending, unknown: string): Ruling {
  const said = kind === "comment" ? kindOf(parseCommand(text.body)?.verb ?? "") : null;
  const isVerdict = kind === "review" || verdictOf(said) !== null;
  if (isVerdict && isPanelOpen(turn)) return judgeInTheClear(turn);
  const reply = `**This could not be judged**: ${prose(unknown, 300)}, for more than ${sayDuration(WAIT_SECONDS)}. Nothing was done; please submit it again.`;
  const refusal = refuse(turn, kind === "comment" ? (said?.verb ?? EDITED) : kind, reply);
  // Whatever the change turns out to be, its verdict is known.
  const isOfUnknown = isVerdict && turn.input.facts.change.status === "unavailable";
  return isOfUnknown ? { ...refusal, records: withExposures(turn, "form", [turn.author]) } : refusal;
}
