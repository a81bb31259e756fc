// Runs the git binary on a local repository, read-only. Settings of the repository or the user that change what a diff says
// are switched off, so that the same commits give the same answer everywhere.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

/** git failed, or cannot be run. `message` is for people. */
export class GitError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "GitError";
  }
}

/** More output than this is refused: a diff of half a gigabyte is no change to review. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

const SETTINGS = [
  "core.quotePath=true",
  "core.fsmonitor=false",
  "diff.external=",
  "diff.noprefix=false",
  "diff.mnemonicPrefix=false",
  "diff.srcPrefix=a/",
  "diff.dstPrefix=b/",
  "diff.relative=false",
  "diff.interHunkContext=0",
  "diff.submodule=short",
  "diff.ignoreSubmodules=none",
  "diff.suppressBlankEmpty=false",
  "diff.algorithm=myers",
  "diff.indentHeuristic=true",
  "log.showSignature=false",
  "color.ui=false",
];

/** Standard output as text; bytes that are no UTF-8 become U+FFFD. @throws GitError */
export async function runGit(directory: string, args: readonly string[]): Promise<string> {
  const child = spawnGit(directory, args);
  child.stdin.end();
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => {
      reject(new GitError("git cannot be run; is it installed and on the PATH?", { cause }));
    });
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_OUTPUT_BYTES) output.push(chunk);
      else child.kill();
    });
    child.stderr.on("data", (chunk: Buffer) => errors.length < 100 && errors.push(chunk));
    child.on("close", (code) => {
      if (bytes > MAX_OUTPUT_BYTES) reject(new GitError("the change is larger than 512 MiB"));
      else if (code === 0) resolve(Buffer.concat(output).toString("utf8"));
      else reject(new GitError(firstLine(Buffer.concat(errors).toString("utf8")) || `git ended with code ${code}`));
    });
  });
}

/** For output that is read while it comes. The caller ends the standard input and looks at errors and the exit code. */
export function spawnGit(directory: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
  const child = spawn("git", ["-C", directory, "--no-pager", "--no-replace-objects", ...settings, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
  });
  // git may end before it has read its input; its exit code tells.
  child.stdin.on("error", () => undefined);
  return child;
}

/** What git says of its failure, on one line. */
export function firstLine(text: string): string {
  return (text.trim().split("\n")[0] ?? "").replace(/^(?:fatal|error): /, "").slice(0, 300);
}
