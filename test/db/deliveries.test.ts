import { NO_CHANGES } from "../../src/core/facts/records.js";
import { createDeliveryStore } from "../../src/db/deliveries.js";
import { createPullStore } from "../../src/db/pulls.js";
import type { Delivery, DeliveryStore, PullStore } from "../../src/ports.js";
import { aDelivery, aPullItem, aRef } from "../support/build/work.js";
import { fakeSha } from "../support/build.js";
import { aClock } from "../support/fake-clock.js";
import { describeOnPostgresql, openTestDatabase, type TestDatabase, testedKinds } from "../support/test-database.js";

describe.each(testedKinds())("receiving deliveries on the %s database", (kind) => {
  const clock = aClock();
  let database: TestDatabase;
  let store: DeliveryStore;
  let pulls: PullStore;
  beforeAll(async () => {
    database = await openTestDatabase(kind, clock);
    store = createDeliveryStore(database);
    pulls = createPullStore(database);
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  const loadWork = () => database.prisma.work.findMany({ orderBy: { key: "asc" } });
  const loadPushers = async () => (await pulls.loadRecords(4242, 7)).pushers.map(({ login }) => login);

  it("keeps the id, the wanted work, the hint and the push", async () => {
    expect(await store.receive(aDelivery())).toBe(true);

    expect(await database.prisma.delivery.findMany()).toEqual([
      { id: aDelivery().id, event: "pull_request", action: "synchronize", receivedAt: clock.now() },
    ]);
    expect(await loadWork()).toMatchObject([
      { key: "pull:4242#7", kind: "pull", item: aPullItem(), installationId: 77n, wanted: 1n, runAt: clock.now() },
    ]);
    expect(await pulls.loadState(4242, 7)).toMatchObject({
      ref: aRef(),
      baseRef: "main",
      headSha: fakeSha("head 1"),
      open: true,
    });
    expect((await pulls.loadRecords(4242, 7)).pushers).toEqual([{ id: 501, login: "robin", type: "User" }]);
  });

  it("keeps a head that was pushed over until it was read, however often and late it is told", async () => {
    const push = { ...aDelivery().push, replaced: fakeSha("head 0") } as NonNullable<Delivery["push"]>;
    const loadHeads = async () => (await pulls.loadRecords(4242, 7)).heads;
    const told = (id: string) => store.receive(aDelivery({ id, push }));
    const read = { sha: fakeSha("head 0"), read: true };
    await Promise.all([told("1"), told("2")]);
    await store.receive(aDelivery({ id: "3" }));
    expect(await loadHeads()).toEqual([{ ...read, read: false }]);

    const recorded = { events: [], outbox: [], boxes: new Map(), answers: [] };
    await pulls.record(aRef(), { changes: { ...NO_CHANGES, heads: [read] }, ...recorded });
    await told("4");

    expect(await loadHeads()).toEqual([read]);
  });

  it("does nothing for an id that came before, and says so", async () => {
    await store.receive(aDelivery());

    expect(await store.receive(aDelivery({ work: [aPullItem({ number: 8 })] }))).toBe(false);

    expect(await loadWork()).toMatchObject([{ key: "pull:4242#7", wanted: 1n }]);
  });

  it("takes neither hint nor push from an id that came before", async () => {
    await store.receive(aDelivery());
    const later = { ref: aRef(), baseRef: "other", headSha: fakeSha("head 2"), open: true };
    const sender = { id: 9, login: "mallory", type: "User" as const };

    await store.receive(
      aDelivery({ hints: [later], push: { repositoryId: 4242, number: 7, headSha: fakeSha("head 2"), sender } }),
    );

    expect(await pulls.loadState(4242, 7)).toMatchObject({ baseRef: "main", headSha: fakeSha("head 1") });
    expect(await loadPushers()).toEqual(["robin"]);
  });

  it("says yes once when one id comes many times at once", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => store.receive(aDelivery())));

    expect(answers.filter((fresh) => fresh)).toHaveLength(1);
    expect(await loadWork()).toMatchObject([{ wanted: 1n }]);
  });

  it("counts every wish for one pull request and keeps one row", async () => {
    const deliveries = Array.from({ length: 30 }, (_item, index) => aDelivery({ id: `delivery-${index}` }));

    await Promise.all(deliveries.map((delivery) => store.receive(delivery)));

    expect(await loadWork()).toMatchObject([{ key: "pull:4242#7", wanted: 30n }]);
  });

  it("takes what is newest for a key that one batch holds twice", async () => {
    const renamed = aPullItem({ name: "store" });

    await Promise.all([
      store.receive(aDelivery({ id: "leads the way", work: [] })),
      store.receive(aDelivery({ id: "old" })),
      store.receive(aDelivery({ id: "new", work: [renamed], hints: [] })),
    ]);

    expect(await loadWork()).toMatchObject([{ item: renamed, wanted: 2n }]);
  });

  it("brings work forward that was wanted later, and never pushes it back", async () => {
    await store.receive(aDelivery());
    await database.prisma.work.updateMany({ data: { runAt: new Date("2026-03-02T18:00:00Z") } });

    await store.receive(aDelivery({ id: "second" }));
    expect(await loadWork()).toMatchObject([{ runAt: clock.now() }]);

    await database.prisma.work.updateMany({ data: { runAt: new Date("2026-03-02T01:00:00Z") } });
    await store.receive(aDelivery({ id: "third" }));
    expect(await loadWork()).toMatchObject([{ runAt: new Date("2026-03-02T01:00:00Z") }]);
  });

  it("does not bring work forward that GitHub made wait", async () => {
    const notBefore = new Date("2026-03-02T12:30:00Z");
    await store.receive(aDelivery());
    await database.prisma.work.updateMany({ data: { runAt: notBefore, notBefore } });

    await store.receive(aDelivery({ id: "second" }));

    expect(await loadWork()).toMatchObject([{ runAt: notBefore, wanted: 2n }]);
  });

  it("accepts a delivery that asks for nothing", async () => {
    expect(await store.receive(aDelivery({ work: [], push: null, hints: [], action: null }))).toBe(true);

    expect(await loadWork()).toEqual([]);
  });

  it("never closes or reopens a pull request on a hint's word", async () => {
    const hint = { ref: aRef(), baseRef: "main", headSha: fakeSha("head 1") };
    await store.receive(aDelivery({ id: "opened" }));
    await store.receive(aDelivery({ id: "closed", hints: [{ ...hint, open: false }] }));
    expect(await pulls.loadState(4242, 7)).toMatchObject({ open: true });

    await pulls.markClosed(aRef(), [], () => []);
    await store.receive(aDelivery({ id: "late", hints: [{ ...hint, open: true }] }));
    expect(await pulls.loadState(4242, 7)).toMatchObject({ open: false });
  });

  it("does not remember a pull request that it first hears of when it closes", async () => {
    const closed = { ref: aRef(), baseRef: "main", headSha: fakeSha("head 1"), open: false };

    await store.receive(aDelivery({ hints: [closed] }));

    expect(await pulls.loadState(4242, 7)).toBeNull();
  });

  it("lists every pusher once, who pushed last at the end", async () => {
    const push = (id: number, login: string, head: string) => ({
      repositoryId: 4242,
      number: 7,
      headSha: fakeSha(head),
      sender: { id, login, type: "User" as const },
    });
    for (const [index, pushed] of [push(1, "ada", "a"), push(2, "bo", "b"), push(1, "ada-renamed", "c")].entries()) {
      clock.advance(1_000);
      await store.receive(aDelivery({ id: `push-${index}`, push: pushed }));
    }
    expect(await loadPushers()).toEqual(["bo", "ada-renamed"]);

    clock.advance(1_000);
    await store.receive(aDelivery({ id: "push-back", push: push(2, "bo", "b") }));
    expect(await loadPushers()).toEqual(["ada-renamed", "bo"]);
  });

  it("keeps a pusher whose account GitHub did not number", async () => {
    const sender = { id: null, login: "ghost", type: "Unknown" as const };

    await store.receive(aDelivery({ push: { repositoryId: 4242, number: 7, headSha: fakeSha(1), sender } }));

    expect((await pulls.loadRecords(4242, 7)).pushers).toEqual([sender]);
  });

  it("survives hostile names", async () => {
    const work = [{ ...aPullItem(), kind: "push" as const, ref: "refs/heads/\0\uD800'\"\\", after: "a", sender: "x" }];

    expect(await store.receive(aDelivery({ work: work as never, push: null, hints: [] }))).toBe(true);

    expect(await loadWork()).toMatchObject([{ item: { ref: "refs/heads/\uFFFD\uFFFD'\"\\" } }]);
  });

  it("keeps the others of a batch when one cannot be stored", async () => {
    const impossible = aDelivery({ id: "impossible", work: [aPullItem({ installationId: 1.5 })] });

    const results = await Promise.allSettled([
      store.receive(aDelivery({ id: "leads the way" })),
      store.receive(aDelivery({ id: "a" })),
      store.receive(impossible),
      store.receive(aDelivery({ id: "b" })),
    ]);

    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(await database.prisma.delivery.count({ where: { id: "impossible" } })).toBe(0);
  });

  it("signals work to this process", async () => {
    let signals = 0;
    const stop = await database.signal.subscribe(() => {
      signals += 1;
    });

    await store.receive(aDelivery());
    await store.receive(aDelivery());
    await stop();

    expect(signals).toBeGreaterThanOrEqual(1);
  });

  it("tries whether it could keep one, and keeps nothing of the trial", async () => {
    await createDeliveryStore(database).tryToKeep();
    await createDeliveryStore(database).tryToKeep();

    expect(await database.prisma.delivery.count()).toBe(0);
  });
});

