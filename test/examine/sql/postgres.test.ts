import { risksIn, statementsIn } from "./added.js";

const inSql = (sql: string) => risksIn("db/a.sql", sql);

describe("statements of PostgreSQL's", () => {
  it.each([
    ["TRUNCATE users", "destroys: empties the table `users`"],
    ["TRUNCATE a, b CASCADE", "destroys: empties the table `a`, `b` and every table that refers to it"],
    ["DROP TABLE IF EXISTS shop.users", "destroys: drops the table `shop.users`"],
    ["DROP SCHEMA shop CASCADE", "destroys: drops the schema `shop` and everything that depends on it"],
    ["DROP DATABASE shop", "destroys: drops the database `shop`"],
    ["DROP MATERIALIZED VIEW totals", "destroys: drops the materialized view `totals`"],
    ["DROP INDEX CONCURRENTLY by_email", "destroys: drops the index `by_email`"],
    ["DROP TYPE mood", "destroys: drops the type `mood`"],
    ["DROP SEQUENCE ids", "destroys: drops the sequence `ids`"],
    ["DROP TRIGGER audit ON users", "destroys: drops the trigger `users.audit`"],
    ["DROP POLICY own_rows ON users", "destroys: drops the policy `users.own_rows`"],
    ["DROP FUNCTION f(int)", "destroys: drops the function `f`"],
    ["DROP EXTENSION pgcrypto", "destroys: drops the extension `pgcrypto`"],
    ["DROP ROLE reader", "destroys: drops the role `reader`"],
    ["DROP OWNED BY reader", "destroys: drops everything that `reader` owns"],
    ["ALTER TABLE users DROP COLUMN email", "destroys: drops the column `email` of `users`"],
    ["ALTER TABLE users DROP CONSTRAINT users_pkey", "destroys: drops the constraint `users_pkey` of `users`"],
    ["ALTER TABLE logs DETACH PARTITION logs_1", "destroys: takes the partition `logs_1` out of `logs`"],
    ["ALTER TABLE users DISABLE ROW LEVEL SECURITY", "destroys: switches row level security of `users` off"],
    ["ALTER TABLE users DISABLE TRIGGER ALL", "narrows: switches every trigger of `users` off"],
    [
      "ALTER TABLE users ALTER name TYPE varchar(50)",
      "narrows: changes the type of the column `name` of `users` to `varchar(50)`",
    ],
    [
      "ALTER TABLE users ALTER name SET NOT NULL",
      "narrows: makes the column `name` of `users` required: fails where it is empty",
    ],
    ["ALTER TABLE users ALTER name DROP DEFAULT", "narrows: takes the default of the column `name` of `users` away"],
    [
      "ALTER TABLE users ADD COLUMN age int NOT NULL",
      "narrows: adds the required column `age` to `users` without a default: fails where rows exist",
    ],
    [
      "ALTER TABLE users RENAME COLUMN a TO b",
      "narrows: renames the column `a` to `b`: code that uses the old name fails",
    ],
    [
      "ALTER TABLE users RENAME TO people",
      "narrows: renames the table `users` to `people`: code that uses the old name fails",
    ],
    ["ALTER TABLE users OWNER TO reader", "narrows: gives `users` to `reader`"],
    ["GRANT ALL ON users TO PUBLIC", "narrows: gives everybody every right"],
    ["REVOKE SELECT ON users FROM reader", "narrows: takes the right to `SELECT` from `reader`"],
    ["CREATE POLICY own ON users USING (true)", "narrows: the policy `own` lets every row through"],
    ["SET session_replication_role = replica", "narrows: switches triggers and foreign keys off for the session"],
    ["COPY users FROM PROGRAM 'curl x'", "unread: runs a program on the database's server"],
    ["SELECT drop_chunks('logs')", "destroys: calls `drop_chunks`"],
    [
      "MERGE INTO a USING b ON a.id = b.id WHEN NOT MATCHED BY SOURCE THEN DELETE",
      "destroys: deletes rows of `a` while merging",
    ],
    ["WITH gone AS (DELETE FROM users RETURNING *) SELECT * FROM gone", "destroys: deletes every row of `users`"],
    ["EXPLAIN ANALYZE DELETE FROM users", "destroys: deletes every row of `users`"],
    ["CREATE RULE r AS ON INSERT TO a DO ALSO DELETE FROM b", "destroys: deletes every row of `b`"],
  ])("%s", async (sql, risk) => {
    expect(await inSql(`${sql};`)).toEqual([risk]);
  });

  it.each([
    "SELECT 'DROP TABLE users'",
    "-- DROP TABLE users\nSELECT 1",
    "CREATE TABLE a (id int REFERENCES b ON DELETE CASCADE ON UPDATE SET NULL)",
    "CREATE TRIGGER t AFTER DELETE OR UPDATE ON a FOR EACH ROW EXECUTE FUNCTION f()",
    "ALTER TABLE a ADD COLUMN b int DEFAULT 0 NOT NULL",
    "ALTER TABLE a ALTER b DROP NOT NULL",
    "INSERT INTO a VALUES (1) ON CONFLICT (id) DO UPDATE SET b = 2",
    "ALTER INDEX a RENAME TO b",
    "CREATE POLICY own ON users USING (owner = current_user)",
    "CREATE TABLE a (id int); ALTER TABLE a OWNER TO reader",
    "CREATE TEMP TABLE a (id int); DELETE FROM a; DROP TABLE a",
    "\\set ON_ERROR_STOP on\nSELECT 1",
    "",
  ])("leaves alone: %s", async (sql) => {
    expect(await inSql(`${sql};`)).toEqual([]);
  });

  it("tells the clauses of one statement together, the worst first", async () => {
    const sql = "ALTER TABLE a ALTER b TYPE int, DROP COLUMN c, DROP COLUMN d, DROP COLUMN e;";

    expect(await inSql(sql)).toEqual([
      "destroys: drops the column `c` of `a`, drops the column `d` of `a`, drops the column `e` of `a` and 1 more",
    ]);
  });

  it("takes a temporary table's name for the real table once the temporary one is gone", async () => {
    expect(await inSql("CREATE TEMP TABLE users (id int); DROP TABLE users;\nDROP TABLE users;")).toEqual([
      "destroys: drops the table `users`",
    ]);
  });

  it("tells the filling of a new column from the overwriting of an old one", async () => {
    expect(await inSql("ALTER TABLE a ADD COLUMN b int;\nUPDATE a SET b = 1;\nUPDATE a SET c = 1;")).toEqual([
      "narrows: fills the new column `b` in every row of `a`",
      "destroys: overwrites `c` in every row of `a`",
    ]);
  });
});

