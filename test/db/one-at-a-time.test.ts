import type { PGlite } from "@electric-sql/pglite";
import { oneAtATime } from "../../src/db/one-at-a-time.js";

/** An embedded database that finishes a statement when it is told to. */
function aSlowDatabase() {
  const begun: string[] = [];
  const waiting = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const begin = (name: string) =>
    new Promise((resolve, reject) => {
      begun.push(name);
      waiting.set(name, { resolve: () => resolve(name), reject });
    });
  const pglite = { query: begin, exec: begin, transaction: begin } as unknown as PGlite;
  return {
    pglite,
    begun,
    finish: (name: string) => waiting.get(name)?.resolve(),
    fail: (name: string) => waiting.get(name)?.reject(new Error(name)),
  };
}

/** Two rounds of the event loop: as long as anybody waits here for a turn. */
async function settle(): Promise<void> {
  for (let round = 0; round < 2; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("oneAtATime", () => {
  it("lets one statement or transaction in after the other, in order", async () => {
    const { pglite, begun, finish } = aSlowDatabase();
    const narrow = oneAtATime(pglite);
    const all = Promise.all([narrow.query("a"), narrow.transaction("b" as never), narrow.exec("c")]);

    await settle();
    expect(begun).toEqual(["a"]);
    finish("a");
    await settle();
    expect(begun).toEqual(["a", "b"]);
    finish("b");
    await settle();
    finish("c");

    expect(await all).toEqual(["a", "b", "c"]);
  });

  it("does not hold up what goes to the database itself", async () => {
    const { pglite, begun, finish } = aSlowDatabase();
    const narrow = oneAtATime(pglite);
    const background = [narrow.query("a"), narrow.query("b")];
    await settle();

    const urgent = pglite.query("urgent");
    finish("urgent");

    expect(await urgent).toBe("urgent");
    expect(begun).toEqual(["a", "urgent"]);
    finish("a");
    await settle();
    finish("b");
    await Promise.all(background);
  });

  it("goes on after a failure and tells only the one that failed", async () => {
    const { pglite, finish, fail } = aSlowDatabase();
    const narrow = oneAtATime(pglite);
    const results = Promise.allSettled([narrow.query("a"), narrow.query("b")]);
    await settle();
    fail("a");
    await settle();
    finish("b");

    expect((await results).map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });

  it("lets the process answer others between two statements", async () => {
    const order: string[] = [];
    const pglite = { query: async (sql: string) => void order.push(sql) } as unknown as PGlite;
    const narrow = oneAtATime(pglite);

    const all = Promise.all([narrow.query("a"), narrow.query("b"), narrow.query("c")]);
    setImmediate(() => order.push("socket"));
    await all;

    expect(order.indexOf("socket")).toBeLessThan(order.indexOf("c"));
  });
});
