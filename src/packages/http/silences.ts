// A host that gave no answer several times in a row is left alone for a while: a registry that is down may hold up the look-up
// that finds it out, and not every other one as well.
import { Unanswered, Unreachable } from "./unanswered.js";

/** Requests in a row, each with its retry. One alone may be one slow document. */
const MISSES = 3;
/** Shorter than the time after which a pull request that waits for an answer is looked at again. */
const SILENT_MS = 60_000;

export interface Silences {
  /** Runs `work` unless the host is being left alone. @throws Unanswered, at once then */
  run<T>(host: string, work: () => Promise<T>): Promise<T>;
}

/** `nowMs`: of a clock that never goes back. */
export function createSilences(nowMs: () => number): Silences {
  const misses = new Map<string, { count: number; until: number }>();
  return {
    async run(host, work) {
      if ((misses.get(host)?.until ?? 0) > nowMs()) throw new Unanswered("has not been answering for a while");
      try {
        const answer = await work();
        misses.delete(host);
        return answer;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        const count = (misses.get(host)?.count ?? 0) + 1;
        misses.set(host, { count, until: count >= MISSES ? nowMs() + SILENT_MS : 0 });
        throw error;
      }
    },
  };
}
