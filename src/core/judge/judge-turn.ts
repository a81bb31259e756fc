// Judges one text: whether all is known that it is judged by, whether a person may be behind it, and then the command. What cannot be
// judged yet waits for the next evaluation, and is refused with the reason when that does not help: nobody is left without an answer.
import type { GateInput } from "../case/input.js";
import { findBlock } from "../comments/armor.js";
import { parseCommand } from "../comments/parse-command.js";
import { isForm } from "../comments/parse-form.js";
import { isEditedByAnother, isSameSource, textKey } from "../facts/submission.js";
import { secondsBetween } from "../ground/time.js";
import { quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { sayDuration, sayList, sayLogin } from "../markdown/say.js";
import { hasAtLeast } from "../people/rights.js";
import { expertTeams } from "../reviews/may-sit.js";
import { verdictOf } from "./command-kind.js";
import { COMMANDS, kindOf, meantBy } from "./commands/index.js";
import { judgeStart } from "./commands/start.js";
import { isPanelOpen } from "./given-away.js";
import { EDITED, judgeMisplaced } from "./judge-misplaced.js";
import { judgeNativeReview } from "./judge-native-review.js";
import { judgeGivenAway, withExposures } from "./judge-public-form.js";
import { judgeSealedEntry } from "./judge-sealed.js";
import { earlierAnswers, type Pending } from "./pending.js";
import { accept, type FormEntry, type Ruling, refuse, type Turn } from "./ruling.js";
import { faultsOfVerdict, furtherCommands, wordsBehind } from "./verdicts-in-text.js";

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
  if (!kind.hasEffect && mayNotRead(turn)) return refuse(turn, verb, sayNoAnswer());
  const behind = verdict === null ? wordsBehind(command) : null;
  if (behind !== null) return refuse(turn, verb, sayNotTaken([behind]));
  const faults = verdict === null ? [] : faultsOfVerdict(body, verdict);
  return kind.judge(turn, { ...command, faults, commands: COMMANDS });
}

/** What is known speaks against it: a question decides nothing, so nobody has to know more. */
function mayNotRead({ person: { permission } }: Turn): boolean {
  return permission.status === "loaded" && !hasAtLeast(permission.value, "read");
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

function sayNoAnswer(): string {
  return "Only people who can read this repository get an answer here.";
}

function sayNotAPerson(): string {
  return "Commands are for people. GitHub does not list this account as a person's, so nothing was done. An agent finds what is missing in the JSON block of the check `countersign`.";
}

function sayViaApp(): string {
  return "This comment was made through an App. A command has to be written by the person themselves, on GitHub; nothing was done.";
}

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
  if (isVerdict && isPanelOpen(turn)) return judgeGivenAway(turn);
  const reply = `**This could not be judged**: ${prose(unknown, 300)}, for more than ${sayDuration(WAIT_SECONDS)}. Nothing was done; please submit it again.`;
  const refusal = refuse(turn, kind === "comment" ? (said?.verb ?? EDITED) : kind, reply);
  // Whatever the change turns out to be, its verdict is known.
  const isOfUnknown = isVerdict && turn.input.facts.change.status === "unavailable";
  return isOfUnknown ? { ...refusal, records: withExposures(turn, "form", [turn.author]) } : refusal;
}
