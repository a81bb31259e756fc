import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { classify } from "../../../src/core/classify/classify.js";
import type { ChangedFile } from "../../../src/core/facts/facts.js";
import { TIERS } from "../../../src/core/ground/tier.js";
import { aChange, aFile, aPolicy } from "../../support/build.js";
import { classified, edit, findings, move, rulesOf } from "./edit.js";

const tierOf = (...files: ChangedFile[]) => classified(files).tier;

describe("the tier of a change", () => {
  it.each([
    ["docs/guide.md", "format-safe"],
    ["web/site.css", "format-safe"],
    ["docs/logo.svg", "format-safe"],
    ["test/cart.test.ts", "format-safe"],
    ["src/cart.ts", "behavior-changing"],
    ["config/app.yml", "behavior-changing"],
    ["docs/page.mdx", "behavior-changing"],
    ["package-lock.json", "behavior-changing"],
    ["jest.config.js", "behavior-changing"],
    ["src/prompts/system.md", "behavior-changing"],
    ["src/auth/login.ts", "high-stakes"],
    ["src/authentication.py", "high-stakes"],
    [".github/workflows/ci.yml", "high-stakes"],
    ["CLAUDE.md", "high-stakes"],
    ["db/migrate/1_add.rb", "high-stakes"],
    ["Dockerfile", "high-stakes"],
    [".github/CODEOWNERS", "high-stakes"],
    [".GitHub/Workflows/CI.yml", "high-stakes"],
  ])("%s is %s", (path, tier) => {
    expect(tierOf(edit(path))).toBe(tier);
  });

  it.each([
    "src/author.ts",
    "src/tokenizer.ts",
    "src/subscription.ts",
    "src/routing.ts",
    "src/ai/token-count.ts",
    "design/tokens.json",
    "src/git/checkout.go",
    "src/mcp/McpAsyncSession.java",
    "src/chat/session.ts",
  ])("%s is behavior-changing: its words only look alike", (path) => {
    expect(tierOf(edit(path))).toBe("behavior-changing");
  });

  it("is behavior-changing for a change without files", () => {
    expect(classified([]).tier).toBe("behavior-changing");
    expect(classified([]).findings).toHaveLength(1);
  });

  it("is high-stakes when the list of files has a gap", () => {
    const result = classify(
      aChange({ files: [edit("README.md")], gaps: ["GitHub listed 3,000 of 3,001 files"] }),
      aPolicy(),
      null,
    );

    expect(result.tier).toBe("high-stakes");
    expect(result.findings[0]).toMatchObject({ rule: "has-unreadable-content", path: null });
  });

  it.each(["README.md", "test/a.test.ts", "web/a.css", "src/a.ts"])("is high-stakes when %s cannot be read", (path) => {
    expect(tierOf(aFile({ path, content: { kind: "unreadable", reason: "too large" } }))).toBe("high-stakes");
  });

  it("takes removed lines as seriously as added ones, and says on which side they are", () => {
    const [finding] = findings(
      edit("app/posts.rb", [" a", "-  before_action :authenticate_user!"]),
      "touches-authentication",
    );

    expect(finding).toMatchObject({ tier: "high-stakes", line: 2, side: "old" });
  });

  it("names the old path for a removed line of a renamed file", () => {
    const file = { ...edit("src/b.ts", ["-jwt.verify(token)"]), previousPath: "src/a.ts", status: "renamed" as const };

    expect(findings(file, "touches-authentication")[0]).toMatchObject({ path: "src/a.ts", side: "old" });
  });

  it("gives proved files no finding for their path or their lines", () => {
    expect(rulesOf(edit("test/auth/login.test.ts", ["+jwt.sign(claims, key)"]))).toEqual(["only-tests"]);
    expect(rulesOf(edit("docs/auth.md", ["+call jwt.sign(claims)"]))).toEqual(["only-prose"]);
  });

  it.each(["config/locales/sso/en.yml", "website/docs/auth/login.mdx"])(
    "%s is text for people: its words raise nothing",
    (path) => {
      expect(rulesOf(edit(path, ["+access_token: TOKEN", "+jwt.sign(a)"]))).toEqual(["changes-source"]);
    },
  );

  it("orders findings by tier, path, line and rule", () => {
    const { findings: all } = classified([
      edit("src/z.ts", ["+jwt.sign(a)", "+eval(b)"]),
      edit("src/a.ts", ["+eval(b)"]),
      edit("README.md"),
    ]);

    expect(all.map(({ tier, path, line }) => `${TIERS.indexOf(tier)} ${path} ${line}`)).toEqual([
      "2 src/a.ts 1",
      "2 src/z.ts 1",
      "2 src/z.ts 2",
      "1 src/a.ts null",
      "1 src/z.ts null",
      "0 README.md null",
    ]);
  });
});

