// Each format: what may differ, what may not, and what is not told.
import { compareData, isDataFile } from "../../../src/examine/data/compare-data.js";
import { compare, statusOf } from "./compare.js";

describe("JSON", () => {
  it.each<[string, string, string]>([
    ["white space", '{"a":[1,2]}', '{\n  "a": [\n    1,\n    2\n  ]\n}\n'],
    ["line ends", '{\n"a": 1}', '{\r\n"a": 1}'],
    ["escapes of one string", '{"a":"\\u00e9\\/"}', '{"a":"é/"}'],
    ["the sign of an exponent", "[1E+5]", "[1e5]"],
  ])("is the same but for %s", (_what, one, other) => {
    expect(statusOf("a.json", one, other)).toBe("same");
  });

  it.each<[string, string, string]>([
    ["a value", '{"a":1}', '{"a":2}'],
    ["a type", '{"a":1}', '{"a":"1"}'],
    ["the kind of a number", "[1]", "[1.0]"],
    ["a number beyond what a double holds", "[9007199254740993]", "[9007199254740992]"],
    ["the sign of nought", "[0]", "[-0]"],
    ["the order of keys", '{"a":1,"b":2}', '{"b":2,"a":1}'],
    ["the order of elements", "[1,2]", "[2,1]"],
    ["where a collection ends", "[[1],2]", "[[1,2]]"],
    ["a key called __proto__", '{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}'],
    ["an empty object and an empty array", "[{}]", "[[]]"],
    ["true and false", "[true]", "[false]"],
    ["null and nothing", "[null]", "[]"],
    ["an empty text and null", '[""]', "[null]"],
    ["an element and a key", '{"a":["b","c"]}', '{"a":{"b":"c"}}'],
  ])("differs by %s", (_what, one, other) => {
    expect(statusOf("a.json", one, other)).toBe("different");
  });

  it.each<[string, string]>([
    ["a double key", '{"a":1,"a":2}'],
    ["a double key that is spelled in two ways", '{"a":1,"\\u0061":2}'],
    ["a missing comma", "[1 2]"],
    ["two values", "1 2"],
    ["nothing", ""],
    ["a stray bracket", "[1]]"],
    ["an open bracket", "[1"],
    ["a wrong bracket", "[1}"],
    ["a leading zero", "[01]"],
    ["NaN", "[NaN]"],
    ["a raw line end in a string", '["a\nb"]'],
    ["a key without value", '{"a"}'],
    ["a comma without element", "[,1]"],
    ["single quotes", "['a']"],
  ])("is unknown with %s", (_what, text) => {
    expect(statusOf("a.json", text, text)).toBe("unknown");
  });

  it("proves nothing when a comment or a comma appears that strict readers refuse, and forgives those that were there", () => {
    expect(compare("a.json", "[1]", "[1] // one")?.status).toBe("unknown");
    expect(compare("a.json", "[1]", "[1,]")?.status).toBe("unknown");
    expect(compare("a.json", "[1]", "\uFEFF[1]")?.status).not.toBe("same");
    expect(compare("a.json", "[1,] // one", "[1,2,]")?.status).toBe("different");
    expect(compare("a.json", "[1] // one", "[1] /* two */")?.status).toBe("same");
    expect(compare("a.json", "[1] // one", "[1]")?.status).toBe("same");
  });

  it.each(["tsconfig.json", "tsconfig.build.json", ".vscode/settings.json", "a.jsonc", "bun.lock"])(
    "takes comments and trailing commas in %s",
    (path) => {
      expect(statusOf(path, "[1]", "[1,] // one")).toBe("same");
    },
  );

  it("counts comments that steer a tool, with their place", () => {
    expect(statusOf("a.jsonc", "[1]", "// prettier-ignore\n[1]")).toBe("different");
    expect(statusOf("a.jsonc", "[1]", "/*\n prettier-ignore\n*/\n[1]")).toBe("different");
    expect(statusOf("a.jsonc", "[\n// biome-ignore x: y\n1, 2]", "[1,\n// biome-ignore x: y\n2]")).toBe("different");
  });
});

