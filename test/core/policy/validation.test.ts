import fc from "fast-check";
import { kindsOf, VALIDATION_KINDS, type ValidationKind } from "../../../src/core/policy/validation.js";

const recognised = (name: string, app: string | null = "github-actions") => kindsOf({ name, app }, {});

describe("the kinds of a check", () => {
  it.each<[string, readonly ValidationKind[]]>([
    ["lint", ["lint"]],
    ["ESLint", ["lint"]],
    ["Run ESLint / eslint (20.x)", ["lint"]],
    ["ruff", ["lint"]],
    ["cargo clippy --all-targets", ["lint"]],
    ["golangci-lint", ["lint"]],
    ["Super-Linter", ["lint"]],
    ["Lint & Format", ["lint", "format"]],
    ["pre-commit", ["lint", "format"]],
    ["prettier", ["format"]],
    ["cargo fmt", ["format"]],
    ["check_formatting", ["format"]],
    ["clang-format", ["format"]],
    ["tsc", ["types"]],
    ["typecheck", ["types"]],
    ["TypeCheck", ["types"]],
    ["Type checking (3.12)", ["types"]],
    ["mypy", ["types"]],
    ["test", ["tests"]],
    ["unitTests", ["tests"]],
    ["unit-tests", ["tests"]],
    ["jest", ["tests"]],
    ["pytest (3.11, ubuntu-latest)", ["tests"]],
    ["rspec", ["tests"]],
    ["spec", ["tests"]],
    ["e2e", ["tests"]],
    ["test18", ["tests"]],
    ["ci (tests)", ["tests"]],
    ["test (no-std)", ["tests"]],
    ["test (ubuntu-latest, node 18, build)", ["tests", "build"]],
    ["deploy / integration-tests", ["tests"]],
    ["lint-and-test", ["lint", "tests"]],
    ["Test Results", ["tests"]],
    ["CodeQL", ["security"]],
    ["semgrep/ci", ["security"]],
    ["security/snyk (acme)", ["security"]],
    ["npm audit", ["security"]],
    ["SAST", ["security"]],
    ["dependency-review", ["security"]],
    ["codecov/patch", ["coverage"]],
    ["coverage/coveralls", ["coverage"]],
    ["test coverage", ["tests", "coverage"]],
    ["build", ["build"]],
    ["CI / build (18)", ["build"]],
    ["CI / build (linux/amd64)", ["build"]],
    ["ci/circleci: build-and-test", ["tests", "build"]],
    ["compile", ["build"]],
  ])("are told of %s", (name, kinds) => {
    expect(recognised(name)).toEqual(kinds);
  });

  it.each([
    "latest",
    "publish (latest)",
    "contest",
    "attestation",
    "greatest-hits",
    "testament",
    "blueprint-linter-off",
    "blueprint",
    "platform",
    "information",
    "terraform plan",
    "rebuild-index",
    "buildkite/shop",
    "guild",
    "continuous-integration/jenkins/pr-merge",
    "specification",
    "OpenAPI spec",
    "respect",
    "auditorium",
    "audit-log",
    "discoverage",
    "docs coverage",
    "black-box",
    "typescript-types coverage",
    "tests off",
    "skip-tests",
    "Tests (skipped)",
    "lint (disabled)",
    "no-lint",
    "build without tests",
    "CI / fake / tests",
    "Deploy to test",
    "deploy (test)",
    "upload-coverage",
    "Publish build",
    "test environment",
    "Lint PR title",
    "commit-lint",
    "commitlint",
    "t\u0435st",
    "te\u200bst",
    "",
    "\u0000",
    "constructor",
    "__proto__",
  ])("are none for %j, which only looks like one", (name) => {
    expect(recognised(name)).toEqual([]);
  });

  it.each<[string | null, readonly ValidationKind[]]>([
    ["github-advanced-security", ["security"]],
    ["codecov", ["coverage"]],
    ["Codecov", ["coverage"]],
    ["sonarqubecloud", ["lint", "security", "coverage"]],
    ["pre-commit-ci", ["lint", "format"]],
    ["github-actions", []],
    ["codecov-fake", []],
    ["constructor", []],
    ["", []],
    [null, []],
  ])("are told of the App %j", (app, kinds) => {
    expect(recognised("result", app)).toEqual(kinds);
  });

  it("come from name and App together", () => {
    expect(recognised("ESLint", "github-advanced-security")).toEqual(["lint", "security"]);
  });

  it("follow the policy, by name and glob, beside what the name says", () => {
    const own = { tests: ["verify / *"], lint: ["build", "[x]"] };

    expect(kindsOf({ name: "verify / all (18)", app: null }, own)).toEqual(["tests"]);
    expect(kindsOf({ name: "build", app: null }, own)).toEqual(["lint", "build"]);
    expect(kindsOf({ name: "[x]", app: null }, own)).toEqual(["lint"]);
    expect(kindsOf({ name: "verify", app: null }, own)).toEqual([]);
  });

  it("are the same for a job of a matrix and of a reusable workflow as for the job itself", () => {
    const names = fc.constantFrom("lint", "prettier", "tsc", "jest", "codeql", "codecov", "build", "latest", "docs");

    fc.assert(
      fc.property(names, fc.stringMatching(/^[0-9.]{1,6}$/), (name, value) => {
        expect(recognised(`CI / ${name} (${value})`)).toEqual(recognised(name));
        expect(recognised(`${name} / run`)).toEqual(recognised(name));
      }),
    );
  });

  it("are each of the known ones once, in one order, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (name, app) => {
        const kinds = recognised(name, app);

        expect(kinds).toEqual(VALIDATION_KINDS.filter((kind) => kinds.includes(kind)));
      }),
    );
  });
});
