// Turns a ruling into what people see: the reply and the reaction.
import type { ReactionEffect, ReplyEffect } from "../../gate/effect.js";
import type { GateInput } from "../../gate/input.js";
import { redact } from "../../text/redact.js";
import { parseCommand } from "../parse-command.js";
import { isSamePerson } from "../person.js";
import { momentOf } from "../time.js";
import type { Pending } from "./pending.js";
import type { Ruling } from "./ruling.js";

/** The marker stands in the first line of the body, so that the reply is found again and written once. */
export function toReply(pending: Pending, { reply }: Ruling, input: GateInput): ReplyEffect[] {
  if (reply === null || isChatteringBot(pending, input)) return [];
  const { kind, id, revision } = pending.source;
  const marker = `<!-- countersign:reply:${kind}:${id}:${revision} -->`;
  return [{ kind: "reply", marker, body: `${marker}\n${redact(reply)}` }];
}

/** Native reviews take no reaction. Nor does an edit that left no command. */
export function toReaction({ kind, source, text }: Pending, { accepted }: Ruling): ReactionEffect[] {
  if (kind === "review" || (accepted && parseCommand(text.body) === null)) return [];
  return [{ kind: "reaction", commentId: source.id, content: accepted ? "+1" : "confused" }];
}

/** Replies to one bot on one pull request. A bot that answers every comment with a command would never end. */
const MAX_BOT_REPLIES = 3;

function isChatteringBot({ text, at }: Pending, { facts }: GateInput): boolean {
  const { author } = text;
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
