// Whether this process can do its work, for /readyz: can the database be asked, can it keep a delivery, is there room on the disk. And what
// does not stop it, but somebody should put right.
import { freeBytesOn, sayFull } from "../db/disk-room.js";
import { sayClock } from "../github/gate.js";
import type { Readiness } from "../http/operations.js";

export interface ReadinessSources {
  /** @throws when the database does not answer. */
  ask(): Promise<unknown>;
  /** Writes as a delivery does and takes it back. @throws when nothing can be kept. */
  tryToKeep(): Promise<void>;
  /** Where the embedded database lies; null: it is on another machine. */
  readonly dataDir: string | null;
  /** Milliseconds by which this machine's clock is ahead of GitHub's. */
  clockAheadMs(): number;
  freeBytes?(directory: string): Promise<number>;
}

export interface WatchedReadiness {
  now(): Promise<Readiness>;
  /** Of every delivery that was to be kept: once one was not, `/readyz` tries for itself. */
  kept(isKept: boolean): void;
}

export function createReadiness(sources: ReadinessSources): WatchedReadiness {
  const { ask, tryToKeep, dataDir, clockAheadMs, freeBytes = freeBytesOn } = sources;
  let isInDoubt = false;
  return {
    kept(isKept) {
      isInDoubt = !isKept;
    },
    async now() {
      const warnings = [sayClock(clockAheadMs())].filter((warning) => warning !== null);
      if (!(await works(ask))) return { reason: "the database does not answer", warnings };
      const full = dataDir === null ? null : sayFull(await freeBytes(dataDir));
      if (full !== null) return { reason: full, warnings };
      if (isInDoubt && !(await works(tryToKeep))) {
        return { reason: "the database answers and keeps nothing; look whether its disk is full", warnings };
      }
      isInDoubt = false;
      return { reason: null, warnings };
    },
  };
}

async function works(run: () => Promise<unknown>): Promise<boolean> {
  return run().then(
    () => true,
    () => false,
  );
}
