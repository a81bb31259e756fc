import { globCostFault, matchesAny } from "../../../src/core/policy/globs.js";

describe("matchesAny", () => {
  it.each<[string, string, string, boolean]>([
    ["a folder's content at any depth", "src/billing/**", "src/billing/a/b.ts", true],
    ["not the folder's neighbour", "src/billing/**", "src/billing-old/a.ts", false],
    ["dot files and folders", "**", ".github/workflows/ci.yml", true],
    ["one segment with a star", "src/*.ts", "src/a/b.ts", false],
    ["braces", "**/*.{css,scss}", "a/b.scss", true],
    ["only the top level without a folder", "*.css", "web/a.css", false],
    ["a file name with a line break", "src/**", "src/a\nb.ts", true],
    ["a decomposed letter with a composed glob", "caf\u00e9/**", "cafe\u0301/a.ts", true],
    ["an extended glob as plain text", "+(a|b)", "a", false],
    ["a leading ! as plain text", "!a", "b", false],
    ["a leading # as plain text", "#a", "#a", true],
    ["case as written", "src/auth/**", "src/Auth/a.ts", false],
    ["an escaped bracket", "app/\\[id\\]/**", "app/[id]/page.tsx", true],
    ["a check name with a slash", "ci / *", "ci / build (18, linux)", true],
    ["every check name", "**", "ci / build / test", true],
  ])("matches %s", (_name, glob, path, expected) => {
    expect(matchesAny(path, [glob])).toBe(expected);
  });

  it("ignores case when the list raises a tier", () => {
    expect(matchesAny("SRC/Auth/Login.ts", ["src/auth/**"], { caseInsensitive: true })).toBe(true);
    expect(matchesAny("src/auth/login.ts", ["SRC/AUTH/*.TS"], { caseInsensitive: true })).toBe(true);
  });

  it("keeps the two ways of comparing one list apart", () => {
    const globs = ["src/auth/**"];

    expect(matchesAny("SRC/AUTH/a", globs, { caseInsensitive: true })).toBe(true);
    expect(matchesAny("SRC/AUTH/a", globs)).toBe(false);
  });

  it("matches nothing with an empty list", () => {
    expect(matchesAny("a", [])).toBe(false);
  });

  it("throws rather than match only some alternatives of a costly glob", () => {
    expect(() => matchesAny("bbbbbbb", ["{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"])).toThrow(RangeError);
  });
});

describe("globCostFault", () => {
  it.each([
    ["64 alternatives", "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", true],
    ["128 alternatives", "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", false],
    ["thirty pairs of braces", "{a,b}".repeat(30), false],
    ["a long range", "{1..99999999}", false],
    ["braces nested 63 levels deep", `${"{a,".repeat(63)}b${"}".repeat(63)}`, true],
    ["256 characters", "a".repeat(256), true],
    ["257 characters", "a".repeat(257), false],
    ["many stars", "*a".repeat(128), true],
  ])("judges %s", (_name, glob, accepted) => {
    expect(globCostFault(glob) === null).toBe(accepted);
  });
});
