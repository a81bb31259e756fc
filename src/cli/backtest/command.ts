// `countersign backtest`: what the policy would have decided on what was merged, and what another policy would decide otherwise.
import { resolve } from "node:path";
import { listFirstParents } from "../../git/first-parents.js";
import { defaultBase } from "../../git/read-range.js";
import { GitError } from "../../git/run-git.js";
import { type CommandIo, UsageError } from "../classify/io.js";
import { loadLocalPolicy } from "../classify/load-policy.js";
import { printable } from "../printable.js";
import { type BacktestOptions, DEFAULT_MAX, MOST } from "./options.js";
import { startProgress } from "./progress.js";
import { replay } from "./replay.js";
import type { BacktestReport } from "./report.js";
import { toJson } from "./to-json.js";
import { toTables } from "./to-tables.js";

const EXIT_DONE = 0;
const EXIT_UNREADABLE = 2;

/** The exit code. Whatever goes wrong is a message and code 2. */
export async function backtestCommand(options: BacktestOptions, io: CommandIo): Promise<number> {
  try {
    const report = await backtest(options, io);
    io.writeOut(options.json ? `${JSON.stringify(toJson(report), null, 2)}\n` : toTables(report, io));
    return EXIT_DONE;
  } catch (error) {
    const isExpected = error instanceof UsageError || error instanceof GitError;
    const message = error instanceof Error ? error.message : String(error);
    io.writeError(
      `backtest: ${isExpected ? "" : "unexpected failure: "}${message.split("\n").map(printable).join("\n")}\n`,
    );
    return EXIT_UNREADABLE;
  }
}

async function backtest(options: BacktestOptions, io: CommandIo): Promise<BacktestReport> {
  const range = { since: parseSince(options.since), most: parseMax(options.max) };
  const repository = resolve(io.directory, options.repo ?? ".");
  const head = options.head ?? (await defaultBase(repository));
  const history = await listFirstParents({ repository, head, ...range });
  const base = { repository, sha: history.headSha };
  const policy = await loadLocalPolicy({ directory: io.directory, file: options.policy, base });
  const compared =
    options.compare === undefined
      ? null
      : await loadLocalPolicy({ directory: io.directory, file: options.compare, base: null });
  const progress = startProgress(options.json ? undefined : io.terminal, history.commits.length);
  const examiner = io.openExaminer();
  try {
    const { commits } = history;
    const replayed = await replay({ repository, commits, policy, compared, examiner, onStep: progress.step });
    return { ...replayed, history, head, ...range, policy, compared };
  } finally {
    progress.stop();
    await examiner.close();
  }
}

function parseSince(typed: string | undefined): Date | null {
  if (typed === undefined) return null;
  const since = new Date(typed);
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(typed) || Number.isNaN(since.getTime())) {
    throw new UsageError(
      `--since expects a date or a moment, received \`${typed.slice(0, 60)}\`, e.g. --since 2026-01-31 or --since 2026-01-31T12:00:00Z`,
    );
  }
  return since;
}

function parseMax(typed: string | undefined): number {
  if (typed === undefined) return DEFAULT_MAX;
  const most = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
  if (most >= 1 && most <= MOST) return most;
  throw new UsageError(`--max expects a number from 1 to ${MOST}, received \`${typed.slice(0, 60)}\`, e.g. --max 500`);
}