describe("code inside SQL", () => {
  it.each([
    ["a block", "DO $$ BEGIN\nDELETE FROM users;\nEND $$;", "destroys: deletes every row of `users`"],
    [
      "a condition in a block",
      "DO $$ BEGIN IF a THEN TRUNCATE users; END IF; END $$;",
      "destroys: empties the table `users`",
    ],
    [
      "a function",
      "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM users';",
      "destroys: deletes every row of `users`",
    ],
    ["a text that is run", "DO $$ BEGIN EXECUTE 'DROP TABLE users'; END $$;", "destroys: drops the table `users`"],
    [
      "a text that is put together",
      "DO $$ BEGIN EXECUTE format('DROP TABLE %I', name); END $$;",
      "destroys: drops the table `…` (named at run time)",
    ],
    [
      "a text that is joined",
      "DO $$ BEGIN EXECUTE 'TRUNCATE ' || quote_ident(name) || ' CASCADE'; END $$;",
      "destroys: empties the table `…` (named at run time) and every table that refers to it",
    ],
    ["an unknown text", "DO $$ BEGIN EXECUTE query; END $$;", "unread: runs SQL that is put together at run time"],
    [
      "a scheduled text",
      "SELECT cron.schedule('a', '* * * * *', 'DELETE FROM users');",
      "destroys: deletes every row of `users`",
    ],
    ["another language", "DO LANGUAGE plpython3u $$ plpy.execute('x') $$;", "unread: runs code in `plpython3u`"],
  ])("finds %s", async (_what, sql, risk) => {
    expect(await inSql(sql)).toEqual([risk]);
  });

  it("tells the line inside the body", async () => {
    const [found] = await statementsIn(
      "db/a.sql",
      "CREATE FUNCTION f() RETURNS void AS $$\nBEGIN\n  DELETE FROM users;\nEND $$ LANGUAGE plpgsql;",
    );

    expect(found).toMatchObject({ line: 3, text: "DELETE FROM users" });
  });

  it("leaves an ordinary trigger alone", async () => {
    const sql =
      "CREATE FUNCTION f() RETURNS trigger AS $$ DECLARE n int; BEGIN NEW.seen := now(); UPDATE a SET b = b + 1 WHERE id = NEW.id RETURNING b INTO n; DELETE FROM c WHERE id = OLD.id; RETURN NEW; END $$ LANGUAGE plpgsql;";

    expect(await inSql(sql)).toEqual([]);
  });
});
