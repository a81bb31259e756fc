import { rmSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { backtestCommand } from "../../../src/cli/backtest/command.js";
import type { BacktestOptions } from "../../../src/cli/backtest/options.js";
import type { Examiner } from "../../../src/ports/examiner.js";
import { anExamination } from "../../support/build.js";
import { aRepository, type TestRepository } from "../../support/git-repository.js";

const AGENT = { name: "Cursor Agent", email: "cursoragent@cursor.com" };

/** Examines every file in full; a file with the word `comment` in its path only changes comments. */
const EXAMINER: Examiner = {
  prepare: () => undefined,
  examine: async (files) =>
    files.map(({ file }) => {
      const same = { status: "same", by: "syntax", reason: "only comments differ" } as const;
      return file.path.includes("comment") ? anExamination({ equivalence: same }) : anExamination();
    }),
  close: async () => undefined,
};

let repo: TestRepository;
beforeEach(() => {
  repo = aRepository();
  repo.write("README.md", "# Shop\n");
  repo.commit("Start");
});
afterEach(() => repo.remove());

async function run(options: BacktestOptions, terminal?: NodeJS.WriteStream) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await backtestCommand(options, {
    directory: repo.directory,
    readStdin: async () => Buffer.alloc(0),
    writeOut: (text) => out.push(text),
    writeError: (text) => errors.push(text),
    colour: false,
    openExaminer: () => EXAMINER,
    ...(terminal === undefined ? {} : { terminal }),
  });
  return { code, out: out.join(""), errors: errors.join("") };
}

async function json(options: BacktestOptions = {}) {
  return JSON.parse((await run({ ...options, json: true })).out);
}

/** One commit for each kind: a text, code, a login, a huge file, by whom it says. */
function work(): void {
  repo.write("docs/a.md", "a\n");
  repo.commit("Explain (#1)");
  repo.write("src/cart.ts", "export const a = 1;\n");
  repo.commit("Count (#2)", AGENT);
  repo.write("src/auth/login.ts", "export const b = 1;\n");
  repo.commit("Sign in (#3)", AGENT);
  repo.write("src/big.ts", "export const x = 1;\n".repeat(500));
  repo.commit("Everything (#4)");
}

