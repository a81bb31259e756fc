// Judges every command, native review and verdict in public that was not looked at yet, in the order in which people wrote
// them, each seeing what the ones before it did. Judging again with the resulting records gives nothing new.
import type { Absence } from "../assign/roster.js";
import { toChanges } from "../case/apply-changes.js";
import type { IssueEffect, ReactionEffect, RemovalEffect, ReplyEffect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import { parseCommand } from "../comments/parse-command.js";
import { type Account, isSamePerson } from "../facts/facts.js";
import type { AuditEvent, RecordChanges, Records } from "../facts/records.js";
import type { SealedSecret } from "../facts/submission.js";
import { momentOf } from "../ground/time.js";
import { redact } from "../markdown/redact.js";
import { personOf } from "../people/person-of.js";
import { givenAway, isAboutEarlier, isPanelOpen } from "./given-away.js";
import { judgeGivenAway } from "./judge-public-form.js";
import { isOverdue, judgeTurn, refuseUnknown, whatIsUnknown } from "./judge-turn.js";
import { type Pending, pendingTexts } from "./pending.js";
import { noReviewNeeded } from "./review-session.js";
import { type JudgeContext, NO_CONTEXT, type Ruling, type Turn, withRecords } from "./ruling.js";
import { sayEdited, withdrawGroundless } from "./withdraw.js";

export interface CommandOutcomes {
  readonly changes: RecordChanges;
  readonly replies: readonly ReplyEffect[];
  readonly reactions: readonly ReactionEffect[];
  readonly issues: readonly IssueEffect[];
  /** Comments that show a verdict and have to go. */
  readonly removals: readonly RemovalEffect[];
  readonly events: readonly AuditEvent[];
  /** What was sealed, for the store alone. */
  readonly secrets: readonly SealedSecret[];
  /** What people on the review page are told, each of them alone. */
  readonly answers: readonly EntryAnswer[];
  /** Who said that they are, or are no longer, out of office. */
  readonly absences: readonly Absence[];
  /** Something that was written waits, because it could not be read what it would be judged by. */
  readonly waits: boolean;
}

export function judgeCommands(input: GateInput, context: JudgeContext = NO_CONTEXT): CommandOutcomes {
  let { records, events } = withdrawGroundless(input);
  const judged: { readonly pending: Pending; readonly ruling: Ruling }[] = [];
  // Once one command of a person waits, their later ones wait too: they may build on it.
  const waiting: Account[] = [];
  for (const pending of pendingTexts(input.facts, input.records, context.entries)) {
    const turn = toTurn(pending, { ...input, records }, context);
    const away = givenAway(turn, pending);
    if (away === null && isIgnored(turn, pending)) continue;
    const unknown = whatIsUnknown(turn, pending);
    // What everybody can read waits for nothing.
    if (away === null && (isAmong(turn.author, waiting) || (unknown !== null && !isOverdue(turn)))) {
      waiting.push(turn.author);
      continue;
    }
    const ruling = away === null ? judgeKnown(turn, pending, unknown) : judgeGivenAway(turn, away.by);
    records = withHandled(ruling, turn);
    events = [...events, ...ruling.events];
    const note = sayEdited(withRecords(turn, ruling.records), pending);
    judged.push({ pending, ruling: { ...ruling, reply: joinNotes(note, ruling.reply) } });
  }
  return {
    changes: toChanges(input.records, records),
    replies: judged.flatMap(({ pending, ruling }) => toReply(pending, ruling, input)),
    reactions: judged.flatMap(({ pending, ruling }) => toReaction(pending, ruling)),
    issues: distinct(judged.flatMap(({ ruling }) => (ruling.issue === null ? [] : [ruling.issue]))),
    removals: judged.flatMap(({ pending, ruling }) => toRemoval(pending, ruling)),
    events,
    secrets: judged.flatMap(({ ruling }) => (ruling.secret === null ? [] : [ruling.secret])),
    answers: judged.flatMap(({ pending, ruling }) => toAnswer(pending, ruling)),
    absences: judged.flatMap(({ ruling }) => (ruling.absence === null ? [] : [ruling.absence])),
    waits: waiting.length > 0,
  };
}

function judgeKnown(turn: Turn, pending: Pending, unknown: string | null): Ruling {
  return unknown === null ? judgeTurn(turn, pending) : refuseUnknown(turn, pending, unknown);
}

const GHOST: Account = { id: null, login: "ghost", type: "Unknown" };

function toTurn({ source, at, text }: Pending, input: GateInput, context: JudgeContext): Turn {
  const person = personOf(text.author ?? GHOST, input);
  return { input, source, url: text.url, at, author: person.account, person, context };
}

/**
 * Reviews and comments on lines that nobody asked for: not by people, or where no review is needed. They are never answered. And
 * whatever shows a verdict without being a command, as long as nobody knows which version it is about.
 */
function isIgnored(turn: Turn, pending: Pending): boolean {
  const { facts } = turn.input;
  const isCommand = pending.kind === "comment" && parseCommand(pending.text.body) !== null;
  if (pending.kind === "form" || isCommand) return false;
  const isButton = pending.kind === "review" && pending.text.state !== "COMMENTED";
  if (facts.change.status === "unavailable" && !isButton) return true;
  if (pending.kind === "comment") return false;
  // Of a review that was dismissed, only what it gave away is left to be told.
  const isDismissed = pending.kind === "review" && pending.text.state === "DISMISSED";
  if (isDismissed && (!isPanelOpen(turn) || isAboutEarlier(turn, pending))) return true;
  return turn.person.account.type !== "User" || facts.pull.state !== "open" || noReviewNeeded(turn.input) !== null;
}

function isAmong(account: Account, waiting: readonly Account[]): boolean {
  return waiting.some((other) => isSamePerson(other, account));
}

function withHandled({ records, command, accepted }: Ruling, { source }: Turn): Records {
  return { ...records, handled: [...records.handled, { source, command, accepted }] };
}

function joinNotes(note: string | null, reply: string | null): string | null {
  const notes = [note, reply].filter((text) => text !== null);
  return notes.length === 0 ? null : notes.join("\n\n");
}

/** Two overrides of one head ask for one issue. */
function distinct(issues: readonly IssueEffect[]): IssueEffect[] {
  return [...new Map(issues.map((issue) => [issue.marker, issue])).values()];
}

/** The answer to one entry of the review page. */
interface EntryAnswer {
  readonly entryId: number;
  readonly accepted: boolean;
  /** Markdown; null: it was taken, and there is nothing to add. */
  readonly reply: string | null;
}

/** The marker stands in the first line of the body, so that the reply is found again and written once. */
function toReply(pending: Pending, { reply, receipt }: Ruling, input: GateInput): ReplyEffect[] {
  const { kind, id, revision } = pending.source;
  const text = kind === "form" ? receipt : reply;
  if (text === null || isChatteringBot(pending, input)) return [];
  const marker = `<!-- countersign:reply:${kind}:${id}:${revision} -->`;
  return [{ kind: "reply", marker, body: `${marker}\n${redact(text)}` }];
}

/** What was done on the review page is answered there, to one person alone. */
function toAnswer({ source }: Pending, { accepted, reply }: Ruling): EntryAnswer[] {
  return source.kind === "form" ? [{ entryId: source.id, accepted, reply }] : [];
}

/** Native reviews and entries of the page take no reaction. Nor does an edit that left no command, nor a comment that goes. */
function toReaction(pending: Pending, { accepted, removes }: Ruling): ReactionEffect[] {
  if (pending.kind !== "comment" || removes || (accepted && parseCommand(pending.text.body) === null)) return [];
  return [{ kind: "reaction", commentId: pending.source.id, content: accepted ? "+1" : "confused" }];
}

function toRemoval({ source }: Pending, { removes }: Ruling): RemovalEffect[] {
  if (!removes) return [];
  if (source.kind === "line") return [{ kind: "removal", commentId: source.id, onLine: true }];
  return source.kind === "comment" ? [{ kind: "removal", commentId: source.id }] : [];
}

/** Replies to one bot on one pull request. A bot that answers every comment with a command would never end. */
const MAX_BOT_REPLIES = 3;

function isChatteringBot({ text, at }: Pending, { facts }: GateInput): boolean {
  const author: Account | null = text.author;
  if (author === null || author.type === "User" || facts.comments.status === "unavailable") return false;
  const earlier = facts.comments.value.filter(
    (comment) =>
      comment.author !== null &&
      isSamePerson(comment.author, author) &&
      momentOf(comment.createdAt) < momentOf(at) &&
      comment.id !== text.id &&
      parseCommand(comment.body) !== null,
  );
  return earlier.length >= MAX_BOT_REPLIES;
}
