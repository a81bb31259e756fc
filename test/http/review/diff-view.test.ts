import fc from "fast-check";
import type { ChangedFile } from "../../../src/core/facts/facts.js";
import { unavailable } from "../../../src/core/facts/source.js";
import { sha256 } from "../../../src/core/ground/canonical.js";
import { anchorOf, diffView } from "../../../src/http/review/diff-view.js";
import { expectNothingInvisible, hostileText } from "../../core/render/hostile.js";
import { AWS_KEY, drawn } from "../../core/secrets/samples.js";
import { aFacts, aFile, aHunk } from "../../support/build.js";
import { aDeskView, aFileOf, aFinding, type ViewGiven } from "./a-view.js";

const HOSTILE = `</td><script>alert(1)</script>"' & <img src=x>`;
const ESCAPED = "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; &amp; &lt;img src=x&gt;";
const PULL = "https://github.com/acme/shop/pull/7";

async function shown(given: ViewGiven = {}): Promise<string> {
  return String(await diffView(aDeskView(given)));
}

/** Its rows: class, numbers, sign and text. */
function rowsOf(page: string): string[] {
  const rows = page.matchAll(
    /<tr class="([^"]*)"><td class="n">(\d*)<\/td><td class="n">(\d*)<\/td><td class="s">(.*?)<\/td><td class="t">(.*?)<\/td><\/tr>/g,
  );
  return [...rows].map(
    ([, kind, before, after, sign, text]) => `${kind} ${before}|${after} ${sign?.replace(/<.*?>/g, "")} ${text}`,
  );
}

