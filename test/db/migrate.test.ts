import { PGlite } from "@electric-sql/pglite";
import { type Database, openDatabase } from "../../src/db/client.js";
import { loadRecords } from "../../src/db/load-records.js";
import { findPending, migrateDatabase, readMigrations } from "../../src/db/migrate.js";
import { openTestDatabase, testedKinds } from "../support/test-database.js";
import { type Column, describedShape, type Index } from "./support/described-schema.js";

const INIT_CHECKSUM = "6782a7b7d2b12972eb64cf6cc5d90552500d97ee121ed62a3921e1c42703d1d9";

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

  it("refuse a database in which another program left a migration half done, and go on once it is rolled back", async () => {
    const next = { name: "99990103000000_half", sql: "SELECT 1;" };
    await database.prisma.$executeRaw`
      INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('half', 'x', ${next.name})`;

    await expect(migrateDatabase(database, [...readMigrations(), next])).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining(next.name),
    });

    await database.prisma.$executeRaw`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'half'`;
    expect(await migrateDatabase(database, [...readMigrations(), next])).toEqual([next.name]);
    await database.prisma.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name = ${next.name}`;
  });

  // Replicas share a PostgreSQL; an embedded database has one process.
  const itForReplicas = kind === "postgresql" ? it : it.skip;
  itForReplicas("are applied by one of many that start at once", async () => {
    const next = { name: "99990104000000_together", sql: "CREATE TABLE together (id int);" };
    const all = [...readMigrations(), next];

    const applied = await Promise.all([1, 2, 3].map(() => migrateDatabase(database, all)));

    expect(applied.flat()).toEqual([next.name]);
    await database.prisma.$executeRaw`DROP TABLE together`;
    await database.prisma.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name = ${next.name}`;
  });

  it("write the book that Prisma's own tools read", async () => {
    const [first] = readMigrations();
    const [row] = await database.prisma.$queryRaw<object[]>`
      SELECT checksum, finished_at IS NOT NULL AS finished, rolled_back_at, applied_steps_count AS steps
      FROM _prisma_migrations WHERE migration_name = ${first?.name}`;

    // sha256sum prisma/migrations/20261121060000_init/migration.sql
    expect(row).toEqual({ checksum: INIT_CHECKSUM, finished: true, rolled_back_at: null, steps: 1 });
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
    const migrated = await openTestDatabase("embedded");
    const { columns, indexes } = await loadShape(migrated.prisma);
    await migrated.close();

    const described = describedShape();
    expect(columns.map(sayShape).sort()).toEqual(described.columns.map(sayShape).sort());
    const byHand = { table: "pulls", kind: "plain", columns: ["lower(owner)", "lower(name)", "number"] };
    expect(indexes.map(sayShape).sort()).toEqual([...described.indexes, byHand].map(sayShape).sort());
  });
});

function sayShape(shape: Column | Index | object): string {
  return JSON.stringify(shape, Object.keys(shape).sort());
}

async function loadShape(prisma: Database["prisma"]) {
  return {
    columns: await prisma.$queryRaw<Column[]>`
      SELECT relname AS "table", attname AS "column", format_type(atttypid, atttypmod) AS type, NOT attnotnull AS nullable,
        CASE WHEN pg_get_expr(adbin, adrelid) LIKE 'nextval(%' THEN 'sequence'
          ELSE btrim(split_part(pg_get_expr(adbin, adrelid), '::', 1), chr(39)) END AS fallback
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
        AND relname <> '_prisma_migrations'`,
    indexes: await prisma.$queryRaw<Index[]>`
      SELECT indrelid::regclass::text AS "table",
        (SELECT json_agg(pg_get_indexdef(indexrelid, place, true) ORDER BY place) FROM generate_series(1, indnkeyatts) AS place)
          AS columns,
        CASE WHEN indisprimary THEN 'primary' WHEN indisunique THEN 'unique' ELSE 'plain' END AS kind
      FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
      WHERE relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'`,
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
