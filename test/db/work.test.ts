import type { PullRef } from "../../src/core/facts/work.js";
import { createDeliveryStore } from "../../src/db/deliveries.js";
import { createWorkStore } from "../../src/db/work.js";
import { STUCK_AFTER_ATTEMPTS, type WorkStore } from "../../src/ports/work-store.js";
import { aDelivery, aPullItem } from "../support/build/work.js";
import { aClock } from "../support/fake-clock.js";
import { describeOnPostgresql, openTestDatabase, type TestDatabase, testedKinds } from "../support/test-database.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LEASE = { ms: 30 * SECOND, except: [], last: [] };

describe.each(testedKinds())("the table of wanted work on the %s database", (kind) => {
  const clock = aClock();
  let database: TestDatabase;
  let store: WorkStore;
  let token = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind, clock);
    store = createWorkStore(database);
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  const claim = (except: readonly number[] = [], last: readonly number[] = []) => {
    token += 1;
    return store.claim({ ...LEASE, except, last, token: `token-${token}` });
  };
  const claimKey = async (except: readonly number[] = [], last: readonly number[] = []) =>
    (await claim(except, last))?.key ?? null;
  const mustClaim = async () => {
    const work = await claim();
    if (work === null) throw new Error("nothing was due");
    return work;
  };
  const pull = (number: number, installationId = 77) => aPullItem({ number, installationId });

  it("gives what was wanted, with its item, once", async () => {
    await store.enqueue([pull(7)]);

    expect(await claim()).toMatchObject({
      key: "pull:4242#7",
      item: pull(7),
      attempts: 0,
      installationId: 77,
      waitedMs: 0,
    });
    expect(await claim()).toBeNull();
  });

  it("accepts an empty list", async () => {
    await store.enqueue([]);

    expect(await claim()).toBeNull();
  });

  it("takes two equal items for one", async () => {
    await store.enqueue([pull(7), pull(7)]);

    expect(await claimKey()).toBe("pull:4242#7");
    expect(await claim()).toBeNull();
  });

  it("gives the oldest first and tells how long it waited", async () => {
    await store.enqueue([pull(2)]);
    clock.advance(SECOND);
    await store.enqueue([pull(1)]);
    clock.advance(SECOND);

    expect(await claim()).toMatchObject({ key: "pull:4242#2", waitedMs: 2 * SECOND });
    expect(await claim()).toMatchObject({ key: "pull:4242#1", waitedMs: SECOND });
  });

  it("keeps delayed work back until its time, and does not count the delay as waiting", async () => {
    await store.enqueue([pull(7)], { delayMs: 5 * SECOND });

    clock.advance(5 * SECOND - 1);
    expect(await claim()).toBeNull();
    clock.advance(1);
    expect(await claim()).toMatchObject({ waitedMs: 0 });
  });

  it("lets background work yield to what somebody waits for, but not for ever", async () => {
    await store.enqueue([pull(1), pull(2)], { background: true });
    clock.advance(SECOND);
    await store.enqueue([pull(3)]);
    const first = await mustClaim();
    expect(first.key).toBe("pull:4242#3");
    await store.complete(first.token);

    clock.advance(11 * MINUTE);
    await store.enqueue([pull(4)]);
    expect(await claimKey()).toBe("pull:4242#1");
  });

  it("lets background work that somebody now waits for go first", async () => {
    await store.enqueue([pull(1), pull(2)], { background: true });
    await store.enqueue([pull(2)]);

    expect(await claimKey()).toBe("pull:4242#2");
  });

  it("skips installations that may not have more", async () => {
    await store.enqueue([pull(1, 77)]);
    clock.advance(SECOND);
    await store.enqueue([pull(2, 78), { kind: "sweep" }]);

    expect(await claimKey([77, 78])).toBe("sweep");
    expect(await claimKey([77])).toBe("pull:4242#2");
    expect(await claimKey([77])).toBeNull();
  });

  it("takes the work of those who have a place already after everybody else's", async () => {
    await store.enqueue([pull(1, 77)]);
    clock.advance(SECOND);
    await store.enqueue([pull(2, 78)]);
    clock.advance(SECOND);
    await store.enqueue([{ kind: "sweep" }]);

    expect(await claimKey([], [77, 78])).toBe("sweep");
    expect(await claimKey([], [77])).toBe("pull:4242#2");
    expect(await claimKey([], [77])).toBe("pull:4242#1");
  });

  it("counts work of no installation like that of one", async () => {
    await store.enqueue([{ kind: "sweep" }]);
    clock.advance(SECOND);
    await store.enqueue([pull(1, 77)]);

    expect(await claimKey([0])).toBe("pull:4242#1");
    expect(await claimKey([0])).toBeNull();
    expect(await claimKey()).toBe("sweep");
  });

  it("forgets finished work", async () => {
    await store.enqueue([pull(7)]);
    const work = await mustClaim();

    expect(await store.complete(work.token)).toBe(true);

    expect(await database.prisma.work.count()).toBe(0);
  });

  it("runs again at once what was wanted again during a run", async () => {
    await store.enqueue([pull(7)]);
    const work = await mustClaim();
    clock.advance(10 * SECOND);
    await store.enqueue([pull(7)]);
    clock.advance(2 * SECOND);

    await store.complete(work.token);

    expect(await claim()).toMatchObject({ key: "pull:4242#7", waitedMs: 2 * SECOND });
  });

  it("runs again when it was wanted by a delivery during a run", async () => {
    await store.enqueue([aPullItem()]);
    const work = await mustClaim();
    await createDeliveryStore(database).receive(aDelivery());

    await store.complete(work.token);

    expect(await claimKey()).toBe("pull:4242#7");
  });

  it("runs once more, not more often, however often it was wanted during a run", async () => {
    await store.enqueue([pull(7)]);
    const work = await mustClaim();
    for (let again = 0; again < 5; again += 1) await store.enqueue([pull(7)]);

    await store.complete(work.token);
    await store.complete((await mustClaim()).token);

    expect(await claim()).toBeNull();
  });

  it("never gives a key twice at the same time, wanted again or not", async () => {
    await store.enqueue([pull(7)]);
    await mustClaim();
    await store.enqueue([pull(7)]);

    expect(await claim()).toBeNull();
  });

  it("lets work that was asked for again meanwhile rest, however often it is asked for", async () => {
    await store.enqueue([pull(7)]);
    const work = await mustClaim();
    await store.enqueue([pull(7)]);

    await store.complete(work.token, { restMs: SECOND });
    await store.enqueue([pull(7)]);

    expect(await claim()).toBeNull();
    clock.advance(SECOND);
    expect(await claimKey()).toBe("pull:4242#7");
  });

  it("runs at once what is asked for after its run", async () => {
    await store.enqueue([pull(7)]);
    await store.complete((await mustClaim()).token, { restMs: SECOND });

    await store.enqueue([pull(7)]);

    expect(await claimKey()).toBe("pull:4242#7");
  });

  it("plans periodic work anew when it is done", async () => {
    await store.ensure([{ kind: "sweep" }]);
    const work = await mustClaim();

    await store.complete(work.token, { afterMs: 3 * MINUTE });

    expect(await claim()).toBeNull();
    clock.advance(3 * MINUTE);
    expect(await claim()).toMatchObject({ key: "sweep", waitedMs: 0 });
  });

  it("runs periodic work at once when it was asked for during its run", async () => {
    await store.ensure([{ kind: "sweep" }]);
    const work = await mustClaim();
    await store.enqueue([{ kind: "sweep" }]);

    await store.complete(work.token, { afterMs: 3 * MINUTE });

    expect(await claimKey()).toBe("sweep");
  });

  it("keeps the time of periodic work that exists already", async () => {
    await store.ensure([{ kind: "sweep" }]);
    await store.complete((await mustClaim()).token, { afterMs: 3 * MINUTE });

    await store.ensure([{ kind: "sweep" }]);

    expect(await claim()).toBeNull();
  });

  it("tries failed work again after its delay and counts the attempts", async () => {
    await store.enqueue([pull(7)]);
    await store.fail((await mustClaim()).token, { code: "INTERNAL", delayMs: 2 * SECOND, firm: false });

    expect(await claim()).toBeNull();
    clock.advance(2 * SECOND);
    const again = await mustClaim();
    expect(again).toMatchObject({ attempts: 1, waitedMs: 2 * SECOND });

    await store.complete(again.token);
    await store.enqueue([pull(7)]);
    expect(await claim()).toMatchObject({ attempts: 0 });
  });

  it("tries failed work at once when it is wanted again", async () => {
    await store.enqueue([pull(7)]);
    await store.fail((await mustClaim()).token, { code: "INTERNAL", delayMs: MINUTE, firm: false });

    await store.enqueue([pull(7)]);

    expect(await claim()).toMatchObject({ attempts: 1 });
  });

  it("waits as GitHub said even when it is wanted again, and no longer afterwards", async () => {
    await store.enqueue([pull(7)]);
    await store.fail((await mustClaim()).token, { code: "GITHUB_RATE_LIMITED", delayMs: MINUTE, firm: true });
    await store.enqueue([pull(7)]);

    expect(await claim()).toBeNull();
    clock.advance(MINUTE);
    await store.complete((await mustClaim()).token);
    await store.enqueue([pull(7)]);
    expect(await claimKey()).toBe("pull:4242#7");
  });

  it("gives the work of a dead replica to another when the lease has run out", async () => {
    await store.enqueue([pull(7)]);
    const lost = await mustClaim();

    clock.advance(30 * SECOND - 1);
    expect(await claim()).toBeNull();
    clock.advance(1);
    const taken = await mustClaim();

    expect(taken).toMatchObject({ key: lost.key, attempts: 1 });
    expect(await store.complete(lost.token)).toBe(false);
    expect(await store.fail(lost.token, { code: "INTERNAL", delayMs: 0, firm: false })).toBe(false);
    expect(await store.complete(taken.token)).toBe(true);
  });

  it("lets work wait that again and again kills its process", async () => {
    await store.enqueue([pull(7)]);
    for (const waitSeconds of [0, 1, 3, 7]) {
      await mustClaim();
      clock.advance(30 * SECOND + waitSeconds * SECOND - 1);
      expect(await claim()).toBeNull();
      clock.advance(1);
    }

    expect(await claim()).toMatchObject({ attempts: 4 });
  });

  it("prolongs the leases that are still ours and names them", async () => {
    await store.enqueue([pull(1), pull(2)]);
    const [kept, lost] = [await mustClaim(), await mustClaim()];
    await store.complete(lost.token);

    clock.advance(20 * SECOND);
    expect(await store.extend([kept.token, lost.token], 30 * SECOND)).toEqual(new Set([kept.token]));

    clock.advance(29 * SECOND);
    expect(await claim()).toBeNull();
  });

  it("gives released work back untouched", async () => {
    await store.enqueue([pull(7)]);
    const work = await mustClaim();

    await store.release([work.token]);

    expect(await claim()).toMatchObject({ key: work.key, attempts: 0 });
    await store.release([]);
  });

  it("tells what waits, what runs and what is stuck", async () => {
    await store.enqueue([pull(1), pull(2), pull(3)]);
    await store.enqueue([pull(4)], { delayMs: MINUTE });
    await mustClaim();
    await database.prisma.work.update({ where: { key: "pull:4242#3" }, data: { attempts: STUCK_AFTER_ATTEMPTS } });
    clock.advance(5 * SECOND);

    expect(await store.stats()).toEqual({ ready: 2, delayed: 1, running: 1, stuck: 1, oldestReadyMs: 5 * SECOND });
  });

  it("has nothing to tell of an empty table", async () => {
    expect(await store.stats()).toEqual({ ready: 0, delayed: 0, running: 0, stuck: 0, oldestReadyMs: 0 });
  });

  it("keeps hostile names of refs", async () => {
    const item = {
      ...pull(7),
      kind: "push" as const,
      ref: "refs/heads/\0'; DROP TABLE work; --",
      after: "a".repeat(40),
      sender: "robin",
      touchesPolicy: false,
    };

    await store.enqueue([item]);

    expect(await claim()).toMatchObject({ item: { ref: "refs/heads/\uFFFD'; DROP TABLE work; --" } });
  });

  if (kind === "embedded") {
    it("frees what a killed process held at the next start, since only one process can own the database", async () => {
      await store.enqueue([pull(1), pull(2)]);
      await mustClaim();

      expect(await store.reclaim()).toBe(1);

      expect([await claimKey(), await claimKey()].sort()).toEqual(["pull:4242#1", "pull:4242#2"]);
    });
  } else {
    it("frees nothing at a start, since another replica may be at work", async () => {
      await store.enqueue([pull(1)]);
      await mustClaim();

      expect(await store.reclaim()).toBe(0);

      expect(await claim()).toBeNull();
    });
  }
});

