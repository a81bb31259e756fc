// The options of `countersign classify`, as the command line declares and as the command receives them.

export interface ClassifyOptions {
  readonly base?: string;
  readonly head?: string;
  readonly repo?: string;
  readonly policy?: string;
  readonly json?: boolean;
  readonly diff?: string;
  readonly before?: string;
  readonly after?: string;
  readonly commits?: string;
  readonly branch?: string;
  readonly body?: string;
  readonly batch?: string;
}

export interface OptionDefinition {
  readonly flags: string;
  readonly description: string;
}

export const CLASSIFY_DESCRIPTION =
  "say which tier a change is on, and why: a git range, a diff, or a list of diffs; no network, no database";

/** In the order of the help text; `flags` in commander's form. */
export const CLASSIFY_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: "--base <ref>",
    description: "where the change starts from (default: origin's default branch, main or master)",
  },
  { flags: "--head <ref>", description: "where it ends (default: HEAD)" },
  { flags: "--repo <dir>", description: "the repository (default: the current folder)" },
  {
    flags: "--policy <file>",
    description: "a policy file (default: .github/countersign.yml at the base, else the built-in rules)",
  },
  { flags: "--json", description: "print one JSON object instead of text" },
  { flags: "--diff <file>", description: "classify a unified diff instead of a range; - reads standard input" },
  { flags: "--before <dir>", description: "with --diff: the changed files as they were, under their paths" },
  { flags: "--after <dir>", description: "with --diff: the changed files as they become, under their paths" },
  {
    flags: "--commits <file>",
    description: "with --diff: a JSON list of {author: {name, email}, committer: {name, email}, message}",
  },
  { flags: "--branch <name>", description: "the head branch's name" },
  { flags: "--body <file>", description: "the pull request's description" },
  {
    flags: "--batch <file>",
    description:
      "classify many diffs: JSON lines {id, diff, before, after, commits, branch, body}; - reads standard input",
  },
];

export const CLASSIFY_HELP = `
Exit codes: 0 format-safe, 10 behavior-changing, 20 high-stakes, 2 wrong usage or unreadable input.
With --batch: 0 when the run finished; a case that fails gives {id, error}.

Examples:
  countersign classify                         what my branch adds to main
  countersign classify --base v1.2 --json      as JSON, for programs and agents
  git diff main | countersign classify --diff -
`;
