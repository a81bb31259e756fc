// Has files examined in processes of their own, in bounded time and memory: a process that takes too long over a file, or dies
// of it, is killed, the file counts as not examined, and a new process goes on with the next.
import { freemem } from "node:os";
import type { Examiner } from "../ports/examiner.js";
import { createLane, type ExaminerLimits } from "./lane.js";

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
