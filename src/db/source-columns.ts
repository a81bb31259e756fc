// Where a review stands on GitHub or on the review page, in three columns of a row.
import type { SubmissionSource } from "../core/facts/submission.js";
import { checkedId } from "./storable.js";

/** As `json_agg` writes them. */
export interface SourceColumns {
  readonly source_kind: SubmissionSource["kind"];
  readonly source_id: number;
  readonly revision: string;
}

export function sourceColumns({ kind, id, revision }: SubmissionSource) {
  return { sourceKind: kind, sourceId: BigInt(id), revision };
}

export function toSource({ source_kind, source_id, revision }: SourceColumns): SubmissionSource {
  return { kind: source_kind, id: checkedId(source_id), revision };
}
