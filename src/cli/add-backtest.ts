// `countersign backtest` in the table of commands.
import type { Command } from "commander";
import { BACKTEST_DESCRIPTION, BACKTEST_HELP, BACKTEST_OPTIONS, type BacktestOptions } from "./backtest/options.js";
import type { CommandIo, Done } from "./io.js";

export function addBacktest(program: Command, io: CommandIo, done: Done): void {
  const command = program.command("backtest").description(BACKTEST_DESCRIPTION).addHelpText("after", BACKTEST_HELP);
  for (const { flags, description } of BACKTEST_OPTIONS) command.option(flags, description);
  command.action(async (options: BacktestOptions) => {
    const { backtestCommand } = await import("./backtest/command.js");
    done(await backtestCommand(options, io));
  });
}
