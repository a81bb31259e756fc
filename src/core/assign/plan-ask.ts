// One step of asking: which requests end, who is asked next, whom to escalate to, and what is written down about it. Pure; the
// pipeline loads the lists before and records the result after.

import { applyChanges } from "../case/apply-changes.js";
import type { RequestWithdrawalEffect, ReviewRequestEffect } from "../case/effect.js";
import { appEvent, type GateInput } from "../case/input.js";
import type { Standing } from "../case/requirement.js";
import { isSamePerson } from "../facts/facts.js";
import { type AuditEvent, NO_CHANGES, type RecordChanges } from "../facts/records.js";
import { type EndedRequest, isSameRequest, type ReviewRequest } from "../facts/request.js";
import { reviewsOf } from "../reviews/reviews.js";
import { type Asking, chooseReviewer, type Wanted } from "./choose.js";
import type { Roster } from "./roster.js";
import { askingWaitsUntil, openRequest, reviewNeed, settleRequests } from "./settle.js";

/** What is over, and whether somebody is to be asked now. */
interface Settled {
  readonly ends: readonly EndedRequest[];
  /** With the ends applied. */
  readonly input: GateInput;
  /** Null: nobody is asked now, so no list of people is needed. */
  readonly need: Wanted | null;
}

export function settle(input: GateInput, requirements: readonly Standing[]): Settled {
  const ends = settleRequests(input, reviewNeed(input, requirements));
  const after = withChanges(input, { ...NO_CHANGES, endedRequests: ends });
  const need = reviewNeed(after, requirements);
  const isAsked = openRequest(after)?.person != null;
  const isWanted = need.kind === "wanted" && !isAsked && askingWaitsUntil(after, need) === null;
  return { ends, input: after, need: isWanted ? need : null };
}

export interface AskPlan {
  readonly changes: RecordChanges;
  readonly events: readonly AuditEvent[];
  readonly outbox: readonly { readonly key: string; readonly effect: ReviewRequestEffect | RequestWithdrawalEffect }[];
}

/** `roster`: null where `settled.need` is. */
export function planAsk({ ends, input, need }: Settled, roster: Roster | null): AskPlan {
  const asked = need === null || roster === null ? null : nextRequest({ need, input, roster });
  const vacancy = openRequest(input);
  const isFound = asked?.person != null;
  // Where nobody was suitable and nobody is now, the old word stands and its time goes on.
  const added = asked !== null && (isFound || vacancy === null) ? [asked] : [];
  const filled: EndedRequest[] =
    vacancy !== null && isFound
      ? [{ request: vacancy, end: { at: input.facts.readAt, how: "superseded", outcome: null } }]
      : [];
  const over = [...ends, ...filled];
  return {
    changes: { ...NO_CHANGES, asked: added, endedRequests: over },
    events: [
      ...over.flatMap((one) => timeoutEvent(one, input)),
      ...added.map((request) => appEvent(input, "reviewer_asked", askedData(request))),
    ],
    outbox: [
      ...over.flatMap((one) => withdrawal(one, added)),
      ...escalations(ends, input),
      ...added.flatMap((request) => requestOf(request)),
    ],
  };
}

function nextRequest(asking: Asking): ReviewRequest {
  const { records, fingerprint, facts } = asking.input;
  const rolls = records.asked.filter((request) => request.fingerprint === fingerprint).map(({ roll }) => roll);
  const roll = Math.max(0, ...rolls) + 1;
  const { person, why } = chooseReviewer(asking, roll);
  const { seat, tier } = asking.need;
  return { fingerprint, roll, seat, tier, person, askedAt: facts.readAt, why, ended: null };
}

/** GitHub notifies the person. Whoever somebody else asked there has been notified. */
function requestOf({ fingerprint, roll, person, why }: ReviewRequest): AskPlan["outbox"] {
  if (person === null || why.adopted) return [];
  const request = { fingerprint, roll, person };
  const effect = { kind: "review_request", users: [person.login], teams: [], request } as const;
  return [{ key: `request:${fingerprint}:${roll}`, effect }];
}

/**
 * The request goes from GitHub's sidebar. Of an earlier version it stays until somebody else is asked: whoever has begun to look
 * at a change is the first to be asked about its next version.
 */
function withdrawal({ request, end }: EndedRequest, asked: readonly ReviewRequest[]): AskPlan["outbox"] {
  const { person } = request;
  if (person === null) return [];
  const isReplaced = asked.some((one) => one.person !== null && !isSamePerson(one.person, person));
  return end.how !== "superseded" || isReplaced ? [toWithdrawal(request)] : [];
}

/** Also for a request that a command ended. The person must be known. */
export function toWithdrawal({ fingerprint, roll, person }: EndedRequest["request"]): AskPlan["outbox"][number] {
  const users = person === null ? [] : [person.login];
  return { key: `withdraw:${fingerprint}:${roll}`, effect: { kind: "request_withdrawal", users } };
}

/** Once for each version. */
function escalations(ends: readonly EndedRequest[], input: GateInput): AskPlan["outbox"] {
  if (!ends.some(({ end }) => end.how === "timed-out")) return [];
  return escalationRequests(`request:escalation:${input.fingerprint}`, input);
}

function timeoutEvent({ request, end }: EndedRequest, input: GateInput): AuditEvent[] {
  if (end.how !== "timed-out") return [];
  const known = input.records.asked.find((one) => isSameRequest(one, request));
  const seat = known?.seat ?? 1;
  const kind = end.outcome === "escalate" ? "review_escalated" : "timed_out";
  const data = {
    seat,
    roll: request.roll,
    reviewer: request.person?.login ?? null,
    asked_at: known?.askedAt ?? null,
    times: reviewsOf(input).lateness[seat].passed.length,
    outcome: end.outcome,
  };
  return [appEvent(input, kind, data)];
}

/** INVARIANT: numbers, logins, teams of the policy; no text that a person wrote. */
function askedData({ roll, seat, person, why }: ReviewRequest): AuditEvent["data"] {
  const { fit, adopted, suitable, setAside } = why;
  return {
    roll,
    seat,
    reviewer: person?.login ?? null,
    reviewer_id: person?.id ?? null,
    adopted,
    suitable,
    set_aside: Object.entries(setAside)
      .map(([reason, count]) => `${reason}:${count}`)
      .sort()
      .join(" "),
    expert_of: fit?.expertOf.join(" ") ?? "",
    owned: fit?.owned ?? null,
    commits: fit?.commits ?? null,
    open: fit?.open ?? null,
    waiting_minutes: fit?.waitingMinutes ?? null,
  };
}

function withChanges(input: GateInput, changes: RecordChanges): GateInput {
  return { ...input, records: applyChanges(input.records, changes) };
}

/**
 * One effect for each name, so that one that GitHub refuses does not keep the others from being asked. With the same `prefix` the
 * keys are the same every time, so each is asked once.
 */
export function escalationRequests(
  prefix: string,
  { policy }: GateInput,
): { readonly key: string; readonly effect: ReviewRequestEffect }[] {
  const { teams, users } = policy.policy.reviewers.escalation;
  const one = (name: string, effect: Partial<ReviewRequestEffect>) => ({
    key: `${prefix}:${name.toLowerCase()}`,
    effect: { kind: "review_request" as const, users: [], teams: [], ...effect },
  });
  return [...teams.map((team) => one(team, { teams: [team] })), ...users.map((user) => one(user, { users: [user] }))];
}
