import nock from "nock";
import type { Annotation, CheckRunEffect } from "../../src/core/case/effect.js";
import { fakeSha } from "../support/build.js";
import { APP_ID, aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";

const SHA = fakeSha("head 1");
const RUNS = "/repos/acme/shop/check-runs";

function anEffect(overrides: Partial<CheckRunEffect> = {}): CheckRunEffect {
  return {
    kind: "check_run",
    name: "countersign",
    headSha: SHA,
    conclusion: null,
    title: "High-stakes · 1 of 2 blind reviews received",
    summary: "summary",
    text: "text",
    annotations: [],
    detailsUrl: "https://countersign.example/review/acme/shop/7",
    ...overrides,
  };
}

function aRun(overrides: object = {}) {
  return {
    id: 91,
    name: "countersign",
    head_sha: SHA,
    status: "in_progress",
    conclusion: null,
    details_url: null,
    output: { title: "t", summary: "s", text: null },
    app: { id: APP_ID, slug: "countersign" },
    ...overrides,
  };
}

function annotations(count: number): Annotation[] {
  return Array.from({ length: count }, (_, index) => ({
    path: "src/a.ts",
    line: index + 1,
    level: "warning" as const,
    title: "t".repeat(300),
    message: "why",
  }));
}

describe("our check run", () => {
  withoutNetwork();

  /** The bodies that were sent, in order. */
  function sent(method: "POST" | "PATCH", path: string, answers: readonly object[]): Record<string, unknown>[] {
    const bodies: Record<string, unknown>[] = [];
    for (const answer of answers) {
      nock("https://api.github.com")
        .intercept(path, method, (body) => bodies.push(body as Record<string, unknown>) > 0)
        .reply(method === "POST" ? 201 : 200, answer as nock.Body);
    }
    return bodies;
  }

  it("is created in progress without a conclusion, and completed with one", async () => {
    aGithubApi().token();
    const bodies = sent("POST", RUNS, [aRun(), aRun({ id: 92, status: "completed", conclusion: "success" })]);
    const { writer } = aGithub();

    expect(await writer.createCheckRun(REF, anEffect())).toBe(91);
    expect(await writer.createCheckRun(REF, anEffect({ conclusion: "success" }))).toBe(92);

    expect(bodies).toEqual([
      {
        name: "countersign",
        head_sha: SHA,
        status: "in_progress",
        details_url: "https://countersign.example/review/acme/shop/7",
        output: { title: "High-stakes · 1 of 2 blind reviews received", summary: "summary", text: "text" },
      },
      expect.objectContaining({ status: "completed", conclusion: "success" }),
    ]);
  });

  it("sends fifty annotations with the run and the rest after it", async () => {
    aGithubApi().token();
    const created = sent("POST", RUNS, [aRun()]);
    const patched = sent("PATCH", `${RUNS}/91`, [aRun(), aRun()]);

    await aGithub().writer.createCheckRun(REF, anEffect({ annotations: annotations(101) }));

    const counts = [...created, ...patched].map(
      ({ output }) => (output as { annotations: object[] }).annotations.length,
    );
    expect(counts).toEqual([50, 50, 1]);
    expect(created[0]).toHaveProperty("output.annotations.0", {
      path: "src/a.ts",
      start_line: 1,
      end_line: 1,
      annotation_level: "warning",
      title: "t".repeat(255),
      message: "why",
    });
  });

  it("gets another text without a word about its status or conclusion", async () => {
    aGithubApi().token();
    const bodies = sent("PATCH", `${RUNS}/91`, [aRun({ status: "completed", conclusion: "success" })]);
    const run = { id: 91, title: "title", summary: "summary", text: "text", detailsUrl: null };

    await aGithub().writer.editCheckRunText(
      REF,
      { ...run, name: "countersign", status: "completed", conclusion: "SUCCESS" },
      "text and more",
    );

    expect(bodies).toEqual([{ output: { title: "title", summary: "summary", text: "text and more" } }]);
  });

  it("sends annotations again only when asked to", async () => {
    aGithubApi().token();
    const bodies = sent("PATCH", `${RUNS}/91`, [aRun(), aRun()]);
    const { writer } = aGithub();
    const effect = anEffect({ annotations: annotations(1) });

    await writer.updateCheckRun(REF, { id: 91 }, effect);
    await writer.updateCheckRun(REF, { id: 91, unsent: effect.annotations }, effect);

    expect(bodies.map(({ output }) => (output as { annotations?: object[] }).annotations?.length)).toEqual([
      undefined,
      1,
    ]);
  });

  it.each([
    ["keeps its status", { status: "completed", conclusion: "success" }],
    ["keeps its conclusion", { status: "in_progress", conclusion: "success" }],
  ])("is replaced by a new one when a withdrawn success %s", async (_name, left) => {
    aGithubApi().token();
    sent("PATCH", `${RUNS}/91`, [aRun(left)]);
    const created = sent("POST", RUNS, [aRun({ id: 92 })]);

    await aGithub().writer.updateCheckRun(REF, { id: 91 }, anEffect());

    expect(created).toMatchObject([{ head_sha: SHA, status: "in_progress" }]);
  });

  it("is not taken for written on another commit", async () => {
    aGithubApi().token();
    sent("POST", RUNS, [aRun({ head_sha: fakeSha("other") })]);

    await expect(aGithub().writer.createCheckRun(REF, anEffect())).rejects.toMatchObject({ code: "GITHUB_REJECTED" });
  });

  it.each(["summary", "text"] as const)("is not sent with a %s that GitHub would refuse", async (field) => {
    const tooLong = anEffect({ [field]: "x".repeat(65_536) });

    await expect(aGithub().writer.createCheckRun(REF, tooLong)).rejects.toMatchObject({ code: "INTERNAL" });
  });

  it("stands under the name of a branch without a gate", async () => {
    const name = "countersign (preview)" as const;
    const bodies = sent("POST", RUNS, [aRun({ name })]);
    aGithubApi().token();

    await aGithub().writer.createCheckRun(REF, anEffect({ name }));

    expect(bodies[0]).toMatchObject({ name });
  });

  it("is created anew where an update did not follow to the other name", async () => {
    const name = "countersign (preview)" as const;
    sent("PATCH", `${RUNS}/91`, [aRun()]);
    sent("POST", RUNS, [aRun({ id: 92, name })]);
    aGithubApi().token();

    expect(await aGithub().writer.updateCheckRun(REF, { id: 91 }, anEffect({ name }))).toBe(92);
  });

  describe("that was merged with", () => {
    const done = { status: "completed", conclusion: "success" } as const;
    const shown = { title: "Passed", summary: "summary", text: "text", detailsUrl: null };
    const run = { id: 91, name: "countersign", ...done, ...shown } as const;

    it("gets a name that no rule requires", async () => {
      const bodies = sent("PATCH", `${RUNS}/91`, [aRun({ ...done, name: "countersign (merged)" })]);
      aGithubApi().token();

      await aGithub().writer.retireCheckRun(REF, run, "text and more");

      expect(bodies).toEqual([
        { name: "countersign (merged)", output: { title: "Passed", summary: "summary", text: "text and more" } },
      ]);
    });

    it("is cancelled where GitHub keeps its name", async () => {
      const bodies = sent("PATCH", `${RUNS}/91`, [aRun(done), aRun({ ...done, conclusion: "cancelled" })]);
      aGithubApi().token();

      await aGithub().writer.retireCheckRun(REF, run, "text");

      expect(bodies.at(-1)).toMatchObject({ conclusion: "cancelled" });
    });
  });

  it("is listed oldest first, and only when it is ours", async () => {
    const api = aGithubApi();
    api.token();
    const runs = [
      aRun({ id: 95 }),
      aRun({ id: 93 }),
      aRun({ id: 94, app: { id: 1 } }),
      aRun({ id: 96, name: "other" }),
      aRun({ id: 97, name: "countersign (merged)" }),
      aRun({ id: 98, name: "countersign (preview)" }),
    ];
    const query = `app_id=${APP_ID}&per_page=100&page=1`;
    api.get(`/repos/acme/shop/commits/${SHA}/check-runs?${query}`, 200, { total_count: 4, check_runs: runs });

    const listed = await aGithub().writer.listCheckRuns(REF, SHA);

    expect(listed.map(({ id, name }) => [id, name])).toEqual([
      [93, "countersign"],
      [95, "countersign"],
      [97, "countersign (merged)"],
      [98, "countersign (preview)"],
    ]);
  });
});
