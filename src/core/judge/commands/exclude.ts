// `/countersign exclude @login <reason>`: a maintainer settles that what is claimed of a reviewer is true, and frees the seat.
import { CLAIMED, type Command, reasonFault, wordsOf } from "../../comments/parse-command.js";
import { personKey } from "../../facts/facts.js";
import type { Exclusion } from "../../facts/records.js";
import { sha256 } from "../../ground/canonical.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { sayLogin, sayMention, sayNothingClaimed } from "../../markdown/say.js";
import { claimsOn } from "../../people/claims.js";
import { command } from "../command-kind.js";
import { faultOfGiver, given, MAX_REASON_CHARS, sayRefused } from "../exception.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "../ruling.js";

export const exclude = command({
  verb: "exclude",
  arguments: "@login <reason>",
  who: "maintain or admin; not the author, not who set the agent to work",
  effect:
    "settles that a reviewer did have a hand in the change, as is claimed since their review began: the seat is free",
  takes: "words",
  hasEffect: true,
  edited: "refused",
  lasts: true,
  page: {
    example: "/countersign exclude @ada She asked the agent for this change.",
    again: "Both are recorded. One that is in force is enough.",
    holds:
      "It holds for every version of the change, while its author has the right to it. It ends when its comment is edited or deleted.",
  },
  judge: judgeExclude,
});

const EXAMPLE = "`/countersign exclude @ada She asked the agent for this change.`";

function judgeExclude(turn: Turn, said: Command): Ruling {
  const { input, author } = turn;
  const [name = "", ...words] = wordsOf(said);
  const reason = words.join(" ").slice(0, MAX_REASON_CHARS);
  const received = name === "" ? "nothing" : quoteInline(name, 60);
  const fault = faultOfGiver("exclusion", turn);
  const faults = [
    CLAIMED.test(name) ? null : `expected a login with its \`@\`, received ${received}; write it such as ${EXAMPLE}`,
    reasonFault(reason),
  ].filter((one) => one !== null);
  if (faults.length > 0 || fault !== null) return refuse(turn, "exclude", sayRefused("exclusion", fault, faults));
  const login = name.slice(1);
  const claim = claimsOn(input).find(({ person }) => personKey(person.login) === personKey(login));
  // INVARIANT: a maintainer decides what is said of a reviewer, and pushes nobody out of whom nothing is said.
  if (claim === undefined) return refuse(turn, "exclude", sayRefused("exclusion", null, [sayNothingClaimed(login)]));
  const excluded: Exclusion = { ...given(turn), person: claim.person, reason };
  return accept(turn, "exclude", {
    records: { ...input.records, exclusions: [...input.records.exclusions, excluded] },
    reply: `**${sayMention(claim.person.login)}, your review does not count on this pull request**, says ${sayLogin(author.login)}: you had a hand in the change. Your seat is free. What you sealed is shown at the reveal, as not counted.`,
    events: [toEvent(turn, "exclusion", { person: claim.person.login, reason: `sha256:${sha256(reason)}` })],
  });
}
