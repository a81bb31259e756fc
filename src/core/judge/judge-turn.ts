// Judges one text: whether a person may be behind it, and then the command.

import { type Command, parseCommand } from "../comments/parse-command.js";
import { isEditedByAnother, isSameSource } from "../facts/revision.js";
import type { Verdict } from "../facts/submission.js";
import { sayList, sayLogin } from "../markdown/say.js";
import { judgeAway, judgeBack } from "./judge-away.js";
import { judgeOverride, judgeWaive } from "./judge-exception.js";
import { judgeExclude } from "./judge-exclude.js";
import { judgeClearForm } from "./judge-in-the-clear.js";
import { EDITED, judgeMisplaced } from "./judge-misplaced.js";
import { judgeNativeReview } from "./judge-native-review.js";
import { judgeQuestion, judgeUnknown } from "./judge-question.js";
import { judgeReassign } from "./judge-reassign.js";
import { judgeReveal } from "./judge-reveal.js";
import { judgeSealedComment, judgeSealedEntry } from "./judge-sealed.js";
import { judgeStart } from "./judge-start.js";
import { judgeSubmission } from "./judge-submission.js";
import { faultsOfVerdict, furtherCommands, wordsBehind } from "./one-verdict.js";
import type { FormEntry } from "./pending.js";
import { earlierAnswers, type Pending } from "./pending.js";
import { accept, type Ruling, refuse, type Turn } from "./ruling.js";
import { noReviewNeeded, sayNotNeeded } from "./tier-answers.js";

type PendingComment = Extract<Pending, { readonly kind: "comment" }>;

export function judgeTurn(turn: Turn, pending: Pending): Ruling {
  const isButton = pending.kind === "review" && pending.text.state !== "COMMENTED";
  // Whoever edits the text beside it: on this tier the button alone tells.
  const tells = isButton && turn.input.classification.tier === "high-stakes";
  if (isEditedByAnother(pending.text) && !tells) return judgeForeignEdit(turn, pending, isButton);
  switch (pending.kind) {
    case "comment":
      return judgeComment(turn, pending);
    case "review":
      return isButton ? judgeNativeReview(turn, pending) : judgeMisplaced(turn, pending);
    case "line":
      return judgeMisplaced(turn, pending);
    case "form":
      return turn.person.account.type === "User"
        ? judgeEntry(turn, pending.entry)
        : refuse(turn, pending.entry.kind, sayNotAPerson());
  }
}

function judgeComment(turn: Turn, pending: PendingComment): Ruling {
  const { body, viaApp } = pending.text;
  const { state } = turn.input.facts.pull;
  const command = parseCommand(body);
  // Where its author edited the command away, what it had done was taken back above.
  if (command === null) return judgeMisplaced(turn, pending);
  if (turn.person.account.type !== "User") return refuse(turn, command.kind, sayNotAPerson());
  if (viaApp === true) return refuse(turn, command.kind, sayViaApp());
  const isReview = command.kind === "approve" || command.kind === "reject";
  const further = isReview ? [] : furtherCommands(body);
  if (further.length > 0) return refuse(turn, command.kind, sayNotTaken(further));
  const used = usedAs(turn, command);
  if (used !== null) return used;
  if (state !== "open" && !ALSO_AFTERWARDS.includes(command.kind)) return refuse(turn, command.kind, sayOver(state));
  const behind = isReview ? null : wordsBehind(command);
  if (behind !== null) return refuse(turn, command.kind, sayNotTaken([behind]));
  return judgeCommand(turn, command, body);
}

function sayNotTaken(faults: readonly string[]): string {
  return `**This command is not taken.**\n\n${sayList(faults)}\n\nEdit your comment, or write a new one.`;
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

/** `text`: the whole comment. */
function judgeCommand(turn: Turn, command: Command, text: string): Ruling {
  switch (command.kind) {
    case "start":
      return judgeStart(turn);
    case "approve":
    case "reject":
      return judgeForm(turn, command.kind, { form: command.body, reasons: faultsOfVerdict(text, command.kind) });
    case "sealed":
      return judgeSealedComment(turn, command);
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
    case "exclude":
      return judgeExclude(turn, command);
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

function judgeForm(
  turn: Turn,
  verdict: Verdict,
  given: { readonly form: string; readonly reasons: readonly string[] },
): Ruling {
  const unneeded = noReviewNeeded(turn.input);
  if (unneeded !== null) return refuse(turn, verdict, sayNotNeeded(unneeded));
  return turn.input.classification.tier === "high-stakes"
    ? judgeClearForm(turn, { verdict, ...given })
    : judgeSubmission(turn, { verdict, ...given });
}

const SILENT_AGAIN: readonly string[] = ["start", "recheck", "status", "help"];

/** A command counts once, by comment id; only a submitted review may be edited into a new one. */
function usedAs(turn: Turn, command: Command): Ruling | null {
  const taken = earlierAnswers(turn.input.records, turn.source).find(
    (answer) => answer.accepted && !["approve", "reject", "sealed", EDITED].includes(answer.command),
  )?.command;
  if (taken === undefined) return null;
  if (taken === command.kind && SILENT_AGAIN.includes(taken)) return accept(turn, taken, {});
  return refuse(
    turn,
    command.kind,
    `This comment was already taken as \`/countersign ${taken}\`, and an edit is not taken as a new command. Write it in a new comment.`,
  );
}

/** INVARIANT: what was sealed stays sealed as it was received: to void it could tell what it says. */
function judgeForeignEdit(turn: Turn, { text: { body, editor } }: Pending, isButton: boolean): Ruling {
  const { sealed } = turn.input.records;
  const wasTaken = earlierAnswers(turn.input.records, turn.source).some(
    ({ accepted, command }) => accepted && command !== EDITED,
  );
  if (!isButton && !wasTaken && parseCommand(body) === null) return accept(turn, EDITED, {});
  const wasSealed = sealed.some(({ source }) => isSameSource(source, turn.source));
  if (!wasSealed) return refuse(turn, EDITED, sayForeignEdit(editor?.login ?? null));
  const reply = "The sealed review that stood here was taken in before this edit and stays as it was received.";
  return accept(turn, EDITED, { reply });
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
