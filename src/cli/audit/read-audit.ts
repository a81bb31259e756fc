// Opens the configured database for reading only, and reads the chains that were asked for page by page: a chain may be longer
// than memory.
import { existsSync } from "node:fs";
import type { AuditEntry } from "../../core/audit/event.js";
import { createAuditLog } from "../../db/audit-log.js";
import { embeddedPath, openDatabase } from "../../db/client.js";
import { findPending } from "../../db/migrate.js";
import { AppError } from "../../errors.js";
import type { AuditLog } from "../../ports.js";
import { UsageError } from "../classify/io.js";
import { printable } from "../policy/code-frame.js";
import { type AuditIo, type AuditSettings, EXIT_USAGE } from "./options.js";

const PAGE = 1_000;

export interface Chain {
  readonly installationId: number;
  /** Oldest first. */
  readonly entries: AsyncIterable<AuditEntry>;
}

/** Runs a command and answers its exit code; what keeps it from an answer is told and answered with 2. */
export async function answering(io: AuditIo, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    io.writeError(`${explain(error)}\n`);
    return EXIT_USAGE;
  }
}

/**
 * @param installation as typed; absent: every installation.
 * @throws UsageError, AppError for what the caller has to mend.
 */
export async function withChains(
  installation: string | undefined,
  settings: AuditSettings,
  read: (chains: readonly Chain[]) => Promise<number>,
): Promise<number> {
  const only = toInstallationId(installation);
  if (settings.databaseUrl === null && !existsSync(embeddedPath(settings.dataDir))) {
    throw new UsageError(
      `there is no database in \`${settings.dataDir}\`; set DATA_DIR to the server's data directory, or DATABASE_URL ` +
        "to its PostgreSQL, e.g. DATA_DIR=/var/lib/countersign countersign audit verify",
    );
  }
  const database = await openDatabase({ ...settings, readOnly: true });
  try {
    if ((await findPending(database)).length > 0) {
      throw new UsageError("the database is older than this version; start the server once, it brings it up to date");
    }
    const log = createAuditLog(database);
    return await read(await findChains(log, only));
  } finally {
    await database.close();
  }
}

async function findChains(log: AuditLog, only: number | null): Promise<readonly Chain[]> {
  const known = await log.installations();
  if (only !== null && !known.includes(only)) {
    const names = known.length === 0 ? "the audit log is empty" : `it has entries of ${known.join(", ")}`;
    throw new UsageError(`the audit log has no entry of installation \`${only}\`; ${names}`);
  }
  return known
    .filter((installationId) => only === null || installationId === only)
    .map((installationId) => ({ installationId, entries: readPages(log, installationId) }));
}

async function* readPages(log: AuditLog, installationId: number): AsyncGenerator<AuditEntry> {
  // From below 1, so that an entry that was put before the first is seen too.
  let from = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = await log.read(installationId, from, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    from = last.sequence + 1;
  }
}

function toInstallationId(typed: string | undefined): number | null {
  if (typed === undefined) return null;
  if (!/^\d{1,15}$/.test(typed)) {
    throw new UsageError(`--installation expects a number, received \`${quote(typed)}\`, e.g. --installation 12345678`);
  }
  return Number(typed);
}

/** What was typed, cut, and without anything that a terminal would obey. */
export function quote(typed: string): string {
  return printable(typed.slice(0, 80));
}

function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof AppError) return error.message;
  return `the database could not be read: ${error instanceof Error ? error.message : String(error)}`;
}
