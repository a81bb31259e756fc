// Questions about pull requests that change nothing.

import { CHECK_NAME, type Decision } from "../core/case/decision.js";
import type { PullRef } from "../core/facts/work.js";
import type { OpenPull, Published, PullState, PullStore } from "../ports.js";
import type { Database } from "./client.js";
import type { Pull } from "./generated/client.js";
import { storableText, toNumber } from "./storable.js";

/**
 * `headSha` is the head that `decision` was made for; only while there is no decision is it the head that a delivery
 * named. A newer hint must not make an old decision look like one for the new head.
 */
export async function loadState({ prisma }: Database, repositoryId: number, number: number): Promise<PullState | null> {
  const row = await prisma.pull.findUnique({
    where: { repositoryId_number: { repositoryId: BigInt(repositoryId), number } },
  });
  return row === null ? null : toState(row);
}

/** Two repositories may have had one name after another: the one that was evaluated last has it now. */
export async function findPull(
  database: Database,
  owner: string,
  name: string,
  number: number,
): Promise<PullState | null> {
  const rows = await database.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT repository_id AS id FROM pulls
    WHERE lower(owner) = lower(${storableText(owner)}) AND lower(name) = lower(${storableText(name)}) AND number = ${number}
    ORDER BY decided_at DESC NULLS LAST LIMIT 1`;
  return rows[0] === undefined ? null : loadState(database, toNumber(rows[0].id), number);
}

export async function loadSiblings(
  { prisma }: Database,
  repositoryId: number,
  headSha: string,
  except: number,
): ReturnType<PullStore["loadSiblings"]> {
  const rows = await prisma.pull.findMany({
    where: { repositoryId: BigInt(repositoryId), headSha, open: true, number: { not: except } },
    orderBy: { number: "asc" },
    select: { number: true, decision: true, baseRef: true },
  });
  return rows.map(({ number, decision, baseRef }) => ({
    number,
    decision: decisionFor({ headSha, baseRef }, decision),
  }));
}

/** A decision for another head or another base says nothing about this one. */
function decisionFor(pull: Pick<Pull, "headSha" | "baseRef">, stored: unknown): Decision | null {
  const decision = stored as Decision | null;
  return decision?.headSha === pull.headSha && decision.baseRef === pull.baseRef ? decision : null;
}

/** By the columns that deliveries keep up to date, so that nothing has to be read from GitHub first. */
export async function findSuccesses(
  { prisma }: Database,
  { repositoryId, number }: PullRef,
): ReturnType<PullStore["findSuccesses"]> {
  const rows = await prisma.$queryRaw<(RefRow & SuccessColumns)[]>`
    SELECT other.repository_id AS "repositoryId", other.number, other.installation_id AS "installationId", other.owner,
      other.name, other.open, other.published, other.decision ->> 'baseRef' AS "decidedFor", asked.base_ref AS base
    FROM pulls asked JOIN pulls other ON other.repository_id = asked.repository_id AND other.head_sha = asked.head_sha
    WHERE asked.repository_id = ${BigInt(repositoryId)} AND asked.number = ${number}
      AND other.published ->> 'conclusion' = 'success' AND other.published ->> 'headSha' = asked.head_sha
      AND coalesce(other.published ->> 'name', ${CHECK_NAME}) = ${CHECK_NAME}
    ORDER BY other.number`;
  const successes = rows.map((row) => ({
    ref: toRef(row),
    open: row.open,
    published: row.published,
    bases: row.published.bases ?? (row.decidedFor === null ? [] : [row.decidedFor]),
  }));
  return { base: rows[0]?.base ?? null, successes };
}

interface SuccessColumns {
  readonly open: boolean;
  readonly published: Published;
  /** For those that earlier versions wrote. */
  readonly decidedFor: string | null;
  readonly base: string | null;
}

export async function findByHead({ prisma }: Database, repositoryId: number, headSha: string): Promise<PullRef[]> {
  const rows = await prisma.pull.findMany({
    where: { repositoryId: BigInt(repositoryId), headSha, open: true },
    orderBy: { number: "asc" },
    select: REF_COLUMNS,
  });
  return rows.map(toRef);
}

export async function isBase({ prisma }: Database, repositoryId: number, branch: string): Promise<boolean> {
  const where = { repositoryId: BigInt(repositoryId), baseRef: storableText(branch) };
  return (await prisma.pull.findFirst({ where, select: { number: true } })) !== null;
}

export async function hasOtherGate({ prisma }: Database, repositoryId: number, branch: string): Promise<boolean> {
  const rows = await prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM pulls WHERE repository_id = ${BigInt(repositoryId)} AND base_ref <> ${storableText(branch)}
      AND decision IS NOT NULL AND coalesce(decision ->> 'gated', 'true') = 'true' LIMIT 1`;
  return rows.length > 0;
}

export async function listOpen({ prisma }: Database, repositoryId: number): Promise<OpenPull[]> {
  const rows = await prisma.pull.findMany({
    where: { repositoryId: BigInt(repositoryId), open: true },
    orderBy: { number: "asc" },
    select: { ...REF_COLUMNS, headSha: true, decidedAt: true },
  });
  return rows.map((row) => ({ ref: toRef(row), headSha: row.headSha, evaluatedAt: row.decidedAt }));
}

/** A repository that was renamed or moved appears once, as it was called last. */
export async function listRepositories({ prisma }: Database): ReturnType<PullStore["listRepositories"]> {
  const rows = await prisma.$queryRaw<Omit<RefRow, "number">[]>`
    SELECT DISTINCT ON (repository_id) repository_id AS "repositoryId", installation_id AS "installationId", owner, name
    FROM pulls WHERE open ORDER BY repository_id, decided_at DESC NULLS LAST`;
  return rows.map(({ repositoryId, installationId, owner, name }) => ({
    installationId: toNumber(installationId),
    repositoryId: toNumber(repositoryId),
    owner,
    name,
  }));
}

function toState(row: Pull): PullState {
  const decision = row.decision as unknown as Decision | null;
  return {
    ref: toRef(row),
    baseRef: row.baseRef,
    headSha: decision?.headSha ?? row.headSha,
    ...(decision === null || row.headSha === null || row.headSha === decision.headSha
      ? {}
      : { newHeadSha: row.headSha }),
    open: row.open,
    decision,
    published: row.published as unknown as Published | null,
  };
}

type RefRow = Pick<Pull, "repositoryId" | "number" | "installationId" | "owner" | "name">;

const REF_COLUMNS = { repositoryId: true, number: true, installationId: true, owner: true, name: true } as const;

function toRef({ repositoryId, number, installationId, owner, name }: RefRow): PullRef {
  return {
    installationId: toNumber(installationId),
    repositoryId: toNumber(repositoryId),
    owner,
    name,
    number,
  };
}
