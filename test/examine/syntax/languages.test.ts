// Which paths are worth reading for their syntax.
import { hasGrammar } from "../../../src/examine/syntax/languages.js";

describe("hasGrammar", () => {
  it.each(["a.ts", "a/b.test.tsx", "a.d.ts", "A.PY", "x.h", "Gemfile", "a/Rakefile", "bin/deploy", ".bashrc"])(
    "takes %s",
    (path) => {
      expect(hasGrammar(path)).toBe(true);
    },
  );

  it.each([
    "README",
    "Makefile",
    "a.md",
    "a.json",
    "a.vue",
    ".js",
    ".env",
    "a.",
    "",
    "a/",
    "a.ts/b.txt",
    "__proto__.toString",
  ])("leaves %s", (path) => {
    expect(hasGrammar(path)).toBe(false);
  });
});
