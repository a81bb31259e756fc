// `countersign policy …` in the table of commands.
import type { Command } from "commander";
import type { CommandIo, Done } from "./io.js";

const POLICY_HELP = `
Examples:
  countersign policy check                          every fault with line, column and the way to mend it
  countersign policy explain src/auth/login.ts      which tier, and which rule or list says so
  countersign policy schema > countersign.schema.json    completion and checks in your editor
`;

export function addPolicy(program: Command, io: CommandIo, done: Done): void {
  const { directory, colour } = io;
  const policy = program
    .command("policy")
    .description("check the policy file, or ask what it says")
    .addHelpText("after", POLICY_HELP);
  policy
    .command("check")
    .description("tell every fault of a policy file, with line and column; exit code 0 when it is valid, else 2")
    .argument("[file]", "default: .github/countersign.yml")
    .option("--json", "print one JSON object instead of text")
    .action(async (file: string | undefined, { json }: { json?: boolean }) => {
      const { policyCheck } = await import("./policy/check.js");
      print(await policyCheck({ directory, file, json, colour }), io, done);
    });
  policy
    .command("explain")
    .description("tell the tier of paths by their names alone, and which rule or list says so")
    .argument("<path...>", "from the top of the repository; they need not exist")
    .option("--policy <file>", "a policy file (default: .github/countersign.yml, else the built-in rules)")
    .option("--json", "print a JSON list instead of text")
    .action(async (paths: string[], { policy: file, json }: { policy?: string; json?: boolean }) => {
      const { policyExplain } = await import("./policy/explain.js");
      print(await policyExplain({ directory, paths, policy: file, json, colour }), io, done);
    });
  policy
    .command("schema")
    .description("print the JSON Schema of the policy file")
    .action(async () => {
      const { policySchema } = await import("./policy/schema.js");
      print(policySchema(), io, done);
    });
}

interface Printed {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function print({ exitCode, stdout, stderr }: Printed, io: CommandIo, done: Done): void {
  io.writeOut(stdout);
  io.writeError(stderr);
  done(exitCode);
}
