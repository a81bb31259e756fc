// Whether this process can do its work, for /readyz: can the database be asked, can it keep a delivery, is there room on the disk. And what
// does not stop it, but somebody should put right.
import { statfs } from "node:fs/promises";
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

/** Below this, PostgreSQL's next files may not fit. */
const ROOM_BYTES = 64 * 1024 * 1024;

export interface WatchedReadiness {
  now(): Promise<Readiness>;
  /** Of every delivery that was to be kept: once one was not, `/readyz` tries for itself. */
  kept(isKept: boolean): void;
}

export function createReadiness(sources: ReadinessSources): WatchedReadiness {
  const { ask, tryToKeep, dataDir, clockAheadMs, freeBytes = freeOn } = sources;
  let isInDoubt = false;
  return {
    kept(isKept) {
      isInDoubt = !isKept;
    },
    async now() {
      const warnings = sayClock(clockAheadMs());
      if (!(await works(ask))) return { reason: "the database does not answer", warnings };
      const free = dataDir === null ? ROOM_BYTES : await freeBytes(dataDir);
      if (free < ROOM_BYTES) {
        return { reason: `the disk of DATA_DIR is full: ${toMegabytes(free)} MB are free, expected 64 MB`, warnings };
      }
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

function sayClock(aheadMs: number): string[] {
  if (aheadMs === 0) return [];
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  return [`this machine's clock is ${seconds} s ${aheadMs > 0 ? "ahead of" : "behind"} GitHub's; set it right`];
}

/** What cannot be told is no fault. */
async function freeOn(directory: string): Promise<number> {
  return statfs(directory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Number.POSITIVE_INFINITY,
  );
}

function toMegabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