describe("YAML", () => {
  it.each<[string, string, string]>([
    ["indentation", "a:\n  b: c\n", "a:\n      b: c\n"],
    ["comments for people", "a: b\n", "# about a\na: b # and b\n\n"],
    ["quotes around plain text", "a: hello world\n", "a: 'hello world'\n"],
    ["one kind of quotes and the other", "a: '1'\n", 'a: "1"\n'],
    ["flow and block style", "a: [b, c]\nd: {e: f}\n", "a:\n  - b\n  - c\nd:\n  e: f\n"],
    ["a document's start", "a: b\n", "---\na: b\n"],
    ["indentation of a block", "a: |\n  b\n   c\n", "a: |\n    b\n     c\n"],
    ["how a long text is folded", "a: b c\n", "a: b\n  c\n"],
    ["what ends with a block", "a: |-\n  b\nc: d", "a: |-\n  b\n\nc: d"],
  ])("is the same but for %s", (_what, one, other) => {
    expect(statusOf("a.yml", one, other)).toBe("same");
  });

  it.each<[string, string, string]>([
    ...[
      "yes",
      "on",
      "n",
      "true",
      "null",
      "~",
      "1",
      "0777",
      "12:30",
      "1e3",
      "0x1f",
      "2001-01-01",
      "1.10",
      ".inf",
      "=",
      "<<",
    ].map((word): [string, string, string] => [`quotes around ${word}`, `a: ${word}\n`, `a: "${word}"\n`]),
    ["an empty mapping and an empty sequence", "a: {}\n", "a: []\n"],
    ["an empty text and nothing", "a: ''\n", "a:\n"],
    ["two spellings of a number", "a: 1.1\n", "a: 1.10\n"],
    ["two spellings of truth", "a: true\n", "a: True\n"],
    ["nothing and null", "a:\n", "a: null\n"],
    ["how a block ends", "a: |\n  b\n", "a: |-\n  b\n"],
    ["a literal and a folded block", "a: |\n  b\n", "a: >\n  b\n"],
    ["an alias and its text", "a: &x b\nc: *x\n", "a: &x b\nc: b\n"],
    ["an anchor's name", "a: &x b\nc: *x\n", "a: &y b\nc: *y\n"],
    ["a merge and its result", "a: &x {b: c}\nd: {<<: *x}\n", "a: &x {b: c}\nd: {b: c}\n"],
    ["a tag", "a: !Ref b\n", "a: !Sub b\n"],
    ["a tag and none", "a: !!str 1\n", "a: 1\n"],
    ["the order of keys", "a: 1\nb: 2\n", "b: 2\na: 1\n"],
    ["documents", "a: 1\n", "a: 1\n---\nb: 2\n"],
    ["quotes around a placeholder", "a: $B\n", 'a: "$B"\n'],
    ["quotes around a placeholder in capitals", "a: __PORT__\n", 'a: "__PORT__"\n'],
    ["indentation that means something", "a:\n  b:\n  c:\n", "a:\n  b:\n    c:\n"],
  ])("differs by %s", (_what, one, other) => {
    expect(statusOf("a.yml", one, other)).toBe("different");
  });

  it.each<[string, string]>([
    ["a double key", "a: 1\na: 2\n"],
    ["a double key in other quotes", "a: 1\n'a': 2\n"],
    ["a key that is no name", "? [a]\n: b\n"],
    ["a directive", "%YAML 1.1\n---\na: b\n"],
    ["an error", "a: [b\n"],
    ["tabs for indentation", "a:\n\t- b\n"],
    ["a template", "a: {{ .Values.b }}\n"],
    ["a template in quotes", 'a: "{{ b }}"\n'],
    ["blocks of a template", "{% if a %}\nb: c\n{% endif %}\n"],
    ["a first line for cloud-init", "#cloud-config\na: b\n"],
    ["a first line for Salt", "#!py\na: b\n"],
    ["a vault", "$ANSIBLE_VAULT;1.1;AES256\n6162\n"],
    ["a signature over its values", "a: b\nsops:\n  mac: c\n"],
    ["a line end that only YAML 1.1 knows", "a: b\u2028c\n"],
    ["a NUL", "a: b\u0000\n"],
  ])("is unknown with %s", (_what, text) => {
    expect(statusOf("a.yml", text, text)).toBe("unknown");
  });

  it.each([
    "# yamllint disable",
    "# yaml-language-server: $schema=a.json",
    "# renovate: datasource=docker",
    "# checkov:skip=CKV_1: why",
    "# kics-scan ignore",
    "# noqa",
    "# prettier-ignore",
    "# @schema type: string",
    "## @param a b",
    '# {"$imagepolicy": "a:b"}',
    "#@ if a",
    "# x-release-please-version",
    "# tfsec:ignore:AWS1",
    "# pragma: allowlist secret",
    "# zizmor: ignore[a]",
    "# nosemgrep: a",
  ])("counts the comment %s", (comment) => {
    expect(statusOf("a.yml", "a: b\nc: d\n", `a: b ${comment}\nc: d\n`)).toBe("different");
    expect(statusOf("a.yml", "a: b\nc: d\n", `a: b\n${comment}\nc: d\n`)).toBe("different");
    expect(statusOf("a.yml", `a: b ${comment}\nc: d\n`, `a: b\nc: d ${comment}\n`)).toBe("different");
  });

  it("counts the version behind a pinned hash", () => {
    const hash = "3f".repeat(20);

    expect(statusOf("a.yml", `rev: ${hash} # v1\n`, `rev: ${hash} # v2\n`)).toBe("different");
  });

  it("takes what looks like a comment within a text for text", () => {
    expect(statusOf("a.yml", "a: |\n  # one\n", "a: |\n  # two\n")).toBe("different");
    expect(statusOf("a.yml", "a: 'b # one'\n", "a: 'b # two'\n")).toBe("different");
    expect(statusOf("a.yml", "a: b#one\n", "a: b#two\n")).toBe("different");
  });
});

