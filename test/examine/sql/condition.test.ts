import fc from "fast-check";
import { risksIn } from "./added.js";

const ALL = "destroys: deletes every row of `a`";
const EXCLUDES_NONE = `${ALL}: its condition excludes none`;

describe("a condition", () => {
  it.each([
    "true",
    "1 = 1",
    "1",
    "'a' = 'a'",
    "2 > 1",
    "NOT false",
    "NOT (1 = 2)",
    "id = id",
    "id IS NOT NULL",
    "id IS NOT NULL OR true",
    "name = 'x' OR 1 = 1",
    "(true AND (1 = 1))",
    "id > 0",
    "name LIKE '%'",
    "id IN (SELECT id FROM a)",
    "id NOT IN (SELECT id FROM b WHERE false)",
    "EXISTS (SELECT 1)",
    "now() > '2000-01-01'",
    "'1'::boolean",
  ])("excludes no row: %s", async (condition) => {
    expect(await risksIn("db/a.sql", `DELETE FROM a WHERE ${condition};`)).toEqual([EXCLUDES_NONE]);
  });

  it.each([
    "id = 7",
    "true AND id = 7",
    "1 = 1 AND active",
    "deleted_at IS NOT NULL",
    "false",
    "1 = 2",
    "id IN (SELECT id FROM b)",
    "EXISTS (SELECT 1 FROM b WHERE b.id = a.id)",
    "a = b",
    "name LIKE 'x%'",
    "NOT active",
    "id > 100",
    "random() < 0.5",
    "CURRENT OF c",
  ])("picks rows, or none: %s", async (condition) => {
    expect(await risksIn("db/a.sql", `DELETE FROM a WHERE ${condition};`)).toEqual([]);
  });

  it("must look at the table that rows are taken from", async () => {
    expect(await risksIn("db/a.sql", "DELETE FROM a USING b WHERE b.x = 1;")).toEqual([EXCLUDES_NONE]);
    expect(await risksIn("db/a.sql", "DELETE FROM a USING b WHERE b.x = a.x;")).toEqual([]);
    expect(await risksIn("db/a.sql", "UPDATE a SET c = 1 FROM b WHERE b.x = 1;")).toHaveLength(1);
  });

  it("is worth nothing once it is joined by OR with one that always holds", async () => {
    const condition = fc.constantFrom(
      "id = 7",
      "name = 'x'",
      "a IN (1, 2)",
      "b IS NULL",
      "NOT c",
      "EXISTS (SELECT 1 FROM d)",
    );
    const always = fc.constantFrom("true", "1 = 1", "'x' = 'x'", "id = id", "NOT false");
    await fc.assert(
      fc.asyncProperty(condition, always, fc.boolean(), async (one, other, isFirst) => {
        const whole = isFirst ? `${other} OR ${one}` : `${one} OR ${other}`;

        expect(await risksIn("db/a.sql", `DELETE FROM a WHERE ${whole};`)).toEqual([EXCLUDES_NONE]);
        expect(await risksIn("db/a.sql", `DELETE FROM a WHERE (${one}) AND (${other});`)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
