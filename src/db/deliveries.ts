// Receives webhook calls: delivery id, wanted work, hints and pushes in one statement, so that a delivery that was answered
// is never lost and one that comes twice does nothing. Nothing that a person wrote is stored here.
import type { Delivery, DeliveryStore } from "../ports.js";
import type { Database } from "./client.js";
import { gather } from "./gather.js";
import { Prisma } from "./generated/client.js";
import { storableJson } from "./storable.js";
import { retryConflicts } from "./transaction.js";
import { toWish, WANTED_AGAIN, WISH_COLUMNS } from "./wish.js";
import { WORK_CHANNEL } from "./work-signal.js";

export function createDeliveryStore(database: Database): DeliveryStore {
  const receive = gather<Delivery, boolean>(async (batch) => {
    const fresh = await receiveAll(database, batch);
    if (fresh.size > 0) database.signal.announce();
    return batch.map((delivery, index) => fresh.has(delivery.id) && isFirst(batch, index));
  });
  return {
    receive,
    async tryToKeep() {
      await database
        .transaction(async (tx) => {
          // More than the free end of a page holds.
          await tx.$executeRaw`INSERT INTO deliveries (id, event, received_at)
            SELECT 'try-' || number || repeat('-', 900), 'none', ${database.now()} FROM generate_series(1, 40) AS number`;
          throw TAKEN_BACK;
        })
        .catch((error: unknown) => {
          if (error !== TAKEN_BACK) throw error;
        });
    },
  };
}

const TAKEN_BACK = new Error("taken back");

/** The ids that were not known before. */
async function receiveAll(database: Database, batch: readonly Delivery[]): Promise<ReadonlySet<string>> {
  const once = batch.filter((_delivery, index) => isFirst(batch, index));
  const statement = receiveStatement(database, once);
  const rows = await retryConflicts(() => database.urgent.$queryRaw<{ id: string }[]>(statement));
  return new Set(rows.map(({ id }) => id));
}

function isFirst(batch: readonly Delivery[], index: number): boolean {
  return batch.findIndex(({ id }) => id === batch[index]?.id) === index;
}

/**
 * Rows are written in the order of their keys, so that two replicas never wait for each other in a circle.
 *
 * Hints fill in what is not known yet and save calls. INVARIANT: they never say that a pull request is closed, and never
 * reopen one: only an evaluation does, because a merge is recorded when `open` turns false.
 */
function receiveStatement(database: Database, batch: readonly Delivery[]): Prisma.Sql {
  const now = database.now();
  return Prisma.sql`
    WITH fresh AS (
      INSERT INTO deliveries (id, event, action, received_at)
      SELECT id, event, action, ${now}
      FROM json_to_recordset(${storableJson(batch.map(deliveryRow))}::json) AS d(id text, event text, action text)
      ORDER BY id
      ON CONFLICT (id) DO NOTHING
      RETURNING id
    ), wished AS (
      INSERT INTO work AS w (${WISH_COLUMNS})
      SELECT key, min(kind), max(installation), (array_agg(item ORDER BY position DESC))[1], count(*), ${now}, ${now}, ${now}
      FROM json_to_recordset(${storableJson(numbered(batch, workRows))}::json)
        AS n(delivery text, position int, key text, kind text, installation bigint, item json)
      WHERE delivery IN (SELECT id FROM fresh)
      GROUP BY key ORDER BY key
      ${WANTED_AGAIN}
    ), hinted AS (
      INSERT INTO pulls AS p (repository_id, number, installation_id, owner, name, base_ref, head_sha, open)
      SELECT DISTINCT ON (repository, number) repository, number, installation, owner, name, base, head, true
      FROM json_to_recordset(${storableJson(numbered(batch, hintRows))}::json) AS h(delivery text, position int,
        repository bigint, number int, installation bigint, owner text, name text, base text, head text, open boolean)
      WHERE open AND delivery IN (SELECT id FROM fresh)
      ORDER BY repository, number, position DESC
      ON CONFLICT (repository_id, number) DO UPDATE SET installation_id = excluded.installation_id,
        owner = excluded.owner, name = excluded.name, base_ref = excluded.base_ref, head_sha = excluded.head_sha
    ), pushed AS (
      INSERT INTO pushes (repository_id, number, head_sha, sender_id, sender_login, sender_type, seen_at)
      SELECT DISTINCT ON (repository, number, head, login) repository, number, head, sender, login, type, ${now}
      FROM json_to_recordset(${storableJson(numbered(batch, pushRows))}::json) AS s(delivery text, position int,
        repository bigint, number int, head text, sender bigint, login text, type text)
      WHERE delivery IN (SELECT id FROM fresh)
      ORDER BY repository, number, head, login, position DESC
      ON CONFLICT (repository_id, number, head_sha, sender_login) DO UPDATE SET seen_at = excluded.seen_at
    ), replaced AS (
      INSERT INTO heads (repository_id, number, sha, read)
      SELECT DISTINCT repository, number, sha, false
      FROM json_to_recordset(${storableJson(numbered(batch, replacedRows))}::json) AS r(delivery text, position int,
        repository bigint, number int, sha text)
      WHERE delivery IN (SELECT id FROM fresh)
      ORDER BY repository, number, sha
      ON CONFLICT (repository_id, number, sha) DO NOTHING
    ), signed_out AS (
      INSERT INTO sign_outs (person_id, at)
      SELECT DISTINCT person, ${now} FROM json_to_recordset(${storableJson(numbered(batch, signOutRows))}::json)
        AS o(delivery text, position int, person bigint)
      WHERE delivery IN (SELECT id FROM fresh)
      ORDER BY person
      ON CONFLICT (person_id) DO UPDATE SET at = greatest(sign_outs.at, excluded.at)
    )
    SELECT id ${tellReplicas(database)} FROM fresh`;
}

function tellReplicas({ kind }: Database): Prisma.Sql {
  return kind === "postgresql" ? Prisma.sql`, pg_notify(${WORK_CHANNEL}, '')::text` : Prisma.empty;
}

function deliveryRow({ id, event, action }: Delivery) {
  return { id, event, action };
}

function numbered(batch: readonly Delivery[], toRows: (delivery: Delivery) => readonly object[]) {
  return batch.flatMap((delivery, position) =>
    toRows(delivery).map((row) => ({ delivery: delivery.id, position, ...row })),
  );
}

function workRows({ work }: Delivery) {
  return work.map(toWish);
}

function hintRows({ hints }: Delivery) {
  return hints.map(({ ref, baseRef, headSha, open }) => ({
    repository: ref.repositoryId,
    number: ref.number,
    installation: ref.installationId,
    owner: ref.owner,
    name: ref.name,
    base: baseRef,
    head: headSha,
    open,
  }));
}

function signOutRows({ signsOut }: Delivery) {
  return signsOut === null ? [] : [{ person: signsOut.personId }];
}

function replacedRows({ push }: Delivery) {
  if (push?.replaced === undefined) return [];
  return [{ repository: push.repositoryId, number: push.number, sha: push.replaced }];
}

function pushRows({ push }: Delivery) {
  if (push === null) return [];
  const { repositoryId, number, headSha, sender } = push;
  return [
    { repository: repositoryId, number, head: headSha, sender: sender.id, login: sender.login, type: sender.type },
  ];
}
