// Who is asked for a review, why, and what became of those who were asked before, in words. From the records alone, so that equal
// records give equal bytes. No name stands as a mention: GitHub's own request notifies.

import { dueAt, openRequest } from "../assign/settle.js";
import type { GateInput } from "../case/input.js";
import { type Fit, type ReviewRequest, SET_ASIDE, type SetAside } from "../facts/request.js";
import { quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { sayDuration, sayMinute } from "../markdown/say.js";
import { queueOf, reviewsOf } from "../reviews/reviews.js";

const MAX_EARLIER = 4;

/** One line of safe Markdown; null when nobody was asked about this version. */
export function askedWords(input: GateInput): string | null {
  const requests = input.records.asked.filter(({ fingerprint }) => fingerprint === input.fingerprint);
  const current = openRequest(input);
  const earlier = requests.filter((request) => request.person !== null && request !== current);
  if (requests.length === 0) return null;
  const parts = [
    ...(current === null ? [] : [current.person === null ? nobody(current) : somebody(current, input)]),
    ...(earlier.length === 0 ? [] : [`Before: ${earlier.slice(-MAX_EARLIER).map(sayEarlier).join(", ")}.`]),
    ...(current?.why.notes ?? []).map((note) => `${prose(note, 200)}.`),
  ];
  return parts.length === 0 ? null : parts.join(" ");
}

function somebody(request: ReviewRequest, input: GateInput): string {
  const { seat, tier, person, askedAt, why } = request;
  const place = tier === "high-stakes" ? ` (${seat === 1 ? "first" : "second"} of two)` : "";
  const { target_median, target_p95 } = queueOf(input.policy.policy, tier);
  const late =
    reviewsOf(input).lateness[seat].state === "escalated" ? ", after an earlier time passed without a review" : "";
  return [
    `${nameOf(person)}${place}, since ${sayMinute(askedAt)}${late}: ${why.fit === null ? "was asked on GitHub already" : sayFit(why.fit, why.suitable)}.`,
    `A review is meant to come within ${target_median}, nearly always within ${target_p95}; without a beginning the next one is asked at ${sayMinute(dueAt(request, input))}.`,
  ].join(" ");
}

function sayFit(
  { expertOf, owned, files, commits, lastCommitAt, open, waitingMinutes }: Fit,
  suitable: number,
): string {
  const knows = [
    ...(expertOf.length === 0 ? [] : [`is in ${expertOf.map((team) => quoteInline(team, 100)).join(" and ")}`]),
    ...(owned === 0 ? [] : [`owns ${owned} of ${files} changed ${files === 1 ? "file" : "files"}`]),
    ...(commits === 0
      ? []
      : [
          `wrote ${count(commits, "recent commit")} to these files${lastCommitAt === null ? "" : `, the last on ${sayMinute(lastCommitAt).slice(0, 10)}`}`,
        ]),
  ];
  const waits =
    open === 0
      ? "no other review waits for them"
      : `${count(open, "other review")} ${open === 1 ? "waits" : "wait"} for them, about ${sayDuration(waitingMinutes * 60)} of reading`;
  const among = suitable === 1 ? "nobody else was suitable" : `chosen among ${suitable}`;
  return `${knows.length === 0 ? "nobody suitable has left a trace in these files" : knows.join(", ")}; ${waits}; ${among}`;
}

/** Behind a number: of one person, of several. */
const SET_ASIDE_WORDS: Readonly<Record<SetAside, readonly [string, string]>> = {
  access: ["may not review here", "may not review here"],
  involved: ["had a hand in the change", "had a hand in the change"],
  exposed: ["gave or could know a verdict on this version", "gave or could know a verdict on this version"],
  expertise: [
    "is in none of the teams that have to review these files",
    "are in none of the teams that have to review these files",
  ],
  seated: ["sits on the panel already", "sit on the panel already"],
  "asked-before": ["was asked about this version before", "were asked about this version before"],
  away: ["is out of office", "are out of office"],
  busy: [
    "has as many open reviews as `reviewers.max_open` allows",
    "have as many open reviews as `reviewers.max_open` allows",
  ],
  "cool-down": [
    "rests after many approvals (`reviewers.cool_down`)",
    "rest after many approvals (`reviewers.cool_down`)",
  ],
};

/** What a maintainer can do about each reason; the first that applies is told. */
const MENDS: readonly (readonly [SetAside, string])[] = [
  ["busy", "raise `reviewers.max_open`, or help to review what waits"],
  ["cool-down", "wait for the rest to be over, or let more people review"],
  ["away", "wait until somebody is back, or let more people review"],
  ["expertise", "add somebody to the teams of `reviewers.experts`"],
  ["asked-before", "ask those people again yourself, or let more people review"],
];

function nobody({ askedAt, why }: ReviewRequest): string {
  const reasons = SET_ASIDE.map((reason) => [reason, why.setAside[reason] ?? 0] as const).filter(
    ([, many]) => many > 0,
  );
  const total = reasons.reduce((sum, [, many]) => sum + many, 0);
  const because =
    total === 0
      ? "nobody with the right to review is known"
      : `of ${count(total, "person", "people")} ${reasons.map(([reason, number]) => `${number} ${SET_ASIDE_WORDS[reason][number === 1 ? 0 : 1]}`).join(", ")}`;
  const mend = MENDS.find(([reason]) => (why.setAside[reason] ?? 0) > 0)?.[1] ?? "let more people review";
  return `nobody since ${sayMinute(askedAt)}, because ${because}. To go on: ${mend}; or anybody who may review comments \`/countersign start\` unasked.`;
}

function sayEarlier({ person, ended }: ReviewRequest): string {
  switch (ended?.how) {
    case "answered":
      return `${nameOf(person)} reviewed`;
    case "reassigned":
      return `${nameOf(person)} handed back`;
    case "refused":
      return `${nameOf(person)} cannot be asked on GitHub`;
    case "timed-out":
      return `${nameOf(person)} did not begin in time`;
    case "superseded":
    case "unneeded":
    case undefined:
      return `${nameOf(person)} was not needed any more`;
  }
}

function nameOf(person: ReviewRequest["person"]): string {
  return quoteInline(person?.login ?? "", 60);
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
