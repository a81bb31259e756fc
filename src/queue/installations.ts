// Keeps one installation from taking every slot of this process: at most so many pieces of work at a time, and none while
// GitHub makes it wait.

import type { Failure } from "../ports/work-store.js";
import type { Clock } from "../ports.js";

export interface Installations {
  enter(installationId: number | null): void;
  /** `failure`: how its work ended; null when it went well. */
  leave(installationId: number | null, failure: Failure | null): void;
  /** Those whose work must not be claimed now. */
  full(): readonly number[];
}

export function createInstallations(limit: number, clock: Clock): Installations {
  const busy = new Map<number, number>();
  const pausedUntilMs = new Map<number, number>();

  return {
    enter(installationId) {
      if (installationId !== null) busy.set(installationId, (busy.get(installationId) ?? 0) + 1);
    },
    leave(installationId, failure) {
      if (installationId === null) return;
      const left = (busy.get(installationId) ?? 1) - 1;
      if (left === 0) busy.delete(installationId);
      else busy.set(installationId, left);
      // Every further call would be refused too, and GitHub punishes those who go on calling.
      if (failure?.code === "GITHUB_RATE_LIMITED" && failure.firm) {
        pausedUntilMs.set(installationId, clock.now().getTime() + failure.delayMs);
      }
    },
    full() {
      const nowMs = clock.now().getTime();
      for (const [installationId, untilMs] of pausedUntilMs) {
        if (untilMs <= nowMs) pausedUntilMs.delete(installationId);
      }
      const atLimit = [...busy].filter(([, count]) => count >= limit).map(([installationId]) => installationId);
      return [...new Set([...atLimit, ...pausedUntilMs.keys()])];
    },
  };
}
