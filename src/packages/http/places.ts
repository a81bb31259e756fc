// A limited number of places for requests to one host; who finds none waits in line, but not for ever.
import { Unanswered } from "./unanswered.js";

export interface Places {
  /** Runs `work` when a place is free. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createPlaces(count: number, maxWaitMs: number): Places {
  let free = count;
  const line: (() => void)[] = [];

  const take = (): Promise<void> => {
    if (free > 0) {
      free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        line.splice(line.indexOf(enter), 1);
        reject(new Unanswered("was asked about too many packages at once"));
      }, maxWaitMs);
      timer.unref();
      line.push(enter);
    });
  };

  const leave = (): void => {
    const next = line.shift();
    if (next === undefined) free++;
    else next();
  };

  return {
    async run(work) {
      await take();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