describeOnPostgresql("the table of wanted work under real concurrency", () => {
  let database: TestDatabase;
  let stores: WorkStore[];
  beforeAll(async () => {
    database = await openTestDatabase("postgresql");
    stores = [createWorkStore(database), createWorkStore(await database.openReplica())];
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  it("gives one key to one of many claimants", async () => {
    await stores[0]?.enqueue([aPullItem()]);

    const claims = await Promise.all(
      Array.from({ length: 40 }, (_item, index) => stores[index % 2]?.claim({ ...LEASE, token: `claimant-${index}` })),
    );

    expect(claims.filter((work) => work !== null)).toHaveLength(1);
  });

  it("loses no wish and runs no key twice at a time while wishes, runs and failures race", async () => {
    const keys = [1, 2, 3, 4];
    const wishes = 50;
    const running = new Set<string>();
    const newestSeen = new Map<string, string>();
    let wishing = true;

    /** Each wish names itself, and the next one waits for it: so the last one must be seen by a run. */
    async function wish(number: number): Promise<void> {
      for (let index = 1; index <= wishes; index += 1) {
        await stores[(number + index) % 2]?.enqueue([aPullItem({ number, owner: `wish-${index}` })]);
      }
    }

    async function work(name: string, store: WorkStore): Promise<void> {
      for (let run = 0; ; run += 1) {
        const last = !wishing;
        const claimed = await store.claim({ ...LEASE, token: `${name}-${run}` });
        if (claimed === null && last) return;
        if (claimed === null) continue;
        expect(running.has(claimed.key)).toBe(false);
        running.add(claimed.key);
        newestSeen.set(claimed.key, (claimed.item as PullRef).owner);
        await Promise.resolve();
        running.delete(claimed.key);
        if (run % 7 === 3) await store.fail(claimed.token, { code: "INTERNAL", delayMs: 0, firm: false });
        else await store.complete(claimed.token);
      }
    }

    const workers = stores.flatMap((store, index) => [work(`a${index}`, store), work(`b${index}`, store)]);
    await Promise.all(keys.map(wish));
    wishing = false;
    await Promise.all(workers);

    expect(await database.prisma.work.count()).toBe(0);
    expect(newestSeen).toEqual(new Map(keys.map((number) => [`pull:4242#${number}`, `wish-${wishes}`])));
  });
});
