// Who was once named by a commit of a pull request, and whose heads' people are known. Told twice, in whatever order, it is the same.
import type { RecordChanges, SeenHead, SeenPerson } from "../core/facts/records.js";
import { toAccount } from "./account-columns.js";
import type { PullKey } from "./pull-columns.js";
import { storableText } from "./storable.js";
import type { Transaction } from "./transaction.js";

export interface ContributorRow {
  readonly key: string;
  readonly person_id: number | null;
  readonly person_login: string | null;
  readonly person_type: string | null;
  readonly sha: string;
}

export type HeadRow = SeenHead;

export function toSeenPerson({ key, person_id, person_login, person_type, sha }: ContributorRow): SeenPerson {
  const account = person_login === null ? null : toAccount(person_id, person_login, person_type ?? "Unknown");
  return { key, account, sha };
}

export function toSeenHead({ sha, read }: HeadRow): SeenHead {
  return { sha, read };
}

/** INVARIANT: nobody is taken out, and what was read stays read. */
export async function writeSeen(
  tx: Transaction,
  pull: PullKey,
  { contributors, heads }: Pick<RecordChanges, "contributors" | "heads">,
): Promise<void> {
  if (contributors.length > 0) {
    await tx.contributor.createMany({
      data: contributors.map((one) => ({ ...pull, ...columns(one) })),
      skipDuplicates: true,
    });
  }
  if (heads.length === 0) return;
  const { repositoryId, number } = pull;
  await tx.$executeRaw`
    INSERT INTO heads AS h (repository_id, number, sha, read)
    SELECT ${repositoryId}, ${number}, seen.sha, bool_or(seen.read)
    FROM ROWS FROM (json_to_recordset(${JSON.stringify(heads)}::json) AS (sha text, read boolean))
      WITH ORDINALITY AS seen (sha, read, place)
    GROUP BY seen.sha ORDER BY min(seen.place)
    ON CONFLICT (repository_id, number, sha) DO UPDATE SET read = true WHERE excluded.read AND NOT h.read`;
}

function columns({ key, account, sha }: SeenPerson) {
  return {
    key: storableText(key),
    personId: account?.id == null ? null : BigInt(account.id),
    personLogin: account === null ? null : storableText(account.login),
    personType: account?.type ?? null,
    sha,
  };
}
