// `/countersign exclude @login <reason>`: a maintainer settles that what is claimed of a reviewer is true, and frees the seat.

import type { Command } from "../comments/parse-command.js";
import { personKey } from "../facts/facts.js";
import type { Exclusion } from "../facts/records.js";
import { sha256 } from "../ground/canonical.js";
import { capital, sayLogin, sayMention, sayNothingClaimed } from "../markdown/say.js";
import { claimsOn } from "../people/claims.js";
import { RIGHT_TO } from "../people/ground.js";
import { faultOfAuthority } from "../people/rights.js";
import { given, sayNoAuthority, sayRefused } from "./judge-exception.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "./ruling.js";

export function judgeExclude(turn: Turn, { exclusion }: Extract<Command, { kind: "exclude" }>): Ruling {
  const { input, person, author } = turn;
  const authority = sayNoAuthority("exclusion", turn, faultOfAuthority(person, RIGHT_TO.exclude, input));
  const faults = exclusion.ok ? [] : exclusion.error.map((fault) => `${capital(fault)}.`);
  if (!exclusion.ok || authority !== null) return refuse(turn, "exclude", sayRefused("exclusion", authority, faults));
  const { login, reason } = exclusion.value;
  const claim = claimsOn(input).find((one) => personKey(one.person.login) === personKey(login));
  // INVARIANT: a maintainer decides what is said of a reviewer, and pushes nobody out of whom nothing is said.
  if (claim === undefined) return refuse(turn, "exclude", sayRefused("exclusion", null, [sayNothingClaimed(login)]));
  const excluded: Exclusion = { ...given(turn), person: claim.person, reason };
  return accept(turn, "exclude", {
    records: { ...input.records, exclusions: [...input.records.exclusions, excluded] },
    reply: `**${sayMention(claim.person.login)}, your review does not count on this pull request**, says ${sayLogin(author.login)}: you had a hand in the change. Your seat is free. What you sealed is shown at the reveal, as not counted.`,
    events: [toEvent(turn, "exclusion", { person: claim.person.login, reason: `sha256:${sha256(reason)}` })],
  });
}