function pathsOf(page: string): string[] {
  return [...page.matchAll(/<h4 id="[^"]*"><code>([^<]*)<\/code>/g)].map(([, path]) => path ?? "");
}

async function withContent(content: ChangedFile["content"], override: Partial<ChangedFile> = {}): Promise<string> {
  return shown({ files: [{ ...aFile(), ...override, content }] });
}

describe("the lines of a change", () => {
  it("stand with the numbers of both sides and a sign", async () => {
    const page = await shown({ files: [aFileOf("a.ts", " one", "-two", "+deux", "+trois")] });

    expect(rowsOf(page)).toEqual(["context 1|1  one", "removed 2| − two", "added |2 + deux", "added |3 + trois"]);
  });

  it("are marked where a rule asks for more, on the side that it means", async () => {
    const files = [aFileOf("a.ts", " one", "-two", "+deux", " three")];
    const on = (line: number, side: "old" | "new") => aFinding({ path: "a.ts", line, side });
    const marked = async (...findings: ReturnType<typeof on>[]) =>
      rowsOf(await shown({ files, findings })).filter((row) => row.includes("marked"));

    expect(await marked(on(2, "new"))).toEqual(["added marked |2 + risky deux"]);
    expect(await marked(on(2, "old"))).toEqual(["removed marked 2| − risky two"]);
    expect(await marked(on(1, "new"))).toEqual(["context marked 1|1  risky one"]);
    expect(
      await marked(on(9, "new"), { ...on(2, "new"), tier: "behavior-changing" }, { ...on(2, "new"), path: "b.ts" }),
    ).toEqual([]);
  });

  it("keep their white space, with tabs, and line ends that only one side has", async () => {
    const page = await shown({ files: [aFileOf("a.ts", "+\tif (x) \r", "-  y")] });

    expect(rowsOf(page)).toEqual(["added |1 +     if (x) ␍", "removed 1| −   y"]);
  });

  it("of several places are apart", async () => {
    const hunks = [aHunk({ old: 1, new: 1 }, ["+a"]), aHunk({ old: 90, new: 91 }, ["+b"])];

    expect((await withContent({ kind: "hunks", hunks })).match(/class="gap"/g)).toHaveLength(1);
  });
});

describe("the files of a change", () => {
  const files = ["b.ts", "a.ts", "c.ts"].map((path) => aFileOf(path, "+x"));
  const findings = [aFinding({ path: "c.ts", line: 1 })];

  it("come with the risky ones first, and why they are", async () => {
    const page = await shown({ files, findings });

    expect(pathsOf(page)).toEqual(["c.ts", "a.ts", "b.ts"]);
    expect(page.indexOf("Look at these first")).toBeLessThan(page.indexOf("The rest"));
    expect(page).toContain('<li><span class="soft">line 1: </span>changes what people pay</li>');
  });

  it("come in another order for the second reviewer", async () => {
    expect(pathsOf(await shown({ files, findings, seat: 2 }))).toEqual(["c.ts", "b.ts", "a.ts"]);
  });

  it("can be led to from a finding", async () => {
    expect(await shown({ files })).toContain(`<h4 id="${anchorOf("a.ts")}">`);
  });

  it.each<[string, ChangedFile["content"], Partial<ChangedFile>, string]>([
    [
      "binary",
      { kind: "binary" },
      { additions: null, deletions: null },
      "A binary file; its bytes are shown nowhere here.",
    ],
    [
      "moved without a change",
      { kind: "unchanged" },
      { previousPath: "old.ts", status: "renamed" },
      "renamed from</span> <code>old.ts</code>",
    ],
    [
      "unreadable",
      { kind: "unreadable", reason: "<too large>" },
      {},
      "What changes here could not be read (&lt;too large&gt;).",
    ],
    ["new", { kind: "hunks", hunks: [] }, { status: "added", before: null }, "added +2 −1"],
    ["empty", { kind: "hunks", hunks: [] }, { additions: 0, deletions: 0 }, "+0 −0"],
  ])("say so when they are %s", async (_, content, override, text) => {
    expect(await withContent(content, override)).toContain(text);
  });

  it("are none while the change cannot be read", async () => {
    const view = aDeskView();
    const input = { ...view.input, facts: aFacts({ change: unavailable("<502>") }) };

    expect(String(await diffView({ ...view, input }))).toMatch(/could not be read \(&lt;502&gt;\)/);
  });
});

describe("hostile texts", () => {
  it("are shown as text: lines, paths, reasons", async () => {
    const page = await shown({
      files: [{ ...aFileOf(HOSTILE, `+${HOSTILE}`), previousPath: HOSTILE, status: "renamed" }],
      findings: [aFinding({ path: HOSTILE, reason: HOSTILE })],
    });

    expect(page.split(ESCAPED)).toHaveLength(6);
    expect(page).not.toMatch(/<script|<img/);
  });

  it("hide nothing and break no row, whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const line = text.replaceAll("\n", " ");
        const page = await shown({
          files: [aFileOf(text, `+${line}`, `-${line}`)],
          findings: [aFinding({ path: text, reason: text })],
        });

        expect(page.match(/<tr class="(?:added|removed)/g)).toHaveLength(2);
        expect(page.replace(/<[a-z0-9]+(?: [a-z-]+="[^"<>]*")*>|<\/[a-z0-9]+>/g, "")).not.toMatch(/[<>]/);
        expectNothingInvisible(page);
      }),
      { numRuns: 150 },
    );
  });

  it("show no credential, also not one of several lines", async () => {
    const key = [
      "-----BEGIN RSA PRIVATE KEY-----",
      drawn(64),
      drawn(64, "base62", "b"),
      "-----END RSA PRIVATE KEY-----",
    ];
    const page = await shown({
      files: [aFileOf(`keys/${AWS_KEY}.ts`, `+const id = "${AWS_KEY}";`, ...key.map((line) => `+${line}`))],
    });

    expect(page).not.toMatch(new RegExp(`${AWS_KEY}|${drawn(64)}`));
    expect(page).toContain("redacted-");
    expect(rowsOf(page)).toHaveLength(5);
  });
});

describe("a change that is too large for one page", () => {
  const linesOf = (count: number) => Array.from({ length: count }, (_, index) => `+line ${index + 1}`);
  const more = (page: string) =>
    [...page.matchAll(/<a href="([^"]+)">(\d+) more lines on GitHub<\/a>/g)].map(
      ([, href, count]) => `${count} ${href}`,
    );

  it("leads to GitHub for the rest of a long file", async () => {
    const page = await shown({ files: [aFileOf("a.ts", ...linesOf(1_600))] });

    expect(rowsOf(page)).toHaveLength(1_500);
    expect(rowsOf(page).at(-1)).toBe("added |1500 + line 1500");
    expect(more(page)).toEqual([`100 ${PULL}/files#diff-${sha256("a.ts")}`]);
  });

  it("leads to GitHub for what is cut between two places of a file", async () => {
    const hunks = [aHunk({ old: 1, new: 1 }, linesOf(1_500)), aHunk({ old: 9_000, new: 9_000 }, linesOf(30))];

    expect(more(await withContent({ kind: "hunks", hunks }))).toEqual([
      `30 ${PULL}/files#diff-${sha256("src/cart/total.ts")}`,
    ]);
  });

  it("shows 4,000 lines, the risky files first, and says of each file what is left out", async () => {
    const files = ["a", "b", "c", "d"].map((name) => aFileOf(name, ...linesOf(1_500)));
    const page = await shown({ files, findings: [aFinding({ path: "d" })] });

    expect(rowsOf(page)).toHaveLength(4_000);
    expect(pathsOf(page)).toEqual(["d", "a", "b", "c"]);
    expect(more(page).map((link) => link.split(" ")[0])).toEqual(["500", "1500"]);
  });

  it("says how much of a long line is left out: what stands far to the right is not hidden", async () => {
    const long = `a = 1;${" ".repeat(2_000)}evil();`;
    const page = await shown({ files: [aFileOf("a.ts", `+${long}`, "+short")] });

    expect(rowsOf(page)[0]).toContain(`… ${long.length - 1_000} more characters`);
    expect(page.match(/more characters/g)).toHaveLength(1);
  });

  it("cuts no character in half", async () => {
    const page = await shown({ files: [aFileOf("a.ts", `+${"a".repeat(999)}🦊🦊`)] });

    expect(page).not.toContain("\\u{d83e}");
  });
});
