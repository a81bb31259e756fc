// What a check validates, told by its name and its App. Recognition only ever adds: a name that is not understood is of no kind,
// and a policy may say of which it is. Names are hostile, and words count as whole words: `latest` tests nothing.
import type { CheckResult } from "../facts/facts.js";
import { matchesName } from "./matches-name.js";

export const VALIDATION_KINDS = ["lint", "format", "types", "tests", "security", "coverage", "build"] as const;
export type ValidationKind = (typeof VALIDATION_KINDS)[number];

/** Names and globs of checks that a policy says are of a kind. */
export type KindNames = Readonly<Partial<Record<ValidationKind, readonly string[]>>>;

/** In the order of `VALIDATION_KINDS`; one check may be of several. */
export function kindsOf({ name, app }: Pick<CheckResult, "name" | "app">, own: KindNames): readonly ValidationKind[] {
  const said = speakingParts(name.slice(0, MAX_NAME_CHARS));
  return VALIDATION_KINDS.filter(
    (kind) =>
      said.some((text) => WORDS[kind].test(text)) ||
      APPS.get(app?.toLowerCase() ?? "")?.includes(kind) ||
      matchesName(name, own[kind] ?? NONE),
  );
}

const NONE: readonly string[] = [];

/** GitHub's own limit for the name of a status. */
const MAX_NAME_CHARS = 255;

/** `CI / build (18)` is a job behind those that called it: each part speaks for itself, and what runs nothing stays silent. */
function speakingParts(name: string): readonly string[] {
  if (RUNS_NOTHING.test(wordsOf(name))) return [];
  const parts = name.split(" / ").filter((part) => !DOES_OTHERWISE.test(wordsOf(part.replace(/\([^()]*\)/g, " "))));
  return parts.map((part) => wordsOf(part).replace(LOOK_ALIKES, " "));
}

/**
 * The words in lower case, each between single spaces. All of them twice: as they stand, for `ESLint`, and with capitals as
 * borders, for `unitTests`.
 */
function wordsOf(text: string): string {
  return ` ${plain(text)} | ${plain(text.replace(/([a-z0-9])(?=[A-Z])/g, "$1 "))} `;
}

function plain(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .toLowerCase();
}

/** One of these words, which a number may follow: `test18`. */
function oneOf(...words: readonly string[]): RegExp {
  return new RegExp(` (?:${words.join("|")})\\d*(?= )`);
}

/** Stands in for a job that is switched off. */
const RUNS_NOTHING = oneOf("off|skip|skips|skipped|skipping|disabled?|ignored?|noop|dummy|placeholder|fake|todo");

/** Puts something somewhere, or says what is left out. In brackets it is a value of the matrix: `test (no-std)`. */
const DOES_OTHERWISE = oneOf(
  "no|not|non|without|deploy|deploys|deployments?|publish|uploads?|downloads?|notify|comment|labels?|labeler",
  "setup|prepare|cleanup|trigger",
);

/** Words of a kind in another sense: where tests run, an API's description, what a person typed into the pull request. */
const LOOK_ALIKES = new RegExp(
  ` (?:${[
    "black box|tests? (?:data|env|environments?|fixtures?)|(?:open ?api|api|swagger) specs?|audit (?:logs?|trails?)",
    "(?:docs?|docstrings?|types?|translations?) coverage",
    "(?:lint )?(?:pr|pull request) titles?(?: lint(?:er)?)?|lint commits?|commits? (?:messages? )?lint(?:er|ing)?",
  ].join("|")})(?= )`,
  "g",
);

/** General rules: what tools, and the jobs that run them, are called. Chosen, not measured. */
const WORDS: Readonly<Record<ValidationKind, RegExp>> = {
  lint: oneOf(
    "lint|lints|linters?|linting|eslint|tslint|oxlint|stylelint|biome|ruff|flake8|pylint|clippy|golint|staticcheck",
    "rubocop|standardrb|shellcheck|ktlint|detekt|checkstyle|swiftlint|phpcs|credo|megalinter|pre commit",
  ),
  format: oneOf(
    "format|formats|formatting|formatted|formatter|fmt|gofmt|gofumpt|rustfmt|prettier|biome|black|isort|dprint|yapf",
    "spotless|scalafmt|ktfmt|swiftformat|code style|pre commit",
  ),
  types: oneOf(
    "types|type ?checks?|type ?check(?:er|ing)|tsc|mypy|pyright|basedpyright|pytype|sorbet|dialyzer|phpstan|psalm",
  ),
  tests: oneOf(
    "tests?|testing|unittests?|e2e|specs?|jest|vitest|mocha|karma|jasmine|cypress|playwright|pytest|tox|nox|rspec",
    "phpunit|junit|nextest|ctest|testsuite",
  ),
  security: oneOf(
    "security|codeql|semgrep|snyk|sast|dast|audits?|trivy|grype|bandit|brakeman|gosec|govulncheck|osv|gitleaks",
    "trufflehog|gitguardian|checkov|tfsec|kics|zizmor|dependency review|(?:code|secrets?) scan(?:ning)?|vulnerabilit(?:y|ies)",
  ),
  coverage: oneOf("coverage|codecov|coveralls|cov"),
  build: oneOf("builds?|compiles?|compilation|cargo check"),
};

/** By slug. An App that does many things, as github-actions does, says nothing by itself. */
const APPS: ReadonlyMap<string, readonly ValidationKind[]> = new Map<string, readonly ValidationKind[]>([
  ["codacy-production", ["lint"]],
  ["codecov", ["coverage"]],
  ["codefactor-io", ["lint"]],
  ["coveralls", ["coverage"]],
  ["deepsource-io", ["lint"]],
  ["gitguardian", ["security"]],
  ["github-advanced-security", ["security"]],
  ["pre-commit-ci", ["lint", "format"]],
  ["semgrep-app", ["security"]],
  ["snyk-io", ["security"]],
  ["socket-security", ["security"]],
  // The quality gate is one result on all three.
  ["sonarcloud", ["lint", "security", "coverage"]],
  ["sonarqubecloud", ["lint", "security", "coverage"]],
]);