describe("a large YAML file", () => {
  const large = Array.from({ length: 2_000 }, (_, n) => `package-${n}: "1.${n}.0"\n`).join("");

  it("is the same but for comments and quotes, and is not when a version changes", () => {
    const other = `# Locked.\n${large.replaceAll(': "', ":   '").replaceAll('"\n', "'\n")}`;

    expect(statusOf("a.yaml", large, other)).toBe("same");
    expect(statusOf("a.yaml", large, large.replace("1.77.0", "1.77.1"))).toBe("different");
  });
});

describe("TOML", () => {
  it.each<[string, string, string]>([
    ["white space and comments", "a=1\n[b]\nc='d'\n", "# about a\na = 1\n\n[b] # b\n  c = 'd'\n"],
    ["quotes", "a = 'b'\n", 'a = "b"\n'],
    ["a trailing comma and line ends in an array", "a = [1, 2]\n", "a = [\n  1,\n  2,\n]\n"],
    ["an escape", 'a = "\\u00e9"\n', 'a = "é"\n'],
  ])("is the same but for %s", (_what, one, other) => {
    expect(statusOf("a.toml", one, other)).toBe("same");
  });

  it.each<[string, string, string]>([
    ["an integer and a float", "a = 1\n", "a = 1.0\n"],
    ["the order of keys", "a = 1\nb = 2\n", "b = 2\na = 1\n"],
    ["nought and its negative", "a = 0.0\n", "a = -0.0\n"],
    ["what is no number", "a = inf\n", "a = nan\n"],
    ["a number and a text", "a = 1\n", "a = '1'\n"],
    ["an empty table and an empty array", "a = {}\n", "a = []\n"],
    ["an array of tables and a table", "[[a]]\n", "[a]\n"],
    ["a zone", "a = 1979-05-27T00:00:00Z\n", "a = 1979-05-27T00:00:00\n"],
    ["a table", "[a]\nb = 1\n", "[c]\nb = 1\n"],
    ["a large integer", "a = 9007199254740993\n", "a = 9007199254740992\n"],
    ["a text of several lines", "a = '''b\nc'''\n", "a = '''b\n c'''\n"],
    ["a comment that steers", "a = 1\n", "a = 1 # noqa\n"],
    ["a hash within a text", "a = 'b # 1'\n", "a = 'b # 2'\n"],
  ])("differs by %s", (_what, one, other) => {
    expect(statusOf("a.toml", one, other)).toBe("different");
  });

  it.each<[string, string]>([
    ["a double key", "a = 1\na = 2\n"],
    ["a double table", "[a]\n[a]\n"],
    ["an error", "a = \n"],
    ["a template", 'a = "{{ b }}"\n'],
    ["keys that look like numbers", "2 = 1\n1 = 2\n"],
    ["fractions of a second beyond what a date holds", "a = 1979-05-27T00:32:00.123456Z\n"],
  ])("is unknown with %s", (_what, text) => {
    expect(statusOf("a.toml", text, text)).toBe("unknown");
  });

  it.each<[string, string]>([
    ["a trailing comma in an inline table", "a = {b = 1,}\n"],
    ["a line end in an inline table", "a = {b\n = 1}\n"],
  ])("proves nothing when %s appears, which readers of TOML 1.0 refuse", (_what, after) => {
    expect(compare("a.toml", "a = {b = 1}\n", after)?.status).toBe("unknown");
  });

  it("proves nothing when an escape of TOML 1.1 appears", () => {
    expect(compare("a.toml", 'a = "\\u0041"\n', 'a = "\\x41"\n')?.status).not.toBe("same");
  });
});

