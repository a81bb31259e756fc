// A clock that stands still until a test moves it.
import type { Clock } from "../../src/ports.js";

export interface FakeClock extends Clock {
  advance(ms: number): void;
}

export function aClock(start = "2026-03-02T12:00:00Z"): FakeClock {
  let nowMs = Date.parse(start);
  return {
    now: () => new Date(nowMs),
    advance(ms) {
      nowMs += ms;
    },
  };
}
