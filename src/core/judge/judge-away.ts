// `/countersign away` and `/countersign back`: who is out of office is not asked for reviews, in every repository of the installation.
import { openRequest } from "../assign/settle.js";
import type { Absence } from "../assign/workload.js";
import { type AwayArguments, endOfAbsence } from "../comments/parse-away.js";
import { isSamePerson } from "../facts/person.js";
import type { Result } from "../ground/result.js";
import { capital, sayList, sayLogin, sayTime } from "../markdown/say.js";
import { faultOfAccess, faultOfIdentity, hasAtLeast } from "../people/rights.js";
import { expertTeams } from "../reviews/experts.js";
import { handBack } from "./judge-reassign.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "./ruling.js";

export function judgeAway(turn: Turn, given: Result<AwayArguments, string>): Ruling {
  const until = given.ok ? endOfAbsence(given.value, turn.at) : given;
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

export function judgeBack(turn: Turn): Ruling {
  const rights = faultOfRight(turn);
  if (rights !== null) return refuse(turn, "back", `**Nothing is noted.**\n\n${sayList([rights])}`);
  return accept(turn, "back", {
    reply: "**Welcome back**: from now on you can be asked for reviews again.",
    events: [toEvent(turn, "absence", { until: turn.at, handed_back: false })],
    absence: toAbsence(turn, turn.at),
  });
}

/** Only people who could be asked have something to say here: anybody else could fill the table. */
function faultOfRight({ author, person, input }: Turn): string | null {
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

function toAbsence({ author, at }: Turn, until: string): Absence | null {
  return author.id === null ? null : { accountId: author.id, login: author.login, saidAt: at, until };
}
