// Judges one comment or native review: whether a person may be behind it, and then the command.

import { type Command, parseCommand } from "../parse-command.js";
import { sayLogin } from "../say.js";
import { judgeOverride, judgeWaive } from "./judge-exception.js";
import { judgeNativeReview } from "./judge-native-review.js";
import { judgeQuestion, judgeSealed, judgeUnknown } from "./judge-question.js";
import { judgeStart } from "./judge-start.js";
import { judgeSubmission } from "./judge-submission.js";
import { earlierAnswers, isEditedByAnother, type Pending } from "./pending.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "./ruling.js";
import { noReviewNeeded, sayInTheClear, sayNotNeeded } from "./tier-answers.js";

export function judgeTurn(turn: Turn, pending: Pending): Ruling {
  const { person, input } = turn;
  if (isEditedByAnother(pending.text))
    return refuse(turn, "edited", sayForeignEdit(pending.text.editor?.login ?? null));
  const command = pending.kind === "comment" ? parseCommand(pending.text.body) : null;
  // Its author edited the command away: what it had done was taken back above.
  if (pending.kind === "comment" && command === null) return accept(turn, "edited", {});
  if (person.account.type !== "User") return refuse(turn, nameOf(command), sayNotAPerson());
  if (pending.kind === "comment" && pending.text.viaApp === true) return refuse(turn, nameOf(command), sayViaApp());
  if (pending.kind === "review") return judgeNativeReview(turn, pending.text);
  if (command === null) return accept(turn, "edited", {});
  const used = usedAs(turn, command);
  if (used !== null) return used;
  if (input.facts.pull.state !== "open" && command.kind !== "help" && command.kind !== "status") {
    return refuse(
      turn,
      nameOf(command),
      `This pull request is ${input.facts.pull.state}, so nothing can be decided on it any more. If it is reopened, write the command again.`,
    );
  }
  return judgeCommand(turn, command);
}

function judgeCommand(turn: Turn, command: Command): Ruling {
  switch (command.kind) {
    case "start":
      return judgeStart(turn);
    case "approve":
    case "reject":
      return judgeForm(turn, command);
    case "sealed":
      return judgeSealed(turn);
    case "waive":
      return judgeWaive(turn, command);
    case "override":
      return judgeOverride(turn, command.reason);
    case "recheck":
    case "status":
    case "help":
      return judgeQuestion(turn, command.kind);
    case "unknown":
      return judgeUnknown(turn, command);
  }
}

function judgeForm(turn: Turn, command: Extract<Command, { body: string }>): Ruling {
  if (command.kind === "sealed") return judgeSealed(turn);
  const unneeded = noReviewNeeded(turn.input);
  if (unneeded !== null) return refuse(turn, command.kind, sayNotNeeded(unneeded));
  if (turn.input.classification.tier === "high-stakes") {
    const events = [toEvent(turn, "review_refused", { faults: "verdict-in-the-clear" })];
    return refuse(turn, "form", sayInTheClear(), { events });
  }
  return judgeSubmission(turn, { verdict: command.kind, form: command.body, reasons: [] });
}

const SILENT_AGAIN: readonly string[] = ["start", "recheck", "status", "help"];

/** A command counts once, by comment id; only a submitted review may be edited into a new one. */
function usedAs(turn: Turn, command: Command): Ruling | null {
  const taken = earlierAnswers(turn.input.records, turn.source).find(
    (answer) => answer.accepted && !["approve", "reject", "edited"].includes(answer.command),
  )?.command;
  if (taken === undefined) return null;
  if (taken === command.kind && SILENT_AGAIN.includes(taken)) return accept(turn, taken, {});
  return refuse(
    turn,
    command.kind,
    `This comment was already taken as \`/countersign ${taken}\`, and an edit does not change that. Write the command in a new comment.`,
  );
}

function nameOf(command: Command | null): string {
  return command?.kind ?? "native";
}

function sayForeignEdit(editor: string | null): string {
  const who = editor === null ? "GitHub does not say who edited it" : `it was edited by ${sayLogin(editor)}`;
  return `**This text is void**: only its author may edit it, and ${who}. Its author can write it again in a new comment.`;
}

function sayNotAPerson(): string {
  return "Commands are for people. GitHub does not list this account as a person's, so nothing was done. An agent finds what is missing in the JSON block of the check `countersign`.";
}

function sayViaApp(): string {
  return "This comment was made through an App. A command has to be written by the person themselves, on GitHub; nothing was done.";
}
