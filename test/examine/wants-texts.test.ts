import { wantsTexts } from "../../src/examine/wants-texts.js";

const file = (path: string, status: "added" | "removed" | "modified" | "renamed" = "modified") => {
  return { path, previousPath: null, status };
};

describe("which files are read in full", () => {
  it.each([
    "src/a.ts",
    "app/models/user.rb",
    "config/app.yml",
    "package.json",
    "yarn.lock",
    "docs/guide.mdx",
    "db/structure.sql",
    "Dockerfile",
  ])("%s", (path) => {
    expect(wantsTexts(file(path))).toBe(true);
  });

  it.each(["docs/logo.png", "docs/guide.md", "LICENSE"])("not %s, which no parser here judges", (path) => {
    expect(wantsTexts(file(path))).toBe(false);
  });

  it.each(["added", "removed"] as const)("not one that is %s: the diff holds all of it", (status) => {
    expect(wantsTexts(file("src/a.ts", status))).toBe(false);
  });

  it("one that was known under its old name", () => {
    expect(wantsTexts({ path: "notes.bak", previousPath: "src/a.ts", status: "renamed" })).toBe(true);
  });
});
