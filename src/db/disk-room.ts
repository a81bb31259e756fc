// Whether the embedded database's disk has room for what PostgreSQL writes next.
import { statfs } from "node:fs/promises";

/** Below this, its next files may not fit. */
export const ROOM_BYTES = 64 * 1024 * 1024;

/** What cannot be told is no fault. */
export async function freeBytesOn(directory: string): Promise<number> {
  return statfs(directory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Number.POSITIVE_INFINITY,
  );
}

/** Null: there is room. */
export function sayFull(freeBytes: number): string | null {
  if (freeBytes >= ROOM_BYTES) return null;
  return `the disk of DATA_DIR is full: ${toMegabytes(freeBytes)} MB are free, expected ${toMegabytes(ROOM_BYTES)} MB`;
}

function toMegabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
