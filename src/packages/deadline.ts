// Waits for an answer until a moment, and makes of silence what it is: an answer that is not available.
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { Logger } from "../ports.js";
import { Unanswered } from "./http/unanswered.js";

export interface Deadline {
  /** Never throws. `who` begins the reason: `npm did not answer in 5 s`. What comes later is still kept in the cache. */
  ask<T>(who: string, answer: Promise<T>): Promise<Source<T>>;
  /** Has to be called, so that no timer is left. */
  end(): void;
}

export function createDeadline(ms: number, logger: Logger): Deadline {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<"over">((resolve) => {
    timer = setTimeout(resolve, ms, "over");
  });

  return {
    async ask(who, answer) {
      const settled = answer.then(loaded, (error: unknown) => toUnavailable(who, error, logger));
      const first = await Promise.race([settled, over]);
      return first === "over" ? unavailable(`${who} did not answer in time`) : first;
    },
    end: () => clearTimeout(timer),
  };
}

function toUnavailable(who: string, error: unknown, logger: Logger): Source<never> {
  if (error instanceof Unanswered) return unavailable(`${who} ${error.message}`);
  logger.error({ who, err: error instanceof Error ? error.name : "unknown" }, "a package look-up failed");
  return unavailable(`${who} could not be asked`);
}
