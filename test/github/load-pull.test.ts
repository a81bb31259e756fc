import { aGithub, aGithubApi, NOW, REF, withoutNetwork } from "./support/github-api.js";
import { BASE, HEAD } from "./support/snapshot-answer.js";

const ALICE = { login: "alice", id: 11, type: "User" };
const UNKNOWN_FIELD = {
  errors: [
    {
      path: ["query PullSnapshot", "repository", "pullRequest", "fullDatabaseId"],
      extensions: { code: "undefinedField" },
      message: "Field 'fullDatabaseId' doesn't exist on type 'IssueComment'",
    },
  ],
};

function aRestPull(overrides: object = {}) {
  return {
    number: 7,
    html_url: "https://github.com/acme/shop/pull/7",
    state: "open",
    title: "Retry refunds",
    body: null,
    user: ALICE,
    created_at: "2026-03-02T09:00:00Z",
    merged: false,
    merged_by: null,
    merge_commit_sha: "test merge",
    head: { ref: "retry", sha: HEAD, repo: null },
    base: {
      ref: "main",
      sha: "old",
      repo: { id: 4242, name: "shop", owner: { login: "acme" }, default_branch: "main" },
    },
    commits: 1,
    additions: 0,
    deletions: 0,
    changed_files: 0,
    ...overrides,
  };
}

const THE_COMMIT = { sha: HEAD, commit: { message: "Retry" }, author: ALICE, committer: ALICE, parents: [] };

/** Everything that a snapshot by REST asks for, empty unless said otherwise. */
function answerRest(
  api: ReturnType<typeof aGithubApi>,
  pull: object = aRestPull(),
  more: {
    comments?: object[];
    lines?: object[];
    branch?: number;
    statuses?: object[];
    runs?: object[];
    policy?: [status: number, answer: object | string];
  } = {},
) {
  const pages = "per_page=100&page=1";
  api.get("/repos/acme/shop/pulls/7", 200, pull);
  api.get("/repos/acme/shop/branches/main", more.branch ?? 200, { commit: { sha: BASE } });
  api.get(`/repos/acme/shop/pulls/7/commits?${pages}`, 200, [THE_COMMIT]);
  api.get(`/repos/acme/shop/issues/7/comments?${pages}`, 200, more.comments ?? []);
  api.get(`/repos/acme/shop/pulls/7/reviews?${pages}`, 200, []);
  api.get(`/repos/acme/shop/pulls/7/comments?${pages}`, 200, more.lines ?? []);
  api.get(`/repos/acme/shop/commits/${HEAD}/check-runs?${pages}`, 200, { check_runs: more.runs ?? [] });
  api.get(`/repos/acme/shop/commits/${HEAD}/statuses?${pages}`, 200, more.statuses ?? []);
  api.get(`/repos/acme/shop/commits/${HEAD}/pulls?${pages}`, 200, []);
  const [status, answer] = more.policy ?? [404, {}];
  const policyPath = "/repos/acme/shop/contents/.github/countersign.yml?ref=refs%2Fheads%2Fmain";
  api.get(policyPath, status, answer);
  api.get("/repos/acme/.github/contents/.github/countersign.yml", 404, {});
}

