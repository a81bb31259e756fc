import { describe, expect, it } from "@jest/globals";
import { explainPath } from "../../../../src/core/classify/explain-path.js";
import { FIXED_RULE_IDS, RULE_IDS, RULES } from "../../../../src/core/classify/rules/index.js";
import { aPolicy } from "../../../support/build.js";
import { edit, rulesOf } from "../edit.js";

/** Rules whose examples are about modes, whole changes or statements: they have tests of their own. */
const NOT_PATHS_OR_LINES = new Set([
  "destroys-data",
  "changes-file-mode",
  "changes-symlink",
  "changes-submodule",
  "changes-binary",
  "has-unreadable-content",
  "states-risk",
  "weakens-tests",
  "changes-dependency",
  "only-moves",
  "only-comments",
  "only-types",
  "same-data",
  "loads-remote-content",
  "has-hidden-text",
  "leaks-secret",
]);
/** Lines of examples are tried in each of these. */
const FILES = ["src/x.ts", "src/x.py", "src/x.rb", "src/x.php", "src/x.java", "src/x.sh", "src/x.html"];

const isPath = (example: string) => /^[\w./@-]+$/.test(example);
function isFound(rule: string, example: string): boolean {
  if (isPath(example)) return explainPath(example, aPolicy()).some((finding) => finding.rule === rule);
  return FILES.some((path) => rulesOf(edit(path, [/^[+-]/.test(example) ? example : `+${example}`])).includes(rule));
}

describe("the list of rules", () => {
  it("has unique ids in kebab-case", () => {
    expect(new Set(RULE_IDS).size).toBe(RULE_IDS.length);
    expect(RULE_IDS.filter((id) => !/^[a-z]+(?:-[a-z]+)+$/.test(id))).toEqual([]);
  });

  it("lets no policy switch off the policy, the workflows, hidden text and unreadable content", () => {
    expect([...FIXED_RULE_IDS].sort()).toEqual([
      "changes-review-policy",
      "changes-workflow",
      "has-hidden-text",
      "has-unreadable-content",
    ]);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("%s explains itself", (_id, rule) => {
    expect(rule.question).toMatch(/^[A-Z].*\?$/);
    for (const text of [rule.reason, rule.remedy]) expect(text).toMatch(/^(?:[a-z]|CI |SQL ).*[^.]$/s);
    expect(rule.examples.found.length).toBeGreaterThan(0);
    expect(rule.examples.left.length).toBeGreaterThan(0);
  });
});

const TRIED = RULES.filter((rule) => !NOT_PATHS_OR_LINES.has(rule.id));

describe("the examples of the rules", () => {
  it.each(TRIED.flatMap(({ id, examples }) => examples.found.map((example) => [id, example] as const)))(
    "%s finds %s",
    (id, example) => {
      expect(isFound(id, example)).toBe(true);
    },
  );

  it.each(TRIED.flatMap(({ id, examples }) => examples.left.map((example) => [id, example] as const)))(
    "%s leaves %s alone",
    (id, example) => {
      expect(isFound(id, example)).toBe(false);
    },
  );
});
