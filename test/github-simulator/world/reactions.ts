// Reactions: one of each kind per person and comment.
import type { Account, Comment, Reaction } from "./model.js";
import type { World } from "./world.js";

export function addReaction(
  world: World,
  comment: Comment,
  user: Account,
  content: string,
): { reaction: Reaction; isNew: boolean } {
  const known = comment.reactions.find((one) => one.user === user && one.content === content);
  if (known) return { reaction: known, isNew: false };
  const reaction: Reaction = { id: world.nextId(), content, user, createdAtMs: world.now() };
  comment.reactions.push(reaction);
  return { reaction, isNew: true };
}
