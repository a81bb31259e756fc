// Requests for reviews as rows: written once, ended once.

import type { RecordChanges } from "../core/facts/records.js";
import {
  END_KINDS,
  type EndKind,
  type RequestEnd,
  type ReviewedTier,
  type ReviewRequest,
  TIMEOUT_OUTCOMES,
  type TimeoutOutcome,
  type Why,
} from "../core/facts/request.js";
import { accountColumns, toAccount } from "./account-columns.js";
import type { Prisma } from "./generated/client.js";
import type { PullKey } from "./pull-columns.js";
import { storableJson } from "./storable.js";
import type { Transaction } from "./transaction.js";

/** A row of `review_requests` as `json_agg` writes it. */
export interface RequestRow {
  readonly fingerprint: string;
  readonly roll: number;
  readonly seat: number;
  readonly tier: string;
  readonly person_id: number | null;
  readonly person_login: string | null;
  readonly person_type: string | null;
  readonly asked_at: string;
  readonly why: Why;
  readonly ended_at: string | null;
  readonly ended_how: string | null;
  readonly outcome: string | null;
}

export function toRequest(row: RequestRow): ReviewRequest {
  return {
    fingerprint: row.fingerprint,
    roll: row.roll,
    seat: row.seat === 2 ? 2 : 1,
    tier: tierOf(row.tier),
    person: row.person_login === null ? null : toAccount(row.person_id, row.person_login, row.person_type ?? ""),
    askedAt: row.asked_at,
    why: row.why,
    ended: row.ended_at === null ? null : toEnd(row.ended_at, row),
  };
}

/** The number of rows that were added or changed. */
export async function writeRequests(
  tx: Transaction,
  pull: PullKey,
  { asked, endedRequests }: Pick<RecordChanges, "asked" | "endedRequests">,
): Promise<number> {
  let news = 0;
  // Ends first: whoever is asked next takes the place of somebody whose request is over.
  for (const { request, end } of endedRequests) {
    const { count } = await tx.reviewRequest.updateMany({
      where: { ...pull, fingerprint: request.fingerprint, roll: request.roll, endedAt: null },
      data: { endedAt: end.at, endedHow: end.how, outcome: end.outcome },
    });
    news += count;
  }
  if (asked.length === 0) return news;
  const { count } = await tx.reviewRequest.createMany({
    data: asked.map(({ fingerprint, roll, seat, tier, askedAt, ended, ...request }) => ({
      ...pull,
      ...personColumns(request.person),
      fingerprint,
      roll,
      seat,
      tier,
      askedAt,
      why: JSON.parse(storableJson(request.why)) as Prisma.InputJsonValue,
      endedAt: ended?.at ?? null,
      endedHow: ended?.how ?? null,
      outcome: ended?.outcome ?? null,
    })),
    skipDuplicates: true,
  });
  return news + count;
}

function personColumns(person: ReviewRequest["person"]) {
  if (person === null) return {};
  const { id, login, type } = accountColumns(person);
  return { personId: id, personLogin: login, personType: type };
}

function toEnd(at: string, { ended_how, outcome }: RequestRow): RequestEnd {
  return { at, how: endKindOf(ended_how), outcome: outcomeOf(outcome) };
}

/** @throws RangeError for a row that another version wrote: whether a change passes may hang on it. */
function endKindOf(stored: string | null): EndKind {
  const known = END_KINDS.find((kind) => kind === stored);
  if (known === undefined)
    throw new RangeError("a request for a review ended in a way that this version does not know");
  return known;
}

function outcomeOf(stored: string | null): TimeoutOutcome | null {
  return TIMEOUT_OUTCOMES.find((outcome) => outcome === stored) ?? null;
}

function tierOf(stored: string): ReviewedTier {
  return stored === "behavior-changing" ? "behavior-changing" : "high-stakes";
}
