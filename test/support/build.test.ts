import { loaded, unavailable } from "../../src/core/facts/source.js";
import { aChange, aFacts, aFile, aGateInput, aHunk, aLoadedPolicy, anAccount, aPolicy, fakeSha } from "./build.js";

describe("the shared builders", () => {
  it("give the same sha for the same seed and another for another", () => {
    expect(fakeSha("a")).toMatch(/^[0-9a-f]{40}$/);
    expect(fakeSha("a")).toBe(fakeSha("a"));
    expect(fakeSha("a")).not.toBe(fakeSha("b"));
  });

  it("merge a nested override and leave the rest of the world as it is", () => {
    const facts = aFacts({ pull: { draft: true } });

    expect(facts.pull.draft).toBe(true);
    expect(facts.pull.number).toBe(7);
  });

  it("replace a source whole, so that an unavailable one keeps no value", () => {
    const facts = aFacts({ change: unavailable("the network is down") });

    expect(facts.change).toEqual({ status: "unavailable", reason: "the network is down" });
  });

  it("replace lists whole", () => {
    const change = aChange({ files: [aFile({ path: "a.ts" }), aFile({ path: "b.ts" })] });

    expect(change.files.map((file) => file.path)).toEqual(["a.ts", "b.ts"]);
    expect(change.commits).toHaveLength(1);
  });

  it("merge a file's own status instead of replacing the file", () => {
    const file = aFile({ path: "new.ts", status: "added", before: null });

    expect(file.after?.path).toBe("new.ts");
    expect(file.before).toBeNull();
  });

  it("number the lines of a hunk on both sides", () => {
    const hunk = aHunk({ old: 5, new: 7 }, [" a", "-b", "+c", " d"]);

    expect(hunk.lines.map((line) => [line.kind, line.oldLine, line.newLine])).toEqual([
      ["context", 5, 7],
      ["removed", 6, null],
      ["added", null, 8],
      ["context", 7, 9],
    ]);
  });

  it("state as many added and removed lines as the hunks of the default file hold", () => {
    const file = aFile();
    const lines = file.content.kind === "hunks" ? file.content.hunks.flatMap((hunk) => hunk.lines) : [];

    expect(lines.filter((line) => line.kind === "added")).toHaveLength(file.additions ?? -1);
    expect(lines.filter((line) => line.kind === "removed")).toHaveLength(file.deletions ?? -1);
  });

  it("complete a policy from the schema and hash it by its content", () => {
    const strict = aLoadedPolicy({ policy: aPolicy({ review: { min_seconds: 300 } }) });

    expect(strict.policy.review.min_seconds).toBe(300);
    expect(strict.policy.review.min_answer_chars).toBe(20);
    expect(strict.hash).not.toBe(aLoadedPolicy().hash);
    expect(aLoadedPolicy().hash).toBe(aLoadedPolicy().hash);
  });

  it("give one person the same id whatever the case of the login", () => {
    expect(anAccount({ login: "Robin" }).id).toBe(anAccount({ login: "robin" }).id);
    expect(anAccount({ login: "newcomer" }).id).toBe(anAccount({ login: "Newcomer" }).id);
  });

  it("make a gate input whose facts can be given whole", () => {
    const input = aGateInput({ facts: aFacts({ comments: loaded([]) }), size: { counted: 500 } });

    expect(input.size).toEqual({ counted: 500, ignored: [] });
    expect(input.classification.agent?.operator).toEqual(["alice"]);
  });
});