describe("files of one setting a line", () => {
  it.each<[string, string, string]>([
    [".env.example", "A=1\n", "# about A\nA=1\n\n"],
    ["a.properties", "a=1\n", "! about a\na=1\n"],
    ["a.ini", "[a]\nb=1\n", "; about a\n[a]\n\nb=1\n"],
    [".editorconfig", "[*]\nb=1\n", "# about b\n[*]\nb=1\n"],
  ])("%s is the same but for comments and blank lines", (path, one, other) => {
    expect(statusOf(path, one, other)).toBe("same");
  });

  it.each<[string, string, string, string]>([
    ["a space", ".env", "A=1\n", "A= 1\n"],
    ["a carriage return", ".env", "A=1\n", "A=1\r\n"],
    ["a semicolon that is no comment", ".env", "A=1\n", ";B=2\nA=1\n"],
    ["a hash that PHP takes for a name", "a.ini", "a=1\n", "a=1\n#b=2\n"],
    ["the order", "a.properties", "a=1\nb=2\n", "b=2\na=1\n"],
    ["a comment that steers", ".env", "A=1\n", "# gitleaks:allow\nA=1\n"],
  ])("differ by %s", (_what, path, one, other) => {
    expect(statusOf(path, one, other)).toBe("different");
  });

  it.each<[string, string, string]>([
    ["goes on behind a backslash", "a.properties", "a=1\\\n# two\n"],
    ["goes on by its indentation", "setup.cfg", "[a]\nb =\n  1\n# c\n  2\n"],
    ["goes on within quotes", ".env", 'A="1\n# two"\n'],
  ])("are unknown when a value %s", (_what, path, text) => {
    expect(statusOf(path, text, text)).toBe("unknown");
  });
});

describe("kinds of data", () => {
  it.each(["a.ts", "a.ipynb", "a.csv", "Makefile", "Dockerfile", "crontab", "a.xml", "yarn.lock", "json"])(
    "%s is none",
    (path) => {
      expect(isDataFile(path)).toBe(false);
      expect(compare(path, "a", "a")).toBeNull();
    },
  );

  it.each(["package-lock.json", "pnpm-lock.yaml", "Cargo.lock", "poetry.lock", "composer.lock", "a/B.YML", "Pipfile"])(
    "%s is one",
    (path) => {
      expect(isDataFile(path)).toBe(true);
    },
  );

  it("is unknown when a file becomes one of another kind", () => {
    const pair = { previousPath: "a.json", path: "a.yml", before: "[1]", after: "[1]" };

    expect(compare("a.json", "[1]", "[1]")?.status).toBe("same");
    expect(statusOfPair(pair)).toBe("unknown");
    expect(statusOfPair({ ...pair, path: "tsconfig.json" })).toBe("unknown");
  });
});

function statusOfPair(pair: Parameters<typeof compareData>[0]): string | undefined {
  return compareData(pair)?.status;
}
