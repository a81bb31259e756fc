import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type Database, type MigrationConnection, openDatabase } from "../../src/db/client.js";
import { loadRecords } from "../../src/db/load-records.js";
import { findPending, migrateDatabase, readMigrations } from "../../src/db/migrate.js";
import { NO_FILTERS, withSchemaEngine } from "../../src/db/schema-engine.js";
import { openTestDatabase, testedKinds } from "../support/test-database.js";

describe.each(testedKinds())("migrations on the %s database", (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  it("do nothing on a database that is up to date", async () => {
    expect(await migrateDatabase(database)).toEqual([]);
    expect(await findPending(database)).toEqual([]);
  });

  it("refuse a database that a newer version has written", async () => {
    const known = readMigrations().slice(0, -1);

    await expect(migrateDatabase(database, known)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining(readMigrations().at(-1)?.name ?? "none"),
    });
  });

  it("leave nothing behind when one of them fails", async () => {
    const broken = { name: "99990101000000_broken", sql: "CREATE TABLE half (id int); SELECT 1 / 0;" };

    await expect(migrateDatabase(database, [...readMigrations(), broken])).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE",
      message: expect.stringContaining("division by zero"),
    });

    const [half] = await database.prisma.$queryRaw<{ name: string | null }[]>`SELECT to_regclass('half')::text AS name`;
    expect(half?.name).toBeNull();
    expect(await migrateDatabase(database)).toEqual([]);
  });

  it("apply what is new, once", async () => {
    const next = {
      name: "99990102000000_next",
      sql: "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;",
    };

    expect(await migrateDatabase(database, [...readMigrations(), next])).toEqual([next.name]);
    expect(await migrateDatabase(database, [...readMigrations(), next])).toEqual([]);
  });
});

describe("the migrations together", () => {
  it("give exactly the schema that schema.prisma describes, and what is added by hand", async () => {
    const described = await openDatabase({ dataDir: "unused", pglite: await PGlite.create() });
    const { openForMigration, prisma } = described;
    const connection = await openForMigration();
    await connection.runScript(await describedSchema(connection));
    const migrated = await openTestDatabase("embedded");

    const byHand = ["pulls_lower_name_idx"];
    const { columns, indexes } = await loadShape(migrated.prisma);
    expect(columns).toEqual((await loadShape(prisma)).columns);
    expect(indexes.filter(({ name }) => !byHand.includes(name))).toEqual((await loadShape(prisma)).indexes);
    expect(indexes.map(({ name }) => name)).toEqual(expect.arrayContaining(byHand));

    await described.close();
    await migrated.close();
  });
});

/** The statements that would create `schema.prisma` from nothing. */
async function describedSchema(connection: MigrationConnection): Promise<string> {
  const content = readFileSync(join(import.meta.dirname, "../../prisma/schema.prisma"), "utf8");
  const { stdout } = await withSchemaEngine(connection, (engine) =>
    engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    }),
  );
  return stdout ?? "";
}

async function loadShape(prisma: Database["prisma"]) {
  return {
    columns: await prisma.$queryRaw<object[]>`
      SELECT table_name, column_name, data_type, is_nullable, column_default, datetime_precision
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
      ORDER BY table_name, column_name`,
    indexes: await prisma.$queryRaw<{ name: string; definition: string }[]>`
      SELECT indexname AS name, indexdef AS definition FROM pg_indexes
      WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY indexname`,
  };
}

describe("a database from before exceptions could end", () => {
  it("knows afterwards which revision of its comment each waiver and override was taken from", async () => {
    const database = await openDatabase({ dataDir: "unused", pglite: await PGlite.create() });
    const all = readMigrations();
    await migrateDatabase(
      database,
      all.filter(({ name }) => name < "20261130060600"),
    );
    const { prisma } = database;
    const answer = (id: number, revision: string, command: string, accepted: boolean) => prisma.$executeRaw`
      INSERT INTO handled_commands (source_kind, source_id, revision, repository_id, number, command, accepted)
      VALUES ('comment', ${id}, ${revision}, 1, 7, ${command}, ${accepted})`;
    await prisma.$executeRaw`
      INSERT INTO waivers (comment_id, repository_id, number, requirement, reason, by_login, by_type, at, fingerprint)
      VALUES (1, 1, 7, 'intent_stated', 'r', 'maya', 'User', 't', 'f')`;
    await prisma.$executeRaw`
      INSERT INTO overrides (comment_id, repository_id, number, reason, by_login, by_type, at, head_sha)
      VALUES (2, 1, 7, 'r', 'ada', 'User', 't', 'h'), (3, 1, 7, 'r', 'ada', 'User', 't', 'h')`;
    await answer(1, "10:00", "waive", false);
    await answer(1, "10:01+ab", "waive", true);
    await answer(1, "10:02+cd", "edited", true);
    await answer(2, "11:00", "override", true);

    await migrateDatabase(database, all);

    const { waivers, overrides } = await loadRecords(database, 1, 7);
    expect(waivers).toMatchObject([{ commentId: 1, revision: "10:01+ab", voided: null }]);
    expect(overrides).toMatchObject([
      { commentId: 2, revision: "11:00", voided: null },
      { commentId: 3, revision: "", voided: null },
    ]);
    await database.close();
  });
});

describe("an embedded database that no migration has touched", () => {
  it("is pending for readers and migrated from the beginning by a server", async () => {
    const database = await openDatabase({ dataDir: "unused", pglite: await PGlite.create() });
    const names = readMigrations().map(({ name }) => name);

    expect(await findPending(database)).toEqual(names);
    expect(await migrateDatabase(database)).toEqual(names);

    await database.close();
  });
});
