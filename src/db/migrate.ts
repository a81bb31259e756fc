// Brings a database to this version's schema, offline and once, however many replicas start together. Everything runs in one
// transaction: a process that is killed on the way leaves the database as it was.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import { AppError } from "../errors.js";
import type { Database } from "./client.js";
import { NO_FILTERS, withSchemaEngine } from "./schema-engine.js";

/** Key of the advisory lock that lets one replica migrate at a time; an arbitrary constant, ours alone. */
const MIGRATION_LOCK = 4_917_202_607;

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * The names of the migrations that were applied; empty when the database was up to date.
 * @throws AppError CONFIG_INVALID when the database was written by a newer version.
 */
export async function migrateDatabase(
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  if ((await findPending(database, migrations)).length === 0) return [];
  const connection = await database.openForMigration();
  const { runScript } = connection;
  try {
    await runScript("BEGIN");
    await runScript(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    const { appliedMigrationNames } = await withSchemaEngine(connection, (engine) =>
      engine.applyMigrations({ migrationsList: toMigrationList(migrations), filters: NO_FILTERS }),
    );
    await runScript("COMMIT");
    return appliedMigrationNames;
  } catch (error) {
    await runScript("ROLLBACK");
    throw new AppError("DATABASE_UNAVAILABLE", `the database could not be migrated: ${messageOf(error)}`, {
      cause: error,
    });
  } finally {
    await connection.release();
  }
}

/** Migrations that the database lacks, for programs that only read. @throws as `migrateDatabase` for a newer database. */
export async function findPending(
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  const applied = await loadApplied(database);
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new AppError(
      "CONFIG_INVALID",
      `the database is newer than this version of Countersign: it has the migration \`${unknown[0]}\`, which this ` +
        "version does not know; start the newer version, or restore the backup from before the upgrade",
    );
  }
  return migrations.map(({ name }) => name).filter((name) => !applied.includes(name));
}

/** In order. They lie beside `src` and `dist` alike. */
export function readMigrations(directory = join(packageRoot(), "prisma", "migrations")): readonly Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(directory, name, "migration.sql"), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function toMigrationList(migrations: readonly Migration[]): MigrationList {
  return {
    baseDir: "/prisma/migrations",
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"' },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

async function loadApplied({ prisma }: Database): Promise<readonly string[]> {
  const [found] = await prisma.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS "exists"`;
  if (found?.exists !== true) return [];
  const rows = await prisma.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY started_at`;
  return rows.map(({ name }) => name);
}

function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, "package.json"))) directory = resolve(directory, "..");
  return directory;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
