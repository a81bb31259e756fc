// Judges one text: whether a person may be behind it, and then the command.
import { parseCommand } from "../comments/parse-command.js";
import { isEditedByAnother, isSameSource } from "../facts/revision.js";
import { quoteInline } from "../markdown/neutralise.js";
import { sayList, sayLogin } from "../markdown/say.js";
import { verdictOf } from "./command-kind.js";
import { COMMANDS, kindOf, meantBy } from "./commands/index.js";
import { judgeStart } from "./commands/start.js";
import { EDITED, judgeMisplaced } from "./judge-misplaced.js";
import { judgeNativeReview } from "./judge-native-review.js";
import { judgeSealedEntry } from "./judge-sealed.js";
import { faultsOfVerdict, furtherCommands, wordsBehind } from "./one-verdict.js";
import { earlierAnswers, type Pending } from "./pending.js";
import { accept, type FormEntry, type Ruling, refuse, type Turn } from "./ruling.js";

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

/** Recorded for a verb that there is not. */
const UNKNOWN = "unknown";

function judgeComment(turn: Turn, pending: PendingComment): Ruling {
  const { body, viaApp } = pending.text;
  const { state } = turn.input.facts.pull;
  const command = parseCommand(body);
  // Where its author edited the command away, what it had done was taken back above.
  if (command === null) return judgeMisplaced(turn, pending);
  const kind = kindOf(command.verb);
  const verb = kind?.verb ?? UNKNOWN;
  if (turn.person.account.type !== "User") return refuse(turn, verb, sayNotAPerson());
  if (viaApp === true) return refuse(turn, verb, sayViaApp());
  const verdict = verdictOf(kind);
  const further = verdict === null ? furtherCommands(body) : [];
  if (further.length > 0) return refuse(turn, verb, sayNotTaken(further));
  const used = usedAs(turn, verb);
  if (used !== null) return used;
  if (state !== "open" && kind?.afterwards !== true) return refuse(turn, verb, sayOver(state));
  if (kind === null) return refuse(turn, verb, sayUnknown(command.word));
  const behind = verdict === null ? wordsBehind(command) : null;
  if (behind !== null) return refuse(turn, verb, sayNotTaken([behind]));
  const faults = verdict === null ? [] : faultsOfVerdict(body, verdict);
  return kind.judge(turn, { ...command, faults, commands: COMMANDS });
}

function judgeEntry(turn: Turn, entry: FormEntry): Ruling {
  const { state } = turn.input.facts.pull;
  if (state !== "open") return refuse(turn, entry.kind, sayOver(state));
  return entry.kind === "start" ? judgeStart(turn) : judgeSealedEntry(turn, entry);
}

/** A command counts once, by comment id; only a submitted review may be edited into a new one. */
function usedAs(turn: Turn, verb: string): Ruling | null {
  const taken = earlierAnswers(turn.input.records, turn.source).find(
    ({ accepted, command }) => accepted && command !== EDITED && kindOf(command)?.edited !== "anew",
  )?.command;
  if (taken === undefined) return null;
  if (taken === verb && kindOf(taken)?.edited === "silent") return accept(turn, taken, {});
  const reply = `This comment was already taken as \`/countersign ${taken}\`, and an edit is not taken as a new command. Write it in a new comment.`;
  return refuse(turn, verb, reply);
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

function sayNotTaken(faults: readonly string[]): string {
  return `**This command is not taken.**\n\n${sayList(faults)}\n\nEdit your comment, or write a new one.`;
}

function sayUnknown(word: string): string {
  const received = word === "" ? "nothing behind it" : quoteInline(word, 40);
  const meant = meantBy(word.toLowerCase());
  const hint =
    meant === null
      ? `write one of ${COMMANDS.map(({ verb }) => `\`${verb}\``).join(", ")}; \`/countersign help\` says what they do`
      : `did you mean \`/countersign ${meant.verb}\`? Edit your comment, or write a new one`;
  return `Expected a command behind \`/countersign\`, received ${received}; ${hint}.`;
}

function sayOver(state: string): string {
  return `This pull request is ${state}, so nothing can be decided on it any more. If it is reopened, write the command again.`;
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
