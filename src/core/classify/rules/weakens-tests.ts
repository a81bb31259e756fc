// Tests that check less than before: assertions or tests that go away, tests that are skipped. Deleting a test is the
// cheapest way to make it pass.
import type { DiffLine, Hunk } from "../../facts/facts.js";
import type { Finding } from "../../facts/finding.js";
import type { ChangeView, FileView } from "../change-view.js";
import { hitOn } from "../line-scan.js";
import { fileFinding, lineFinding, type Rule } from "../rule.js";
import {
  allowsMore,
  isAssertion,
  isSetupGuard,
  isSkip,
  isTestDeclaration,
  isVacuous,
  looser,
  swallowsFailure,
} from "../test-lines.js";

export const weakensTests: Rule = {
  id: "weakens-tests",
  question: "Does it remove, skip or loosen tests or assertions?",
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
  const { content, status } = file.file;
  if (status === "removed")
    return isMovedElsewhere(file, view) ? [] : [fileFinding(weakensTests, file, "removes a file of tests")];
  if (content.kind !== "hunks") return [];
  return content.hunks.flatMap((hunk) => [
    ...compareAssertions(hunk, view).map(([line, reason]) => at(file, line, reason)),
    ...lostTests(hunk, view).map((line) => at(file, line, "removes a test")),
    ...looserNumbers(hunk).map((line) => at(file, line, "allows more than before")),
    ...newly(hunk, isSkip).map((line) => at(file, line, "skips a test")),
    ...newly(hunk, swallowsFailure).map((line) => at(file, line, "lets a failure pass unseen")),
    ...changed(hunk, "added", isVacuous).map((line) => at(file, line, "asserts nothing")),
  ]);
}

type LineTest = (text: string) => boolean;

function compareAssertions(hunk: Hunk, view: ChangeView): readonly (readonly [DiffLine, string])[] {
  const { gone, fresh } = exchange(hunk, isAssertion, view);
  return [
    ...gone.slice(fresh.length).map((line) => [line, "removes an assertion"] as const),
    ...looser(gone, fresh, ({ text }) => text).map((line) => [line, "loosens an assertion"] as const),
  ];
}

function lostTests(hunk: Hunk, view: ChangeView): readonly DiffLine[] {
  const { gone, fresh } = exchange(hunk, isTestDeclaration, view);
  return gone.slice(fresh.length);
}

interface Exchange {
  /** Removed lines of the kind that are not found again anywhere in the change's tests. */
  readonly gone: readonly DiffLine[];
  /** Added lines of the kind in the same hunk, which take their place. */
  readonly fresh: readonly DiffLine[];
}

function exchange(hunk: Hunk, isKind: LineTest, view: ChangeView): Exchange {
  const removed = changed(hunk, "removed", isKind);
  if (removed.length === 0) return { gone: [], fresh: [] };
  const added = addedLines(view);
  const guarded = guardedLines(hunk);
  const removedTexts = new Set(removed.map((line) => plain(line.text)));
  return {
    gone: removed.filter((line) => !added.has(plain(line.text)) && !guarded.has(line)),
    fresh: changed(hunk, "added", isKind).filter(
      (line) => !isVacuous(line.text) && !removedTexts.has(plain(line.text)),
    ),
  };
}

/** `t.Fatalf` below the removed guard of a preparing step. */
function guardedLines({ lines }: Hunk): ReadonlySet<DiffLine> {
  const guarded = lines.filter((line, index) => {
    const previous = lines[index - 1];
    return previous?.kind === "removed" && /^\s*t\.(?:Fatal|Error)/.test(line.text) && isSetupGuard(previous.text);
  });
  return new Set(guarded);
}

/** Added lines with a larger allowance than the removed line that they are otherwise equal to. */
function looserNumbers(hunk: Hunk): readonly DiffLine[] {
  const removed = changed(hunk, "removed", hasNumber).slice(0, MAX_COMPARED);
  const added = changed(hunk, "added", hasNumber).slice(0, MAX_COMPARED);
  return added.filter((line) => removed.some((other) => allowsMore(other.text, line.text)));
}

/** More changed numbers in one hunk are data, not settings. */
const MAX_COMPARED = 40;

function hasNumber(text: string): boolean {
  return /[:=(,]\s*\d/.test(text.length <= 500 ? text : text.slice(0, 500));
}

/** Every test of the removed file is found again in another one. */
function isMovedElsewhere({ file }: FileView, view: ChangeView): boolean {
  if (file.content.kind !== "hunks") return false;
  const added = addedLines(view);
  const tests = file.content.hunks.flatMap((hunk) =>
    changed(hunk, "removed", (text) => isAssertion(text) || isTestDeclaration(text)),
  );
  return tests.length > 0 && tests.every((line) => added.has(plain(line.text)));
}

/** Added lines of a kind, less as many as were there before. */
function newly(hunk: Hunk, isKind: LineTest): readonly DiffLine[] {
  const added = changed(hunk, "added", isKind);
  return added.length === 0 ? added : added.slice(changed(hunk, "removed", isKind).length);
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
    for (const { kind, text } of file.content.hunks.flatMap(({ lines }) => lines)) {
      if (kind === "added") texts.add(plain(text));
    }
  }
  memo.set(view, texts);
  return texts;
}

/** As formatters leave it: without white space and trailing marks, quotes alike. */
function plain(text: string): string {
  return text.replace(/\s+/g, "").replace(/["`]/g, "'").replace(/[;,]$/, "");
}

const memo = new WeakMap<ChangeView, ReadonlySet<string>>();

function at(file: FileView, line: DiffLine, reason: string): Finding {
  return lineFinding(weakensTests, file, hitOn(line, reason));
}