describeOnPostgresql("receiving deliveries on two replicas", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase("postgresql");
  });
  afterAll(() => database.close());

  it("takes 50 simultaneous copies of one delivery for one", async () => {
    const stores = [createDeliveryStore(database), createDeliveryStore(await database.openReplica())];

    const answers = await Promise.all(
      Array.from({ length: 50 }, (_item, index) => stores[index % 2]?.receive(aDelivery())),
    );

    expect(answers.filter((fresh) => fresh === true)).toHaveLength(1);
    expect(await database.prisma.work.findMany()).toMatchObject([{ wanted: 1n }]);
  });

  it("counts every wish when many deliveries of the same pull requests come in opposite orders", async () => {
    await database.reset();
    const stores = [createDeliveryStore(database), createDeliveryStore(await database.openReplica())];
    const items = [1, 2, 3, 4, 5].map((number) => aPullItem({ number }));
    const hints = items.map((ref) => ({ ref, baseRef: "main", headSha: fakeSha(ref.number), open: true }));

    await Promise.all(
      Array.from({ length: 100 }, (_item, index) =>
        stores[index % 2]?.receive(
          aDelivery({
            id: `delivery-${index}`,
            work: index % 4 < 2 ? items : items.toReversed(),
            hints: index % 4 < 2 ? hints : hints.toReversed(),
          }),
        ),
      ),
    );

    const rows = await database.prisma.work.findMany();
    expect(rows.map(({ wanted }) => wanted)).toEqual([100n, 100n, 100n, 100n, 100n]);
  });

  it("wakes the other replica", async () => {
    await database.reset();
    const replica = await database.openReplica();
    let woken = 0;
    let wake: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => {
      wake = () => {
        woken += 1;
        // The first call tells that listening has begun.
        if (woken === 1) void createDeliveryStore(database).receive(aDelivery());
        else resolve();
      };
    });

    const stop = await replica.signal.subscribe(() => wake());
    await heard;
    await stop();

    expect(woken).toBeGreaterThanOrEqual(2);
  });
});
