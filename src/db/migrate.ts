// Brings a database to this version's schema, offline and once, however many replicas start together. Everything runs in one
// transaction: a process that is killed on the way leaves the database as it was. The book of what was applied is Prisma's own
// (`_prisma_migrations`), so that its tools and earlier versions of this program read it (docs/decisions/0009-migrations.md).
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "../errors.js";
import type { Database } from "./client.js";

/** Key of the advisory lock that lets one replica migrate at a time; an arbitrary constant, ours alone. */
const MIGRATION_LOCK = 4_917_202_607;

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * The names of the migrations that were applied; empty when the database was up to date.
 * @throws AppError CONFIG_INVALID when the database was written by a newer version, or when another program left a migration half done.
 */
export async function migrateDatabase(
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  if ((await findPending(database, migrations)).length === 0) return [];
  const connection = await database.openForMigration();
  try {
    await connection.run(`BEGIN; SELECT pg_advisory_xact_lock(${MIGRATION_LOCK}); ${BOOK}`);
    // Another replica may have been first.
    const applied = namesOf(await connection.run(READ_BOOK), migrations);
    const pending = migrations.filter(({ name }) => !applied.includes(name));
    for (const migration of pending) await connection.run(`${migration.sql}\n;\n${entryOf(migration)}`);
    await connection.run("COMMIT");
    return pending.map(({ name }) => name);
  } catch (error) {
    await connection.run("ROLLBACK");
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("DATABASE_UNAVAILABLE", `the database could not be migrated: ${reason}`, { cause: error });
  } finally {
    await connection.release();
  }
}

/** Migrations that the database lacks, for programs that only read. @throws as `migrateDatabase` for a newer database. */
export async function findPending(
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  const [found] = await database.prisma.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS "exists"`;
  const rows = found?.exists ? await database.prisma.$queryRawUnsafe<BookRow[]>(READ_BOOK) : [];
  const applied = namesOf(rows, migrations);
  return migrations.map(({ name }) => name).filter((name) => !applied.includes(name));
}

/** In order. They lie beside `src` and `dist` alike. */
export function readMigrations(directory = join(packageRoot(), "prisma", "migrations")): readonly Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(directory, name, "migration.sql"), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** As Prisma makes it. */
const BOOK = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0
)`;

const READ_BOOK = `SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations
  WHERE rolled_back_at IS NULL ORDER BY started_at`;

interface BookRow {
  readonly name: string;
  readonly finished: boolean;
}

/** @throws AppError CONFIG_INVALID for a database that this version must not touch. */
function namesOf(rows: readonly BookRow[], migrations: readonly Migration[]): readonly string[] {
  const unfinished = rows.find(({ finished }) => !finished);
  if (unfinished !== undefined) {
    throw new AppError(
      "CONFIG_INVALID",
      `the migration \`${unfinished.name}\` was begun by another program and did not end; restore the backup from before it, ` +
        `or repair the database and run \`prisma migrate resolve --rolled-back ${unfinished.name}\``,
    );
  }
  const unknown = rows.find(({ name }) => !migrations.some((known) => known.name === name));
  if (unknown !== undefined) {
    throw new AppError(
      "CONFIG_INVALID",
      `the database is newer than this version of Countersign: it has the migration \`${unknown.name}\`, which this ` +
        "version does not know; start the newer version, or restore the backup from before the upgrade",
    );
  }
  return rows.map(({ name }) => name);
}

/** Of a migration that was applied in this transaction. A name is a folder's of this package, a checksum hexadecimal. */
function entryOf({ name, sql }: Migration): string {
  const checksum = createHash("sha256").update(sql).digest("hex");
  return `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    VALUES ('${randomUUID()}', '${checksum}', '${name.replaceAll("'", "''")}', clock_timestamp(), 1)`;
}

function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, "package.json"))) directory = resolve(directory, "..");
  return directory;
}
