import { describe, expect, it } from "@jest/globals";
import { aFile, aHunk } from "../../../support/build.js";
import { classified, edit, findings } from "../edit.js";

const weaker = (path: string, lines: string[]) => findings(edit(path, lines), "weakens-tests");

describe("weakens-tests", () => {
  it.each([
    ["test/a.test.ts", ["-  expect(a).toBe(1);"]],
    ["tests/test_a.py", ["-    assert a == 1"]],
    ["pkg/a_test.go", ["-	require.Equal(t, 1, a)"]],
    ["spec/a_spec.rb", ["-    a.should eq 1"]],
    ["src/test/java/ATest.java", ["-    assertEquals(1, a);"]],
    ["test/a.test.ts", ["-  expect(a).toBe(1);", "+  // expect(a).toBe(1);"]],
    ["test/a.test.ts", ["-  expect(a).toBe(1);", "-  expect(b).toBe(2);", "+  expect(a).toBe(2);"]],
    ["test/a.test.ts", ["-  expect(a).toBe(1);", "+  expect(true).toBe(true);"]],
    ["tests/test_a.py", ["-    assert a == 1", "+    assert True"]],
    ["test/a.test.ts", ['-  it("adds", () => {']],
    ["tests/test_a.py", ["-def test_adds():"]],
    ["pkg/a_test.go", ["-func TestAdds(t *testing.T) {"]],
    ["test/a.test.ts", ['+  it.skip("adds", () => {']],
    ["test/a.test.ts", ['+  it.only("adds", () => {']],
    ["tests/test_a.py", ["+@pytest.mark.skip"]],
    ["pkg/a_test.go", ['+	t.Skip("flaky")']],
    ["src/test/java/ATest.java", ["+  @Disabled"]],
  ])("finds in %s: %j", (path, lines) => {
    expect(weaker(path, lines).length).toBeGreaterThan(0);
    expect(classified([edit(path, lines)]).tier).toBe("behavior-changing");
  });

  it.each([
    ["test/a.test.ts", ["+  expect(a).toBe(1);"]],
    ["test/a.test.ts", ["-  expect(a).toBe(1);", "+  expect(a).toBe(2);"]],
    ["test/a.test.ts", ["-  expect(a).toBe(1);", "+    expect(a).toBe(1);"]],
    ["test/a.test.ts", ['-  it("adds", () => {', '+  it("adds two numbers", () => {']],
    ["test/a.test.ts", ["-  // expect(a).toBe(1);"]],
    ["test/a.test.ts", ['-  it.skip("adds", () => {', '+  it("adds", () => {']],
    ["test/a.test.ts", ["-  const skipped = 1;", "+  const b = 2;"]],
    ["tests/fixtures/a.json", ['-  "a": 1', '+  "a": 2']],
  ])("leaves alone in %s: %j", (path, lines) => {
    expect(weaker(path, lines)).toEqual([]);
  });

  it("says where the assertion was", () => {
    expect(weaker("test/a.test.ts", [" a", "-expect(a).toBe(1)"])).toMatchObject([
      { line: 2, side: "old", reason: "removes an assertion" },
    ]);
  });

  it("finds a removed file of tests", () => {
    expect(classified([aFile({ path: "test/a.test.ts", status: "removed", after: null })]).tier).toBe(
      "behavior-changing",
    );
  });

  it("does not take a moved assertion for lost", () => {
    const files = [
      edit("test/a.test.ts", ["-  expect(a).toBe(1);"]),
      edit("test/b.test.ts", ["+  expect(a).toBe(1);"]),
    ];

    expect(classified(files).tier).toBe("format-safe");
  });

  it("does not let an unrelated assertion in another hunk stand in", () => {
    const hunks = [
      aHunk({ old: 1, new: 1 }, ["-expect(admin).toBe(false)"]),
      aHunk({ old: 50, new: 49 }, ["+expect(a).toBe(1)"]),
    ];

    expect(classified([aFile({ path: "test/a.test.ts", content: { kind: "hunks", hunks } })]).tier).toBe(
      "behavior-changing",
    );
  });
});
