// A migrated database per test file: the embedded one always, PostgreSQL where TEST_DATABASE_URL names a server on which
// databases may be created. The first start of an embedded database takes seconds, so its files are kept between files.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { type Database, EMBEDDED_SETTINGS, openDatabase } from "../../src/db/client.js";
import { migrateDatabase, readMigrations } from "../../src/db/migrate.js";
import type { Clock } from "../../src/ports.js";

export type DatabaseKind = Database["kind"];

/** Undefined: tests that need a PostgreSQL are skipped, and say so. */
export const TEST_DATABASE_URL = process.env.TEST_DATABASE_URL;

/** The kinds that tests can run on here. */
export function testedKinds(): readonly DatabaseKind[] {
  return TEST_DATABASE_URL === undefined ? ["embedded"] : ["embedded", "postgresql"];
}

/** `describe` for what only a PostgreSQL can show: real concurrency. */
export function describeOnPostgresql(name: string, tests: () => void): void {
  if (TEST_DATABASE_URL !== undefined) {
    describe(name, tests);
    return;
  }
  describe(name, () => {
    it.skip("SKIPPED: set TEST_DATABASE_URL to a PostgreSQL to run these", tests);
  });
}

export interface TestDatabase extends Database {
  /** Another connection to the same database, as a second replica has; PostgreSQL only. */
  readonly openReplica: () => Promise<Database>;
  /** Empties every table, the audit chain too. */
  readonly reset: () => Promise<void>;
}

export async function openTestDatabase(kind: DatabaseKind, clock?: Clock): Promise<TestDatabase> {
  return kind === "embedded" ? openEmbedded(clock) : openPostgresql(clock);
}

/** A migrated embedded database in memory, for tests that only need some database. */
export async function openTestPglite(): Promise<PGlite> {
  const cached = cachePath();
  const postgresqlconf = EMBEDDED_SETTINGS;
  if (existsSync(cached)) return PGlite.create({ loadDataDir: new Blob([readFileSync(cached)]), postgresqlconf });
  const pglite = await PGlite.create({ postgresqlconf });
  await migrateDatabase(await openDatabase({ dataDir: "unused", pglite }));
  const dump = await pglite.dumpDataDir("none");
  mkdirSync(join(cached, ".."), { recursive: true });
  // Written aside and moved, so that another worker never reads half a file.
  const aside = `${cached}.${randomUUID()}`;
  writeFileSync(aside, Buffer.from(await dump.arrayBuffer()));
  renameSync(aside, cached);
  return pglite;
}

function cachePath(): string {
  // The path's own package file: another version of the embedded database cannot read these files.
  const library = dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite"));
  const hash = createHash("sha256").update(readFileSync(join(library, "..", "package.json")));
  for (const { name, sql } of readMigrations()) hash.update(`\n${name}\n${sql}`);
  return join(tmpdir(), "countersign-test-database", `${hash.digest("hex").slice(0, 24)}.tar`);
}

async function openEmbedded(clock?: Clock): Promise<TestDatabase> {
  const database = await openDatabase({ dataDir: "unused", pglite: await openTestPglite(), clock });
  return {
    ...database,
    openReplica: () => Promise.reject(new Error("the embedded database has one process only")),
    reset: () => truncate(database),
  };
}

async function openPostgresql(clock?: Clock): Promise<TestDatabase> {
  const name = `countersign_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(`CREATE DATABASE ${name}`);
  // Nothing of it has to outlive a loss of power.
  await onServer(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  const url = new URL(TEST_DATABASE_URL ?? "");
  url.pathname = `/${name}`;
  const open = () => openDatabase({ databaseUrl: url.href, dataDir: "unused", clock });
  const database = await open();
  await migrateDatabase(database);
  const replicas: Database[] = [];
  return {
    ...database,
    openReplica: async () => {
      const replica = await open();
      replicas.push(replica);
      return replica;
    },
    reset: () => truncate(database),
    close: async () => {
      for (const each of [...replicas, database]) await each.close();
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: TEST_DATABASE_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function truncate({ prisma }: Database): Promise<void> {
  await prisma.$transaction([
    // Switches the triggers off that keep the audit chain from being emptied.
    prisma.$executeRawUnsafe("SET LOCAL session_replication_role = replica"),
    prisma.$executeRawUnsafe(
      `TRUNCATE deliveries, work, pushes, heads, contributors, pulls, sessions, submissions, waivers, exclusions, overrides, handled_commands, outbox,
        audit_entries, sealed_reviews, seal_keys, exposures, form_entries, drafts, posted_forms, sign_outs,
        review_requests, absences`,
    ),
  ]);
}
