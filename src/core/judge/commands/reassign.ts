// `/countersign reassign <reason>`: whoever was asked hands the request back, or a maintainer has the next one asked. Nobody is named:
// who comes next is chosen like the first, and never somebody who was asked about this version before.
import { openRequest } from "../../assign/settle.js";
import { applyChanges } from "../../case/apply-changes.js";
import { type Command, reasonFault, wordsOf } from "../../comments/parse-command.js";
import { isSamePerson } from "../../facts/facts.js";
import { NO_CHANGES, type Records } from "../../facts/records.js";
import type { ReviewRequest } from "../../facts/request.js";
import { sha256 } from "../../ground/canonical.js";
import { prose } from "../../markdown/prose.js";
import { capital, sayList, sayLogin } from "../../markdown/say.js";
import { faultOfAuthority } from "../../people/rights.js";
import { command } from "../command-kind.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "../ruling.js";

export const reassign = command({
  verb: "reassign",
  arguments: "<reason>",
  who: "whoever was asked; or maintain or admin, not the author, not who set the agent to work",
  effect: "hands the request for a review back; the next suitable person is asked",
  takes: "words",
  hasEffect: true,
  edited: "refused",
  page: {
    example: "/countersign reassign I am on another project this month",
    again: "It hands back the request that is open then. It is refused where nobody is asked.",
    holds: "It is about this version of the change. For the next version people are chosen anew.",
  },
  judge: judgeReassign,
});

function judgeReassign(turn: Turn, said: Command): Ruling {
  const reason = wordsOf(said).join(" ");
  const open = openRequest(turn.input);
  if (open === null) return refuse(turn, "reassign", NOBODY_ASKED);
  const reasonless = reasonFault(reason);
  const faults = [...faultsOfRight(turn, open), ...(reasonless === null ? [] : [`${capital(reasonless)}.`])];
  if (faults.length > 0) return refuse(turn, "reassign", `**Nobody else is asked.**\n\n${sayList(faults)}`);
  const data = {
    reason: `sha256:${sha256(reason)}`,
    roll: open.roll,
    seat: open.seat,
    reviewer: open.person?.login ?? null,
  };
  return accept(turn, "reassign", {
    records: handBack(turn, open),
    reply: `${sayHandedBack(turn, open)} Somebody else is looked for now, and the briefing says whom it fell on. Whoever was asked may still review.`,
    events: [toEvent(turn, "review_reassigned", data)],
  });
}

/** The records in which the open request has ended. */
export function handBack({ input, at }: Turn, open: ReviewRequest): Records {
  const end = { at, how: "reassigned", outcome: null } as const;
  return applyChanges(input.records, { ...NO_CHANGES, endedRequests: [{ request: open, end }] });
}

const NOBODY_ASKED =
  "Nobody is asked for a review of this version at the moment, so there is nobody to take the place of. `/countersign status` says what is awaited.";

/** Whoever was asked needs no further right to say no. */
function faultsOfRight({ person, author, input }: Turn, { person: asked }: ReviewRequest): string[] {
  if (asked !== null && isSamePerson(asked, author)) return [];
  const faults = faultOfAuthority(person, "maintain", input);
  if (faults.length === 0) return [];
  const why = faults.map((fault) => prose(fault, 300)).join(", and ");
  const who = asked === null ? "somebody" : `${sayLogin(asked.login)}, who was asked, or somebody`;
  return [
    `This has to come from ${who} with maintain or admin permission who neither opened the pull request nor set the agent to work. ${sayLogin(author.login)} ${why}.`,
  ];
}

function sayHandedBack({ author }: Turn, { person }: ReviewRequest): string {
  if (person === null) return "**Taken.**";
  if (isSamePerson(person, author)) return "**You are not asked any more.**";
  return `**${sayLogin(person.login)} is not asked any more.**`;
}
