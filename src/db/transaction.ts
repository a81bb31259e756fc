// One way to run a transaction: all or nothing, and run again when PostgreSQL sacrificed it to end a deadlock.
import type { Prisma, PrismaClient } from "./generated/client.js";

export type Transaction = Prisma.TransactionClient;

/** Waiting for a connection. On the embedded database transactions queue behind one another. Chosen, not measured. */
const MAX_WAIT_MS = 10_000;
const TIMEOUT_MS = 20_000;
const ATTEMPTS = 3;
/** PostgreSQL: serialization_failure, deadlock_detected. Prisma: write conflict or deadlock. */
const TRY_AGAIN = /\b(40001|40P01|P2034)\b/;

export async function runTransaction<T>(prisma: PrismaClient, run: (tx: Transaction) => Promise<T>): Promise<T> {
  return retryConflicts(() => prisma.$transaction(run, { maxWait: MAX_WAIT_MS, timeout: TIMEOUT_MS }));
}

/** Runs again what lost a deadlock. Only for what has no effect when it fails. */
export async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === ATTEMPTS || !lostConflict(error)) throw error;
    }
  }
}

function lostConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return TRY_AGAIN.test(code) || TRY_AGAIN.test(error.message);
}
