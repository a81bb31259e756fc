import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { classifyCommand } from "../../../src/cli/classify/command.js";
import type { ClassifyOptions } from "../../../src/cli/classify/options.js";
import { createInlineExaminer } from "../../../src/examine/inline-examiner.js";
import { aRepository, type TestRepository } from "../../support/git-repository.js";

let repo: TestRepository;
beforeEach(() => {
  repo = aRepository();
  repo.write("src/a.ts", "one\n");
  repo.commit("Start");
  repo.git("switch", "--quiet", "--create", "codex/work");
});
afterEach(() => repo.remove());

async function run(options: ClassifyOptions, stdin: string | Buffer = "", colour = false) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await classifyCommand(options, {
    directory: repo.directory,
    openExaminer: createInlineExaminer,
    readStdin: async () => Buffer.from(stdin),
    writeOut: (text) => out.push(text),
    writeError: (text) => errors.push(text),
    colour,
  });
  return { code, out: out.join(""), errors: errors.join("") };
}

const diffOf = (path: string, line = "added") =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1,2 @@\n one\n+${line}\n`;

describe("a git range", () => {
  it.each([
    ["README.md", 0],
    ["src/b.ts", 10],
    ["src/auth/login.ts", 20],
  ])("with %s ends with %i", async (path, code) => {
    repo.write(path, "a\n");
    repo.commit("Work");

    expect((await run({})).code).toBe(code);
  });

  it("prints the JSON object of the contract", async () => {
    repo.write("src/auth/login.ts", "a\n");
    const sha = repo.commit("Work");

    const report = JSON.parse((await run({ json: true })).out);

    expect(report).toMatchObject({
      countersign: 1,
      tier: "high-stakes",
      head_sha: sha,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      policy: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      conclusion: null,
      agent: {
        name: "codex",
        evidence: [{ kind: "branch", text: "codex/work", strength: "strong" }],
        operator: ["Alice"],
      },
    });
    expect(report.requirements.map(({ id }: { id: string }) => id)).toContain("blind_reviews");
    expect(report.requirements[0]).toEqual({
      id: "policy_valid",
      status: expect.any(String),
      who: null,
      detail: expect.any(String),
      fix: "",
    });
    expect(report.findings[0]).toEqual({
      rule: "touches-authentication",
      tier: "high-stakes",
      path: "src/auth/login.ts",
      line: null,
      reason: expect.any(String),
    });
  });

  it("reads the policy at the base, never at the head", async () => {
    repo.write(".github/countersign.yml", "tiers: { rules: { touches-authentication: 'off' } }\n");
    repo.write("src/auth/login.ts", "a\n");
    repo.commit("Work and loosen");

    expect((await run({})).out).toContain("touches-authentication");
    repo.git("branch", "--force", "main", "HEAD");
    repo.write("src/auth/login.ts", "b\n");
    repo.commit("Work");
    expect((await run({})).code).toBe(10);
  });

  it("takes a policy file by name", async () => {
    repo.write("docs/run.md", "a\n");
    repo.commit("Work");
    repo.write("strict.yml", "tiers: { behavior_changing: { paths: ['docs/**'] } }\n");

    expect((await run({ policy: "strict.yml" })).code).toBe(10);
  });

  it("takes the description from a file", async () => {
    repo.write("docs/a.md", "a\n");
    repo.commit("Work");
    repo.write("body.md", "```countersign\nintent: x\nconfidence: 0.1\n```\n");

    expect((await run({ body: "body.md" })).code).toBe(20);
  });

  it("prints a tree for people, in colour only when asked", async () => {
    repo.write("src/auth/login.ts", "const a = eval(b)\n");
    repo.commit("Work");

    const plain = await run({});
    const coloured = await run({}, "", true);

    expect(plain.out).toContain("high-stakes · 1 file, 1 line to read");
    expect(plain.out).toContain("line 1: runs text as code (runs-dynamic-code)");
    expect(plain.out).toContain("Written by codex for Alice");
    expect(plain.out).not.toContain("\u001b[");
    expect(coloured.out).toContain("\u001b[");
  });

  it("asks about the base and what is not committed when nothing differs", async () => {
    repo.write("src/b.ts", "not committed\n");

    const { code, out } = await run({});

    expect(code).toBe(10);
    expect(out).toContain("Nothing differs. Is your work committed");
  });

  it("asks of a person's change only what an agent's would need", async () => {
    repo.git("switch", "--quiet", "--create", "work");
    repo.write("src/b.ts", "a\n");
    repo.commit("Work");

    const { out } = await run({});

    expect(out).toContain("taken for a person's, and nothing is asked of it");
    expect(out).toContain("Of an agent's change, the gate would ask for:");
  });

  it("shows characters of hostile paths as code points", async () => {
    repo.write("src/\u001b[31m\u202e.ts", "a\n");
    repo.commit("Work");

    const { out } = await run({});

    expect(out).toContain("\\u{1b}[31m\\u{202e}");
    expect(out).not.toContain("\u001b");
  });
});

describe("a diff", () => {
  it("is read from standard input", async () => {
    expect((await run({ diff: "-" }, diffOf("README.md"))).code).toBe(0);
    expect((await run({ diff: "-" }, diffOf(".github/workflows/ci.yml"))).code).toBe(20);
  });

  it("is read from a file, with commits, branch and body", async () => {
    repo.write("x.diff", diffOf("src/a.ts"));
    repo.write(
      "commits.json",
      JSON.stringify([
        {
          author: { name: "Cursor Agent", email: "cursoragent@cursor.com" },
          committer: { name: "Rob", email: "rob@example.org" },
          message: "x",
        },
      ]),
    );

    const { out, code } = await run({ diff: "x.diff", commits: "commits.json", json: true });

    expect(code).toBe(10);
    expect(JSON.parse(out)).toMatchObject({ head_sha: null, agent: { name: "cursor", operator: ["Rob"] } });
  });

  it.each([
    [
      "bytes that are no UTF-8",
      Buffer.concat([Buffer.from(diffOf("src/a.ts").slice(0, -1)), Buffer.from([0xff, 0xfe, 0x0a])]),
      10,
    ],
    ["a NUL", diffOf("src/a.ts", "a\u0000b"), 20],
    ["a line of megabytes", diffOf("src/a.ts", "x".repeat(3_000_000)), 10],
    [
      "a hunk that is cut off",
      "diff --git a/README.md b/README.md\n--- a/README.md\n+++ b/README.md\n@@ -1,9 +1,9 @@\n one\n",
      20,
    ],
    ["nothing", "", 10],
  ])("with %s gives a tier", async (_name, diff, code) => {
    expect((await run({ diff: "-" }, diff)).code).toBe(code);
  });

  it.each<[string, ClassifyOptions, string]>([
    ["no diff", { diff: "-" }, "the diff cannot be read"],
    ["a file that is not there", { diff: "missing.diff" }, "expected a diff file"],
    ["a folder that is not there", { diff: "-", before: "missing" }, "expected a folder"],
    ["commits that are no list", { diff: "-", commits: "src/a.ts" }, "expected a JSON list"],
    ["a policy that is not there", { policy: "missing.yml" }, "expected a policy file"],
    ["a base that is no commit", { base: "nowhere" }, "is no commit"],
    ["both forms", { diff: "-", batch: "-" }, "either --diff or --batch"],
    ["a stray option", { commits: "x" }, "goes with --diff"],
  ])("with %s ends with 2 and says why", async (_name, options, message) => {
    const { code, out, errors } = await run(options, "hello");

    expect(code).toBe(2);
    expect(out).toBe("");
    expect(errors).toContain(message);
  });

  it("ends with 2 on a policy file with faults, and lists them", async () => {
    repo.write("bad.yml", "tears: {}\n");

    expect(await run({ diff: "-", policy: "bad.yml" }, diffOf("README.md"))).toMatchObject({
      code: 2,
      errors: expect.stringContaining("bad.yml:1:1"),
    });
  });
});

describe("a batch", () => {
  it("answers each line in order and goes on after a case that fails", async () => {
    repo.write("cases/a.diff", diffOf("README.md"));
    repo.write("cases/b.diff", "hello");
    repo.write(
      "cases/list.jsonl",
      [
        '{"id":"a","diff":"a.diff","branch":"copilot/x"}',
        '{"id":2,"diff":"b.diff"}',
        "{",
        '{"id":"c"}',
        "",
        '{"id":"d","diff":"a.diff"}',
      ].join("\n"),
    );

    const { code, out } = await run({ batch: "cases/list.jsonl" });
    const results = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

    expect(code).toBe(0);
    expect(results).toMatchObject([
      { id: "a", tier: "format-safe", agent: { name: "copilot" } },
      { id: 2, error: expect.stringContaining("cannot be read") },
      { id: null, error: expect.any(String) },
      { id: "c", error: expect.any(String) },
      { id: "d", tier: "format-safe", agent: null },
    ]);
  });

  it("is read from standard input, with paths relative to the current folder", async () => {
    repo.write("a.diff", diffOf("src/a.ts"));

    expect(JSON.parse((await run({ batch: "-" }, '{"id":1,"diff":"a.diff"}')).out)).toMatchObject({
      id: 1,
      tier: "behavior-changing",
    });
  });
});
