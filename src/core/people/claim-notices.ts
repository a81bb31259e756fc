// Tells a reviewer, once, what is said of them since their review began. INVARIANT: the words are the same whether a review was
// submitted or not, and whatever it says.
import type { ReplyEffect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import { sayLogin, sayMention } from "../markdown/say.js";
import { type Claim, claimsOn } from "./claims.js";

/** Those that nobody has settled and nobody was told of. */
export function claimNotices(input: GateInput): readonly ReplyEffect[] {
  const { pull, comments } = input.facts;
  if (pull.state !== "open" || input.classification.tier === "format-safe") return [];
  const written = comments.status === "loaded" ? comments.value.filter(({ ours }) => ours) : [];
  return claimsOn(input)
    .filter(({ settled }) => settled === null)
    .map(toNotice)
    .filter(({ marker }) => !written.some(({ body }) => body.startsWith(marker)));
}

function toNotice({ person, says }: Claim): ReplyEffect {
  // One for each person: whoever goes on changing the text makes nobody's telephone ring.
  const marker = `<!-- countersign:claim:${person.id ?? person.login.toLowerCase()} -->`;
  const body = [
    marker,
    `${sayMention(person.login)}, since you began your review this pull request says that you had a hand in it (${sayLogin(person.login)} ${says.join(" and ")}).`,
    "Your seat stands, and nothing of yours is lost. The change waits until a maintainer has settled it.",
    "You need not do anything. If it is true, or wrong, please say so below.",
  ].join("\n\n");
  return { kind: "reply", marker, body };
}
