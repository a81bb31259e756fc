import fc from "fast-check";
import type { Tier } from "../../../src/core/ground/tier.js";
import { checkText } from "../../../src/core/render/check-text.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { replaySection } from "../../../src/core/render/replay.js";
import { ComparisonTally } from "../../../src/core/replay/compare-policies.js";
import { failedReport, madeReport, type ReplayNote } from "../../../src/core/replay/replay-report.js";
import type { Verdict } from "../../../src/core/replay/verdict.js";
import { aGateInput } from "../../support/build.js";
import { expectInert, expectNothingInvisible, hostileText } from "./hostile.js";

const URL = "https://github.com/acme/shop/pull/7";

function aVerdict(tier: Tier, text = "src/a.ts", override: Partial<Verdict> = {}): Verdict {
  const finding = { rule: `rule ${text}`, tier, path: text, line: 3, side: "new" as const, reason: text };
  return { tier, agent: null, inScope: true, lines: 1, stops: [], findings: [finding], ...override };
}

function aNote(moves: number, text = "words", unreadable = 0): ReplayNote {
  const tally = new ComparisonTally();
  for (let index = 1; index <= moves; index += 1) {
    tally.add({ id: `#${index}`, title: text }, aVerdict("behavior-changing", text), aVerdict("high-stakes", text));
  }
  tally.add({ id: "#900", title: text }, aVerdict("format-safe"), aVerdict("format-safe"));
  const unread = Array.from({ length: unreadable }, (_, index) => ({ id: `#${800 + index}`, reason: text }));
  return {
    status: "ready",
    report: madeReport({ branch: text, comparison: tally.result(), unreadable: unread }),
  };
}

const section = (note: ReplayNote) => replaySection(note, URL).join("\n");

it("is not there without a note", () => {
  expect(replaySection(null, URL)).toEqual([]);
});

it("shows the moves from tier to tier, the reviews, and which pull requests are decided otherwise", () => {
  const text = section(aNote(2, "a title", 3));

  expect(text).toContain("The 6 pull requests that were merged into `a title` last");
  expect(text).toContain("| Behavior-changing | 2 | 0 | 0 |");
  expect(text).toContain("| Format-safe | 0 | 0 | 1 |");
  expect(text).toContain("- structured reviews asked for: 2 → 0\n- blind reviews asked for: 0 → 4");
  expect(text).toContain(
    "- [`#1`](https://github.com/acme/shop/pull/1) `a title`: behavior-changing → high-stakes\n  - now counts: `a title:3`: a title (`rule a title`)",
  );
  expect(text).toContain("could not be read: 3");
});

it("says of a fall which finding does not decide any more, and of the scope when that changes", () => {
  const tally = new ComparisonTally();
  tally.add({ id: "#1", title: "t" }, aVerdict("high-stakes"), aVerdict("format-safe"));
  tally.add({ id: "#2", title: "t" }, aVerdict("format-safe"), aVerdict("format-safe", "a", { inScope: false }));
  tally.add(
    { id: "#3", title: "t" },
    aVerdict("format-safe"),
    aVerdict("format-safe", "a", { stops: ["reviewable_size"] }),
  );
  const text = section({
    status: "ready",
    report: madeReport({ branch: "main", comparison: tally.result(), unreadable: [] }),
  });

  expect(text).toContain("high-stakes → format-safe\n  - no longer decides: `src/a.ts:3`");
  expect(text).toContain("format-safe → format-safe, out of scope");
  expect(text).toContain("format-safe → format-safe, too large");
});

it.each<[string, ReplayNote, string]>([
  ["nothing moves", aNote(0), "Each of them is decided alike."],
  ["it is being made", { status: "being-made" }, "is being replayed"],
  ["the policies decide the same", { status: "same" }, "The same as the present one"],
  ["the file is unread", { status: "unread", reason: "it is too large" }, "It could not be told: it is too large."],
  ["GitHub refused", { status: "ready", report: failedReport("not allowed") }, "could not be read: not allowed."],
  [
    "the file is invalid",
    {
      status: "invalid",
      problems: [
        { origin: { repository: "r", path: "p", ref: "x" }, key: "tears", line: 2, column: 3, message: "unknown key" },
      ],
    },
    "- 2:3 `tears`: unknown key",
  ],
  [
    "nothing was merged",
    {
      status: "ready",
      report: madeReport({ branch: "main", comparison: new ComparisonTally().result(), unreadable: [] }),
    },
    "No pull request was merged into `main` yet.",
  ],
])("says so when %s", (_name, note, words) => {
  expect(section(note)).toContain(words);
});

it("is bounded, and leaves the rest of the check's text and its json block whole", () => {
  const note = aNote(400, "w ".repeat(300), 50);
  const input = aGateInput();
  const text = checkText(decisionOn(input), input, {
    auditHead: null,
    published: null,
    annotationsLeftOut: 0,
    replay: note,
  });

  expect(Buffer.byteLength(section(note))).toBeLessThan(25_000);
  expect(section(note)).toContain("- and 380 more");
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
  expect(text.indexOf("### What the policy")).toBeLessThan(text.indexOf("### Policy"));
  expect(text).toContain("### Decided from");
  expect(JSON.parse(/```json\n([\s\S]*)\n```$/.exec(text)?.[1] ?? "")).toMatchObject({ countersign: 1 });
});

it("renders nothing of what people wrote", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const lines = section(aNote(1, text, 1)).split("\n");
      expectNothingInvisible(lines.join(""));
      const moved = lines.filter((line) => /^- \[`#1`\]|^ {2}- now counts|^- `#80/.test(line));
      expect(moved).toHaveLength(3);
      for (const line of moved) {
        expectInert(line.replace(/^ *- /, "").replace("[`#1`](https://github.com/acme/shop/pull/1)", ""));
      }
    }),
    { numRuns: 60 },
  );
});

it("links to nothing but numbers of the repository's own pull requests", () => {
  const tally = new ComparisonTally();
  tally.add({ id: "#1](https://evil.example)", title: "t" }, aVerdict("high-stakes"), aVerdict("format-safe"));

  expect(
    section({ status: "ready", report: madeReport({ branch: "m", comparison: tally.result(), unreadable: [] }) }),
  ).toContain("- `#1](https://evil.example)` `t`");
});
