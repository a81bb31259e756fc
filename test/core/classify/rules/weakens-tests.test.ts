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

  it.each([
    ["test/a.test.ts", "expect(a).toBe(1);", "expect(a).toBeTruthy();"],
    ["test/a.test.ts", "expect(a).toEqual({ b: 1 });", "expect(a).toMatchObject({ b: 1 });"],
    ["test/a.test.ts", "expect(a).toEqual({ b: 1 });", "expect(a).toEqual({ b: expect.any(Number) });"],
    ["test/a.test.ts", "expect(f).toHaveBeenCalledTimes(2);", "expect(f).toHaveBeenCalled();"],
    ["test/a.test.ts", 'expect(a).toBe("x");', "expect(a).toMatch(/x/);"],
    ["tests/test_a.py", "    self.assertEqual(a, 1)", "    self.assertIsNotNone(a)"],
    ["tests/test_a.py", "    assert a == 1", "    assert a is not None"],
    ["pkg/a_test.go", "	require.Equal(t, 1, a)", "	require.NotNil(t, a)"],
    ["src/test/java/ATest.java", "    assertEquals(1, a);", "    assertNotNull(a);"],
    ["src/test/java/ATest.java", "    assertThat(a).isEqualTo(1);", "    assertThat(a).isNotNull();"],
    ["src/test/java/ATest.java", '    verify(mail).send("x");', "    verify(mail).send(anyString());"],
    ["Shop.Tests/CartTests.cs", "    Assert.Equal(1, a);", "    Assert.NotNull(a);"],
    ["spec/a_spec.rb", "    expect(a).to eq(1)", "    expect(a).to be_truthy"],
  ])("finds a looser assertion in %s: %s becomes %s", (path, before, after) => {
    expect(weaker(path, [`-${before}`, `+${after}`])).toMatchObject([
      { line: 1, side: "new", reason: "loosens an assertion" },
    ]);
    expect(weaker(path, [`-${after}`, `+${before}`])).toEqual([]);
  });

  it("compares the strictest with the strictest, whatever their order", () => {
    const lines = ["-expect(a).toBe(1)", "-expect(b).toBeTruthy()", "+expect(c).toBeTruthy()", "+expect(a).toBe(2)"];

    expect(weaker("test/a.test.ts", lines)).toEqual([]);
  });

  it.each([
    ["test/a.test.ts", "  jest.setTimeout(timeout = 5_000);", "  jest.setTimeout(timeout = 60_000);"],
    ["test/a.test.ts", "  { timeout: 1000 },", "  { timeout: 30000 },"],
    ["tests/test_a.py", "    assert a == pytest.approx(1, abs=0.01)", "    assert a == pytest.approx(1, abs=0.5)"],
    ["tests/test_a.py", "    self.assertAlmostEqual(a, 1, delta=0.1)", "    self.assertAlmostEqual(a, 1, delta=2)"],
    ["e2e/a.spec.ts", "  retries: 0,", "  retries: 3,"],
  ])("finds a larger allowance in %s: %s becomes %s", (path, before, after) => {
    expect(weaker(path, [`-${before}`, `+${after}`])).toMatchObject([{ reason: "allows more than before" }]);
    expect(weaker(path, [`-${after}`, `+${before}`])).toEqual([]);
  });

  it.each([
    ["tests/test_a.py", ["+    except Exception:"]],
    ["test/a.test.ts", ["+  } catch {}"]],
    ["src/test/java/ATest.java", ["+  @Test(retryAnalyzer = Again.class)"]],
    ["Shop.Tests/CartTests.cs", ["+    [RetryFact(3)]"]],
    ["test/a.test.ts", ["+  await run().catch(() => {});"]],
    ["tests/run.sh.test.ts", ['+  execSync("npm test || true")', "+  run || true"]],
  ])("finds what lets a failure pass in %s: %j", (path, lines) => {
    expect(weaker(path, lines).map(({ reason }) => reason)).toContain("lets a failure pass unseen");
  });

  it.each([
    ["Shop.Tests/CartTests.cs", '+    [QuarantinedTest("flaky")]'],
    ["Shop.Tests/CartTests.cs", '+    [ActiveIssue("1")]'],
    ["tests/test_a.py", "+@pytest.mark.flaky(reruns=3)"],
    ["test/a.test.ts", '+  it.skipIf(isWindows)("adds", () => {'],
    ["src/test/java/ATest.java", "+  @DisabledOnOs(WINDOWS)"],
  ])("finds a skipped test in %s: %s", (path, line) => {
    expect(weaker(path, [line]).map(({ reason }) => reason)).toContain("skips a test");
  });

  it("finds a removed row of a table of cases", () => {
    expect(weaker("Shop.Tests/CartTests.cs", ["-    [InlineData(-1, false)]"])).toMatchObject([
      { reason: "removes a test" },
    ]);
  });

  it.each([
    ["a reformatted assertion", "test/a.test.ts", ["-  expect(a).toBe('x')", '+    expect( a ).toBe("x");']],
    ["a new name with the word should", "test/a.test.ts", ['-  it("should add", () => {', '+  it("adds", () => {']],
    [
      "the guard of a preparing step",
      "pkg/a_test.go",
      ["-	if err := os.Chdir(dir); err != nil {", '-		t.Fatalf("chdir: %v", err)', "-	}", "+	t.Chdir(dir)"],
    ],
    ["more assertions, the new ones loose", "test/a.test.ts", ["+  expect(a).toBeTruthy();"]],
    ["another value", "test/a.test.ts", ["-  expect(a).toBe(1000);", "+  expect(a).toBe(5000);"]],
  ])("leaves alone: %s", (_name, path, lines) => {
    expect(weaker(path, lines)).toEqual([]);
  });

  it("takes the check of what is tested for an assertion, also in Go's way", () => {
    const lines = ["-	if err := cart.Add(item); err != nil {", '-		t.Fatalf("add: %v", err)', "-	}"];

    expect(weaker("pkg/a_test.go", lines)).toMatchObject([{ reason: "removes an assertion" }]);
  });

  it("does not take a file whose tests all went to another one for removed", () => {
    const old = {
      ...edit("test/a.test.ts", ['-it("adds", () => {', "-expect(a).toBe(1);"]),
      status: "removed" as const,
    };

    expect(classified([old, edit("test/b.test.ts", ['+it("adds", () => {', "+expect(a).toBe(1);"])]).tier).toBe(
      "format-safe",
    );
    expect(classified([old, edit("test/b.test.ts", ['+it("adds", () => {'])]).tier).toBe("behavior-changing");
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
