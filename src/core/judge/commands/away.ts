// `/countersign away`: who is out of office is not asked for reviews, in every repository of the installation.

import type { Absence } from "../../assign/roster.js";
import { openRequest } from "../../assign/settle.js";
import type { Command } from "../../comments/parse-command.js";
import { isSamePerson } from "../../facts/facts.js";
import { err, ok, type Result } from "../../ground/result.js";
import { addSeconds, DURATION, durationSeconds, endOfDay, momentOf, startOfDay } from "../../ground/time.js";
import { quoteInline } from "../../markdown/neutralise.js";
import { capital, sayList, sayLogin, sayTime } from "../../markdown/say.js";
import { faultOfAccess, faultOfIdentity, hasAtLeast } from "../../people/rights.js";
import { expertTeams } from "../../reviews/may-sit.js";
import { command } from "../command-kind.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "../ruling.js";
import { handBack } from "./reassign.js";

export const away = command({
  verb: "away",
  arguments: "[until 2026-12-24 | 3d]",
  who: "anyone with write, and whoever may review",
  effect: "you are not asked for reviews until then, for 90 days at most, in every repository here",
  takes: "words",
  hasEffect: true,
  afterwards: true,
  edited: "refused",
  page: {
    example: "/countersign away until 2026-12-24",
    again: "The newer one takes the place of the earlier one.",
    holds: "It holds until the day that it names, or until `/countersign back`. Pushes do not matter.",
  },
  judge: judgeAway,
});

function judgeAway(turn: Turn, { tail }: Command): Ruling {
  const until = endOfAbsence(tail, turn.at);
  const rights = faultOfRight(turn);
  if (!until.ok || rights !== null) {
    const faults = [...(rights === null ? [] : [rights]), ...(until.ok ? [] : [`${capital(until.error)}.`])];
    return refuse(turn, "away", `**Nothing is noted.**\n\n${sayList(faults)}`);
  }
  const open = openRequest(turn.input);
  const isAsked = open?.person != null && isSamePerson(open.person, turn.author);
  const handed = isAsked ? " You were asked here: that goes to somebody else now." : "";
  return accept(turn, "away", {
    ...(isAsked ? { records: handBack(turn, open) } : {}),
    reply: `**You are away until ${sayTime(until.value)}**, in every repository that this App serves here. Until then you are not asked for reviews; you may review all the same. \`/countersign back\` ends it earlier.${handed}`,
    events: [toEvent(turn, "absence", { until: until.value, handed_back: isAsked })],
    absence: toAbsence(turn, until.value),
  });
}

/** Longest absence. Chosen, not measured: who is gone for longer had better lose the right to review for the while. */
const MAX_AWAY_DAYS = 90;
const EXAMPLES = "`/countersign away until 2026-12-24`, `/countersign away 3d` or `/countersign away`";

/** The end of an absence that was said `at`: nothing, `until` and a day, or a duration. The error says why it cannot be. Hostile text. */
export function endOfAbsence(text: string, at: string): Result<string, string> {
  const latest = addSeconds(at, MAX_AWAY_DAYS * 24 * 60 * 60);
  const [first = "", second = "", ...rest] = text.split(/\s+/u).filter(Boolean);
  if (first === "") return ok(latest);
  const isUntil = first.toLowerCase() === "until" && rest.length === 0 && startOfDay(second) !== null;
  const isFor = second === "" && DURATION.test(first);
  if (!isUntil && !isFor) {
    return err(`expected nothing, a day or a duration, received ${quoteInline(text, 60)}; write ${EXAMPLES}`);
  }
  const until = isUntil ? endOfDay(second) : addSeconds(at, durationSeconds(first));
  if (momentOf(until) <= momentOf(at)) {
    return err(`expected an end in the future, received one that is over; write ${EXAMPLES}`);
  }
  return momentOf(until) > momentOf(latest)
    ? err(`expected at most ${MAX_AWAY_DAYS} days, received more; say it again when they are over`)
    : ok(until);
}

/** Only people who could be asked have something to say here: anybody else could fill the table. */
export function faultOfRight({ author, person, input }: Turn): string | null {
  const name = sayLogin(author.login);
  const identity = faultOfIdentity(author, input.policy.policy);
  if (identity !== null) return `${name} ${identity}.`;
  const { permission } = person;
  // Of a team that may review, whatever the permission is.
  if (faultOfAccess(person, input, expertTeams(input).flat()).length === 0) return null;
  if (permission.status === "unavailable") return `The permission of ${name} could not be read (${permission.reason}).`;
  if (hasAtLeast(permission.value, "write")) return null;
  return `${name} needs write permission on this repository and has ${permission.value}; who cannot be asked need not be away.`;
}

export function toAbsence({ author, at }: Turn, until: string): Absence | null {
  return author.id === null ? null : { accountId: author.id, login: author.login, saidAt: at, until };
}
