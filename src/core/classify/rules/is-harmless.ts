// Why a change is on the lowest tier it can be on: what is proved of each file, or that nothing is.

import type { Finding } from "../../facts/finding.js";
import type { FileView } from "../change-view.js";
import type { Proof } from "../harmless.js";
import { changeFinding, fileFinding, type Rule } from "../rule.js";

/** The rules that report a proof, one for each kind of proof, so that the policy can raise each by its id. */
export const HARMLESS_RULES: readonly Rule[] = (
  [
    ["only-prose", "documentation for people", "docs/guide.md", "src/guide.ts"],
    ["only-media", "an image, a font or a recording", "docs/logo.png", "lib/native.so"],
    ["only-styles", "a style sheet", "web/site.css", "web/site.css.ts"],
    ["only-snapshots", "recorded output that tests compare with", "src/__snapshots__/a.snap", "src/snapshot.ts"],
    ["only-tests", "a test or its data", "test/cart.test.ts", "src/contest.ts"],
    ["only-moves", "a move of an unchanged file", "src/a/cart.ts to src/b/cart.ts", "src/cart.ts to src/pages/cart.ts"],
    [
      "only-comments",
      "changed in comments and insignificant whitespace",
      "// adds up  →  // adds up the items",
      "//go:build linux  →  // adds up",
    ],
    [
      "only-types",
      "changed in types that are erased before it runs",
      "let total: any  →  let total: number",
      "enum Size { S }  →  enum Size { S, M }",
    ],
    ["same-data", "written differently, with the same data", '{"a":1}  →  { "a": 1 }', '{"a":1}  →  {"a":"1"}'],
  ] as const
).map(harmlessRule);

function harmlessRule([id, what, found, left]: readonly [Proof["rule"], string, string, string]): Rule {
  const rule: Rule = {
    id,
    question: `Is the file only ${what}?`,
    tier: "format-safe",
    reason: "such a change cannot alter what the program does",
    remedy: "list the path under `tiers.behavior_changing` when it does more here than elsewhere",
    examples: { found: [found], left: [left] },
    find: (view) =>
      view.files.flatMap((file) => (file.proof?.rule === id ? [fileFinding(rule, file, file.proof.reason)] : [])),
  };
  return rule;
}

/** Everything that is not proved harmless changes behavior: the default is never safe. */
export const changesSource: Rule = {
  id: "changes-source",
  question: "Does it change a file that may run or be read by what runs?",
  tier: "behavior-changing",
  reason: "a change is behavior-changing until it is proved harmless",
  remedy: "list paths that cannot run under `tiers.format_safe` in the policy",
  examples: { found: ["src/cart.ts", "package.json", "config/app.yml"], left: ["docs/guide.md", "test/cart.test.ts"] },
  find(view) {
    if (view.files.length === 0) {
      return [changeFinding(this, "the change lists no files, so nothing is proved about it")];
    }
    return view.files
      .filter((file) => file.proof === null)
      .map((file) => {
        const finding = fileFinding(this, file, whatChanges(file));
        return TEST_RUNNER.test(file.lowerPaths[0] ?? "") ? { ...finding, line: firstAddedLine(file) } : finding;
      });
  },
};

/** Null where lines only go. */
function firstAddedLine({ file: { content } }: FileView): number | null {
  if (content.kind !== "hunks") return null;
  return content.hunks.flatMap(({ lines }) => lines).find(({ kind }) => kind === "added")?.newLine ?? null;
}

function whatChanges(file: FileView): Finding["reason"] {
  if (file.file.content.kind === "unchanged")
    return file.file.status === "renamed"
      ? "moves a file that is found by its place"
      : "changes an entry without its text";
  if (TEST_RUNNER.test(file.lowerPaths[0] ?? "")) return "changes how tests run";
  return DATA.test(file.lowerPaths[0] ?? "") ? "changes data or configuration" : "changes source code";
}

const DATA = /\.(?:json[c5l]?|ya?ml|toml|xml|csv|tsv|ini|cfg|conf|properties|env|plist|lock|txt)$|(?:^|\/)\.[^/.]+$/;
const TEST_RUNNER =
  /(?:^|\/)(?:jest|vitest|playwright|cypress|karma)\.config\.|(?:^|\/)(?:conftest\.py|pytest\.ini|tox\.ini)$/;
