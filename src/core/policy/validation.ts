// Which automated checks must be green, and whose word on them counts: the keys of the policy file, and the kind of a check, told by its
// name and its App. Recognition only ever adds: a name that is not understood is of no kind, and a policy may say of which it is. Names
// are hostile, and words count as whole words: `latest` tests nothing.

import { z } from "zod";
import type { CheckResult } from "../facts/facts.js";
import { globCostFault, matchesName } from "./globs.js";
import { listOf, MAX_LIST_ENTRIES, nameGlob } from "./policy-values.js";

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

const SLUG = z
  .string()
  .regex(/^(?=.*[A-Za-z])[\w-]{1,100}$/, "an App's slug, as in `github.com/apps/<slug>`, or its number");

const BoundCheck = z
  .strictObject({
    name: nameGlob.meta({ description: "Name or glob of the check.", examples: ["build"] }),
    app: z.union([SLUG, z.int().min(1).max(1_000_000_000)]).meta({
      description: "Slug or number of the only App whose report counts; by number, check runs only.",
      examples: ["github-actions"],
    }),
  })
  .meta({ description: "A check, and the App that has to report it." });

/** One entry of `validation.required`: a name or glob that whoever may write can report, or one that is bound to an App. */
export type RequiredCheck = string | z.infer<typeof BoundCheck>;

const Kind = z.enum(VALIDATION_KINDS);

/** Below a kind stand names, and below any other name its kinds. */
const Kinds = z
  .record(z.string(), z.union([Kind, z.array(nameGlob).min(1).max(MAX_LIST_ENTRIES)]))
  .superRefine((written, context) => {
    for (const [key, value] of Object.entries(written)) {
      for (const { path, expected } of faultsOf(key, value)) {
        context.addIssue({ code: "custom", message: expected, path: [key, ...path] });
      }
    }
  })
  .meta({
    description: "Checks whose kind their names do not tell: `{ vet: lint }` or `{ lint: [vet, house-rules] }`.",
    examples: [{ "house-rules": "lint" }],
  });

export const Validation = z.strictObject({
  required: z
    .array(z.union([nameGlob, BoundCheck]))
    .max(MAX_LIST_ENTRIES)
    .default([])
    .meta({
      description:
        "Names or globs of checks that must be green, or `{ name, app }`; each must match one. Empty: every check, and at least one.",
      examples: [["lint / **", { name: "build", app: "github-actions" }]],
    }),
  expect: z
    .array(Kind)
    .max(MAX_LIST_ENTRIES)
    .default([])
    .meta({
      description: "Kinds of checks of which each must be green: told by a check's name and App, and by `kinds`.",
      examples: [["lint", "tests", "security"]],
    }),
  kinds: Kinds.transform(namesByKind).prefault({}),
  ignore: listOf(nameGlob).meta({
    description: "Names or globs of checks that play no part.",
    examples: [["deploy preview"]],
  }),
});

interface KindFault {
  /** Below the key. */
  readonly path: readonly number[];
  readonly expected: string;
}

function faultsOf(key: string, value: string | readonly string[]): readonly KindFault[] {
  if (isKind(key)) {
    const expected = `a list of names, because \`${key}\` is a kind, as in \`${key}: [my-${key}]\``;
    return typeof value === "string" ? [{ path: [], expected }] : [];
  }
  const fault = key === "" ? "at least one character" : globCostFault(key);
  if (fault !== null) return [{ path: [], expected: `a name or glob with ${fault} in front` }];
  if (typeof value === "string") return [];
  const expected = `one of ${VALIDATION_KINDS.map((kind) => `\`${kind}\``).join(", ")}`;
  return value.flatMap((kind, index) => (isKind(kind) ? [] : [{ path: [index], expected }]));
}

/** Both spellings in one form and one order: equal policies have equal hashes. */
function namesByKind(written: Readonly<Record<string, string | readonly string[]>>): KindNames {
  const pairs = Object.entries(written).flatMap(([key, value]) =>
    [value].flat().map((entry) => (isKind(key) ? { kind: key, name: entry } : { kind: entry, name: key })),
  );
  return Object.fromEntries(
    VALIDATION_KINDS.flatMap((kind) => {
      const names = new Set(pairs.filter((pair) => pair.kind === kind).map(({ name }) => name));
      return names.size === 0 ? [] : [[kind, [...names].sort()]];
    }),
  );
}

function isKind(text: string): text is ValidationKind {
  return VALIDATION_KINDS.some((kind) => kind === text);
}
