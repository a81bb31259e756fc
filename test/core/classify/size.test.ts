import { describe, expect, it } from "@jest/globals";
import { countLines } from "../../../src/core/classify/size.js";
import type { ChangedFile } from "../../../src/core/facts/facts.js";
import { aChange, aFile, aPolicy } from "../../support/build.js";

const count = (files: ChangedFile[], policy = aPolicy()) => countLines(aChange({ files }), policy);

describe("countLines", () => {
  it("counts added and removed lines", () => {
    expect(count([aFile(), aFile({ path: "src/b.ts" })])).toEqual({ counted: 6, ignored: [] });
  });

  it.each([
    ["package-lock.json", "a lockfile"],
    ["api/go.sum", "a lockfile"],
    ["src/__snapshots__/cart.test.ts.snap", "a snapshot"],
    ["vendor/github.com/acme/x/x.go", "vendored"],
    ["web/node_modules/x/index.js", "vendored"],
    ["api/v1/cart.pb.go", "generated"],
    ["src/__generated__/schema.ts", "generated"],
    ["web/site.min.js", "generated"],
  ])("leaves %s out as %s", (path, reason) => {
    expect(count([aFile({ path })])).toEqual({ counted: 0, ignored: [{ path, lines: 3, reason }] });
  });

  it("leaves a pure move out", () => {
    const file = aFile({
      path: "src/b/cart.ts",
      previousPath: "src/a/cart.ts",
      status: "renamed",
      content: { kind: "unchanged" },
      additions: 0,
      deletions: 0,
    });

    expect(count([file])).toEqual({
      counted: 0,
      ignored: [{ path: "src/b/cart.ts", lines: 0, reason: "a pure move" }],
    });
  });

  it("leaves out what the policy lists", () => {
    const policy = aPolicy({ size: { ignore: ["src/fixtures/**"] } });

    expect(count([aFile({ path: "src/fixtures/a.ts" })], policy).ignored).toMatchObject([
      { reason: "ignored by the policy" },
    ]);
  });

  it("counts a renamed file when only one of its paths is ignored", () => {
    const file = aFile({ path: "src/__generated__/a.ts", previousPath: "src/a.ts", status: "renamed" });

    expect(count([file]).counted).toBe(3);
  });

  it.each([
    [".github/workflows/generated/ci.yml", {}],
    ["vendor/acme/auth/login.go", {}],
    ["db/migrate/generated/1_add.rb", {}],
    ["dist/refund.js", { tiers: { high_stakes: { paths: ["dist/refund*"] } } }],
  ])("always counts %s, which is high-stakes by its place", (path, policy) => {
    const withIgnore = aPolicy({ ...policy, size: { ignore: ["**"] } });

    expect(count([aFile({ path })], withIgnore)).toEqual({ counted: 3, ignored: [] });
  });

  it("takes the stated counts of a file that could not be read", () => {
    const file = aFile({ content: { kind: "unreadable", reason: "too large" }, additions: 900, deletions: 100 });

    expect(count([file]).counted).toBe(1000);
  });

  it("does not believe a mark of generated code inside the file", () => {
    expect(count([aFile({ path: "src/handwritten.ts" })]).counted).toBe(3);
  });
});
