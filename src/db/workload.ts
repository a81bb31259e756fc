// What waits for people over a whole installation, what they approved lately, and who is out of office.
// INVARIANT: the column that holds what a sealed review says is not looked at; `revealed` is null until everybody may know it.
import type { Absence, WaitingReview } from "../core/assign/roster.js";
import { TIERS, type Tier } from "../core/ground/tier.js";
import type { WorkloadQuery, WorkloadStore } from "../ports.js";
import type { Database } from "./client.js";
import { Prisma } from "./generated/client.js";
import { storableText, toNumber } from "./storable.js";
import type { Transaction } from "./transaction.js";

export function createWorkloadStore({ prisma }: Database): WorkloadStore {
  return {
    async loadWorkload(query) {
      const people = query.people.map(BigInt);
      if (people.length === 0) return new Map();
      const [waiting, approvals] = await Promise.all([
        prisma.$queryRaw<WaitingRow[]>(waitingOf(query, people)),
        prisma.$queryRaw<ApprovalsRow[]>(approvalsOf(query, people)),
      ]);
      const approved = new Map(approvals.map(({ person, count }) => [toNumber(person), count]));
      const waits = new Map<number, WaitingReview[]>();
      for (const row of waiting) {
        const person = toNumber(row.person);
        waits.set(person, [...(waits.get(person) ?? []), { lines: row.lines ?? 0, tier: tierOf(row.tier) }]);
      }
      const known = new Set([...waits.keys(), ...approved.keys()]);
      return new Map(
        [...known].map((id) => [id, { waiting: waits.get(id) ?? [], approvals: approved.get(id) ?? 0 }] as const),
      );
    },

    async loadAbsences(installationId, people) {
      const rows = await prisma.absence.findMany({
        where: { installationId: BigInt(installationId), accountId: { in: people.map(BigInt) } },
        orderBy: { accountId: "asc" },
      });
      return rows.map(({ accountId, login, saidAt, until }) => ({
        accountId: toNumber(accountId),
        login,
        saidAt,
        until,
      }));
    },
  };
}

/** An older word, told late, does not take the place of a newer one. */
export async function writeAbsences(
  tx: Transaction,
  installationId: number,
  absences: readonly Absence[],
): Promise<void> {
  for (const { accountId, login, saidAt, until } of absences) {
    await tx.$executeRaw`
      INSERT INTO absences AS a (installation_id, account_id, login, said_at, until)
      VALUES (${BigInt(installationId)}, ${BigInt(accountId)}, ${storableText(login)}, ${saidAt}, ${until})
      ON CONFLICT (installation_id, account_id) DO UPDATE
        SET login = excluded.login, said_at = excluded.said_at, until = excluded.until
        WHERE a.said_at::timestamptz <= excluded.said_at::timestamptz`;
  }
}

interface WaitingRow {
  readonly person: bigint;
  readonly lines: number | null;
  readonly tier: string | null;
}

/** A session of a version that was pushed over waits for nobody. A person's request and session of one pull request are one. */
function waitingOf({ ref, at }: WorkloadQuery, people: readonly bigint[]): Prisma.Sql {
  return Prisma.sql`
    SELECT w.person, p.counted_lines AS lines, p.decision ->> 'tier' AS tier
    FROM (
      SELECT person_id AS person, repository_id, number, fingerprint FROM review_requests
      WHERE person_id = ANY (${people}::bigint[]) AND ended_at IS NULL
      UNION
      SELECT reviewer_id, repository_id, number, fingerprint FROM sessions
      WHERE reviewer_id = ANY (${people}::bigint[]) AND state = 'open' AND expires_at::timestamptz >= ${at}::timestamptz
    ) AS w JOIN pulls AS p ON p.repository_id = w.repository_id AND p.number = w.number
      AND p.decision ->> 'fingerprint' = w.fingerprint
    WHERE p.open AND p.installation_id = ${BigInt(ref.installationId)} AND NOT ${isPull(ref)}
    ORDER BY w.person, p.repository_id, p.number`;
}

interface ApprovalsRow {
  readonly person: bigint;
  readonly count: number;
}

function approvalsOf({ ref, approvedSince }: WorkloadQuery, people: readonly bigint[]): Prisma.Sql {
  return Prisma.sql`
    SELECT a.person, count(*)::int AS count
    FROM (
      SELECT reviewer_id AS person, repository_id, number FROM submissions
      WHERE reviewer_id = ANY (${people}::bigint[]) AND verdict = 'approve' AND voided_at IS NULL
        AND submitted_at::timestamptz > ${approvedSince}::timestamptz
      UNION ALL
      SELECT reviewer_id, repository_id, number FROM sealed_reviews
      WHERE reviewer_id = ANY (${people}::bigint[]) AND revealed ->> 'verdict' = 'approve' AND voided_at IS NULL
        AND received_at::timestamptz > ${approvedSince}::timestamptz
    ) AS a JOIN pulls AS p ON p.repository_id = a.repository_id AND p.number = a.number
    WHERE p.installation_id = ${BigInt(ref.installationId)}
    GROUP BY a.person`;
}

function isPull({ repositoryId, number }: WorkloadQuery["ref"]): Prisma.Sql {
  return Prisma.sql`(p.repository_id = ${BigInt(repositoryId)} AND p.number = ${number})`;
}

function tierOf(stored: string | null): Tier {
  return TIERS.find((tier) => tier === stored) ?? "high-stakes";
}
