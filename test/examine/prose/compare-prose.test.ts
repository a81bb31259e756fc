// MDX pages: text for people may change, code in them may not.
import { compareProse } from "../../../src/examine/prose/compare-prose.js";

function compare(before: string, after: string, path = "docs/a.mdx") {
  return compareProse({ previousPath: path, path, before, after });
}

/** The status of both directions. */
function statusOf(one: string, other: string): string | undefined {
  const [there, back] = [compare(one, other)?.status, compare(other, one)?.status];
  return there === back ? there : `${there} / ${back}`;
}

describe("a page", () => {
  it.each<[string, string, string]>([
    ["words", "# A\n\nold words", "# B\n\nnew words\n\n- and a list"],
    ["words in a component", "import A from 'a'\n\n<A b={1}>old</A>", "import A from 'a'\n\n<A b={1}>new words</A>"],
    ["code that is shown", "a\n", 'a\n\n```js title="b.js" {1,3}\nf({ a: <b> })\n```\n'],
    ["code in a line", "a", "a `<b>{c}` d ``{`}``"],
    ["signs that are escaped", "a", "a \\{ b \\< c \\}"],
    ["words beside an expression", "{/* c */} old", "{/* c */} new"],
    ["words beside a link and a tag", "[a](b.md) old <br/>", "[a](c.md) new <br/>"],
    ["cells of a table", "| `a` | b | <br/> |", "| `c` | d | <br/> |"],
    [
      "a title and a date",
      "---\ntitle: a\ndate: 2001-01-01\nlayout: x\n---\nb",
      "---\ntitle: c d\ndate: 2002-02-02\nlayout: x\n---\nb",
    ],
    [
      "words behind an export with a blank line",
      "export const a = () => {\n\n return 1\n}\n\nx",
      "export const a = () => {\n\n return 1\n}\n\ny",
    ],
    ["words behind a comment of a site generator", "a\n<!-- truncate -->\nold", "b\n<!-- truncate -->\nnew"],
    ["line ends", "a\n{b}\nc\n", "a\r\n{b}\r\nc\r\n"],
    ["prices, where no code is near", "costs $5", "costs $6 and $7"],
  ])("is prose when it differs by %s", (_what, one, other) => {
    expect(compare(one, other)).toMatchObject({ status: "same", by: "prose" });
    expect(statusOf(one, other)).toBe("same");
  });

  it.each<[string, string, string]>([
    ["an expression", "a", "a {b}"],
    ["an expression's words", "{a}", "{b}"],
    ["an import", "import A from 'a'\n\nx", "import A from 'b'\n\nx"],
    ["an export over blank lines", "export const a = `\n\n{x}\n\n`", "export const a = `\n\n{y}\n\n`"],
    ["a tag", "a", "<A/>"],
    ["an attribute", "<A b='c'>d</A>", "<A b='e'>d</A>"],
    ["an attribute that becomes code", "<A b='{x}'/>", "<A b={x}/>"],
    ["the order of code", "{a} {b}", "{b} {a}"],
    ["a script", "<script>a</script>", "<script>b</script>"],
    ["words that a component runs", "<Sandpack>a</Sandpack>", "<Sandpack>b</Sandpack>"],
    ["code that is shown and runs", "```jsx live\na\n```", "```jsx live\nb\n```"],
    ["code that Quarto runs", "```{python}\na\n```", "```{python}\nb\n```"],
    ["code that a file is loaded into", "```js file=a.js\n```", "```js file=b.js\n```"],
    ["a link that runs", "[a](b)", "[a](javascript:c)"],
    ["a directive that becomes a component", "::video a", "::frame a"],
    ["a layout", "---\nlayout: a\n---\n", "---\nlayout: b\n---\n"],
    ["a route", "---\nslug: a\n---\n", "---\nslug: b\n---\n"],
    ["what goes into the head", "---\ntitle: a\nhead: [b]\n---\n", "---\ntitle: a\nhead: [c]\n---\n"],
    ["markup in a title", "---\ntitle: a\n---\n", "---\ntitle: <b>\n---\n"],
  ])("is no prose when it differs by %s", (_what, one, other) => {
    expect(statusOf(one, other)).toBe("different");
  });

  it.each<[string, string, string]>([
    ["a code span", "`{a}`", "{a}"],
    ["a code span over lines", "`a\n{b}`", "a\n{b}"],
    ["a span that a heading ends", "# H ` b\n{f()} ` c", "# H b\n{f()} c"],
    ["a span that a cell ends", "| ` | {x} ` |", "| a | {x} a |"],
    ["a fence", "```js\n{f()}\n```", "{f()}"],
    ["a fence that its list ends", "- ```\n{f()}\n```\n```", "- a"],
    ["a fence that its quotation ends", "> ```\n{f()}\n> ```", "> a\n{f()}"],
    ["a fence that is less indented within", "  ```\n{f()}\n  ```", "{f()}"],
    ["a fence that does not end", "```\n{f()}", "{f()}"],
    ["a backslash", "\\{f()}", "{f()}"],
    ["an escaped backtick", "\\`{f()}`", "`{f()}`"],
    ["a link's target", "[x]({f()})", "x ({f()})"],
    ["a link's target on the next line", "[x](\n{f()})", "x(\n{f()})"],
    ["a definition", "[a]: {f()}", "a: {f()}"],
    ["a formula", "$x_{f()}$", "x_{f()}"],
    ["a paragraph before an import", "x\nimport a from 'b'", "x\n\nimport a from 'b'"],
    ["four columns", "    {f()}", "{f()}"],
    ["a regular expression with a brace", "{/}/.test(a)}", "{/}/.test(b)}"],
    ["a brace in a text", "{'}' + a}", "{'}' + b}"],
  ])("is not proved when %s decides what is code", (_what, one, other) => {
    expect(statusOf(one, other)).not.toBe("same");
  });

  it.each<[string, string]>([
    ["a stray brace", "a }"],
    ["an open brace", "{ a"],
    ["an open tag", "<a b="],
    ["a sign that is no tag", "a < b"],
    ["an open string", "{'a}"],
    ["other front matter", "+++\ntitle = 'a'\n+++\n"],
    ["front matter that is no YAML", "---\na: [\n---\n"],
    ["front matter with a double key", "---\na: 1\na: 2\n---\n"],
    ["a line end that few know", "a\u2028b"],
    ["a NUL", "a\u0000"],
  ])("is unknown with %s", (_what, text) => {
    expect(statusOf(text, text)).toBe("unknown");
  });
});

