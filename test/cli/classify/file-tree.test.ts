import { createColors } from "picocolors";
import { fileTree } from "../../../src/cli/classify/file-tree.js";
import type { Examination } from "../../../src/core/facts/examination.js";
import type { Finding } from "../../../src/core/facts/finding.js";
import { aFile, aHunk, anExamination } from "../../support/build.js";

const LOOK = { colours: createColors(false), columns: null };
const PATH = "src/cart/total.ts";

function aFinding(override: Partial<Finding> = {}): Finding {
  return {
    rule: "changes-source",
    tier: "behavior-changing",
    path: PATH,
    line: null,
    side: "new",
    reason: "changes source code",
    ...override,
  };
}

function tree(findings: readonly Finding[], examination: Partial<Examination> = {}, columns: number | null = null) {
  const file = aFile({ examination: anExamination(examination) });
  return fileTree({ path: PATH, findings, file }, { ...LOOK, columns }).join("\n");
}

it("joins findings that differ only in their lines", () => {
  const found = [11, 12, 12, 30, 31, 32, 33, 34].map((line) => aFinding({ rule: "r", line, reason: "moves money" }));

  expect(tree(found)).toContain("lines 11, 12, 30, 31, 32, 33 and 1 more: moves money (r)");
});

it("shows the added line that a finding is about", () => {
  expect(tree([aFinding({ line: 11 })])).toMatch(/line 11: .*\n {2}│ {3}11 \+ const quantities = items\.map/);
});

it.each<[string, Partial<Finding>, Partial<Examination>]>([
  ["a removed line", { line: 11, side: "old" }, {}],
  [
    "a file that holds a secret",
    { line: 11 },
    {
      secrets: [{ detector: "d", what: "a token", kind: "credential", line: 12, masked: "ghp_…", id: "0123456789ab" }],
    },
  ],
  ["a file that was not searched for secrets", { line: 11 }, { unexamined: ["its added lines could not be examined"] }],
])("does not show the text of %s", (_name, finding, examination) => {
  expect(tree([aFinding(finding)], examination)).not.toContain("quantities");
});

it("tells what was proved and how, and why not", () => {
  const same = { status: "same", by: "syntax", reason: "only comments differ" } as const;
  const safe = aFinding({ tier: "format-safe", rule: "only-prose", reason: "prose for people" });

  expect(tree([safe], { equivalence: same })).toContain("proved by its syntax: only comments differ");
  expect(tree([aFinding()])).toContain("not proved: the code differs");
  expect(tree([safe])).not.toContain("proved");
});

it("lists statements, dependencies and masked secrets", () => {
  const side = {
    ecosystem: "npm",
    name: "left-pad",
    source: { kind: "registry", index: null },
    scope: "runtime",
  } as const;
  const shown = tree([aFinding()], {
    statements: [{ line: 3, effect: "destroys", text: "DROP TABLE users", reason: "drops the table `users`" }],
    manifest: {
      status: "read",
      role: "manifest",
      changes: [
        { ecosystem: "npm", name: "left-pad", before: null, after: { ...side, spec: "^1.3.0", line: 9 } },
        { ecosystem: "npm", name: "is-odd", before: { ...side, name: "is-odd", spec: "1.0.0", line: 4 }, after: null },
      ],
      settings: [{ line: 5, reason: "runs a script on installation" }],
    },
    secrets: [
      { detector: "d", what: "an AWS access key", kind: "credential", line: 7, masked: "AKIA…", id: "0123456789ab" },
    ],
  });

  expect(shown).toContain("line 3: destroys data: drops the table `users`\n  │   DROP TABLE users");
  expect(shown).toContain("line 9: adds npm left-pad ^1.3.0");
  expect(shown).toContain("removes npm is-odd 1.0.0");
  expect(shown).toContain("line 5: runs a script on installation");
  expect(shown).toContain("line 7: an AWS access key, `AKIA…` (`0123456789ab`)");
});

it("says once what a finding and the parsers both tell", () => {
  const reason = "drops the table `users`";
  const secret = {
    detector: "d",
    what: "a token",
    kind: "credential",
    line: 4,
    masked: "ghp_…",
    id: "0123456789ab",
  } as const;
  const findings = [
    aFinding({ rule: "destroys-data", line: 3, reason }),
    aFinding({ rule: "leaks-secret", line: 4, reason: "holds a token (`ghp_…`, finding `0123456789ab`)" }),
  ];
  const shown = tree(findings, {
    statements: [{ line: 3, effect: "destroys", text: "DROP TABLE users", reason }],
    secrets: [secret, { ...secret, line: 5, id: "ba9876543210" }],
  });

  expect(shown.split("drops the table")).toHaveLength(2);
  expect(shown.split("0123456789ab")).toHaveLength(2);
  expect(shown).toContain("line 5: a token");
});

it("asks for no proof of a file that is new or gone", () => {
  for (const status of ["added", "removed"] as const) {
    const file = aFile({ status, examination: anExamination() });

    expect(fileTree({ path: PATH, findings: [aFinding()], file }, LOOK).join("\n")).not.toContain("proved");
  }
});

it("counts what would make the tree too long", () => {
  const kinds = Array.from({ length: 12 }, (_, index) => aFinding({ rule: `rule-${index}` }));
  const statements = Array.from({ length: 9 }, (_, line) => ({
    line,
    effect: "destroys" as const,
    text: "DROP",
    reason: "drops",
  }));

  const shown = tree(kinds, { statements });

  expect(shown).toContain("and 4 more kinds of findings");
  expect(shown).toContain("and 4 more");
});

it("fits a narrow terminal, and cuts nothing where there is none", () => {
  const finding = aFinding({ reason: "x".repeat(300) });

  expect(
    Math.max(
      ...tree([finding], {}, 100)
        .split("\n")
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(100);
  expect(tree([finding])).toContain("x".repeat(300));
});

it("sends nothing to the terminal that it would obey", () => {
  const hostile = "\u001b[31m\u202e\n\u0007";
  const file = aFile({
    path: hostile,
    previousPath: `old ${hostile}`,
    examination: anExamination({
      equivalence: { status: "unknown", reason: hostile },
      statements: [{ line: 1, effect: "unread", text: hostile, reason: hostile }],
    }),
    content: { kind: "hunks", hunks: [aHunk({ old: 1, new: 1 }, [`+a${hostile.replace("\n", "")}`])] },
  });
  const finding = aFinding({ path: hostile, line: 1, reason: hostile, rule: hostile });

  const shown = fileTree({ path: hostile, findings: [finding], file }, LOOK).join("");

  expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(shown).toContain("1 + a\\u{1b}[31m");
});
