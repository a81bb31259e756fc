import { risksIn, statementsIn } from "./added.js";

const inSql = (sql: string) => risksIn("db/a.sql", sql);

describe("MySQL", () => {
  it.each([
    ["DROP TABLE IF EXISTS `users`;", "destroys: drops the table `users`"],
    ["DELETE FROM `users` LIMIT 10;", "destroys: deletes every row of `users`"],
    [
      "DELETE FROM `users` WHERE `id` = `id` LIMIT 10;",
      "destroys: deletes every row of `users`: its condition excludes none",
    ],
    [
      "UPDATE `users` SET a = 'it\\'s' WHERE 1 || b = 2;",
      "destroys: overwrites `a` in every row of `users`: its condition excludes none",
    ],
    ["/*!50001 DROP VIEW `totals` */;", "destroys: drops the view `totals`"],
    ["REPLACE INTO `users` VALUES (1);", "narrows: replaces rows of `users` that have the same key"],
    ["LOAD DATA LOCAL INFILE 'x' INTO TABLE `users`;", "narrows: reads a file into a table"],
    ["RENAME TABLE `a` TO `b`;", "narrows: renames a table: code that uses the old name fails"],
    ["ALTER TABLE `users` MODIFY COLUMN `name` varchar(10);", "narrows: changes the column `name` of `users`"],
    ["ALTER TABLE `users` DROP `name`;", "destroys: drops the column `name` of `users`"],
    ["SET FOREIGN_KEY_CHECKS = 0;", "narrows: stops checking foreign keys"],
    ["SET @s = IF(1, 'ALTER TABLE a DROP COLUMN b', 'SELECT 1');", "destroys: drops the column `b` of `a`"],
    ["PREPARE s FROM @query;", "unread: runs SQL that is put together at run time"],
    ["SELECT 1 INTO OUTFILE '/tmp/x';", "narrows: writes a file on the database's server"],
  ])("%s", async (sql, risk) => {
    expect(await inSql(sql)).toEqual([risk]);
  });

  it("reads procedures between other delimiters", async () => {
    const sql =
      "DELIMITER //\nCREATE PROCEDURE p() BEGIN\n  DELETE FROM logs;\n  TRUNCATE TABLE old;\nEND //\nDELIMITER ;\nSELECT 1;";

    expect(await inSql(sql)).toEqual(["destroys: deletes every row of `logs`", "destroys: empties the table `old`"]);
  });

  it("leaves ordinary statements alone", async () => {
    const sql =
      "CREATE TABLE `a` (`id` int(11) NOT NULL AUTO_INCREMENT, KEY `k` (`id`)) ENGINE=InnoDB;--> statement-breakpoint\nINSERT INTO `a` VALUES (1, 'DROP TABLE b; it\\'s');\nUPDATE `a` SET b = TRUNCATE(c, 2) WHERE `id` = 4;\nDELETE FROM `a` WHERE `id` = 4 ORDER BY b LIMIT 1;";

    expect(await inSql(sql)).toEqual([]);
  });
});

describe("SQL Server", () => {
  it.each([
    ["TRUNCATE TABLE [dbo].[Users]\nGO", "destroys: empties the table `dbo.Users`"],
    ["DELETE [dbo].[Users]\nGO", "destroys: deletes every row of `dbo.Users`"],
    ["IF OBJECT_ID('x') IS NOT NULL DROP TABLE [dbo].[Users]", "destroys: drops the table `dbo.Users`"],
    ["ALTER TABLE [a] ALTER COLUMN [b] nvarchar(10) NOT NULL", "narrows: changes the column `b` of `a`"],
    ["EXEC sp_rename 'a.b', 'c', 'COLUMN'", "narrows: renames something: code that uses the old name fails"],
    ["EXEC xp_cmdshell 'dir'", "unread: runs a command on the database's server"],
    ["EXEC('DROP TABLE ' + @name)", "destroys: drops the table `…` (named at run time)"],
    ["EXEC sp_executesql N'DELETE FROM a'", "destroys: deletes every row of `a`"],
  ])("%s", async (sql, risk) => {
    expect(await inSql(sql)).toEqual([risk]);
  });

  it("leaves temporary tables and calls of procedures alone", async () => {
    expect(
      await inSql(
        "SELECT * INTO #t FROM [a]\nDROP TABLE #t\nGO\nEXEC other_proc @id\nGO\nDELETE TOP (10) FROM [a] WHERE [b] = 1",
      ),
    ).toEqual([]);
  });
});