it("tells the share of each tier, the reviews, what would be held back, and which rules decided", async () => {
  work();

  expect(await json()).toMatchObject({
    head: { name: "main", sha: repo.git("rev-parse", "HEAD") },
    changes: 4,
    merged_by: { merge: 0, squash: 4, plain: 0 },
    unreadable: { count: 0, first: [] },
    tiers: {
      all: { "format-safe": 1, "behavior-changing": 2, "high-stakes": 1 },
      agents: { "format-safe": 0, "behavior-changing": 1, "high-stakes": 1 },
    },
    agents: [{ name: "cursor", changes: 2 }],
    reviews: { asked: { structured: 1, blind: 2 }, under_scope_all: { structured: 2, blind: 2 } },
    stopped: [{ requirement: "reviewable_size", changes: 0, under_scope_all: 1 }],
    rules: expect.arrayContaining([
      { rule: "touches-authentication", tier: "high-stakes", changes: 1, decided: 1 },
      { rule: "changes-source", tier: "behavior-changing", changes: 3, decided: 2 },
    ]),
    high_stakes_by_one_finding: [
      {
        id: expect.stringMatching(/^[0-9a-f]{10} #3$/),
        title: "Sign in",
        otherwise: "behavior-changing",
        finding: { rule: "touches-authentication", path: "src/auth/login.ts" },
      },
    ],
    compare: null,
  });
});

it("gives the same bytes again", async () => {
  work();

  expect((await run({ json: true })).out).toBe((await run({ json: true })).out);
  expect((await run({})).out).toBe((await run({})).out);
});

it("compares two policies: which changes move, and because of what", async () => {
  work();
  repo.write(
    "proposed.yml",
    "scope: all\ntiers: { high_stakes: { paths: ['docs/**'] }, rules: { touches-authentication: 'off' } }\n",
  );

  const { compare } = await json({ compare: "proposed.yml" });
  const { out } = await run({ compare: "proposed.yml" });

  expect(compare).toMatchObject({
    matrix: {
      "format-safe": { "high-stakes": 1 },
      "behavior-changing": { "behavior-changing": 2 },
      "high-stakes": { "behavior-changing": 1 },
    },
    reviews: { before: { structured: 1, blind: 2 }, after: { structured: 3, blind: 2 } },
    stopped: { before: 0, after: 1 },
    decided_otherwise: 3,
    moves: [
      { title: "Everything", before: { inScope: false, stops: [] }, after: { stops: ["reviewable_size"] } },
      {
        title: "Sign in",
        before: { tier: "high-stakes" },
        after: { tier: "behavior-changing" },
        causes: [{ rule: "touches-authentication" }],
      },
      { title: "Explain", after: { tier: "high-stakes" }, causes: [{ rule: "policy-high-stakes", path: "docs/a.md" }] },
    ],
  });
  expect(out).toContain("structured reviews 1 → 3, blind reviews 2 → 2, held back 0 → 1");
  expect(out.replace(/[│\s]+/g, " ")).toContain("docs/a.md: the policy lists this path as");
});

it("takes the policy from the branch's tip, and from a file when one is named", async () => {
  work();
  repo.write(".github/countersign.yml", "scope: all\n");
  repo.commit("Judge everything");
  repo.write(".github/countersign.yml", "not a policy");

  expect((await json({ max: "4" })).reviews.asked).toEqual({ structured: 2, blind: 4 });
  repo.write("other.yml", "scope: agents\n");
  expect((await json({ policy: "other.yml", max: "4" })).reviews.asked.structured).toBe(1);
});

it("counts and names a commit that cannot be read", async () => {
  work();
  const blob = repo.git("rev-parse", "HEAD:src/cart.ts");
  rmSync(join(repo.directory, ".git", "objects", blob.slice(0, 2), blob.slice(2)), { force: true });

  const { code, out } = await run({});

  expect(code).toBe(0);
  expect(out).toContain("3 changes on main");
  expect(out).toMatch(/unreadable: [0-9a-f]{10} unable to read/);
});

it("has the files examined, so that what is proved counts as proved", async () => {
  repo.write("src/comment.ts", "// one\n");
  repo.commit("Add the code");
  repo.write("src/comment.ts", "// two\n");
  repo.commit("Explain the code");

  expect((await json({ max: "1" })).tiers.all).toMatchObject({ "format-safe": 1, "behavior-changing": 0 });
});

it("says what offline nobody can tell", async () => {
  repo.write("a.ts", "a\n");
  repo.commit("Directly");

  const { out } = await run({});

  expect(out).toContain("merged by rebase; offline nobody can tell");
  expect(out).toContain("Not known offline: stated intent");
});

it("says so when the range is empty", async () => {
  expect((await run({ since: "2027-01-01" })).out).toContain("nothing was found in this range");
});

it.each<[string, BacktestOptions, string]>([
  ["a number that is none", { max: "many" }, "--max expects a number"],
  ["a number beyond the limit", { max: "999999" }, "--max expects a number"],
  ["a day that is none", { since: "yesterday" }, "--since expects a date"],
  ["a branch that is not there", { head: "nowhere" }, "no commit of this repository"],
  ["a folder that is no repository", { repo: "/" }, "not a git repository"],
  ["a policy that is not there", { policy: "missing.yml" }, "expected a policy file"],
  ["a second policy with faults", { compare: ".git/HEAD" }, "the policy file is not valid"],
])("with %s ends with 2 and says why", async (_name, options, message) => {
  const { code, out, errors } = await run(options);

  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(errors).toContain(message);
});

it("obeys nothing that stands in a message, a path or a name", async () => {
  repo.write("src/auth/\u001b[31m.ts", "a\n");
  repo.commit("\u001b]0;owned\u0007 (#9)", { name: "\u001b[2J", email: "cursoragent@cursor.com" });

  const { out } = await run({});

  expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(out).toContain("\\u{1b}");
});

it("draws a bar on a terminal only, and none beside JSON", async () => {
  work();
  const drawn = async (isTTY: boolean, options: BacktestOptions) => {
    const stream = Object.assign(new PassThrough(), {
      isTTY,
      columns: 80,
      cursorTo: () => true,
      clearLine: () => true,
    });
    await run(options, stream as unknown as NodeJS.WriteStream);
    return String(stream.read() ?? "");
  };

  expect(await drawn(true, {})).toContain("/4 changes");
  expect(await drawn(true, { json: true })).toBe("");
  expect(await drawn(false, {})).toBe("");
});
