// What /readyz says of the database, the disk and the clock.
import { createReadiness, type ReadinessSources } from "../../src/wire/server.js";

const FAILS = () => Promise.reject(new Error("disk full"));
const MB = 1024 * 1024;

const aReadiness = (override: Partial<ReadinessSources> = {}) =>
  createReadiness({
    ask: async () => undefined,
    tryToKeep: async () => undefined,
    dataDir: "/data",
    clockAheadMs: () => 0,
    freeBytes: async () => 1_000 * MB,
    ...override,
  });

it("is ready where the database answers and has room", async () => {
  expect(await aReadiness().now()).toEqual({ reason: null, warnings: [] });
});

it.each<[string, Partial<ReadinessSources>, string]>([
  ["the database does not answer", { ask: FAILS }, "does not answer"],
  ["the disk is full", { freeBytes: async () => 63 * MB }, "63 MB are free"],
])("is not ready when %s", async (_, sources, reason) => {
  expect((await aReadiness(sources).now()).reason).toContain(reason);
});

it("asks nobody about a disk on another machine, and takes what it cannot be told for no fault", async () => {
  const unasked = { dataDir: null, freeBytes: FAILS };
  expect((await aReadiness(unasked).now()).reason).toBeNull();

  const unknown = createReadiness({
    ask: async () => undefined,
    tryToKeep: FAILS,
    dataDir: "/nowhere/at/all",
    clockAheadMs: () => 0,
  });
  expect((await unknown.now()).reason).toBeNull();
});

it("is not ready after a delivery was not kept, until one is or would be", async () => {
  let isFull = true;
  const readiness = aReadiness({ tryToKeep: () => (isFull ? FAILS() : Promise.resolve()) });
  expect((await readiness.now()).reason).toBeNull();

  readiness.kept(false);
  expect((await readiness.now()).reason).toContain("keeps nothing");
  expect((await readiness.now()).reason).toContain("keeps nothing");
  isFull = false;
  expect((await readiness.now()).reason).toBeNull();

  isFull = true;
  readiness.kept(false);
  readiness.kept(true);
  expect((await readiness.now()).reason).toBeNull();
});

it.each([
  [600_000, "600 s ahead of"],
  [-600_000, "600 s behind"],
])("warns of a clock that is off by %i ms, and is ready", async (ms, words) => {
  const { reason, warnings } = await aReadiness({ clockAheadMs: () => ms }).now();

  expect(reason).toBeNull();
  expect(warnings).toEqual([expect.stringContaining(words)]);
});
