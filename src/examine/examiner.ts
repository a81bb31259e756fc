// Has files examined in processes of their own, in bounded time and memory: a process that takes too long over a file, or dies
// of it, is killed, the file counts as not examined, and a new process goes on with the next.

import { type ChildProcess, fork } from "node:child_process";
import { freemem } from "node:os";
import { fileURLToPath } from "node:url";
import { type Examination, notExamined } from "../core/facts/examination.js";
import type { Examiner, FileToExamine } from "../ports/examiner.js";
import type { Done, Task } from "./process.js";

const LIMITS: ExaminerLimits = {
  fileMs: 10_000,
  changeMs: 60_000,
  // Shorter: the first event after a rest waits for a process to start, a quarter of a second on an idle machine.
  idleMs: 600_000,
  heapMb: 256,
  residentMb: 350,
  spareMb: 256,
  spareBytes,
};
/** A change that costs all of its time holds up half of the others at most. The second process starts only when needed. */
const LANES = 2;

export function createExaminer(options: Partial<ExaminerLimits> & { readonly script?: URL } = {}): Examiner {
  const { script = new URL("./process.js", import.meta.url), ...limits } = options;
  const lanes = Array.from({ length: LANES }, () => createLane(script, { ...LIMITS, ...limits }));
  return {
    prepare: () => lanes[0]?.prepare(),
    examine(files) {
      const free = lanes.reduce((best, lane) => (lane.waiting < best.waiting ? lane : best));
      return free.examine(files);
    },
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

/** What the machine has left, or, in a container, what this process leaves of its share. */
function spareBytes(): number {
  const share = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return Math.min(freemem(), share - process.memoryUsage.rss());
}

interface ExaminerLimits {
  /** One file. Chosen: a megabyte of ordinary source takes about two seconds on a slow core. */
  readonly fileMs: number;
  /** All files of one change; what is left then is not examined. */
  readonly changeMs: number;
  /** A process without work ends after this long. */
  readonly idleMs: number;
  /** Heap of the process's JavaScript. */
  readonly heapMb: number;
  /** A process that takes more than this after a change ends. Chosen: 393 ordinary files leave 230. */
  readonly residentMb: number;
  /** Where less is left for others, a process without work ends, and none is started before there is work. */
  readonly spareMb: number;
  /** What is left for others, in bytes. */
  readonly spareBytes: () => number;
}

/** Threads that compile and collect beside the one that examines. Four would take 120 MB more, and the cores of everybody else. */
const BACKGROUND_THREADS = 1;
/** How often a process without work is asked whether memory is short. */
const LOOK_MS = 15_000;
const MEGABYTE = 1024 * 1024;

/**
 * One process, started when there is work or soon will be, and killed when a file takes too long, when there was nothing to do for
 * minutes, or when memory is short.
 */
interface Lane {
  /** Changes that wait or run. */
  readonly waiting: number;
  /** There may be work soon: starts the process, where memory allows it. */
  prepare(): void;
  examine(files: readonly FileToExamine[]): Promise<readonly Examination[]>;
  close(): Promise<void>;
}

function createLane(script: URL, limits: ExaminerLimits): Lane {
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let residentBytes = 0;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function open(): ChildProcess {
    clearTimeout(idle);
    if (child !== null) return child;
    const opened = fork(fileURLToPath(script), [], {
      execArgv: [`--max-old-space-size=${limits.heapMb}`, `--v8-pool-size=${BACKGROUND_THREADS}`],
      serialization: "advanced",
      // INVARIANT: parsers see no key, no token and no address of a database.
      env: {},
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // How it ended is told by the file it was at; a process that ends without one is only replaced.
    opened.on("error", () => undefined);
    opened.once("exit", () => {
      if (child === opened) child = null;
    });
    child = opened;
    residentBytes = 0;
    return opened;
  }

  function end(): void {
    clearTimeout(idle);
    child?.kill("SIGKILL");
    child = null;
  }

  const isShort = () => limits.spareBytes() < limits.spareMb * MEGABYTE;

  /** INVARIANT: at most one such timer runs, and none while a file is examined. */
  function rest(leftMs = limits.idleMs): void {
    clearTimeout(idle);
    if (child === null) return;
    const pauseMs = Math.min(leftMs, LOOK_MS);
    idle = setTimeout(() => (leftMs === pauseMs || isShort() ? end() : rest(leftMs - pauseMs)), pauseMs).unref();
  }

  async function examineOne(task: Task): Promise<Examination> {
    const answer = await ask(open(), task, limits.fileMs);
    if (answer.kind === "failed") {
      end();
      return notExamined(answer.reason);
    }
    residentBytes = answer.residentBytes;
    return answer.examination;
  }

  async function examineAll(files: readonly FileToExamine[]): Promise<readonly Examination[]> {
    const until = performance.now() + limits.changeMs;
    const examinations: Examination[] = [];
    for (const [id, file] of files.entries()) {
      const isLate = performance.now() > until;
      examinations.push(isLate ? notExamined("the change took too long to examine") : await examineOne({ id, file }));
    }
    if (residentBytes > limits.residentMb * MEGABYTE) end();
    rest();
    return examinations;
  }

  return {
    get waiting() {
      return waiting;
    },
    prepare() {
      if (child !== null || waiting > 0 || isShort()) return;
      open();
      rest();
    },
    examine(files) {
      waiting += 1;
      const asked = last.then(() => examineAll(files));
      last = asked.then(
        () => {
          waiting -= 1;
        },
        () => {
          waiting -= 1;
        },
      );
      return asked;
    },
    close: async () => {
      await last;
      end();
    },
  };
}

type Answer = ({ readonly kind: "done" } & Omit<Done, "id">) | { readonly kind: "failed"; readonly reason: string };

/** The process's answer to one task, or why there is none. */
function ask(child: ChildProcess, task: Task, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle({ kind: "failed", reason: "it took too long to examine" }), timeoutMs);
    const onMessage = (message: unknown) => {
      const { id, ...done } = message as Done;
      if (id === task.id) settle({ kind: "done", ...done });
    };
    const onEnd = () => settle({ kind: "failed", reason: "it could not be examined within the limits of memory" });
    function settle(answer: Answer): void {
      clearTimeout(timer);
      child.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
      resolve(answer);
    }
    child.on("message", onMessage).on("error", onEnd).on("exit", onEnd);
    child.send(task, (error) => {
      if (error !== null) onEnd();
    });
  });
}
