// `countersign audit …` in the table of commands.
import type { Command } from "commander";
import { formatFaults, loadDatabaseSettings, readEnvironment } from "../config.js";
import {
  AUDIT_DESCRIPTION,
  type AuditExportOptions,
  type AuditIo,
  type AuditSettings,
  type AuditVerifyOptions,
  EXIT_USAGE,
  EXPORT_DESCRIPTION,
  EXPORT_HELP,
  VERIFY_DESCRIPTION,
  VERIFY_HELP,
} from "./audit/options.js";
import type { CommandIo, Done } from "./io.js";

export function addAudit(program: Command, io: CommandIo, done: Done): void {
  const audit = program.command("audit").description(AUDIT_DESCRIPTION).addHelpText("after", AUDIT_HELP);
  audit
    .command("verify")
    .description(VERIFY_DESCRIPTION)
    .option("--installation <id>", "only this installation's chain (default: all)")
    .option("--witness <sequence:hash>", "an entry that a check run quotes: it must be in the chain")
    .addHelpText("after", VERIFY_HELP)
    .action(async (options: AuditVerifyOptions) => {
      const { auditVerifyCommand } = await import("./audit/verify.js");
      done(await withSettings(io, (settings) => auditVerifyCommand(options, io, settings)));
    });
  audit
    .command("export")
    .description(EXPORT_DESCRIPTION)
    .option("--installation <id>", "only this installation's chain (default: all)")
    .option("--since <date>", "entries from this day or moment on (ISO 8601, UTC)")
    .addHelpText("after", EXPORT_HELP)
    .action(async (options: AuditExportOptions) => {
      const { auditExportCommand } = await import("./audit/export.js");
      done(await withSettings(io, (settings) => auditExportCommand(options, io, settings)));
    });
}

const AUDIT_HELP = `
The database is found as the server finds it: DATABASE_URL, else the embedded one in DATA_DIR (default ./data). The
embedded one belongs to the running server; stop it first, or copy the folder.

Examples:
  countersign audit verify
  countersign audit export --since 2026-01-01 > audit.jsonl
`;

async function withSettings(
  io: AuditIo & Pick<CommandIo, "directory">,
  run: (settings: AuditSettings) => Promise<number>,
): Promise<number> {
  const settings = loadDatabaseSettings(readEnvironment(io.directory));
  if (settings.ok) return run(settings.value);
  io.writeError(formatFaults(settings.error));
  return EXIT_USAGE;
}
