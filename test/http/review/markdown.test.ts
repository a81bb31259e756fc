import fc from "fast-check";
import { sayMayNotReview } from "../../../src/core/judge/review-session.js";
import { sayRefusedSeal } from "../../../src/core/judge/take-sealed.js";
import { renderMarkdown } from "../../../src/http/review/markdown.js";
import { hostileText } from "../../core/render/hostile.js";

async function rendered(text: string): Promise<string> {
  return String(await renderMarkdown(text));
}

describe("renderMarkdown", () => {
  it.each([
    ["nothing", "", ""],
    ["one paragraph", "It is sealed.", "<p>It is sealed.</p>"],
    ["paragraphs", "one\n\n\n  \ntwo\nlines", "<p>one</p><p>two\nlines</p>"],
    ["a list", "- one\n- two", "<ul><li>one</li><li>two</li></ul>"],
    ["a list with something else in it, as text", "- one\ntwo", "<p>- one\ntwo</p>"],
    ["bold words", "**Not yet.** What is missing:", "<p><strong>Not yet.</strong> What is missing:</p>"],
    ["a code span", "see `reviewers`", "<p>see <code>reviewers</code></p>"],
    [
      "bold words around a code span",
      "**by `robin` here**, so",
      "<p><strong>by <code>robin</code> here</strong>, so</p>",
    ],
    ["marks inside a code span, as they are", "`2**3**4`", "<p><code>2**3**4</code></p>"],
    ["marks that close nothing", "2**3 and `x**`", "<p>2**3 and <code>x**</code></p>"],
    ["a third mark that closes nothing", "**a** and b**", "<p><strong>a</strong> and b**</p>"],
    ["a span that holds a backtick", "`` a`b ``", "<p><code>a`b</code></p>"],
    ["a backtick that is never closed", "it's `open", "<p>it&#39;s `open</p>"],
    ["a link, as text", "[here](https://evil.example)", "<p>[here](https://evil.example)</p>"],
    ["markup, as text", "<b>x</b> & `<i>`", "<p>&lt;b&gt;x&lt;/b&gt; &amp; <code>&lt;i&gt;</code></p>"],
    ["a heading, as text", "# big", "<p># big</p>"],
  ])("shows %s", async (_, text, html) => {
    expect(await rendered(text)).toBe(html);
  });

  it("shows what the judges say without their marks", async () => {
    const said = [
      sayMayNotReview("robin", "committed `3f2c1ab` to this pull request"),
      sayRefusedSeal({
        reasons: ["It came too soon."],
        problems: [{ field: "risks", kind: "filler", message: "expected more than `none`" }],
        onPage: true,
        session: null,
      }),
    ];

    for (const text of said) {
      const html = await rendered(text);
      expect(html).not.toMatch(/\*\*|`/);
      expect(html).toContain("<strong>");
    }
  });

  it("makes nothing but paragraphs, lists, bold words and code of any text, and loses none of it", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const html = await rendered(text);
        const words = html
          .replace(/<\/?(?:p|ul|li|strong|code)>/g, "")
          .replace(
            /&(lt|gt|amp|quot|#39);/g,
            (_, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" })[name as "lt"],
          );
        const bare = (one: string) => one.replace(/[\s`*-]/g, "");

        expect(html.replace(/<\/?(?:p|ul|li|strong|code)>/g, "")).not.toMatch(/[<>]/);
        expect(bare(words)).toBe(bare(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each(["`", "**", "- ", "\n\n", "`a", "**`a`", "`` "])("shows 65,536 characters of %j to the end", async (unit) => {
    expect(await rendered(unit.repeat(Math.floor(65_536 / unit.length)))).toEqual(expect.any(String));
  });
});
