// Has files examined in a thread of its own, in bounded time and memory: a thread that takes too long over a file, or dies of
// it, is ended, the file counts as not examined, and a new thread goes on with the next.
import { Worker } from "node:worker_threads";
import { type Examination, notExamined } from "../core/examination.js";
import type { Examiner, FileToExamine } from "../ports/examiner.js";
import type { Done, Task } from "./thread-messages.js";

export interface ExaminerLimits {
  /** One file. Chosen: a megabyte of ordinary source takes about two seconds on a slow core. */
  readonly fileMs: number;
  /** All files of one change; what is left then is not examined. */
  readonly changeMs: number;
  /** A thread without work ends after this long and gives its memory back. */
  readonly idleMs: number;
  /** Heap of the thread's own JavaScript. */
  readonly heapMb: number;
}

/** Of the thread's heap, for what lives shortly. A third of what it would be given, at the same speed: measured, it spares 90 MB. */
const YOUNG_HEAP_MB = 16;

const LIMITS: ExaminerLimits = { fileMs: 10_000, changeMs: 60_000, idleMs: 30_000, heapMb: 256 };

export function createExaminer(options: Partial<ExaminerLimits> & { readonly script?: URL } = {}): Examiner {
  const limits = { ...LIMITS, ...options };
  const script = options.script ?? new URL("./thread.js", import.meta.url);
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  // One change after the other: two at once would only share the same core.
  let last: Promise<unknown> = Promise.resolve();

  function open(): Worker {
    clearTimeout(idle);
    if (thread !== null) return thread;
    const resourceLimits = { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: YOUNG_HEAP_MB };
    const opened = new Worker(script, { resourceLimits });
    // How it ended is told by the file it was at; a thread that ends without one is only replaced.
    opened.on("error", () => undefined);
    opened.once("exit", () => {
      if (thread === opened) thread = null;
    });
    thread = opened;
    return opened;
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ended = thread;
    thread = null;
    await ended?.terminate();
  }

  async function examineOne(task: Task): Promise<Examination> {
    const answer = await ask(open(), task, limits.fileMs);
    if (answer.kind === "done") return answer.examination;
    await end();
    return notExamined(answer.reason);
  }

  async function examineAll(files: readonly FileToExamine[]): Promise<readonly Examination[]> {
    const until = performance.now() + limits.changeMs;
    const examinations: Examination[] = [];
    for (const [id, file] of files.entries()) {
      const isLate = performance.now() > until;
      examinations.push(isLate ? notExamined("the change took too long to examine") : await examineOne({ id, file }));
    }
    if (thread !== null) idle = setTimeout(() => void end(), limits.idleMs).unref();
    return examinations;
  }

  return {
    examine(files) {
      const asked = last.then(() => examineAll(files));
      last = asked.catch(() => undefined);
      return asked;
    },
    close: async () => {
      await last;
      await end();
    },
  };
}

type Answer =
  | { readonly kind: "done"; readonly examination: Examination }
  | { readonly kind: "failed"; readonly reason: string };

/** The thread's answer to one task, or why there is none. */
function ask(thread: Worker, task: Task, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle({ kind: "failed", reason: "it took too long to examine" }), timeoutMs);
    const onMessage = (done: Done) => {
      if (done.id === task.id) settle({ kind: "done", examination: done.examination });
    };
    const onEnd = () => settle({ kind: "failed", reason: "it could not be examined within the limits of memory" });
    function settle(answer: Answer): void {
      clearTimeout(timer);
      thread.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
      resolve(answer);
    }
    thread.on("message", onMessage).on("error", onEnd).on("exit", onEnd);
    thread.postMessage(task);
  });
}
