// Judges one comment or native review: whether a person may be behind it, and then the command.
import type { Account } from "../../facts.js";
import { type Command, parseCommand, type SubmittedCommand } from "../parse-command.js";
import { isSameSource } from "../revision.js";
import { sayLogin } from "../say.js";
import type { FormEntry } from "./context.js";
import { judgeAway, judgeBack } from "./judge-away.js";
import { judgeOverride, judgeWaive } from "./judge-exception.js";
import { judgeClearForm } from "./judge-in-the-clear.js";
import { judgeNativeReview } from "./judge-native-review.js";
import { judgeQuestion, judgeUnknown } from "./judge-question.js";
import { judgeReassign } from "./judge-reassign.js";
import { judgeReveal } from "./judge-reveal.js";
import { judgeSealedComment, judgeSealedEntry } from "./judge-sealed.js";
import { judgeStart } from "./judge-start.js";
import { judgeSubmission } from "./judge-submission.js";
import { earlierAnswers, isEditedByAnother, type Pending } from "./pending.js";
import { accept, type Ruling, refuse, type Turn } from "./ruling.js";
import { noReviewNeeded, sayNotNeeded } from "./tier-answers.js";

export function judgeTurn(turn: Turn, pending: Pending): Ruling {
  const { person, input } = turn;
  if (isEditedByAnother(pending.text)) return judgeForeignEdit(turn, pending.text.editor);
  const command = pending.kind === "comment" ? parseCommand(pending.text.body) : null;
  // Its author edited the command away: what it had done was taken back above.
  if (pending.kind === "comment" && command === null) return accept(turn, "edited", {});
  if (person.account.type !== "User") return refuse(turn, nameOf(command), sayNotAPerson());
  if (pending.kind === "comment" && pending.text.viaApp === true) return refuse(turn, nameOf(command), sayViaApp());
  if (pending.kind === "review") return judgeNativeReview(turn, pending.text);
  if (pending.kind === "form") return judgeEntry(turn, pending.entry);
  if (command === null) return accept(turn, "edited", {});
  const used = usedAs(turn, command);
  if (used !== null) return used;
  if (input.facts.pull.state !== "open" && !ALSO_AFTERWARDS.includes(command.kind)) {
    return refuse(turn, nameOf(command), sayOver(input.facts.pull.state));
  }
  return judgeCommand(turn, command);
}

/** What makes sense on a pull request that is closed or merged. */
const ALSO_AFTERWARDS: readonly string[] = ["help", "status", "reveal", "away", "back"];

function judgeEntry(turn: Turn, entry: FormEntry): Ruling {
  const { state } = turn.input.facts.pull;
  if (state !== "open") return refuse(turn, entry.kind, sayOver(state));
  return entry.kind === "start" ? judgeStart(turn) : judgeSealedEntry(turn, entry.content, entry.onPageSeconds);
}

function sayOver(state: string): string {
  return `This pull request is ${state}, so nothing can be decided on it any more. If it is reopened, write the command again.`;
}

function judgeCommand(turn: Turn, command: Command): Ruling {
  switch (command.kind) {
    case "start":
      return judgeStart(turn);
    case "approve":
    case "reject":
      return judgeForm(turn, command);
    case "sealed":
      return judgeSealedComment(turn, command.body);
    case "reveal":
      return judgeReveal(turn, command.reason);
    case "reassign":
      return judgeReassign(turn, command.reason);
    case "away":
      return judgeAway(turn, command.until);
    case "back":
      return judgeBack(turn);
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

function judgeForm(turn: Turn, { kind, body }: SubmittedCommand): Ruling {
  const unneeded = noReviewNeeded(turn.input);
  if (unneeded !== null) return refuse(turn, kind, sayNotNeeded(unneeded));
  return turn.input.classification.tier === "high-stakes"
    ? judgeClearForm(turn, { verdict: kind, form: body })
    : judgeSubmission(turn, { verdict: kind, form: body, reasons: [] });
}

const SILENT_AGAIN: readonly string[] = ["start", "recheck", "status", "help"];

/** A command counts once, by comment id; only a submitted review may be edited into a new one. */
function usedAs(turn: Turn, command: Command): Ruling | null {
  const taken = earlierAnswers(turn.input.records, turn.source).find(
    (answer) => answer.accepted && !["approve", "reject", "sealed", "edited"].includes(answer.command),
  )?.command;
  if (taken === undefined) return null;
  if (taken === command.kind && SILENT_AGAIN.includes(taken)) return accept(turn, taken, {});
  return refuse(
    turn,
    command.kind,
    `This comment was already taken as \`/countersign ${taken}\`, and an edit does not change that. Write the command in a new comment.`,
  );
}

/** INVARIANT: what was sealed stays sealed as it was received: to void it could tell what it says. */
function judgeForeignEdit(turn: Turn, editor: Account | null): Ruling {
  const wasSealed = turn.input.records.sealed.some(({ source }) => isSameSource(source, turn.source));
  if (!wasSealed) return refuse(turn, "edited", sayForeignEdit(editor?.login ?? null));
  const reply = "The sealed review that stood here was taken in before this edit and stays as it was received.";
  return accept(turn, "edited", { reply });
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