describe("loading a pull request", () => {
  withoutNetwork();

  it("reads who is assigned by REST as well, people alone", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(502, {});
    const robot = { login: "Copilot", id: 198982749, type: "Bot" };
    answerRest(api, aRestPull({ assignees: [ALICE, robot] }));

    const snapshot = await aGithub().reader.loadPull(REF, { baseRef: null });

    expect(snapshot?.requesters).toMatchObject([{ login: ALICE.login, type: "User" }]);
  });

  it("goes by REST at a server that lacks a field, and does not ask its GraphQL again at once", async () => {
    let now = NOW;
    const { reader } = aGithub({ now: () => now });
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(200, UNKNOWN_FIELD);
    answerRest(api);
    expect(await reader.loadPull(REF, { baseRef: "main" })).toMatchObject({
      pull: { headSha: HEAD, baseSha: BASE, fork: true },
    });

    answerRest(api);
    expect(await reader.loadPull(REF, { baseRef: "main" })).not.toBeNull();

    now = new Date(NOW.getTime() + 11 * 60_000);
    api.graphql(200, UNKNOWN_FIELD);
    answerRest(api);
    expect(await reader.loadPull(REF, { baseRef: "main" })).not.toBeNull();
  });

  it.each([
    ["has no such endpoint", 404, { message: "Not Found" }, 1],
    ["is down", 502, "", 2],
    [
      "gives up on the query",
      200,
      { data: null, errors: [{ message: "Something went wrong while executing your query." }] },
      1,
    ],
    ["answers with a page", 200, "<html>", 1],
  ])("goes by REST this once when GraphQL %s", async (_name, status, body, times) => {
    const { reader } = aGithub();
    for (let count = 0; count < 2; count++) {
      const api = aGithubApi();
      api.token();
      if (count === 0) api.identity();
      for (let call = 0; call < times; call++) api.graphql(status, body);
      answerRest(api);
      expect(await reader.loadPull(REF, { baseRef: "main" })).not.toBeNull();
    }
  });

  describe("whose policy is read by REST", () => {
    const FILE = { type: "file", path: ".github/countersign.yml", size: 11, sha: "abc", encoding: "base64" };
    const content = (text: string | Buffer) => Buffer.from(text).toString("base64");
    const policyOf = async (status: number, answer: object | string) => {
      const api = aGithubApi();
      api.token();
      api.identity();
      api.graphql(200, UNKNOWN_FIELD);
      answerRest(api, aRestPull(), { policy: [status, answer] });
      return (await aGithub().reader.loadPull(REF, { baseRef: "main" }))?.policy;
    };

    it("finds a file", async () => {
      const found = await policyOf(200, { ...FILE, content: content("version: 1\n") });

      expect(found).toEqual({ status: "found", text: "version: 1\n", oid: "abc" });
    });

    it.each<[string, object]>([
      ["a folder", [{ ...FILE, content: "" }]],
      ["a link that leads out", { ...FILE, type: "symlink", target: "/etc/policy.yml" }],
      ["a link to another file", { ...FILE, path: "policies/lax.yml", content: content("mode: observe\n") }],
      ["a submodule", { ...FILE, type: "submodule", submodule_git_url: "https://github.com/acme/policies.git" }],
      [
        "a submodule of older versions of the API",
        { ...FILE, submodule_git_url: "https://github.com/acme/policies.git" },
      ],
      ["zero bytes", { ...FILE, content: content("version: 1\n\0") }],
      ["UTF-16", { ...FILE, content: content(Buffer.from("version: 1\n", "utf16le")) }],
      ["two megabytes", { ...FILE, size: 2_000_000, encoding: "none", content: "" }],
    ])("calls %s in its place broken", async (_, answer) => {
      expect(await policyOf(200, answer)).toMatchObject({ status: "broken" });
    });

    it.each<[string, number, object | string]>([
      ["a refusal", 403, { message: "Resource not accessible by integration" }],
      ["a shape of tomorrow", 200, { kind: "file" }],
    ])("does not know it on %s, and will ask again", async (_, status, answer) => {
      expect(await policyOf(status, answer)).toMatchObject({ status: "unavailable" });
    });
  });

  it.each<[string, number, object | string]>([
    ["is down", 502, { message: "Bad gateway" }],
    ["answers with a page", 200, "<html>"],
  ])("is tried again later where GraphQL lacks a field and REST %s", async (_, status, answer) => {
    const api = aGithubApi();
    api.token();
    api.graphql(200, UNKNOWN_FIELD);
    for (let call = 0; call < 2; call++) api.get("/repos/acme/shop/pulls/7", status, answer);

    await expect(aGithub().reader.loadPull(REF, { baseRef: "main" })).rejects.toMatchObject({
      code: "GITHUB_UNAVAILABLE",
    });
  });

  it("does not go around a refusal", async () => {
    const api = aGithubApi();
    api.token();
    api.graphql(403, { message: "Resource not accessible by integration" });

    await expect(aGithub().reader.loadPull(REF, { baseRef: "main" })).rejects.toMatchObject({
      code: "GITHUB_FORBIDDEN",
    });
  });

  it("is null for an installation that is gone", async () => {
    aGithubApi().token(REF.installationId, 404, { message: "Not Found" });
    aGithubApi().token(REF.installationId, 404, { message: "Not Found" });

    expect(await aGithub().reader.loadPull(REF, { baseRef: "main" })).toBeNull();
  });

  it("tells by REST who reported, of each status the newest report", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(200, UNKNOWN_FIELD);
    const bot = { login: "ci[bot]", id: 33, type: "Bot" };
    const status = { context: "build", state: "success", target_url: null };
    const run = { id: 1, name: "test", head_sha: HEAD, status: "completed", conclusion: "success", output: {} };
    answerRest(api, aRestPull(), {
      statuses: [
        { ...status, creator: ALICE },
        { ...status, creator: bot, state: "failure" },
        { ...status, context: "lint", creator: bot },
        { ...status, context: "types", creator: null },
        { ...status, context: "docs" },
        { ...status, context: "ghost", creator: { login: "ghost", id: 10137, type: "User" } },
      ],
      runs: [
        { ...run, app: { id: 15368, slug: "github-actions" } },
        { ...run, app: { id: 7 } },
        { ...run, app: null },
      ],
    });

    const snapshot = await aGithub().reader.loadPull(REF, { baseRef: "main" });

    const checks = snapshot?.checks.status === "loaded" ? snapshot.checks.value : [];
    expect(
      checks.map(({ name, outcome, app, appId, reporter }) => [name, outcome, app, appId, reporter?.login]),
    ).toEqual([
      ["test", "success", "github-actions", 15368, "github-actions[bot]"],
      ["test", "success", null, 7, undefined],
      ["test", "success", null, null, undefined],
      ["build", "success", null, null, "alice"],
      ["lint", "success", "ci", null, "ci[bot]"],
      ["types", "success", null, null, undefined],
      ["docs", "success", null, null, undefined],
      ["ghost", "success", null, null, undefined],
    ]);
  });

  it("tells by REST that a comment was edited, and that nobody knows by whom", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(200, UNKNOWN_FIELD);
    const comment = { id: 1, html_url: "u", user: ALICE, body: null, created_at: "2026-03-02T09:00:00Z" };
    const comments = [
      { ...comment, updated_at: "2026-03-02T09:00:00Z" },
      {
        ...comment,
        id: 2,
        updated_at: "2026-03-02T09:30:00Z",
        user: { login: "countersign[bot]", id: 41, type: "Bot" },
      },
    ];
    answerRest(api, aRestPull(), { comments });

    const snapshot = await aGithub().reader.loadPull(REF, { baseRef: "main" });

    expect(snapshot?.comments).toMatchObject({
      value: [
        { editedAt: null, body: "", ours: false },
        { editedAt: "2026-03-02T09:30:00Z", editor: null, ours: true },
      ],
    });
  });

  it("does not know the comments on lines by REST when one shows a verdict, and knows the rest", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(200, UNKNOWN_FIELD);
    const line = { id: 1, html_url: "u", user: ALICE, body: "verdict: reject", original_commit_id: HEAD };
    answerRest(api, aRestPull(), { lines: [{ ...line, created_at: "2026-03-02T09:00:00Z" }] });

    const snapshot = await aGithub().reader.loadPull(REF, { baseRef: "main" });

    expect(snapshot).toMatchObject({
      lineComments: { status: "unavailable", reason: expect.stringContaining("delete that comment") },
      comments: { status: "loaded" },
      reviews: { status: "loaded" },
    });
  });

  it("does not take a branch that is gone for one without a policy", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(200, UNKNOWN_FIELD);
    answerRest(api, aRestPull({ state: "closed", merged: true }), { branch: 404 });

    const snapshot = await aGithub().reader.loadPull(REF, { baseRef: "main" });

    expect(snapshot?.policy.status).toBe("unavailable");
    expect(snapshot?.pull).toMatchObject({ state: "merged", mergeCommitSha: "test merge", baseSha: "old" });
  });

  it("follows closing keywords by REST, each issue once, and only towards the default branch", async () => {
    const body = "Fixes #1, resolves: acme/docs#2 and closes #1\nprefix#3 fixes#4 Closes #5";
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(200, UNKNOWN_FIELD);
    answerRest(api, aRestPull({ body }));
    const times = { created_at: "2026-03-01T09:00:00Z", updated_at: "2026-03-01T09:00:00Z" };
    const issue = (number: number) => ({ number, html_url: "u", title: "t", body: "b", user: ALICE, ...times });
    api.get("/repos/acme/shop/issues/1", 200, issue(1));
    api.get("/repos/acme/docs/issues/2", 404, {});
    api.get("/repos/acme/shop/issues/5", 200, { ...issue(5), pull_request: {} });
    const { reader } = aGithub();

    const snapshot = await reader.loadPull(REF, { baseRef: "main" });
    const other = aRestPull({ body });
    answerRest(api, { ...other, base: { ...other.base, repo: { ...other.base.repo, default_branch: "trunk" } } });
    api.get("/repos/acme/shop/contents/.github/countersign.yml?ref=refs%2Fheads%2Ftrunk", 404, {});
    const elsewhere = await reader.loadPull(REF, { baseRef: "main" });

    expect(snapshot?.linkedIssues).toMatchObject({ value: [{ repository: "acme/shop", number: 1, editor: null }] });
    expect(snapshot?.unseenIssues).toBe(1);
    expect(elsewhere).toMatchObject({ linkedIssues: { status: "loaded", value: [] }, unseenIssues: 0 });
  });

  it("does not take an issue that somebody may have edited for the words of its author", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(200, UNKNOWN_FIELD);
    answerRest(api, aRestPull({ body: "Fixes #1" }));
    const times = { created_at: "2026-03-01T09:00:00Z", updated_at: "2026-03-02T09:00:00Z" };
    api.get("/repos/acme/shop/issues/1", 200, {
      number: 1,
      html_url: "u",
      title: "t",
      body: "b",
      user: ALICE,
      ...times,
    });

    const snapshot = await aGithub().reader.loadPull(REF, { baseRef: "main" });

    expect(snapshot?.linkedIssues).toMatchObject({ value: [{ number: 1, editor: { id: null, type: "Unknown" } }] });
  });
});
