// `countersign classify`: a git range, a diff, or a batch of diffs → tier, findings, requirements (DESIGN §4.8).
import { resolve } from "node:path";
import type { Tier } from "../../core/ground/tier.js";
import { type Hypothetical, judgeAlone } from "../../core/render/hypothetical.js";
import { defaultBase, readRange } from "../../git/read-range.js";
import { GitError } from "../../git/run-git.js";
import type { Examiner } from "../../ports/examiner.js";
import { classifyBatch } from "./batch.js";
import { examineRange } from "./examine.js";
import { type CommandIo, UsageError } from "./io.js";
import { loadLocalPolicy } from "./load-policy.js";
import type { ClassifyOptions } from "./options.js";
import { examineSources, readText } from "./read-files.js";
import { toJson } from "./to-json.js";
import { toText } from "./to-text.js";

export const EXIT_CODES: Readonly<Record<Tier, number>> = {
  "format-safe": 0,
  "behavior-changing": 10,
  "high-stakes": 20,
};
/** Wrong usage, or input that cannot be read: never 0, which means safe. */
export const EXIT_UNREADABLE = 2;

/** The exit code. Whatever goes wrong is a message and code 2. */
export async function classifyCommand(options: ClassifyOptions, io: CommandIo): Promise<number> {
  const examiner = io.openExaminer();
  try {
    checkOptions(options);
    if (options.batch !== undefined) {
      await classifyBatch(options.batch, await policyOf(options, io), io, examiner);
      return 0;
    }
    const judge = options.diff === undefined ? judgeRange : judgeDiff;
    const judgement = await judge(options, io, examiner);
    io.writeOut(options.json ? `${JSON.stringify(toJson(judgement))}\n` : toText(judgement, io));
    return EXIT_CODES[judgement.classification.tier];
  } catch (error) {
    const isExpected = error instanceof UsageError || error instanceof GitError;
    const message = error instanceof Error ? error.message : String(error);
    io.writeError(`classify: ${isExpected ? "" : "unexpected failure: "}${message}\n`);
    return EXIT_UNREADABLE;
  } finally {
    await examiner.close();
  }
}

const DIFF_ONLY = ["before", "after", "commits"] as const;

function checkOptions(options: ClassifyOptions): void {
  if (options.batch !== undefined && options.diff !== undefined) {
    throw new UsageError("expected either --diff or --batch, got both");
  }
  const stray = DIFF_ONLY.find((name) => options[name] !== undefined && options.diff === undefined);
  if (stray !== undefined) throw new UsageError(`--${stray} goes with --diff; in a batch it is a key of each case`);
  if (options.head !== undefined && (options.diff ?? options.batch) !== undefined) {
    throw new UsageError("--head goes with a git range, not with --diff or --batch");
  }
}

async function judgeRange(options: ClassifyOptions, io: CommandIo, examiner: Examiner): Promise<Hypothetical> {
  const repository = resolve(io.directory, options.repo ?? ".");
  const base = options.base ?? (await defaultBase(repository));
  const { change, headSha, baseSha } = await readRange({ repository, base, head: options.head ?? "HEAD" });
  const policy = await loadLocalPolicy({
    directory: io.directory,
    file: options.policy,
    base: { repository, sha: baseSha },
  });
  const body = options.body === undefined ? "" : await readText(io.directory, options.body, "body");
  const examined = await examineRange(change, repository, examiner);
  return judgeAlone({ ...examined, body, branch: options.branch ?? change.branch }, policy, headSha);
}

async function judgeDiff(options: ClassifyOptions, io: CommandIo, examiner: Examiner): Promise<Hypothetical> {
  const { before, after, commits, branch, body } = options;
  const diff = options.diff === "-" ? { text: (await io.readStdin()).toString("utf8") } : { path: options.diff ?? "" };
  const policy = await policyOf(options, io);
  const sources = { directory: io.directory, diff, before, after, commits, branch, body };
  return judgeAlone(await examineSources(sources, examiner), policy, null);
}

/** For diffs: `--policy`, else the file at `--base` when that is given, else the defaults. */
async function policyOf(options: ClassifyOptions, io: CommandIo) {
  const repository = resolve(io.directory, options.repo ?? ".");
  const base = options.base === undefined || options.policy !== undefined ? null : options.base;
  const sha = base === null ? null : (await readRange({ repository, base, head: base })).baseSha;
  const source = sha === null ? null : { repository, sha };
  return loadLocalPolicy({ directory: io.directory, file: options.policy, base: source });
}
