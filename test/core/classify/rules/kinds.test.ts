import { describe, expect, it } from "@jest/globals";
import { aFile } from "../../../support/build.js";
import { classified, edit, findings } from "../edit.js";

const side = (path: string, mode: string | null) => ({ path, blob: "b".repeat(40), mode });

describe("changes-file-mode", () => {
  it.each([
    ["an existing script", "100644", "100755"],
    ["a file that was executable", "100755", "100644"],
  ])("finds the mode of %s", (_name, before, after) => {
    const file = { ...edit("docs/run.md"), before: side("docs/run.md", before), after: side("docs/run.md", after) };

    expect(findings(file, "changes-file-mode")).toHaveLength(1);
    expect(classified([file]).tier).toBe("behavior-changing");
  });

  it("finds an added executable", () => {
    const file = { ...edit("README.md"), status: "added" as const, before: null, after: side("README.md", "100755") };

    expect(classified([file]).tier).toBe("behavior-changing");
  });

  it("leaves unknown and unchanged modes alone", () => {
    expect(findings(edit("src/a.ts"), "changes-file-mode")).toEqual([]);
    expect(
      findings({ ...edit("src/a.ts"), before: side("a", null), after: side("a", null) }, "changes-file-mode"),
    ).toEqual([]);
  });
});

describe("changes-symlink", () => {
  const link = (target: string, path = "docs/guide.md") => ({
    ...edit(path, [`+${target}`]),
    status: "added" as const,
    before: null,
    after: side(path, "120000"),
  });

  it.each(["../../etc/passwd", "/etc/passwd", "~/secret", "..\\..\\x", "C:\\x", "../.git/config", "sub/../../../x"])(
    "is high-stakes for a link to %s",
    (target) => {
      expect(classified([link(target)]).tier).toBe("high-stakes");
    },
  );

  it("is behavior-changing for a link inside the repository, even from prose", () => {
    expect(classified([link("other.md")]).tier).toBe("behavior-changing");
    expect(classified([link("../README.md")]).tier).toBe("behavior-changing");
  });

  it("is high-stakes when the target is not shown", () => {
    expect(classified([{ ...link("x"), content: { kind: "binary" } }]).tier).toBe("high-stakes");
  });

  it("sees a file that replaces a link", () => {
    const file = { ...edit("docs/a.md"), before: side("docs/a.md", "120000"), after: side("docs/a.md", "100644") };

    expect(findings(file, "changes-symlink")[0]?.tier).toBe("behavior-changing");
  });
});

describe("changes-submodule", () => {
  it("finds an entry of that mode", () => {
    expect(findings({ ...edit("lib/x"), after: side("lib/x", "160000") }, "changes-submodule")).toHaveLength(1);
  });

  it("finds git's line when the mode is not known", () => {
    const lines = [`-Subproject commit ${"1".repeat(40)}`, `+Subproject commit ${"2".repeat(40)}`];

    expect(findings(edit("lib/x", lines), "changes-submodule")).toHaveLength(1);
  });

  it("leaves a text that mentions one alone", () => {
    expect(findings(edit("src/x.ts", ["+a", `+Subproject commit ${"2".repeat(40)}`]), "changes-submodule")).toEqual([]);
  });
});

describe("changes-binary", () => {
  const binary = (path: string) => aFile({ path, content: { kind: "binary" } });
  it.each([
    ["lib/native.so", "high-stakes"],
    ["data/model.bin", "high-stakes"],
    ["src/cart.ts", "high-stakes"],
    ["tests/fixtures/a.zip", "high-stakes"],
    ["docs/manual.pdf", "behavior-changing"],
    ["docs/logo.png", "format-safe"],
  ])("%s is %s", (path, tier) => {
    expect(classified([binary(path)]).tier).toBe(tier);
  });

  it("is behavior-changing when a binary is removed", () => {
    expect(classified([{ ...binary("lib/native.so"), status: "removed", after: null }]).tier).toBe("behavior-changing");
  });
});

