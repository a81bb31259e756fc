import { readMergeNames } from "../../src/git/merge-names.js";

it.each([
  [
    "Merge pull request #7 from acme/copilot/fix\n\nCount quantities\n",
    true,
    { kind: "merge", number: 7, title: "Count quantities", branch: "copilot/fix" },
  ],
  ["Merge pull request #7 from acme/x", true, { kind: "merge", number: 7, branch: "x" }],
  ["Merge branch 'codex/work' into main", true, { kind: "merge", number: null, branch: "codex/work" }],
  ["Bring the release home", true, { kind: "merge", number: null, title: "Bring the release home", branch: "" }],
  ["Count quantities (#12)\n\nMore (#13)", false, { kind: "squash", number: 12, title: "Count quantities" }],
  ["Merge pull request #7 from acme/copilot/fix", false, { kind: "plain", number: null, branch: "" }],
  ["Count (#12) quantities", false, { kind: "plain", number: null, title: "Count (#12) quantities" }],
  ["", false, { kind: "plain", number: null, title: "" }],
])("reads %j", (message, isMerge, names) => {
  expect(readMergeNames(message, isMerge)).toMatchObject(names);
});

it("is not slowed down by a long line", () => {
  const hostile = `${"(#1) ".repeat(100_000)}(#`;

  expect(readMergeNames(hostile, false).kind).toBe("plain");
  expect(readMergeNames(`Merge branch '${"x".repeat(500_000)}`, true).branch).toBe("");
});
