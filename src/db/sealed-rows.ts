// Sealed reviews and exposures as rows. INVARIANT: the column that holds what a review says (`box`) is not among those that are
// loaded with the records.
import type { Exposure, RevealedReview, SealedReview, SessionKey } from "../core/facts/submission.js";
import { type ReviewerColumns, toAccount, toReviewer } from "./account-columns.js";
import { Prisma } from "./generated/client.js";
import { type SourceColumns, toSource } from "./source-columns.js";
import { checkedId } from "./storable.js";

/** Every column of a row `r` of `sealed_reviews` that the core may see, as a JSON object. */
export const SEALED_ROW = Prisma.raw(
  `json_build_object(${[
    "source_kind",
    "source_id",
    "revision",
    "url",
    "reviewer_id",
    "reviewer_login",
    "reviewer_type",
    "fingerprint",
    "round",
    "head_sha",
    "session_kind",
    "session_id",
    "received_at",
    "seconds",
    "fast",
    "on_page_seconds",
    "commitment",
    "voided_at",
    "void_reason",
    "revealed",
  ]
    .map((column) => `'${column}', r.${column}`)
    .join(", ")})`,
);

export interface SealedRow extends ReviewerColumns, SourceColumns {
  readonly url: string;
  readonly fingerprint: string;
  readonly round: number;
  readonly head_sha: string;
  readonly session_kind: SessionKey["kind"];
  readonly session_id: number;
  readonly received_at: string;
  readonly seconds: number;
  readonly fast: boolean;
  readonly on_page_seconds: number | null;
  readonly commitment: string;
  readonly voided_at: string | null;
  readonly void_reason: string | null;
  readonly revealed: RevealedReview | null;
}

export function toSealedReview(row: SealedRow): SealedReview {
  return {
    source: toSource(row),
    url: row.url,
    reviewer: toReviewer(row),
    fingerprint: row.fingerprint,
    round: row.round,
    headSha: row.head_sha,
    session: { kind: row.session_kind, id: checkedId(row.session_id) },
    receivedAt: row.received_at,
    seconds: row.seconds,
    fast: row.fast,
    onPageSeconds: row.on_page_seconds,
    commitment: row.commitment,
    voided: row.voided_at === null ? null : { at: row.voided_at, reason: row.void_reason ?? "" },
    revealed: row.revealed,
  };
}

export interface ExposureRow extends SourceColumns {
  readonly fingerprint: string;
  readonly kind: Exposure["kind"];
  readonly person_id: number | null;
  readonly person_login: string;
  readonly person_type: string;
  readonly at: string;
}

export function toExposure(row: ExposureRow): Exposure {
  return {
    kind: row.kind,
    person: toAccount(row.person_id, row.person_login, row.person_type),
    fingerprint: row.fingerprint,
    source: toSource(row),
    at: row.at,
  };
}
