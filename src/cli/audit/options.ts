// What `countersign audit` is asked, and its help.
import type { CommandIo } from "../io.js";

export const AUDIT_DESCRIPTION = "check or print the record of decisions, reviews, waivers, overrides and bypasses";

export const VERIFY_DESCRIPTION = "check every entry of the audit chains; the first break is named";

export const VERIFY_HELP = `
Each entry holds the hash of the one before it, so nothing can be altered, dropped or moved unseen; the columns by which an
entry is found are compared with it. What a chain cannot show is a cut end: check runs on GitHub quote the entry that was newest
for their pull request, also after its merge, and --witness looks for it.

Examples:
  countersign audit verify
  countersign audit verify --installation 12345678
  countersign audit verify --witness 1204:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

Exit codes: 0 unbroken · 1 broken · 2 the question or the database could not be read
`;

export const EXPORT_DESCRIPTION = "print the audit entries as JSON lines, oldest first";

export const EXPORT_HELP = `
Examples:
  countersign audit export > audit.jsonl
  countersign audit export --since 2026-01-01 | jq 'select(.event.kind == "override")'

Exit codes: 0 printed · 2 the question or the database could not be read
`;

export interface AuditVerifyOptions {
  /** As typed: a number. Absent: every installation. */
  readonly installation?: string;
  /** As typed: `<sequence>:<hash>`, from a check run's text. */
  readonly witness?: string;
}

export interface AuditExportOptions {
  readonly installation?: string;
  /** As typed: a date or a moment, ISO 8601; days begin in UTC. */
  readonly since?: string;
}

/** Which database; the same settings as the server's. */
export interface AuditSettings {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

export type AuditIo = Pick<CommandIo, "writeOut" | "writeError">;

export const EXIT_OK = 0;
export const EXIT_BROKEN = 1;
export const EXIT_USAGE = 2;
