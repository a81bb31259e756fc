import fc from "fast-check";
import { ownersOf, parseCodeOwners } from "../../../src/core/assign/codeowners.js";

/** Owners as text: `robin`, `acme/web`. */
function owners(file: string, path: string): string[] {
  return ownersOf(parseCodeOwners(file), path).map((owner) => (owner.kind === "user" ? owner.login : owner.team));
}

describe("a pattern of CODEOWNERS", () => {
  it.each<[string, string, boolean]>([
    ["*", "README.md", true],
    ["*", "a/b/c.ts", true],
    ["*", ".github/workflows/ci.yml", true],
    ["*.js", "a/b/c.js", true],
    ["*.js", "c.js", true],
    ["*.js", "c.jsx", false],
    ["/*.js", "c.js", true],
    ["/*.js", "a/c.js", false],
    ["/build/logs/", "build/logs/today/x.log", true],
    ["/build/logs/", "a/build/logs/x.log", false],
    ["docs/*", "docs/getting-started.md", true],
    ["docs/*", "docs/build-app/troubleshooting.md", false],
    ["docs/*", "a/docs/x.md", false],
    ["/docs/*", "docs/x.md", true],
    ["/docs/*", "docs/a/x.md", false],
    ["docs/", "docs/a/x.md", true],
    ["docs/", "a/docs/b/x.md", true],
    ["docs/", "docs", false],
    ["docs/**", "docs/a/b/x.md", true],
    ["apps/", "deep/apps/x.ts", true],
    ["/docs/", "docs/a/x.md", true],
    ["/docs/", "a/docs/x.md", false],
    ["docs", "docs/a/x.md", true],
    ["docs", "a/docs/x.md", true],
    ["docs", "docs.md", false],
    ["/docs", "docs/x.md", true],
    ["/docs", "a/docs/x.md", false],
    ["**/logs", "build/logs/x.log", true],
    ["**/logs", "deeply/nested/logs/y/x.log", true],
    ["**/logs", "logs", true],
    ["src/**/test.ts", "src/test.ts", true],
    ["src/**/test.ts", "src/a/b/test.ts", true],
    ["src/a?.ts", "src/ab.ts", true],
    ["src/a?.ts", "src/a/.ts", false],
    ["src/Auth/", "src/auth/login.ts", false],
    ["/docs/my\\ file.md", "docs/my file.md", true],
    ["src/{a,b}.ts", "src/a.ts", false],
    ["src/{a,b}.ts", "src/{a,b}.ts", true],
    ["src/+(a).ts", "src/a.ts", false],
  ])("%s on %s: %s", (pattern, path, matches) => {
    expect(owners(`${pattern} @robin`, path)).toEqual(matches ? ["robin"] : []);
  });

  it.each([
    ["negation", "!src/a.ts @robin"],
    ["a range of characters", "src/[ab].ts @robin"],
    ["an escaped hash", "\\#a @robin"],
    ["a comment", "# src/a.ts @robin"],
    ["a comment behind spaces", "   # src/a.ts @robin"],
    ["too many stars", "s*r*c*x*/a.ts @robin"],
    ["a very long pattern", `${"a/".repeat(300)} @robin`],
  ])("is skipped with its line: %s", (_what, line) => {
    expect(owners(line, "src/a.ts")).toEqual([]);
    expect(parseCodeOwners(line).rules).toEqual([]);
  });
});

describe("the owners of a file", () => {
  it("are those of the last line that matches", () => {
    const file = "* @ada\n/src/ @robin @acme/web\n/src/auth/ @acme/security # who else\n";

    expect(owners(file, "README.md")).toEqual(["ada"]);
    expect(owners(file, "src/a.ts")).toEqual(["robin", "acme/web"]);
    expect(owners(file, "src/auth/a.ts")).toEqual(["acme/security"]);
  });

  it("are nobody where a later line names none", () => {
    const file = "/apps/ @robin\r\n/apps/github\r\n";

    expect(owners(file, "apps/a.ts")).toEqual(["robin"]);
    expect(owners(file, "apps/github/a.ts")).toEqual([]);
  });

  it("are accounts and teams: addresses and what is neither are left out", () => {
    expect(owners("* docs@example.com @robin robin @ @a/b/c @acme/web", "a")).toEqual(["robin", "acme/web"]);
  });

  it("are found in a file with a byte order mark and without a last line end", () => {
    expect(owners("\ufeff*.ts @robin", "a.ts")).toEqual(["robin"]);
  });

  it("are found, or not, in any text, without an error and in time", () => {
    const piece = fc.constantFrom(
      "*",
      "**",
      "/",
      "a",
      "\\",
      " ",
      "#",
      "@robin",
      "\n",
      "[",
      "!",
      "?",
      "{",
      "(",
      "\u0000",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.string(), (pieces, path) => {
        expect(Array.isArray(ownersOf(parseCodeOwners(pieces.join("")), path))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("are looked for in a long name that nearly matches, without taking for ever", () => {
    const path = `${`${"a".repeat(250)}/`.repeat(8)}${"a".repeat(250)}`;

    expect(owners(`${"*a*a*/".repeat(4)}**/*a*b*c @robin`, path)).toEqual([]);
  });
});