describe("renames", () => {
  it("looks at both paths", () => {
    expect(tierOf(move("src/auth/login.ts", "src/misc/entry.ts"))).toBe("high-stakes");
    expect(tierOf(move("src/misc/entry.ts", "src/auth/login.ts"))).toBe("high-stakes");
    expect(tierOf(move(".github/workflows/ci.yml", "docs/ci.yml"))).toBe("high-stakes");
  });

  it("takes a pure move for harmless when the place means nothing", () => {
    expect(tierOf(move("src/cart/total.ts", "src/basket/total.ts"))).toBe("format-safe");
    expect(tierOf(move("src/auth/total.ts", "lib/auth/total.ts"))).toBe("format-safe");
  });

  it.each([
    ["docs/setup.md", "src/setup.sh"],
    ["test/helper.ts", "src/helper.ts"],
    ["src/cart/total.ts", "src/pages/total.ts"],
    ["src/cart/total.ts", "src/cart/index.ts"],
    ["src/total.txt", "src/total.py"],
    ["src/job", "src/task"],
  ])("does not take a move from %s to %s for harmless", (from, to) => {
    expect(tierOf(move(from, to))).toBe("behavior-changing");
  });

  it("does not take a copy for harmless", () => {
    expect(tierOf({ ...move("src/a/x.ts", "src/b/x.ts"), status: "copied" })).toBe("behavior-changing");
  });
});

const PATHS = [
  "README.md",
  "src/cart.ts",
  "src/auth/login.ts",
  ".github/workflows/ci.yml",
  "test/a.test.ts",
  "web/a.css",
  "package.json",
  "CLAUDE.md",
  "src/author.ts",
  "db/schema.rb",
  "bin/run",
  "app/invoices/page.tsx",
  "src/tests/helper.ts",
];
const LINES = [
  "+const a = 1",
  "-expect(a).toBe(1)",
  "+eval(text)",
  "+jwt.sign(a)",
  " context",
  "+\u202e",
  '+  "left-pad": "^1.0.0",',
  "-if (!user.isAdmin) return",
  "-const clean = sanitize(text)",
  "+const clean = sanitize(text)",
  '-<div className="mt-2">',
  '+<div className="mt-4">',
  "+<RequireOwner>",
];
const anEdit = fc
  .tuple(fc.constantFrom(...PATHS), fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 5 }))
  .map(([path, lines]) => edit(path, lines));
const rank = (files: readonly ChangedFile[]) => TIERS.indexOf(classified(files).tier);

describe("laws of classification", () => {
  it("adding a file never lowers the tier", () => {
    fc.assert(
      fc.property(
        fc.array(anEdit, { minLength: 1, maxLength: 4 }),
        anEdit,
        (files, file) => rank([...files, file]) >= rank(files),
      ),
    );
  });

  it("adding a line never lowers the tier", () => {
    const lines = fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.constantFrom(...PATHS),
        lines.filter((some) => some.some((line) => /^[+-]/.test(line))),
        fc.constantFrom(...LINES.filter((line) => !line.includes("expect"))),
        (path, few, line) => {
          return rank([edit(path, [...few, line])]) >= rank([edit(path, few)]);
        },
      ),
    );
  });

  it("the order of files does not matter", () => {
    fc.assert(
      fc.property(fc.array(anEdit, { maxLength: 5 }), (files) => {
        expect(classified([...files].reverse())).toEqual(classified(files));
      }),
    );
  });

  it("splitting a change never lowers its highest part", () => {
    fc.assert(
      fc.property(fc.array(anEdit, { minLength: 2, maxLength: 5 }), fc.nat(), (files, at) => {
        const cut = 1 + (at % (files.length - 1));

        return Math.max(rank(files.slice(0, cut)), rank(files.slice(cut))) >= rank(files);
      }),
    );
  });

  it("renaming into a sensitive path never lowers the tier", () => {
    const sensitive = fc.constantFrom(".github/workflows/x.ts", "src/auth/x.ts", "db/migrate/x.ts", ".claude/x.ts");
    fc.assert(
      fc.property(anEdit, sensitive, (file, path) => {
        return rank([{ ...file, path, previousPath: file.path, status: "renamed" }]) >= rank([file]);
      }),
    );
  });

  it("every file has a finding", () => {
    fc.assert(
      fc.property(anEdit, (file) => {
        expect(classified([file]).findings.length).toBeGreaterThan(0);
      }),
    );
  });

  it("names the first added line of what decides how tests run", () => {
    const { tier, findings } = classified([edit("jest.config.js", ["-  testMatch: all,", "+  testMatch: few,"])]);

    expect(tier).toBe("behavior-changing");
    expect(findings).toMatchObject([{ rule: "changes-source", line: 1, reason: "changes how tests run" }]);
  });
});