describe("has-hidden-text", () => {
  it.each([
    ["a right-to-left override", "a\u202eb"],
    ["an isolate", "a\u2066b"],
    ["a zero-width space", "ad\u200bmin"],
    ["a zero-width joiner between letters", "ad\u200dmin"],
    ["tag characters", "hi\u{e0041}\u{e0042}"],
    ["a run of tags behind a flag", `\u{1f3f4}${"\u{e0067}".repeat(9)}`],
    ["variation selectors that carry data", "a\u{e0101}\u{e0102}"],
    ["a Hangul filler as a name", "const \u3164 = 1"],
    ["a soft hyphen", "pass\u00adword"],
    ["a byte order mark inside", "a\ufeffb"],
    ["a NUL", "a\u0000b"],
  ])("finds %s", (_name, text) => {
    expect(findings(edit("README.md", [`+${text}`]), "has-hidden-text")).toHaveLength(1);
  });

  it.each([
    ["accents and scripts", "Zoë 日本語 العربية עברית"],
    ["emoji with joiners and selectors", "👩\u200d💻 ❤\ufe0f 🏳\ufe0f\u200d🌈 1\ufe0f\u20e3"],
    ["a subdivision flag", "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
    ["a Persian joiner", "می\u200cخواهم"],
    ["tabs and carriage returns", "\ta\r"],
    ["terminal escapes", "\u001b[31mred"],
  ])("leaves %s alone", (_name, text) => {
    expect(findings(edit("README.md", [`+${text}`]), "has-hidden-text")).toEqual([]);
  });

  it("leaves removed lines and a mark at the file's start alone", () => {
    expect(findings(edit("src/a.ts", ["-a\u202eb"]), "has-hidden-text")).toEqual([]);
    expect(findings(edit("src/a.ts", ["+\ufeffusing System;"]), "has-hidden-text")).toEqual([]);
  });

  it("looks at paths", () => {
    expect(findings(edit("docs/gu\u200bide.md"), "has-hidden-text")).toMatchObject([{ line: null }]);
  });
});

describe("loads-remote-content", () => {
  it.each([
    ["web/a.css", "background: url(https://example.org/a.png);"],
    ["web/a.css", '@import "//example.org/a.css";'],
    ["web/a.svg", '<svg onload="run()">'],
    ["web/a.svg", "<script>run()</script>"],
    ["docs/a.md", '<script>fetch("//example.org")</script>'],
    ["docs/a.md", "Hello <img src=x onerror=run()>"],
    ["docs/a.md", "[here](javascript:run())"],
    ["docs/a.md", "    ``` no fence\n<script>run()</script>"],
    ["docs/a.md", "<!--\n```\n-->\n<script>run()</script>\n```"],
    ["docs/a.md", '<a title="`"> <script>run()</script> <b title="`">'],
    ["docs/a.md", "\\`<script>run()</script>\\`"],
    ["docs/a.rst", ".. raw:: html"],
  ])("finds in %s: %s", (path, line) => {
    expect(
      classified([
        edit(
          path,
          line.split("\n").map((one) => `+${one}`),
        ),
      ]).tier,
    ).toBe("behavior-changing");
  });

  it.each([
    ["web/a.css", "background: url(./a.png);"],
    ["web/a.svg", '<path d="M0 0h24v24H0z"/>'],
    ["docs/a.md", "Add `<script src=a.js>` to the page."],
    ["docs/a.md", "```html\n<script src=a.js></script>\n```"],
    ["docs/a.md", '<img src="a.png" width="40"> <br> <details>'],
  ])("leaves alone in %s: %s", (path, line) => {
    expect(
      classified([
        edit(
          path,
          line.split("\n").map((one) => `+${one}`),
        ),
      ]).tier,
    ).toBe("format-safe");
  });
});
