// Tests that check less than before: assertions or tests that go away, tests that are skipped. Deleting a test is the
// cheapest way to make it pass.
import type { DiffLine, Hunk } from "../../facts.js";
import type { ChangeView, FileView } from "../change-view.js";
import type { Finding } from "../finding.js";
import type { Rule } from "../rule.js";
import { isAssertion, isSkip, isTestDeclaration, isVacuous } from "../test-lines.js";
import { fileFinding } from "./build-rule.js";

export const weakensTests: Rule = {
  id: "weakens-tests",
  question: "Does it remove assertions or tests, or skip them?",
  tier: "behavior-changing",
  reason: "a test that checks less no longer holds the behavior that it held",
  remedy: "keep the assertion, or say in the pull request why what it checked is gone",
  examples: {
    found: ["-  expect(total).toBe(3);", '+  it.skip("adds", () => {', "+    assert True", "a removed test file"],
    left: ["+  expect(total).toBe(3);", "-  expect(total).toBe(2);\n+  expect(total).toBe(3);"],
  },
  find: (view) => view.files.flatMap((file) => findWeaker(file, view)),
};

function findWeaker(file: FileView, view: ChangeView): Finding[] {
  if (file.proof?.rule !== "only-tests") return [];
  if (file.file.status === "removed") return [fileFinding(weakensTests, file, "removes a file of tests")];
  const { content } = file.file;
  if (content.kind !== "hunks") return [];
  return content.hunks.flatMap((hunk) => [
    ...lost(hunk, isAssertion, view).map((line) => at(file, line, "removes an assertion")),
    ...lost(hunk, isTestDeclaration, view).map((line) => at(file, line, "removes a test")),
    ...newlySkipped(hunk).map((line) => at(file, line, "skips a test")),
    ...changed(hunk, "added", isVacuous).map((line) => at(file, line, "asserts nothing")),
  ]);
}

type LineTest = (text: string) => boolean;

/** Removed lines of a kind that are neither found elsewhere in the change nor replaced by one of the same kind nearby. */
function lost(hunk: Hunk, isKind: LineTest, view: ChangeView): readonly DiffLine[] {
  const removed = changed(hunk, "removed", isKind);
  if (removed.length === 0) return removed;
  const added = addedLines(view);
  const gone = removed.filter((line) => !added.has(line.text.trim()));
  const removedTexts = new Set(removed.map((line) => line.text.trim()));
  const fresh = changed(hunk, "added", isKind).filter(
    (line) => !isVacuous(line.text) && !removedTexts.has(line.text.trim()),
  );
  return gone.slice(fresh.length);
}

function newlySkipped(hunk: Hunk): readonly DiffLine[] {
  const skipped = changed(hunk, "added", isSkip);
  return skipped.length === 0 ? skipped : skipped.slice(changed(hunk, "removed", isSkip).length);
}

function changed(hunk: Hunk, kind: DiffLine["kind"], isKind: LineTest): readonly DiffLine[] {
  return hunk.lines.filter((line) => line.kind === kind && isKind(line.text));
}

/** Texts of all added lines of test files: an assertion that moved to another file is not lost. Built once per change. */
function addedLines(view: ChangeView): ReadonlySet<string> {
  const known = memo.get(view);
  if (known !== undefined) return known;
  const texts = new Set<string>();
  for (const { file, proof } of view.files) {
    if (proof?.rule !== "only-tests" || file.content.kind !== "hunks") continue;
    for (const hunk of file.content.hunks) {
      for (const line of hunk.lines) {
        if (line.kind === "added") texts.add(line.text.trim());
      }
    }
  }
  memo.set(view, texts);
  return texts;
}

const memo = new WeakMap<ChangeView, ReadonlySet<string>>();

function at(file: FileView, line: DiffLine, reason: string): Finding {
  const side = line.kind === "removed" ? "old" : "new";
  const path = side === "old" ? (file.file.previousPath ?? file.file.path) : file.file.path;
  return { ...fileFinding(weakensTests, file, reason), path, side, line: line.newLine ?? line.oldLine };
}
