import { createWorkStore } from "../../src/db/work.js";
import { AppError } from "../../src/errors.js";
import type { Lease, WorkStore } from "../../src/ports/work-store.js";
import type { ClaimedWork } from "../../src/ports.js";
import type { Turn } from "../../src/queue/installations.js";
import { createQueue, HEARTBEAT_MS, LEASE_MS, type Queue } from "../../src/queue/queue.js";
import { createWorker, POLL_MS, startWorker, type WorkerOptions, type WorkReport } from "../../src/queue/worker.js";
import { aPullItem } from "../support/build/work.js";
import { aClock } from "../support/fake-clock.js";
import { openTestDatabase, type TestDatabase } from "../support/test-database.js";

const MINUTE = 60_000;

describe("the worker", () => {
  const clock = aClock();
  let database: TestDatabase;
  let store: WorkStore;
  let queue: Queue;
  beforeAll(async () => {
    database = await openTestDatabase("embedded", clock);
    store = createWorkStore(database);
    queue = createQueue(store, clock, 0);
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  const pull = (number: number, installationId = 77) => aPullItem({ number, installationId });

  function aWorker(handle: WorkerOptions["handle"], override: Partial<WorkerOptions> = {}) {
    const logged: string[] = [];
    const reports: WorkReport[] = [];
    const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
    const logger = { debug: log, info: log, warn: log, error: log };
    const options = { queue, handle, concurrency: 4, clock, logger, timers: aTimers(), ...override };
    const worker = createWorker({ ...options, onReport: (report) => void reports.push(report) });
    return { worker, options, logged, reports };
  }

  /** Handlers that go on when they are told to. */
  function aGate() {
    const begun: string[] = [];
    const leases = new Map<string, Lease>();
    const open = new Map<string, () => void>();
    let changed = () => undefined as unknown;
    return {
      begun,
      leases,
      handle: (work: ClaimedWork, lease: Lease) => {
        begun.push(work.key);
        leases.set(work.key, lease);
        return new Promise<void>((resolve) => {
          open.set(work.key, resolve);
          changed();
        });
      },
      finish: (key: string) => open.get(key)?.(),
      /** Resolves when so many handlers have begun. */
      waitFor: (count: number) =>
        new Promise<void>((resolve) => {
          changed = () => begun.length >= count && resolve();
          changed();
        }),
    };
  }

  /** Timers that fire when a test says so. */
  function aTimers() {
    const runs = new Map<number, () => unknown>();
    return {
      fire: async (ms: number) => runs.get(ms)?.(),
      every(ms: number, run: () => unknown) {
        runs.set(ms, run);
        return () => void runs.delete(ms);
      },
      /** The deadline passes at once when the work is not done by then. */
      atMost: (_ms: number, work: Promise<unknown>) =>
        Promise.race([work, new Promise((resolve) => setImmediate(resolve))]).then(() => undefined),
      active: () => [...runs.keys()],
    };
  }

  it("does what is due, in order, until nothing is", async () => {
    await queue.enqueue([pull(1)]);
    clock.advance(1);
    await queue.enqueue([pull(2)]);
    const done: string[] = [];
    const { worker, reports } = aWorker(async ({ key }) => void done.push(key));

    expect(await worker.runUntilIdle()).toBe(2);

    expect(done).toEqual(["pull:4242#1", "pull:4242#2"]);
    expect(reports.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(["pull done", "pull done"]);
    expect(await worker.runOnce()).toBe(false);
  });

  it("puts failed work back and goes on with the rest", async () => {
    await queue.enqueue([pull(1), pull(2)]);
    const done: string[] = [];
    const { worker, reports, logged } = aWorker(async ({ key, attempts }) => {
      if (key.endsWith("#1") && attempts === 0) throw new Error("form text that must not be logged");
      done.push(`${key} ${attempts}`);
    });

    await worker.runUntilIdle();
    clock.advance(1_000);
    await worker.runUntilIdle();

    expect(done).toEqual(["pull:4242#2 0", "pull:4242#1 1"]);
    expect(reports.map(({ outcome }) => outcome)).toEqual(["failed", "done", "done"]);
    expect(logged.join()).toContain("work failed and is tried again");
    expect(logged.join()).not.toContain("form text");
  });

  it("claims nothing of an installation that GitHub makes wait, and does the others' work", async () => {
    await queue.enqueue([pull(1, 77), pull(2, 77), pull(3, 78)]);
    const begun: string[] = [];
    const { worker } = aWorker(async ({ key }) => {
      begun.push(key);
      if (key === "pull:4242#1") {
        throw new AppError("GITHUB_RATE_LIMITED", "limit", { retryAt: new Date(clock.now().getTime() + MINUTE) });
      }
    });

    await worker.runUntilIdle();
    expect(begun).toEqual(["pull:4242#1", "pull:4242#3"]);

    clock.advance(MINUTE);
    await worker.runUntilIdle();
    expect(begun.slice(2).sort()).toEqual(["pull:4242#1", "pull:4242#2"]);
  });

  it("gives every installation a place before it gives anybody a second one", async () => {
    await queue.enqueue([pull(1), pull(2), pull(3), pull(4), pull(5)]);
    clock.advance(1);
    await queue.enqueue([pull(6, 78)]);
    const gate = aGate();
    const { worker } = aWorker(gate.handle, { concurrency: 4 });

    worker.wake();
    await gate.waitFor(3);

    expect(gate.begun).toEqual(["pull:4242#1", "pull:4242#6", "pull:4242#2"]);
    for (const key of gate.begun) gate.finish(key);
    await gate.waitFor(6);
    for (const key of gate.begun) gate.finish(key);
    await worker.stop();
  });

  it.each([2, 3, 4, 8])(
    "keeps a place of %i for others, whatever one installation's work does",
    async (concurrency) => {
      await queue.enqueue(Array.from({ length: 12 }, (_, index) => pull(100 + index)));
      const gate = aGate();
      const { worker } = aWorker(gate.handle, { concurrency });
      worker.wake();
      const hanging = Math.min(Math.ceil(concurrency * 0.75), concurrency - 1);
      await gate.waitFor(hanging);

      await queue.enqueue([pull(1, 78)]);
      worker.wake();
      await gate.waitFor(hanging + 1);

      expect(gate.begun.at(-1)).toBe("pull:4242#1");
      for (const key of gate.begun) gate.finish(key);
      await worker.stop();
    },
  );

  it("takes no second piece for a key that runs, and looks again when it was wanted meanwhile", async () => {
    await queue.enqueue([pull(1)]);
    const gate = aGate();
    const { worker } = aWorker(gate.handle);
    worker.wake();
    await gate.waitFor(1);

    await queue.enqueue([pull(1)]);
    expect(await worker.runOnce()).toBe(false);
    gate.finish("pull:4242#1");
    await gate.waitFor(2);

    expect(gate.begun).toEqual(["pull:4242#1", "pull:4242#1"]);
    gate.finish("pull:4242#1");
    await worker.stop();
  });

  it("keeps its leases with heartbeats and loses them without", async () => {
    await queue.enqueue([pull(1)]);
    const gate = aGate();
    const { worker } = aWorker(gate.handle);
    worker.wake();
    await gate.waitFor(1);
    const lease = gate.leases.get("pull:4242#1");

    for (let beats = 0; beats < 10; beats += 1) {
      clock.advance(HEARTBEAT_MS);
      await worker.beat();
    }
    expect(lease?.stillHeld()).toBe(true);
    expect(await worker.runOnce()).toBe(false);

    clock.advance(LEASE_MS);
    expect(lease?.stillHeld()).toBe(false);
    gate.finish("pull:4242#1");
    await worker.stop();
  });

  it("tells a handler whose work somebody else took over, and leaves that work alone", async () => {
    await queue.enqueue([pull(1)]);
    const gate = aGate();
    const { worker } = aWorker(gate.handle);
    worker.wake();
    await gate.waitFor(1);
    clock.advance(LEASE_MS);
    const taken = await store.claim({ token: "another replica", ms: LEASE_MS, except: [], last: [] });

    await worker.beat();
    expect(gate.leases.get("pull:4242#1")?.signal.aborted).toBe(true);
    gate.finish("pull:4242#1");
    await worker.stop();

    expect(taken?.key).toBe("pull:4242#1");
    expect(await store.extend(["another replica"], LEASE_MS)).toEqual(new Set(["another replica"]));
  });

  it("does the work again when it was killed between the work and its completion", async () => {
    await queue.enqueue([pull(1)]);
    const killed = await store.claim({ token: "killed process", ms: LEASE_MS, except: [], last: [] });
    const done: string[] = [];
    const { worker } = aWorker(async ({ key }) => void done.push(key));

    await queue.prepare();
    await worker.runUntilIdle();

    expect(killed?.key).toBe("pull:4242#1");
    expect(done).toContain("pull:4242#1");
  });

  it("survives a queue that cannot be read", async () => {
    const broken = {
      ...queue,
      claim: () => Promise.reject(new Error("down")),
      prolong: () => Promise.reject(new Error("down")),
    };
    const { worker, logged } = aWorker(async () => undefined, { queue: broken });

    worker.wake();
    await worker.beat();
    await worker.stop();

    expect(logged).toHaveLength(2);
  });

  it("survives an outcome that cannot be written", async () => {
    await queue.enqueue([pull(1)]);
    const down = () => Promise.reject(new Error("down"));
    const { worker, logged } = aWorker(async () => undefined, { queue: { ...queue, complete: down, fail: down } });

    expect(await worker.runOnce()).toBe(true);

    expect(logged.join()).toContain("the lease will run out");
  });

  it("is loud when work keeps failing", async () => {
    await queue.enqueue([pull(1)]);
    await database.prisma.work.updateMany({ data: { attempts: 5 } });
    const { worker, logged } = aWorker(() => Promise.reject(new AppError("GITHUB_UNAVAILABLE", "502")));

    await worker.runOnce();

    expect(logged.join()).toContain("work keeps failing");
    expect(await queue.stats()).toMatchObject({ stuck: 1 });
  });

  describe("started", () => {
    it("begins by itself, hears of new work, polls, and plans the periodic work", async () => {
      const gate = aGate();
      const timers = aTimers();
      const started = await startWorker(aWorker(gate.handle, { timers }).options);
      await gate.waitFor(3);
      expect([...gate.begun].sort()).toEqual(["full-sweep", "redeliver", "sweep"]);
      for (const key of gate.begun) gate.finish(key);

      await queue.enqueue([pull(1)]);
      await gate.waitFor(4);
      gate.finish("pull:4242#1");

      await queue.enqueue([pull(2)], { delayMs: 5_000 });
      clock.advance(5_000);
      await timers.fire(POLL_MS);
      await gate.waitFor(5);
      gate.finish("pull:4242#2");
      await started.stop();

      expect(gate.begun.slice(3)).toEqual(["pull:4242#1", "pull:4242#2"]);
      expect(timers.active()).toEqual([]);
      expect(await queue.stats()).toMatchObject({ running: 0, delayed: 3 });
    });

    it("runs periodic work again after its interval", async () => {
      await queue.prepare();
      const done: string[] = [];
      const { worker } = aWorker(async ({ key }) => void done.push(key));
      await worker.runUntilIdle();

      clock.advance(3 * MINUTE);
      await worker.runUntilIdle();
      clock.advance(7 * MINUTE);
      await worker.runUntilIdle();

      expect(done.slice(3)).toEqual(["sweep", "sweep", "redeliver"]);
    });
  });

  describe("stopped", () => {
    it("lets what is running finish and claims nothing more", async () => {
      await queue.enqueue([pull(1)]);
      const gate = aGate();
      const { worker } = aWorker(gate.handle, {
        timers: { ...aTimers(), atMost: (_ms, work) => work.then(() => undefined) },
      });
      worker.wake();
      await gate.waitFor(1);

      const stopped = worker.stop();
      await queue.enqueue([pull(2)]);
      worker.wake();
      gate.finish("pull:4242#1");
      await stopped;

      expect(gate.begun).toEqual(["pull:4242#1"]);
      expect(await queue.stats()).toMatchObject({ running: 0, ready: 1 });
    });

    it("gives back what it was about to get when the stop came", async () => {
      await queue.enqueue([pull(1)]);
      const begun: string[] = [];
      let answer = () => undefined as unknown;
      const slow = {
        ...queue,
        claim: async (turn: Turn) => {
          const claim = await queue.claim(turn);
          await new Promise((resolve) => {
            answer = () => resolve(undefined);
            asked();
          });
          return claim;
        },
      };
      let asked = () => undefined as unknown;
      const underWay = new Promise((resolve) => {
        asked = () => resolve(undefined);
      });
      const { worker } = aWorker(async ({ key }) => void begun.push(key), { queue: slow });

      worker.wake();
      await underWay;
      const stopped = worker.stop();
      answer();
      await stopped;

      expect(begun).toEqual([]);
      expect(await queue.stats()).toMatchObject({ running: 0, ready: 1 });
    });

    it("gives back what does not finish in time, after taking away its lease", async () => {
      await queue.enqueue([pull(1)]);
      const gate = aGate();
      const { worker, logged } = aWorker(gate.handle);
      worker.wake();
      await gate.waitFor(1);

      await worker.stop();

      expect(gate.leases.get("pull:4242#1")?.stillHeld()).toBe(false);
      expect(await store.claim({ token: "next process", ms: LEASE_MS, except: [], last: [] })).toMatchObject({
        attempts: 0,
      });
      expect(logged.join()).toContain("given back");
    });
  });
});
