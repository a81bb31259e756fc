import { findStatements } from "../../../src/examine/sql/find-statements.js";
import { mayHoldSql } from "../../../src/examine/sql/places.js";
import { aFile, aHunk } from "../../support/build.js";
import { anAddedFile, statementsIn, statementsOfEdit } from "./added.js";

describe("what a change touches", () => {
  it("reports added lines only", async () => {
    expect(await statementsOfEdit("db/a.sql", [" TRUNCATE a;", "+TRUNCATE b;", " TRUNCATE c;"])).toMatchObject([
      { line: 2, text: "TRUNCATE b" },
    ]);
  });

  it("reports the first changed line of a statement that it changes", async () => {
    const lines = [" DELETE", "   FROM a", "+  -- a comment", "   WHERE true;"];

    expect(await statementsOfEdit("db/a.sql", lines)).toMatchObject([{ line: 3, effect: "destroys" }]);
  });

  it("sees a condition that is gone", async () => {
    const lines = [" DELETE FROM a", "-  WHERE id = 7", " ;", " TRUNCATE b;"];

    expect(await statementsOfEdit("db/a.sql", lines)).toMatchObject([{ line: 2, reason: "deletes every row of `a`" }]);
  });

  it("does not report what stands beside a removed statement", async () => {
    expect(await statementsOfEdit("db/a.sql", [" TRUNCATE a;", "-SELECT 1;", " TRUNCATE b;"])).toEqual([]);
  });

  it("judges by the hunks alone when the text was not read", async () => {
    const lines = [" ALTER TABLE a", "+  DROP COLUMN b;", "+TRUNCATE c;"];

    expect(await statementsOfEdit("db/a.sql", lines, false)).toMatchObject([
      { line: 2, effect: "destroys" },
      { line: 3, effect: "destroys" },
    ]);
  });

  it("says so when a hunk shows only the end of a statement", async () => {
    const file = aFile({
      path: "db/a.sql",
      content: { kind: "hunks", hunks: [aHunk({ old: 8, new: 8 }, ["+  frobnicate b;"])] },
    });

    expect(await findStatements(file, null)).toMatchObject([{ line: 8, effect: "unread" }]);
  });

  it("has nothing to say of a removed file, of other files and of files without text", async () => {
    const added = anAddedFile("db/a.sql", "DROP TABLE a;");

    expect(await findStatements({ ...added, after: null }, null)).toEqual([]);
    expect(await findStatements({ ...added, path: "README.md" }, "DROP TABLE a;")).toEqual([]);
    expect(await findStatements({ ...added, content: { kind: "binary" } }, null)).toEqual([]);
  });

  it("counts lines as git does, also with carriage returns and without a mark at the start", async () => {
    expect(await statementsIn("db/a.sql", "\ufeffSELECT 1;\r\nSELECT 'a\rb';\r\nDROP TABLE a;")).toMatchObject([
      { line: 3 },
    ]);
  });
});

describe("Prisma's schema", () => {
  it("tells what is taken out of it", async () => {
    const lines = [
      " model User {",
      "-  email String @unique",
      "-  age   Int",
      "+  age   String",
      "-  name  String?",
      "+  name  String",
      "-  shop  Shop @relation(fields: [shopId], references: [id])",
      " }",
      "-model Shop {",
      "-}",
    ];

    expect(
      (await statementsOfEdit("prisma/schema.prisma", lines)).map(({ effect, reason }) => `${effect}: ${reason}`),
    ).toEqual([
      "destroys: removes the field `email` from a model",
      "narrows: changes the type of the field `age`",
      "destroys: removes the model `Shop` from the schema",
    ]);
  });

  it("does not take a moved field for a removed one", async () => {
    expect(
      await statementsOfEdit("prisma/schema.prisma", ["-  a String", "   b Int", '+  a String @map("x")']),
    ).toEqual([]);
  });
});

describe("hostile files", () => {
  it.each([
    ["50,000 parentheses", "db/a.sql", `SELECT ${"(".repeat(50_000)}1${")".repeat(50_000)};\nDROP TABLE a;`],
    ["50,000 open parentheses", "db/a.sql", `${"(".repeat(50_000)}; DROP TABLE a;`],
    ["a line of a megabyte", "db/a.sql", `SELECT '${"x".repeat(1_000_000)}'; DROP TABLE a;`],
    ["a sum of 100,000 parts", "db/a.sql", `SELECT 1${"+1".repeat(100_000)};\nDROP TABLE a;`],
    ["an open text of a megabyte", "a.ts", `db.query("DROP TABLE a");${"`${".repeat(100_000)}`],
    ["brackets that never close", "a.ts", `db.query("DROP TABLE a");${"({[".repeat(100_000)}`],
    ["a long chain", "a.ts", `db.query("DROP TABLE a");x${".where()".repeat(50_000)}.del()`],
    ["heredocs that never end", "a.rb", `execute "DROP TABLE a"\n${"<<~A + ".repeat(20_000)}`],
    ["comments that never end", "db/changelog/a.xml", `<dropTable tableName="a"/>${"<!--".repeat(100_000)}`],
    ["keys of every object", "a.ts", `db.query("DROP TABLE a"); __proto__("x"); constructor("x"); toString()`],
  ])("are read in bounded time, and not in silence: %s", async (_what, path, text) => {
    const found = await statementsIn(path, text);

    expect(found.some(({ effect, reason }) => effect === "destroys" && reason === "drops the table `a`")).toBe(true);
  });

  it("are capped, the worst first, and the rest is counted", async () => {
    const text = `${"GRANT ALL ON a TO PUBLIC;\n".repeat(19_999)}DROP TABLE a;`;
    const found = await statementsIn("db/a.sql", text);

    expect(found).toHaveLength(100);
    expect(found.map(({ reason }) => reason)).toContain("drops the table `a`");
    expect(found.at(-1)).toMatchObject({ effect: "unread", reason: "and 19901 more statements that are not listed" });
  });

  it("say so when they nest deeper than is looked at", async () => {
    const nested = ["$a$", "$b$", "$c$", "$d$", "$e$", "$f$"].reduce(
      (body, tag) => `DO ${tag} ${body} ${tag};`,
      "SELECT 1;",
    );

    expect(await statementsIn("db/a.sql", nested)).toMatchObject([{ effect: "unread" }]);
  });

  it("leave the parser usable", async () => {
    await statementsIn("db/a.sql", `SELECT ${"- ".repeat(100_000)}1;`);

    expect(await statementsIn("db/a.sql", "DELETE FROM a WHERE id = id;")).toHaveLength(1);
  });
});

describe("places", () => {
  it.each([
    "a.sql",
    "A.SQL",
    "db/structure.sql.erb",
    "prisma/schema.prisma",
    "db/changelog/1.xml",
    "src/a.ts",
    "a.py",
    "Rakefile",
    "a.sh",
  ])("%s may hold SQL", (path) => {
    expect(mayHoldSql(path)).toBe(true);
  });

  it.each(["README.md", "a.json", "pom.xml", "logo.svg", "sql"])("%s does not", (path) => {
    expect(mayHoldSql(path)).toBe(false);
  });
});
