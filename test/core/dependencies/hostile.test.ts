// Whatever stands in a manifest, reading it ends, and what is not understood is said to be unread.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isDependencyFile, readManifestChange } from "../../../src/core/dependencies/read-manifest-change.js";
import type { ManifestChange } from "../../../src/core/facts/change.js";
import { declaredIn } from "./read.js";

const PATHS = [
  "package.json",
  "pnpm-workspace.yaml",
  "deno.json",
  "pyproject.toml",
  "Pipfile",
  "setup.cfg",
  "setup.py",
  "environment.yml",
  "requirements.txt",
  "go.mod",
  "Cargo.toml",
  "Gemfile",
  "x.gemspec",
  "pom.xml",
  "build.gradle",
  "gradle/libs.versions.toml",
  "gradle/wrapper/gradle-wrapper.properties",
  "x.csproj",
  ".config/dotnet-tools.json",
  "composer.json",
  "Dockerfile",
  "compose.yaml",
  ".github/workflows/ci.yml",
  "package-lock.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  "uv.lock",
  "Pipfile.lock",
  "Cargo.lock",
  "go.sum",
  "Gemfile.lock",
  "composer.lock",
  "packages.lock.json",
  "gradle.lockfile",
] as const;

const LONG = 1_000_000;

const TEXTS: readonly (readonly [string, string])[] = [
  ["one long line", "a".repeat(LONG)],
  ["spaces", " ".repeat(LONG)],
  ["open brackets", "[".repeat(50_000)],
  ["open braces after a key", `a: ${"{".repeat(50_000)}`],
  ["open parentheses", `dependencies ${"(".repeat(50_000)}`],
  ["quotes", '"'.repeat(LONG / 10)],
  ["nested elements", "<a>".repeat(50_000)],
  ["NULs", "\0".repeat(1000)],
  ["a lone surrogate", '{"dependencies":{"\ud800":"1"}}'],
  ["backslashes", "a\\\n".repeat(20_000)],
  ["dots", `a${".a".repeat(20_000)} = 1`],
  [
    "aliases of aliases",
    `a: &a [x]\n${[..."bcdefghij"].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${"abcdefghij"[i]}`).join()}]`).join("\n")}\nservices: *j\n`,
  ],
];

function readBoth(path: string, before: string | null, after: string | null): ManifestChange | null {
  return readManifestChange({ previousPath: path, path, before, after });
}

describe("every reader", () => {
  it.each(PATHS)("is known by its path: %s", (path) => {
    expect(isDependencyFile(path)).toBe(true);
    expect(isDependencyFile(`a/b/${path}~`)).toBe(false);
  });

  it.each(TEXTS)("ends on %s", (_, text) => {
    for (const path of PATHS) {
      const change = readBoth(path, "", text);

      expect(change === null || change.status === "unread" || change.changes.length < 100_000).toBe(true);
    }
  });

  it("never throws, and finds no difference between a text and itself", () => {
    const word = fc.constantFrom(
      ..."{}[]():=,;@#\"'<>/\n\n \t".split(""),
      "dependencies",
      "require",
      "gem ",
      "__proto__",
      "name",
      "version",
      "^1.0",
      "git+https://x",
      "FROM a\n",
      "[[package]]\n",
      "- uses: a/b@c",
      `\${x}`,
      "\u0000",
      "\u202e",
    );
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), fc.array(word, { maxLength: 40 }), (path, words) => {
        const text = words.join("");
        const change = readBoth(path, text, text);

        expect(change?.status === "read" ? [...change.changes, ...change.settings] : []).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});

describe("what is not understood", () => {
  it.each([
    ["package.json", '{"dependencies": {"a": "1"'],
    ["package.json", '{"dependencies": {"a": "1", "a": "git://x"}}'],
    ["pyproject.toml", "[project\n"],
    ["pnpm-lock.yaml", "a: [1"],
    [".github/workflows/ci.yml", "jobs: [1"],
    ["pom.xml", "<project><dependencies>"],
    ["go.mod", "whatever"],
    ["Gemfile.lock", "SURPRISE\n"],
  ])("is unread: %s %j", (path, text) => {
    const change = readBoth(path, null, text);

    expect(change?.status).toBe("unread");
    // The reason is ours: nothing of the text.
    expect(change?.status === "unread" && change.reason).toMatch(/^(?:it|a|an) [a-z]/);
  });

  it("is unread when one of the sides is", () => {
    expect(readBoth("package.json", "{", "{}")?.status).toBe("unread");
    expect(readBoth("package.json", "{}", "{")?.status).toBe("unread");
  });

  it("is unread above a bound", () => {
    const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`a${index}`, "1"]));

    expect(readBoth("package.json", null, JSON.stringify({ dependencies: many }))).toMatchObject({ status: "unread" });
    expect(readBoth("package.json", null, " ".repeat(9 * 1024 * 1024))?.status).toBe("unread");
  });
});

describe("names", () => {
  it("may be those of the language's own properties", () => {
    const text = '{"dependencies": {"__proto__": "1", "constructor": "2", "toString": "3"}}';

    expect(declaredIn("package.json", text)).toEqual(["__proto__ 1 :1", "constructor 2 :1", "toString 3 :1"]);
    expect(declaredIn("Cargo.toml", '[dependencies]\n__proto__ = "1"\n')).toEqual(["__proto__ 1 :2"]);
    expect(declaredIn("compose.yml", "services:\n  __proto__:\n    image: a\n")).toEqual(["a :3"]);
  });

  it("cannot bring marks or lines into what people read", () => {
    const text = '{"scripts": {}, "overrides": {"a`**x**\\u202e": "https://x.example/y"}}';
    const change = readBoth("package.json", "{}", text);

    expect(change?.status === "read" && change.settings.map(({ reason }) => reason)).toEqual([
      "puts other code in the place of `a**x**`",
    ]);
  });

  it("are null for a file of another kind, and empty sides for a file that moves in", () => {
    expect(readBoth("src/a.ts", "", "")).toBeNull();
    expect(
      readManifestChange({ previousPath: "a.txt", path: "requirements.txt", before: "a\n", after: "a\n" }),
    ).toMatchObject({ status: "read", changes: [{ name: "a", before: null }] });
  });
});
