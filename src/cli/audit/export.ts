// `countersign audit export`: the entries as JSON lines, for archives and other people's tools.
import type { AuditEntry } from "../../core/facts/records.js";
import { UsageError } from "../classify/io.js";
import { answering } from "../with-database.js";
import { type AuditExportOptions, type AuditIo, type AuditSettings, EXIT_OK } from "./options.js";
import { type Chain, quote, withChains } from "./read-audit.js";

/** Exit code 0: printed, 2: could not be asked. Whole chains verify again line by line; with `since` their ends do. */
export async function auditExportCommand(
  { installation, since }: AuditExportOptions,
  io: AuditIo,
  settings: AuditSettings,
): Promise<number> {
  return answering(io, () => {
    const from = since === undefined ? null : parseSince(since);
    return withChains(installation, settings, (chains) => print(chains, from, io));
  });
}

async function print(chains: readonly Chain[], from: Date | null, io: AuditIo): Promise<number> {
  for (const { entries } of chains) {
    for await (const { index: _beside, ...entry } of entries) {
      if (from === null || !isBefore(entry, from)) io.writeOut(`${JSON.stringify(entry)}\n`);
    }
  }
  return EXIT_OK;
}

/** What states no readable time was tampered with, and is printed rather than hidden. */
function isBefore({ event }: AuditEntry, from: Date): boolean {
  return Date.parse(event.at) < from.getTime();
}

function parseSince(typed: string): Date {
  const since = new Date(typed);
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(typed) || Number.isNaN(since.getTime())) {
    throw new UsageError(
      `--since expects a date or a moment, received \`${quote(typed)}\`, ` +
        "e.g. --since 2026-01-31 or --since 2026-01-31T12:00:00Z",
    );
  }
  return since;
}