describe("documents", () => {
  it.each(["docs/a.ts", "docs/a.md", "prompts/a.mdx", ".claude/commands/a.mdx", "src/pages/a.mdx", "a.ipynb"])(
    "are not in %s",
    (path) => {
      expect(compare("a", "b", path)).toBeNull();
    },
  );

  it("are not proved when they move away from where people read them", () => {
    expect(compareProse({ previousPath: "docs/a.mdx", path: "prompts/a.mdx", before: "a", after: "a" })).toBeNull();
  });
});

describe("hostile pages", () => {
  const SIZE = 300_000;
  const fill = (piece: string) => piece.repeat(SIZE / piece.length);

  it.each<[string, string]>([
    ["braces", fill("{")],
    ["pairs of braces", fill("{}")],
    ["tags", fill("<a>")],
    ["open tags", fill("<a ")],
    ["open scripts", fill("<script>")],
    ["backticks", fill("` ")],
    ["runs of backticks", Array.from({ length: 700 }, (_, length) => "`".repeat(length)).join(" ")],
    ["open links", fill("](")],
    ["templates in templates", fill("{`${")],
    ["open imports", fill("import {\n\n")],
    ["fences", fill("```\n")],
    ["front matter without end", fill("---\n")],
    ["blank lines", fill("\n")],
    ["too much text", "a".repeat(1_048_577)],
  ])("of %s come to an end, and a script in them counts", (_what, text) => {
    expect(compare(text, `${text}\n\n<script src="evil"/>\n`)?.status).not.toBe("same");
  });
});
