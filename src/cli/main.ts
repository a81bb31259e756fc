// The command line: the table of commands. What a command needs is loaded when it runs, so that `classify` starts fast.
import { Command, CommanderError } from "commander";
import { readEnvironment } from "../config.js";
import { redact } from "../core/markdown/redact.js";
import { readVersion } from "../version.js";
import { addAudit } from "./add-audit.js";
import { addBacktest } from "./add-backtest.js";
import { addPolicy } from "./add-policy.js";
import { addSeal } from "./add-seal.js";
import { CLASSIFY_DESCRIPTION, CLASSIFY_HELP, CLASSIFY_OPTIONS, type ClassifyOptions } from "./classify/options.js";
import { DOCTOR_DESCRIPTION, DOCTOR_HELP, type DoctorOptions } from "./doctor/options.js";
import { type CommandIo, type Done, processIo } from "./io.js";

/** Wrong usage. 1 is left for answers that a command gives. */
const EXIT_USAGE = 2;

export async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), processIo());
}

/** Runs one command line; the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  let code = 0;
  const program = describe(redacting(io), (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args.length === 0 ? ["help"] : [...args], { from: "user" });
    return code;
  } catch (error) {
    // Help and version end the same way as wrong usage does, with their own code.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    throw error;
  }
}

/** Output of a terminal ends up in logs of CI, which more people read than the change. */
function redacting(io: CommandIo): CommandIo {
  return {
    ...io,
    writeOut: (text) => io.writeOut(redact(text)),
    writeError: (text) => io.writeError(redact(text)),
  };
}

const ABOUT = `Holds agent-written changes until what they need has really been done.

Look at your own change before you push it, tune the policy, prove who reviewed what.`;

const MORE = `
Examples:
  countersign classify                     which tier is my branch on, and why?
  countersign policy check                 is .github/countersign.yml right?
  countersign policy explain src/auth/     what does the policy say about these paths?
  countersign backtest                     what would it have decided on what was merged?
  countersign seal --pull acme/shop#7      encrypt my blind review into a comment
  countersign audit verify                 is the record of reviews unbroken?
  countersign doctor --repo acme/shop      does the gate really hold there?

\`countersign help <command>\` tells more. The server is started with \`npm start\`.
`;

function describe(io: CommandIo, done: (code: number) => void): Command {
  const program = new Command("countersign")
    .description(ABOUT)
    .version(readVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "tell more about a command")
    .addHelpText("after", MORE)
    .showSuggestionAfterError()
    .showHelpAfterError("(add --help for the options)")
    .exitOverride()
    .configureOutput({ writeOut: io.writeOut, writeErr: io.writeError });
  addClassify(program, io, done);
  addPolicy(program, io, done);
  addBacktest(program, io, done);
  addSeal(program, io, done);
  addAudit(program, io, done);
  addDoctor(program, io, done);
  return program;
}

function addClassify(program: Command, io: CommandIo, done: Done): void {
  const command = program.command("classify").description(CLASSIFY_DESCRIPTION).addHelpText("after", CLASSIFY_HELP);
  for (const { flags, description } of CLASSIFY_OPTIONS) command.option(flags, description);
  command.action(async (options: ClassifyOptions) => {
    const { classifyCommand } = await import("./classify/command.js");
    done(await classifyCommand(options, io));
  });
}

function addDoctor(program: Command, io: CommandIo, done: Done): void {
  program
    .command("doctor")
    .description(DOCTOR_DESCRIPTION)
    .option("--repo <owner/name>", "also look whether the gate holds on this repository's default branch")
    .option("--json", "print one JSON object instead of text")
    .addHelpText("after", DOCTOR_HELP)
    .action(async (options: DoctorOptions) => {
      const { doctorCommand } = await import("./doctor/command.js");
      done(await doctorCommand(options, io, readEnvironment(io.directory)));
    });
}
