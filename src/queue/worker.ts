// Takes due work and hands it to the pipeline: several pieces at a time, never one key twice, never all for one installation.
// Ends cleanly: what is running may finish, the rest goes back.
import type { WorkKind } from "../core/facts/work.js";
import { AppError } from "../errors.js";
import { type Failure, type Lease, STUCK_AFTER_ATTEMPTS } from "../ports/work-store.js";
import type { ClaimedWork, Clock, Logger } from "../ports.js";
import { createInstallations } from "./installations.js";
import { type Claim, HEARTBEAT_MS, type Queue } from "./queue.js";
import { gatherSignals, SYSTEM_TIMERS, type Timers } from "./timers.js";

/** How soon work is found when no signal came: delayed work, and other replicas' work while LISTEN is broken. */
export const POLL_MS = 1_000;
/** What is running at a shutdown may take this long. Kubernetes kills after 30 s. */
const DRAIN_MS = 20_000;

export interface WorkReport {
  readonly kind: WorkKind;
  readonly outcome: "done" | "failed";
  readonly waitedMs: number;
  readonly tookMs: number;
}

export interface WorkerOptions {
  readonly queue: Queue;
  readonly handle: (work: ClaimedWork, lease: Lease) => Promise<void>;
  /** Pieces of work at a time. */
  readonly concurrency: number;
  /** Of these, at most so many for one installation; default: three quarters. The last free place is for whoever has none. */
  readonly perInstallation?: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onReport?: (report: WorkReport) => void;
  readonly timers?: Timers;
}

export interface Worker {
  /** Takes and finishes one piece of work. False: nothing was due. */
  runOnce(): Promise<boolean>;
  /** Until nothing is due; how many pieces that were. */
  runUntilIdle(): Promise<number>;
  /** Claims nothing more, waits for what is running, gives the rest back. */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
}

/** Starts taking work by itself. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { queue, logger, timers = SYSTEM_TIMERS } = options;
  const worker = createWorker(options);
  await queue.prepare();
  const stopListening = await queue.subscribe(gatherSignals(worker.wake, timers));
  const stopPolling = timers.every(POLL_MS, worker.wake);
  const stopHeartbeat = timers.every(HEARTBEAT_MS, worker.beat);
  worker.wake();
  return {
    ...worker,
    async stop(stopOptions) {
      stopPolling();
      await stopListening();
      await worker.stop(stopOptions);
      stopHeartbeat();
      logger.info({}, "the worker has stopped");
    },
  };
}

interface ManualWorker extends Worker {
  /** There may be work: fills the free slots. */
  readonly wake: () => void;
  /** Prolongs the leases of what is running. */
  readonly beat: () => Promise<void>;
}

/** Does nothing by itself: for tests and for `startWorker`. */
export function createWorker(options: WorkerOptions): ManualWorker {
  const { queue, concurrency, clock, logger, timers = SYSTEM_TIMERS } = options;
  const perInstallation = options.perInstallation ?? Math.ceil(concurrency * 0.75);
  const installations = createInstallations(concurrency, perInstallation, clock);
  const running = new Map<Claim, Promise<void>>();
  let stopping = false;
  let filling: Promise<void> | null = null;
  let wokenMeanwhile = false;

  async function take(): Promise<Claim | null> {
    const claim = await queue.claim(installations.turn());
    if (claim !== null) installations.enter(claim.work.installationId);
    return claim;
  }

  function run(claim: Claim): Promise<void> {
    const promise = execute(claim, options)
      .then((failure) => installations.leave(claim.work.installationId, failure))
      .finally(() => running.delete(claim));
    running.set(claim, promise);
    return promise;
  }

  async function fill(): Promise<void> {
    try {
      do {
        wokenMeanwhile = false;
        await fillSlots();
      } while (wokenMeanwhile && !stopping);
    } catch (error) {
      logger.error(describeError(error), "the queue could not be read; trying again with the next poll");
    } finally {
      filling = null;
    }
  }

  async function fillSlots(): Promise<void> {
    while (!stopping && running.size < concurrency) {
      const claim = await take();
      if (claim === null) return;
      // A claim that was under way when the stop came is run by nobody: stop() gives it back with the rest.
      if (stopping) running.set(claim, Promise.resolve());
      else void run(claim).then(wake);
    }
  }

  function wake(): void {
    if (filling !== null) wokenMeanwhile = true;
    else if (!stopping && running.size < concurrency) filling = fill();
  }

  async function beat(): Promise<void> {
    try {
      await queue.prolong([...running.keys()]);
    } catch (error) {
      logger.error(describeError(error), "leases could not be prolonged");
    }
  }

  async function runOnce(): Promise<boolean> {
    const claim = await take();
    if (claim === null) return false;
    await run(claim);
    return true;
  }

  async function runUntilIdle(): Promise<number> {
    let count = 0;
    while (await runOnce()) count += 1;
    return count;
  }

  async function stop({ drainMs = DRAIN_MS }: { readonly drainMs?: number } = {}): Promise<void> {
    stopping = true;
    await filling;
    await timers.atMost(drainMs, Promise.all(running.values()));
    const left = [...running.keys()];
    if (left.length === 0) return;
    await queue.release(left);
    logger.warn({ released: left.length }, "work was given back unfinished");
  }

  return { wake, beat, runOnce, runUntilIdle, stop };
}

/** Never throws: a piece of work that fails is put back, and one whose outcome cannot be written comes back by its lease's end. */
async function execute({ work, lease }: Claim, options: WorkerOptions): Promise<Failure | null> {
  const { queue, handle, clock, logger, onReport } = options;
  const startedMs = clock.now().getTime();
  const report = (outcome: WorkReport["outcome"]) => {
    const tookMs = clock.now().getTime() - startedMs;
    onReport?.({ kind: work.item.kind, outcome, waitedMs: work.waitedMs, tookMs });
  };
  try {
    await handle(work, lease);
    await queue.complete(work);
    report("done");
    return null;
  } catch (error) {
    report("failed");
    return putBack({ work, lease }, error, { queue, logger });
  }
}

async function putBack(
  { work }: Claim,
  error: unknown,
  { queue, logger }: Pick<WorkerOptions, "queue" | "logger">,
): Promise<Failure | null> {
  try {
    const failure = await queue.fail(work, error);
    const fields = { work: work.key, attempts: work.attempts + 1, retryInMs: failure.delayMs, ...describeError(error) };
    if (work.attempts + 1 >= STUCK_AFTER_ATTEMPTS) logger.error(fields, "work keeps failing and is tried again");
    else logger.warn(fields, "work failed and is tried again");
    return failure;
  } catch (second) {
    logger.error(
      { work: work.key, ...describeError(second) },
      "a failure could not be written; the lease will run out",
    );
    return null;
  }
}

const FRAMES = 5;

/**
 * What may be logged of an error. Never its message: messages of libraries quote what was sent, and that may be a form or a token.
 */
export function describeError(error: unknown): {
  readonly code: string;
  readonly error: string;
  readonly at: string[];
} {
  if (!(error instanceof Error)) return { code: "INTERNAL", error: typeof error, at: [] };
  const code = error instanceof AppError ? error.code : "INTERNAL";
  // A stack begins with the message, and a line of a message could pretend to be a frame.
  const stack = error.stack ?? "";
  const frames = stack.slice(stack.indexOf(error.message) + error.message.length).split("\n");
  return { code, error: error.name, at: frames.slice(1, FRAMES + 1).map((line) => line.trim()) };
}
