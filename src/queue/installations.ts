// Keeps one installation from taking every place of this process, and none of its own from waiting for another's: at most so many pieces
// of work at a time, the last free place for whoever has none, and nothing while GitHub makes it wait.

import type { Failure } from "../ports/work-store.js";
import type { Clock } from "../ports.js";

export interface Installations {
  enter(installationId: number | null): void;
  /** `failure`: how its work ended; null when it went well. */
  leave(installationId: number | null, failure: Failure | null): void;
  turn(): Turn;
}

/** Whose work is to be claimed next. `APP` stands for work that belongs to no installation. */
export interface Turn {
  /** Not theirs. */
  readonly except: readonly number[];
  /** Theirs only when nobody else has any: they have a place already. */
  readonly last: readonly number[];
}

/** GitHub numbers installations from 1. */
export const APP = 0;

/**
 * `limit`: of one installation.
 *
 * INVARIANT: of two places and more, the last free one is never taken by whoever has a place. So one installation whose work hangs keeps
 * no other from its first place, however much it has.
 */
export function createInstallations(places: number, limit: number, clock: Clock): Installations {
  const busy = new Map<number, number>();
  const pausedUntilMs = new Map<number, number>();

  return {
    enter(installationId) {
      const id = installationId ?? APP;
      busy.set(id, (busy.get(id) ?? 0) + 1);
    },
    leave(installationId, failure) {
      const id = installationId ?? APP;
      const left = (busy.get(id) ?? 1) - 1;
      if (left === 0) busy.delete(id);
      else busy.set(id, left);
      // Every further call would be refused too, and GitHub punishes those who go on calling.
      if (installationId !== null && failure?.code === "GITHUB_RATE_LIMITED" && failure.firm) {
        pausedUntilMs.set(installationId, clock.now().getTime() + failure.delayMs);
      }
    },
    turn() {
      const nowMs = clock.now().getTime();
      for (const [installationId, untilMs] of pausedUntilMs) {
        if (untilMs <= nowMs) pausedUntilMs.delete(installationId);
      }
      const taken = [...busy.values()].reduce((sum, count) => sum + count, 0);
      const isLast = places > 1 && places - taken <= 1;
      const full = [...busy].filter(([, count]) => isLast || count >= limit).map(([installationId]) => installationId);
      return { except: [...new Set([...full, ...pausedUntilMs.keys()])], last: [...busy.keys()] };
    },
  };
}
