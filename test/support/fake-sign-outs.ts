// Who signed out when, in memory, on the database's clock.
import type { Clock, SignOuts } from "../../src/ports.js";
import { aClock } from "./fake-clock.js";

export function aSignOuts(overrides: Partial<SignOuts> = {}, clock: Clock = aClock()): SignOuts {
  const ended = new Map<number, Date>();
  return {
    now: async () => clock.now(),
    lastOf: async (personId) => ended.get(personId) ?? null,
    signOut: async (personId) => void ended.set(personId, clock.now()),
    ...overrides,
  };
}
