// Has files examined in processes of their own, in bounded time and memory: a process that takes too long over a file, or dies
// of it, is killed, the file counts as not examined, and a new process goes on with the next.
import type { Examiner } from "../ports/examiner.js";
import { createLane, type ExaminerLimits } from "./lane.js";

const LIMITS: ExaminerLimits = { fileMs: 10_000, changeMs: 60_000, idleMs: 15_000, heapMb: 256 };
/** A change that costs all of its time holds up half of the others at most. The second process starts only when needed. */
const LANES = 2;

export function createExaminer(options: Partial<ExaminerLimits> & { readonly script?: URL } = {}): Examiner {
  const { script = new URL("./process.js", import.meta.url), ...limits } = options;
  const lanes = Array.from({ length: LANES }, () => createLane(script, { ...LIMITS, ...limits }));
  return {
    examine(files) {
      const free = lanes.reduce((best, lane) => (lane.waiting < best.waiting ? lane : best));
      return free.examine(files);
    },
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}
