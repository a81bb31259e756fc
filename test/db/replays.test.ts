import { ComparisonTally } from "../../src/core/replay/compare-policies.js";
import { failedReport, madeReport } from "../../src/core/replay/replay-report.js";
import { pruneReplays } from "../../src/db/maintenance.js";
import { createReplayStore } from "../../src/db/replays.js";
import { aClock } from "../support/fake-clock.js";
import { openTestDatabase, testedKinds } from "../support/test-database.js";

const DAY = 24 * 3_600_000;

describe.each(testedKinds())("replays on the %s database", (kind) => {
  it("are found by repository and key, being made or with their report, and forgotten after a month", async () => {
    const clock = aClock();
    const database = await openTestDatabase(kind, clock);
    const store = createReplayStore(database);
    const hostile = "\u0000 \uD800 ' \" \\ \u202e";
    const report = madeReport({
      branch: "main",
      comparison: new ComparisonTally().result(),
      unreadable: [{ id: "#1", reason: hostile }],
    });

    expect(await store.find(4242, "a")).toBeNull();
    await store.begin(4242, "a");
    await store.begin(4242, "a");
    expect(await store.find(4242, "a")).toEqual({ report: null, madeAt: clock.now() });

    clock.advance(60_000);
    await store.finish(4242, "a", report);
    expect(await store.find(4242, "a")).toMatchObject({
      report: { ...report, unreadable: [{ id: "#1", reason: "\uFFFD \uFFFD ' \" \\ \u202e" }] },
      madeAt: clock.now(),
    });
    expect(await store.find(4343, "a")).toBeNull();

    clock.advance(20 * DAY);
    await store.finish(4242, "b", failedReport("not allowed"));
    clock.advance(11 * DAY);
    expect(await pruneReplays(database)).toBe(1);
    expect(await store.find(4242, "a")).toBeNull();
    expect((await store.find(4242, "b"))?.report).toEqual(failedReport("not allowed"));

    await store.begin(4242, "b");
    expect((await store.find(4242, "b"))?.report).toBeNull();
    await database.prisma.$executeRaw`UPDATE replays SET report = '{"version":0}'::json`;
    expect((await store.find(4242, "b"))?.report).toBeNull();
    await database.close();
  });
});
