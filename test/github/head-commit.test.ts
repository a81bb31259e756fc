import type { PullSnapshot } from "../../src/ports.js";
import { fakeSha } from "../support/build.js";
import { APP_ID, aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";
import { ALICE, aCheckRunNode, aHead, aPage, aSnapshotAnswer, aStatusNode, HEAD } from "./support/snapshot-answer.js";

describe("what GitHub tells of the head commit", () => {
  withoutNetwork();

  /** Answers one query after the other. */
  async function load(...answers: readonly object[]): Promise<PullSnapshot> {
    const api = aGithubApi();
    api.token();
    api.identity();
    for (const answer of answers) api.graphql(200, answer);
    const snapshot = await aGithub().reader.loadPull(REF, { baseRef: "main" });
    if (snapshot === null) throw new Error("no such pull request");
    return snapshot;
  }

  it("keeps our own check runs apart from everybody else's", async () => {
    const app = { databaseId: APP_ID, slug: "countersign" };
    const contexts = aPage([
      aCheckRunNode({
        name: "countersign",
        databaseId: 91,
        status: "IN_PROGRESS",
        conclusion: null,
        title: "t",
        checkSuite: { app },
      }),
      aCheckRunNode({ name: "countersign", databaseId: 92 }),
      aCheckRunNode({ name: "slow", status: "IN_PROGRESS", conclusion: null }),
      aCheckRunNode({ name: "odd", conclusion: null }),
      aCheckRunNode({ name: "old", conclusion: "STALE", checkSuite: { app: null } }),
      aCheckRunNode({ name: "none", conclusion: "SKIPPED" }),
      aStatusNode({ context: "lint", state: "EXPECTED", creator: null }),
      aStatusNode({ context: "types", state: "ERROR", targetUrl: "https://ci.example/2", creator: ALICE }),
      aStatusNode({ context: "docs", creator: { __typename: "Bot", login: "ci", databaseId: 33 } }),
    ]);

    const snapshot = await load(aSnapshotAnswer({ head: aHead(contexts) }));

    expect(snapshot.publishedChecks).toMatchObject([{ id: 91, status: "in_progress", conclusion: null, title: "t" }]);
    const checks = snapshot.checks.status === "loaded" ? snapshot.checks.value : [];
    expect(checks.map(({ name, app: by, state, outcome }) => [name, by, state, outcome])).toEqual([
      ["countersign", "github-actions", "passed", "success"],
      ["slow", "github-actions", "pending", "in_progress"],
      ["odd", "github-actions", "pending", "completed"],
      ["old", null, "failed", "stale"],
      ["none", "github-actions", "passed", "skipped"],
      ["lint", null, "pending", "expected"],
      ["types", null, "failed", "error"],
      ["docs", "ci", "passed", "success"],
    ]);
    const reporters = Object.fromEntries(checks.map(({ name, appId, reporter }) => [name, { appId, reporter }]));
    expect(reporters).toMatchObject({
      slow: { appId: 15368, reporter: { login: "github-actions[bot]", type: "Bot" } },
      old: { appId: null, reporter: null },
      lint: { appId: null, reporter: null },
      types: { appId: null, reporter: { id: 11, login: "alice", type: "User" } },
      docs: { appId: null, reporter: { id: 33, login: "ci[bot]", type: "Bot" } },
    });
  });

  it("asks for our check runs by REST when GraphQL gives them no id", async () => {
    const app = { databaseId: APP_ID, slug: "countersign" };
    const contexts = aPage([aCheckRunNode({ name: "countersign", databaseId: null, checkSuite: { app } })]);
    const run = {
      id: 30_000_000_000,
      name: "countersign",
      head_sha: HEAD,
      status: "completed",
      conclusion: "success",
      output: {},
      app: { id: APP_ID },
    };
    aGithubApi().get(checkRunsPath(), 200, { check_runs: [run] });

    const snapshot = await load(aSnapshotAnswer({ head: aHead(contexts) }));

    expect(snapshot.publishedChecks).toMatchObject([{ id: 30_000_000_000, conclusion: "success" }]);
  });

  it("reads the head by its id when the list of commits does not end with it", async () => {
    const behind = aHead(null, { oid: fakeSha("older head") });
    const real = {
      oid: HEAD,
      statusCheckRollup: { contexts: aPage([aCheckRunNode()]) },
      associatedPullRequests: { totalCount: 0, nodes: [] },
    };

    const snapshot = await load(aSnapshotAnswer({ head: behind }), { data: { repository: { object: real } } });

    expect(snapshot.checks).toMatchObject({ value: [{ name: "build" }] });
  });

  it("finds siblings by head and repository, and by the open list where GitHub names only the merged one", async () => {
    const sibling = {
      number: 8,
      state: "OPEN",
      headRefOid: HEAD,
      baseRefName: "release",
      baseRepository: { databaseId: 4242 },
    };
    const nodes = [
      sibling,
      { ...sibling, number: 7 },
      { ...sibling, number: 9, headRefOid: fakeSha("other") },
      { ...sibling, number: 10, state: "CLOSED" },
      { ...sibling, number: 11, baseRepository: { databaseId: 1 } },
    ];
    const first = await load(
      aSnapshotAnswer({ head: aHead(null, { associatedPullRequests: { totalCount: 5, nodes } }) }),
    );
    expect(first.siblings).toEqual({ status: "loaded", value: [{ number: 8, baseRef: "release" }] });

    const listed = (number: number, headRefOid: string) => ({
      number,
      state: "OPEN",
      updatedAt: "2026-03-02T09:00:00Z",
      baseRefName: "release",
      headRefOid,
    });
    const pullRequests = aPage([listed(7, HEAD), listed(12, HEAD), listed(13, fakeSha("other"))]);
    const merged = { totalCount: 1, nodes: [{ ...sibling, number: 3, state: "MERGED" }] };
    const second = await load(aSnapshotAnswer({ head: aHead(null, { associatedPullRequests: merged }) }), {
      data: { r0: { databaseId: 4242, pullRequests } },
    });
    expect(second.siblings).toEqual({ status: "loaded", value: [{ number: 12, baseRef: "release" }] });
  });

  function checkRunsPath(): string {
    return `/repos/acme/shop/commits/${HEAD}/check-runs?app_id=${APP_ID}&per_page=100&page=1`;
  }
});
