// Runs the git binary with a fixed environment, so that nobody's own git configuration changes a test.
import { spawn } from "node:child_process";

export interface GitResult {
  readonly stdout: Buffer;
  readonly exitCode: number;
}

export interface GitRun {
  readonly input?: Buffer | string;
  readonly env?: Record<string, string>;
  /** Exit codes that are an answer, not a fault (a merge conflict is 1). */
  readonly allow?: readonly number[];
}

const ENVIRONMENT = {
  PATH: process.env.PATH ?? "",
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

export function gitEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  return { ...ENVIRONMENT, ...extra };
}

export function runGit(directory: string, args: readonly string[], run: GitRun = {}): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { cwd: directory, env: gitEnvironment(run.env) });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      const exitCode = code ?? -1;
      if (exitCode !== 0 && !run.allow?.includes(exitCode)) {
        reject(new Error(`git ${args[0]} ended with ${exitCode}: ${Buffer.concat(stderr).toString().trim()}`));
        return;
      }
      resolve({ stdout: Buffer.concat(stdout), exitCode });
    });
    // A git that stops reading early (a conflict, a bad ref) closes the pipe; its exit code tells the story.
    child.stdin.on("error", () => {});
    child.stdin.end(run.input);
  });
}
