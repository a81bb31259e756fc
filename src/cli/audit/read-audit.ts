// Opens the configured database for reading only, and reads the chains that were asked for page by page: a chain may be longer
// than memory.
import type { FiledEntry } from "../../core/audit/chain.js";
import { createAuditLog } from "../../db/audit-log.js";
import type { AuditLog } from "../../ports.js";
import { UsageError } from "../classify/io.js";
import { printable } from "../policy/code-frame.js";
import { withDatabase } from "../with-database.js";
import type { AuditSettings } from "./options.js";

const PAGE = 1_000;

export interface Chain {
  readonly installationId: number;
  /** Oldest first. */
  readonly entries: AsyncIterable<FiledEntry>;
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
  return withDatabase({ settings, readOnly: true, command: "audit verify" }, async (database) => {
    const log = createAuditLog(database);
    return read(await findChains(log, only));
  });
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

async function* readPages(log: AuditLog, installationId: number): AsyncGenerator<FiledEntry> {
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