describe("other dialects", () => {
  it.each([
    ["CREATE OR REPLACE TABLE a AS SELECT 1 QUALIFY x", "destroys: replaces the table `a` and its rows"],
    ["INSERT OVERWRITE TABLE a SELECT * FROM b", "destroys: replaces every row of `a`"],
    ["PRAGMA writable_schema = 1", "narrows: edits the schema's own table"],
    ["ATTACH DATABASE 'x' AS y", "narrows: opens another database"],
    ["FLASHBACK TABLE a TO BEFORE DROP", "destroys: takes a table back to an earlier state"],
    ["EXECUTE IMMEDIATE 'DROP TABLE ' || name", "destroys: drops the table `…` (named at run time)"],
  ])("%s", async (sql, risk) => {
    expect(await inSql(`${sql};`)).toEqual([risk]);
  });
});

describe("what is read in two ways", () => {
  it.each([
    ["a backslash before a quote", "SELECT '\\''; DROP TABLE a; -- '"],
    ["comments in comments", "/* /* */ DROP TABLE a; */ SELECT 1;"],
    ["a comment without a blank", "SELECT 1--1; DROP TABLE a;"],
    ["a comment that is run", "SELECT 1 /*! ; DROP TABLE a */;"],
  ])("counts as the worse: %s", async (_what, sql) => {
    expect(await inSql(sql)).toEqual(["destroys: drops the table `a`"]);
  });
});

describe("what is read in one way only", () => {
  it.each([
    ["operators with a hash", "UPDATE a SET b = c #>> '{x}' WHERE id = 1; -- see #12"],
    ["an apostrophe in a comment", "UPDATE a SET b = 1, --it's\n c = 2 WHERE id = 1;"],
    ["a decorated comment", "#---- it's\nSELECT `a`;"],
  ])("is no alarm: %s", async (_what, sql) => {
    expect(await inSql(sql)).toEqual([]);
  });
});

describe("commands of clients", () => {
  it.each(["\\! rm -rf /", "\\i other.sql", "\\gexec", "\\copy a from program 'x'", ".read other.sql", ":r other.sql"])(
    "%s is not understood",
    async (line) => {
      expect(await inSql(`SELECT 1;\n${line}\nSELECT 2;`)).toContain(
        "unread: has the client run another file or a command",
      );
    },
  );

  it("hides nothing in what is taken for data or for a command", async () => {
    expect(await inSql("/*\ncopy a from stdin;\n*/\nDROP TABLE a;\n\\.\n`")).toContain(
      "unread: holds statements where data should stand",
    );
    expect(await inSql("SELECT \"'\", '\n\\echo '; DROP TABLE a; --\n")).toContain(
      "unread: has the client run another file or a command",
    );
  });

  it("skips the data of a dump", async () => {
    expect(await inSql("COPY a (b) FROM stdin;\n1\tit's\n2\t`x\n\\.\nSELECT 1;")).toEqual([]);
  });
});

describe("what nobody can read", () => {
  it.each([
    ["FROBNICATE THE DATABASE;", "unread: cannot be read as SQL"],
    ["SELECT 'open", "unread: cannot be read: a quote or a comment is left open"],
    ["SELECT 1 /* open", "unread: cannot be read: a quote or a comment is left open"],
    ["SELECT 1;\0 SELECT 2;", "unread: holds a NUL character"],
  ])("%j", async (sql, risk) => {
    expect(await inSql(sql)).toEqual([risk]);
  });

  it("does not keep the rest from being read", async () => {
    expect(await inSql("FROBNICATE;\nDROP TABLE a;\nSELECT `b`;\nDELETE FROM c;")).toEqual([
      "unread: cannot be read as SQL",
      "destroys: drops the table `a`",
      "destroys: deletes every row of `c`",
    ]);
  });

  it("reads around templates", async () => {
    expect(await inSql("DELETE FROM {{ table }};\nSELECT 1 {% if a %} + 1 {% endif %};")).toEqual([
      "destroys: deletes every row of `…` (named at run time)",
    ]);
    expect(await inSql("SELECT '{%'; DROP TABLE a; SELECT '%}';")).toEqual(["destroys: drops the table `a`"]);
  });
});

describe("the excerpt", () => {
  it.each([
    ["DELETE FROM a\n  WHERE 'secret' = 'secret' -- why\n", "DELETE FROM a WHERE …=…"],
    ["ALTER USER bob PASSWORD 'hunter2';", "ALTER USER bob PASSWORD …"],
    ["UPDATE `a` SET b = 'it\\'s secret', c = 7;", "UPDATE `a` SET b = …, c = …"],
  ])("of %j is one line without literals", async (sql, text) => {
    const [found] = await statementsIn("db/a.sql", sql);

    expect(found?.text.replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  });

  it("has at most 120 characters", async () => {
    const [found] = await statementsIn("db/a.sql", `DROP TABLE ${"a_long_name, ".repeat(50)}b;`);

    expect(found?.text).toHaveLength(120);
  });
});
