// `countersign policy check [FILE]`: is the file a valid policy, and if not, what is wrong where.
import { createColors } from "picocolors";
import { findUnboundChecks, readPolicy } from "../../core/policy/parse.js";
import type { PolicyProblem } from "../../core/policy/schema.js";
import { codeFrame, printable } from "./code-frame.js";
import { type LocalPolicy, readPolicyFile } from "./read-policy-file.js";
import { type CommandResult, EXIT_INVALID, failed } from "./result.js";

export interface CheckOptions {
  /** Paths are relative to it. */
  readonly directory: string;
  /** Absent: `.github/countersign.yml`, and no file there is a valid policy: the defaults. */
  readonly file?: string;
  readonly json?: boolean;
  readonly colour?: boolean;
}

/** Exit code 0 for a valid policy, warnings or not; 2 for any other file. */
export async function policyCheck(options: CheckOptions): Promise<CommandResult> {
  const read = await readPolicyFile(options.directory, options.file);
  if (!read.ok) return failed(printable(read.error));
  const { problems } = read.value.loaded;
  const exitCode = problems.length === 0 ? 0 : EXIT_INVALID;
  if (options.json) return { exitCode, stdout: `${JSON.stringify(asJson(read.value), null, 2)}\n`, stderr: "" };
  const colours = createColors(options.colour ?? false);
  const describe = (problem: PolicyProblem) => describeProblem(problem, read.value, colours);
  if (problems.length === 0) {
    const warnings = findWarnings(read.value).map((one) => describe({ ...one, message: `warning: ${one.message}` }));
    return {
      exitCode,
      stdout: [describeValid(read.value), ...warnings.map((block) => `${block}\n`)].join("\n"),
      stderr: "",
    };
  }
  const blocks = problems.map(describe);
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  return {
    exitCode,
    stdout: `${blocks.join("\n\n")}\n`,
    stderr: `${count}; docs/policy-reference.md explains every key\n`,
  };
}

/** What a valid file should not leave as it is. */
function findWarnings({ path, text }: LocalPolicy): readonly PolicyProblem[] {
  const written = readPolicy(text, { repository: "local", path, ref: "working folder" });
  return written.ok ? findUnboundChecks(written.value) : [];
}

function describeProblem(
  { line, column, message }: PolicyProblem,
  { path, text }: LocalPolicy,
  colours: ReturnType<typeof createColors>,
): string {
  const place = colours.bold(`${printable(path)}:${line}:${column}`);
  return `${place} ${printable(message)}\n${colours.dim(codeFrame(text, line, column))}`;
}

function describeValid({ path, loaded }: LocalPolicy): string {
  const { mode, scope } = loaded.policy;
  const found = loaded.origins.length === 0 ? "not there, the defaults apply" : "a valid policy";
  return `${printable(path)} is ${found}: mode ${mode}, scope ${scope}\n${loaded.hash}\n`;
}

function asJson(local: LocalPolicy): object {
  const { path, loaded } = local;
  const valid = loaded.problems.length === 0;
  return {
    file: path,
    found: loaded.origins.length > 0,
    valid,
    hash: valid ? loaded.hash : null,
    problems: loaded.problems.map(problemAsJson),
    warnings: valid ? findWarnings(local).map(problemAsJson) : [],
  };
}

function problemAsJson({ key, line, column, message }: PolicyProblem): object {
  return { key, line, column, message };
}
