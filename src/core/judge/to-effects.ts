// Turns a ruling into what people see: the reply and the reaction.

import type { ReactionEffect, RemovalEffect, ReplyEffect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import { parseCommand } from "../comments/parse-command.js";
import type { Account } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import { momentOf } from "../ground/time.js";
import { redact } from "../markdown/redact.js";
import type { Pending } from "./pending.js";
import type { Ruling } from "./ruling.js";

/** The answer to one entry of the review page. */
export interface EntryAnswer {
  readonly entryId: number;
  readonly accepted: boolean;
  /** Markdown; null: it was taken, and there is nothing to add. */
  readonly reply: string | null;
}

/** The marker stands in the first line of the body, so that the reply is found again and written once. */
export function toReply(pending: Pending, { reply, receipt }: Ruling, input: GateInput): ReplyEffect[] {
  const { kind, id, revision } = pending.source;
  const text = kind === "form" ? receipt : reply;
  if (text === null || isChatteringBot(pending, input)) return [];
  const marker = `<!-- countersign:reply:${kind}:${id}:${revision} -->`;
  return [{ kind: "reply", marker, body: `${marker}\n${redact(text)}` }];
}

/** What was done on the review page is answered there, to one person alone. */
export function toAnswer({ source }: Pending, { accepted, reply }: Ruling): EntryAnswer[] {
  return source.kind === "form" ? [{ entryId: source.id, accepted, reply }] : [];
}

/** Native reviews and entries of the page take no reaction. Nor does an edit that left no command, nor a comment that goes. */
export function toReaction(pending: Pending, { accepted, removes }: Ruling): ReactionEffect[] {
  if (pending.kind !== "comment" || removes || (accepted && parseCommand(pending.text.body) === null)) return [];
  return [{ kind: "reaction", commentId: pending.source.id, content: accepted ? "+1" : "confused" }];
}

export function toRemoval({ source }: Pending, { removes }: Ruling): RemovalEffect[] {
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
