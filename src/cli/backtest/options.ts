// The options of `countersign backtest`, as the command line declares and as the command receives them.

export interface BacktestOptions {
  /** As typed: a date or a moment, ISO 8601; days begin in UTC. */
  readonly since?: string;
  /** As typed: a number. */
  readonly max?: string;
  readonly head?: string;
  readonly repo?: string;
  readonly policy?: string;
  readonly compare?: string;
  readonly json?: boolean;
}

/** Changes that are replayed unless `--max` says otherwise. */
export const DEFAULT_MAX = 200;
/** A history longer than this is asked for in parts. */
export const MOST = 100_000;

export const BACKTEST_DESCRIPTION =
  "replay the policy over what was merged into the default branch of a checkout: tiers, reviews, what would have been stopped";

export const BACKTEST_OPTIONS: readonly { readonly flags: string; readonly description: string }[] = [
  { flags: "--since <date>", description: "only what was merged from this day or moment on (ISO 8601, UTC)" },
  { flags: "--max <n>", description: `at most so many changes, the newest (default: ${DEFAULT_MAX})` },
  { flags: "--head <ref>", description: "the branch (default: origin's default branch, main or master)" },
  { flags: "--repo <dir>", description: "the repository (default: the current folder)" },
  {
    flags: "--policy <file>",
    description: "a policy file (default: .github/countersign.yml at the branch's tip, else the built-in rules)",
  },
  { flags: "--compare <file>", description: "a second policy file: which changes would it decide otherwise?" },
  { flags: "--json", description: "print one JSON object instead of tables" },
];

export const BACKTEST_HELP = `
Each commit on the branch's first-parent history is one change: a merge commit with all that it brought, any other commit by
itself. A pull request that was merged by rebase left one commit for each of its own, and cannot be told from them.

Exit codes: 0 done, 2 wrong usage or a history that cannot be read. A commit that cannot be read is counted and named.

Examples:
  countersign backtest                                  the last ${DEFAULT_MAX} changes under today's policy
  countersign backtest --since 2026-01-01 --max 2000
  countersign backtest --compare proposed.yml           what would the proposed policy decide otherwise?
`;
