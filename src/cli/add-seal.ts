// `countersign seal …` in the table of commands.
import type { Command } from "commander";
import { formatFaults, loadSealSettings, readEnvironment, type SealSettings } from "../config.js";
import type { CommandIo, Done } from "./io.js";
import {
  EXIT_USAGE,
  KEYS_DESCRIPTION,
  KEYS_HELP,
  ROTATE_DESCRIPTION,
  ROTATE_HELP,
  SEAL_DESCRIPTION,
  SEAL_HELP,
  SEAL_OPTIONS,
  type SealOptions,
} from "./seal/options.js";

export function addSeal(program: Command, io: CommandIo, done: Done): void {
  const seal = program.command("seal").description(SEAL_DESCRIPTION).addHelpText("after", SEAL_HELP);
  for (const { flags, description } of SEAL_OPTIONS) seal.option(flags, description);
  seal.action(async (options: SealOptions) => {
    const { sealCommand } = await import("./seal/command.js");
    done(await sealCommand(options, io));
  });
  seal
    .command("keys")
    .description(KEYS_DESCRIPTION)
    .addHelpText("after", KEYS_HELP)
    .action(async () => {
      const { sealKeysCommand } = await import("./seal/keys.js");
      done(await withSettings(io, (settings) => sealKeysCommand(settings, io)));
    });
  seal
    .command("rotate")
    .description(ROTATE_DESCRIPTION)
    .addHelpText("after", ROTATE_HELP)
    .action(async () => {
      const { sealRotateCommand } = await import("./seal/rotate.js");
      done(await withSettings(io, (settings) => sealRotateCommand(settings, io)));
    });
}

async function withSettings(io: CommandIo, run: (settings: SealSettings) => Promise<number>): Promise<number> {
  const settings = loadSealSettings(readEnvironment(io.directory));
  if (settings.ok) return run(settings.value);
  io.writeError(formatFaults(settings.error));
  return EXIT_USAGE;
}
