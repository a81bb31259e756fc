// How wanted work gets into the table: the columns of a wish and what a second wish for the same key does to the first.
// Shared by deliveries.ts and work.ts, so that both mean the same by "wanted again".
import type { WorkItem } from "../core/facts/work.js";
import { workKey } from "../core/facts/work.js";
import { Prisma } from "./generated/client.js";
import { storableText } from "./storable.js";

export interface Wish {
  readonly key: string;
  readonly kind: string;
  readonly installation: number | null;
  readonly item: WorkItem;
}

export function toWish(item: WorkItem): Wish {
  const installation = "installationId" in item ? item.installationId : null;
  return { key: storableText(workKey(item)), kind: item.kind, installation, item };
}

export const WISH_COLUMNS = Prisma.sql`key, kind, installation_id, item, wanted, run_at, rank_at, first_wanted_at`;

/**
 * The table's alias must be `w`. A wish that joins one nobody works on yet may only make it earlier. One that comes during
 * a run (`claimed = wanted`) starts anew with its own times. Where GitHub told us to wait, both wait.
 */
export const WANTED_AGAIN = Prisma.sql`
  ON CONFLICT (key) DO UPDATE SET
    item = excluded.item,
    installation_id = excluded.installation_id,
    wanted = w.wanted + excluded.wanted,
    first_wanted_at = CASE WHEN w.claimed = w.wanted THEN excluded.first_wanted_at ELSE w.first_wanted_at END,
    run_at = greatest(w.not_before,
      CASE WHEN w.claimed = w.wanted THEN excluded.run_at ELSE least(w.run_at, excluded.run_at) END),
    rank_at = greatest(w.not_before,
      CASE WHEN w.claimed = w.wanted THEN excluded.rank_at ELSE least(w.rank_at, excluded.rank_at) END)`;
