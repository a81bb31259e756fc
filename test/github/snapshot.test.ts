import type { PullSnapshot } from "../../src/ports.js";
import { fakeSha } from "../support/build.js";
import { APP_ID, aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";
import {
  ALICE,
  aCheckRunNode,
  aCommentNode,
  aCommitNode,
  aHead,
  aLineCommentNode,
  anIssueNode,
  aPage,
  aReviewNode,
  aSnapshotAnswer,
  BASE,
  BOB,
  HEAD,
} from "./support/snapshot-answer.js";

const PULL = ["repository", "pullRequest"];
const TEAM_REQUEST = { requestedReviewer: { __typename: "Team" } };

describe("a snapshot by GraphQL", () => {
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

  it("takes one call for an ordinary pull request", async () => {
    const snapshot = await load(aSnapshotAnswer());

    expect(snapshot).toMatchObject({
      readAt: "2026-03-02T12:00:00.000Z",
      repository: { id: 4242, owner: "acme", name: "shop", defaultBranch: "main", installationId: 77 },
      pull: { number: 7, state: "open", headSha: HEAD, baseSha: BASE, mergeCommitSha: null, bodyEditor: null },
      mergeBaseSha: BASE,
      checks: { status: "loaded", value: [] },
      siblings: { status: "loaded", value: [] },
      policy: { status: "absent" },
      defaultPolicy: { status: "absent" },
      floor: { status: "absent" },
      publishedChecks: [],
    });
  });

  it("tells who is assigned, and who assigned an agent here or in a linked issue: people alone, each once", async () => {
    const assigned = (actor: object | null, type: string) => ({ actor, assignee: { __typename: type } });
    const events = (...nodes: (object | null)[]) => ({ timelineItems: { nodes } });
    const carol = { ...BOB, login: "carol", databaseId: 13 };
    const bot = { __typename: "Bot", login: "github-actions", databaseId: 41898282 };

    const { requesters } = await load(
      aSnapshotAnswer({
        assignees: { nodes: [ALICE, null] },
        ...events(assigned(BOB, "User"), assigned(bot, "Bot"), assigned(ALICE, "Bot"), null, {}),
        closingIssuesReferences: {
          totalCount: 2,
          nodes: [
            { ...anIssueNode(), ...events(assigned(carol, "Bot"), assigned(null, "Bot")) },
            { ...anIssueNode(), ...events(assigned(BOB, "User")) },
          ],
        },
      }),
    );

    expect(requesters.map(({ login }) => login)).toEqual([ALICE.login, "carol"]);
  });

  it("tells who is asked for a review, beside a team that the App may not see", async () => {
    const snapshot = await load(
      aSnapshotAnswer(
        { reviewRequests: { nodes: [{ requestedReviewer: BOB }, null, { requestedReviewer: null }, TEAM_REQUEST] } },
        { errors: [{ type: "FORBIDDEN", path: [...PULL, "reviewRequests", "nodes", 1], message: "no" }] },
      ),
    );

    expect(snapshot.requested).toEqual({ status: "loaded", value: [{ id: 12, login: "bob", type: "User" }] });
  });

  it("does not know who is asked when GitHub leaves it out, and reads the rest", async () => {
    const errors = [{ type: "FORBIDDEN", path: [...PULL, "reviewRequests"], message: "no members" }];
    const snapshot = await load(aSnapshotAnswer({ reviewRequests: null }, { errors }));

    expect(snapshot.requested).toMatchObject({ status: "unavailable", reason: expect.stringContaining("no members") });
    expect(snapshot.comments.status).toBe("loaded");
  });

  it("reads every page of comments, reviews, commits and checks", async () => {
    const run = (name: string) => aCheckRunNode({ name });
    const snapshot = await load(
      aSnapshotAnswer({
        commits: aPage([aCommitNode({ oid: fakeSha("first") })], { totalCount: 2, endCursor: "c1" }),
        head: aHead(aPage([run("one")], { endCursor: "x1" })),
        comments: aPage([aCommentNode()], { endCursor: "m1" }),
        reviews: aPage([aReviewNode()], { endCursor: "r1" }),
      }),
      {
        data: {
          repository: {
            pullRequest: {
              list: aPage([aCommitNode({ parents: { totalCount: 1, nodes: [{ oid: fakeSha("first") }] } })]),
            },
          },
        },
      },
      { data: { repository: { pullRequest: { list: aPage([aCommentNode({ fullDatabaseId: "5000000002" })]) } } } },
      { data: { repository: { pullRequest: { list: aPage([aReviewNode({ fullDatabaseId: "6000000002" })]) } } } },
      { data: { repository: { object: { statusCheckRollup: { contexts: aPage([run("two")]) } } } } },
    );

    expect(snapshot.commits).toMatchObject({ value: [{ sha: fakeSha("first") }, { sha: HEAD }] });
    expect(snapshot.comments).toMatchObject({ value: [{ id: 5000000001 }, { id: 5000000002 }] });
    expect(snapshot.reviews).toMatchObject({ value: [{ id: 6000000001 }, { id: 6000000002 }] });
    expect(snapshot.checks).toMatchObject({ value: [{ name: "one" }, { name: "two" }] });
  });

  describe("comments on lines", () => {
    const next = (comments: unknown) => ({ data: { node: { comments } } });
    const review = (comments: unknown, overrides: object = {}) => aReviewNode({ comments, ...overrides });

    it("come with their reviews, of their commit and their time", async () => {
      const edited = { lastEditedAt: "2026-03-02T12:00:00Z", editor: ALICE };
      const reviews = aPage([
        review(aPage([aLineCommentNode(), aLineCommentNode({ fullDatabaseId: "7000000002", ...edited })])),
        review(aPage([aLineCommentNode({ fullDatabaseId: "7000000003" })]), { state: "PENDING", submittedAt: null }),
      ]);

      expect((await load(aSnapshotAnswer({ reviews }))).lineComments).toMatchObject({
        status: "loaded",
        value: [
          {
            id: 7000000001,
            body: "What happens below zero?",
            author: { login: "bob" },
            commitSha: HEAD,
            publishedAt: "2026-03-02T11:00:00Z",
            editedAt: null,
          },
          { id: 7000000002, editedAt: edited.lastEditedAt, editor: { login: "alice" } },
        ],
      });
    });

    it("are read to the last page of each review", async () => {
      const reviews = aPage([
        review(aPage([aLineCommentNode()], { endCursor: "one" })),
        review(aPage([aLineCommentNode({ fullDatabaseId: "7000000004" })])),
      ]);
      const second = aPage([aLineCommentNode({ fullDatabaseId: "7000000002" })], { endCursor: "two" });
      const third = aPage([aLineCommentNode({ fullDatabaseId: "7000000003" })]);

      const snapshot = await load(aSnapshotAnswer({ reviews }), next(second), next(third));

      expect(snapshot.lineComments).toMatchObject({
        value: [{ id: 7000000001 }, { id: 7000000002 }, { id: 7000000003 }, { id: 7000000004 }],
      });
    });

    it.each<[string, object, readonly object[]]>([
      ["one is left out", { reviews: aPage([review(aPage([null]))]) }, []],
      ["those of a review are left out", { reviews: aPage([review(null)]) }, []],
      ["the reviews are not known", { reviews: null }, []],
      ["a further page is left out", { reviews: aPage([review(aPage([], { endCursor: "x" }))]) }, [next(null)]],
      ["a review is gone", { reviews: aPage([review(aPage([], { endCursor: "x" }))]) }, [{ data: { node: null } }]],
      [
        "an error hides a further page",
        { reviews: aPage([review(aPage([], { endCursor: "x" }))]) },
        [{ ...next(aPage([])), errors: [{ type: "FORBIDDEN", path: ["node", "comments"], message: "no" }] }],
      ],
      [
        "they do not end",
        { reviews: aPage([review(aPage([], { endCursor: "x" }))]) },
        Array.from({ length: 50 }, () => next(aPage([], { endCursor: "x" }))),
      ],
    ])("are not known when %s", async (_, pull, further) => {
      expect((await load(aSnapshotAnswer(pull), ...further)).lineComments.status).toBe("unavailable");
    });
  });

  it.each([
    ["comments", { comments: null }, [...PULL, "comments"]],
    [
      "comments",
      { comments: aPage([aCommentNode(), aCommentNode({ editor: null })]) },
      [...PULL, "comments", "nodes", 1, "editor"],
    ],
    ["reviews", { reviews: aPage([null]) }, [...PULL, "reviews", "nodes", 0]],
    ["commits", { commits: null }, [...PULL, "commits"]],
    ["checks", { head: aHead(null) }, [...PULL, "head", "nodes", 0, "commit", "statusCheckRollup"]],
    [
      "siblings",
      { head: aHead(null, { associatedPullRequests: null }) },
      [...PULL, "head", "nodes", 0, "commit", "associatedPullRequests"],
    ],
    ["linkedIssues", { closingIssuesReferences: null }, [...PULL, "closingIssuesReferences"]],
  ] as const)("says why the %s are not known when an error explains a null", async (part, pull, path) => {
    if (part === "checks") aGithubApi().get(checkRunsPath(), 200, { check_runs: [] });
    const errors = [{ type: "FORBIDDEN", path, message: "Resource not accessible\nby integration" }];

    const snapshot = await load(aSnapshotAnswer(pull, { errors }));

    expect(snapshot[part]).toMatchObject({
      status: "unavailable",
      reason: expect.stringContaining("Resource not accessible by integration"),
    });
  });

  it.each([
    ["comments", { comments: aPage([null]) }],
    ["reviews", { reviews: null }],
    ["linkedIssues", { closingIssuesReferences: { totalCount: 1, nodes: [null] } }],
  ] as const)("never takes a null among the %s for nothing, even without an error", async (part, pull) => {
    expect((await load(aSnapshotAnswer(pull)))[part].status).toBe("unavailable");
  });

  it("counts linked issues that the App may not see, and reads the others", async () => {
    const closingIssuesReferences = { totalCount: 4, nodes: [null, anIssueNode(), null] };
    const errors = [0, 2].map((index) => ({
      type: index === 0 ? "FORBIDDEN" : "NOT_FOUND",
      path: [...PULL, "closingIssuesReferences", "nodes", index],
      message: "Could not resolve to an Issue",
    }));

    const snapshot = await load(aSnapshotAnswer({ closingIssuesReferences }, { errors }));

    expect(snapshot.linkedIssues).toMatchObject({ status: "loaded", value: [{ id: 4100, number: 41, viaApp: null }] });
    expect(snapshot.unseenIssues).toBe(3);
  });

  it.each([
    ["another error", ["nodes", 0], "SERVICE_UNAVAILABLE"],
    ["an error below it", ["nodes", 0, "author"], "FORBIDDEN"],
    ["an error at another", ["nodes", 1], "FORBIDDEN"],
  ] as const)(
    "does not take an issue that is missing with %s for one that it may not see",
    async (_what, path, type) => {
      const closingIssuesReferences = { totalCount: 2, nodes: [null, anIssueNode()] };
      const errors = [{ type, path: [...PULL, "closingIssuesReferences", ...path], message: "no" }];

      expect((await load(aSnapshotAnswer({ closingIssuesReferences }, { errors }))).linkedIssues.status).toBe(
        "unavailable",
      );
    },
  );

  it("fails as a whole when the pull request itself is not whole", async () => {
    const api = aGithubApi();
    api.token();
    const errors = [{ type: "FORBIDDEN", path: [...PULL, "mergedBy"], message: "no" }];
    api.graphql(200, aSnapshotAnswer({}, { errors }));
    api.get("/repos/acme/shop/pulls/7", 500, "");
    api.get("/repos/acme/shop/pulls/7", 500, "");

    await expect(aGithub().reader.loadPull(REF, { baseRef: "main" })).rejects.toMatchObject({
      code: "GITHUB_UNAVAILABLE",
      message: expect.stringContaining("repository.pullRequest.mergedBy"),
    });
  });

  it("asks for the commits by the head's id when their list has not caught up with a push", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(200, aSnapshotAnswer({ commits: aPage([aCommitNode({ oid: fakeSha("before the push") })]) }));
    const who = { name: "Robin", email: "robin@example.com" };
    const user = { login: "robin", id: 102, type: "User" };
    api.get(`/repos/acme/shop/compare/${BASE}...${HEAD}?per_page=100&page=1`, 200, {
      merge_base_commit: { sha: BASE },
      total_commits: 1,
      commits: [
        {
          sha: HEAD,
          commit: { message: "x", author: who, committer: who },
          author: user,
          committer: user,
          parents: [],
        },
      ],
    });

    const snapshot = await aGithub().reader.loadPull(REF, { baseRef: "main" });

    expect(snapshot?.commits).toMatchObject({ value: [{ sha: HEAD, author: { account: { login: "robin" } } }] });
  });

  it("names accounts as REST does, and nobody for deleted ones", async () => {
    const bot = { __typename: "Bot", login: "acme-agent", databaseId: 21 };
    const copilot = { __typename: "Bot", login: "copilot-swe-agent", databaseId: 198982749 };
    const mannequin = { __typename: "Mannequin", login: "imported", databaseId: 31 };
    const ours = { __typename: "Bot", login: "countersign", databaseId: 41 };
    const impostor = { __typename: "User", login: "countersign", databaseId: 42 };
    const authors = [bot, copilot, mannequin, null, ours, impostor];

    const snapshot = await load(
      aSnapshotAnswer({ author: null, comments: aPage(authors.map((author) => aCommentNode({ author }))) }),
    );

    expect(snapshot.author).toBeNull();
    const comments = snapshot.comments.status === "loaded" ? snapshot.comments.value : [];
    expect(comments.map(({ author, ours: isOurs }) => [author?.login ?? null, author?.type ?? null, isOurs])).toEqual([
      ["acme-agent[bot]", "Bot", false],
      ["Copilot", "Bot", false],
      ["imported", "Mannequin", false],
      [null, null, false],
      ["countersign[bot]", "Bot", true],
      ["countersign", "User", false],
    ]);
  });

  it("tells an edit by another from one by the author", async () => {
    const edited = { lastEditedAt: "2026-03-02T10:05:00Z", editor: ALICE };
    const snapshot = await load(
      aSnapshotAnswer({ editor: BOB, comments: aPage([aCommentNode(edited)]), reviews: aPage([aReviewNode(edited)]) }),
    );

    expect(snapshot.pull.bodyEditor).toMatchObject({ login: "bob" });
    expect(snapshot.comments).toMatchObject({ value: [{ editedAt: edited.lastEditedAt, editor: { login: "alice" } }] });
    expect(snapshot.reviews).toMatchObject({ value: [{ editedAt: edited.lastEditedAt, editor: { login: "alice" } }] });
    expect((await load(aSnapshotAnswer({ editor: ALICE }))).pull.bodyEditor).toBeNull();
  });

  it("leaves pending reviews alone", async () => {
    const pending = aReviewNode({ state: "PENDING", submittedAt: null });

    expect((await load(aSnapshotAnswer({ reviews: aPage([pending]) }))).reviews).toEqual({
      status: "loaded",
      value: [],
    });
  });

  it.each([
    ["a merge", [{ oid: fakeSha("p1") }, { oid: fakeSha("p2") }], 2],
    ["an octopus", [{ oid: BASE }], 4],
    ["a root commit", [], 0],
  ])("does not guess the merge base behind %s", async (_name, nodes, totalCount) => {
    const commits = aPage([aCommitNode({ parents: { totalCount, nodes } })]);

    expect((await load(aSnapshotAnswer({ commits }))).mergeBaseSha).toBeNull();
  });

  function checkRunsPath(): string {
    return `/repos/acme/shop/commits/${HEAD}/check-runs?app_id=${APP_ID}&per_page=100&page=1`;
  }
});
