import { fakeSha } from "../support/build.js";
import { aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";

const SHA = fakeSha("head 1");

function aListedPull(number: number, overrides: object = {}) {
  return {
    number,
    state: "open",
    updated_at: "2026-03-02T09:00:00Z",
    merged_at: null,
    head: { sha: SHA },
    base: { ref: "main", repo: { id: 4242 } },
    ...overrides,
  };
}

describe("lists", () => {
  withoutNetwork();

  it("of a commit's pull requests leave out those of forks", async () => {
    const api = aGithubApi();
    api.token();
    api.get(`/repos/acme/shop/commits/${SHA}/pulls?per_page=100&page=1`, 200, [
      aListedPull(1, { state: "closed", merged_at: "2026-03-01T00:00:00Z" }),
      aListedPull(2, { base: { ref: "main", repo: { id: 1 } } }),
    ]);

    expect(await aGithub().reader.listPullsOfCommit(REF, SHA)).toEqual([
      { number: 1, state: "closed", merged: true, baseRef: "main", headSha: SHA },
    ]);
  });

  it("of installations say which are suspended, and of repositories leave out the archived", async () => {
    const api = aGithubApi();
    api.token();
    api.get("/app/installations?per_page=100&page=1", 200, [
      { id: 77 },
      { id: 78, suspended_at: "2026-01-01T00:00:00Z" },
    ]);
    const repository = { id: 4242, name: "shop", owner: { login: "acme" }, archived: false };
    api.get("/installation/repositories?per_page=100&page=1", 200, {
      total_count: 2,
      repositories: [repository, { ...repository, id: 2, name: "old", archived: true }],
    });
    const { reader } = aGithub();

    expect(await reader.listInstallations()).toEqual([
      { installationId: 77, suspended: false },
      { installationId: 78, suspended: true },
    ]);
    expect(await reader.listRepositories(77)).toEqual([
      { installationId: 77, repositoryId: 4242, owner: "acme", name: "shop" },
    ]);
  });
});

describe("a merge group", () => {
  withoutNetwork();

  const entry = (position: number, number: number | null) => ({
    position,
    headCommit: { oid: fakeSha(`group ${position}`) },
    pullRequest: number === null ? null : { number, headRefOid: fakeSha(`pull ${number}`) },
  });

  const withCommit = (one: ReturnType<typeof entry>, commit: number) => ({
    ...one,
    headCommit: { oid: fakeSha(`group ${commit}`) },
  });

  function answer(nodes: readonly object[], endCursor: string | null = null) {
    const entries = { pageInfo: { hasNextPage: endCursor !== null, endCursor }, nodes };
    aGithubApi().graphql(200, { data: { repository: { databaseId: 4242, mergeQueue: { entries } } } });
  }

  it("holds every entry up to its own, whatever the order and the pages", async () => {
    aGithubApi().token();
    answer([entry(3, 33), entry(1, 31)], "next");
    answer([entry(2, 32)]);

    expect(await aGithub().reader.listMergeGroup(REF, "refs/heads/main", fakeSha("group 2"))).toEqual([
      { number: 31, headSha: fakeSha("pull 31") },
      { number: 32, headSha: fakeSha("pull 32") },
    ]);
  });

  it.each<[string, readonly object[], readonly number[]]>([
    [
      "its commit stands in several entries",
      [entry(1, 31), withCommit(entry(2, 32), 4), entry(3, 33), entry(4, 34)],
      [1, 2, 3, 4],
    ],
    [
      "several entries with its commit are listed the wrong way round",
      [entry(4, 34), withCommit(entry(1, 31), 4)],
      [1, 4],
    ],
    ["an entry before it has no commit yet", [{ ...entry(1, 31), headCommit: null }, entry(4, 34)], [1, 4]],
    ["an entry behind it has no commit yet", [entry(4, 34), { ...entry(5, 35), headCommit: null }], [4]],
    ["two entries have its position", [entry(4, 34), withCommit(entry(4, 33), 3), entry(5, 35)], [4, 3]],
  ])("never holds too few pull requests: %s", async (_, entries, expected) => {
    aGithubApi().token();
    answer(entries);

    const listed = await aGithub().reader.listMergeGroup(REF, "main", fakeSha("group 4"));
    expect(listed?.map(({ number }) => number)).toEqual(expected.map((n) => 30 + n));
  });

  it("is gone when no entry has its commit, and when the queue is", async () => {
    const { reader } = aGithub();
    aGithubApi().token();
    answer([entry(1, 31)]);
    expect(await reader.listMergeGroup(REF, "main", SHA)).toBeNull();

    aGithubApi().graphql(200, { data: { repository: { databaseId: 4242, mergeQueue: null } } });
    expect(await reader.listMergeGroup(REF, "main", SHA)).toBeNull();
  });

  it("is not answered for when one of its pull requests cannot be seen", async () => {
    aGithubApi().token();
    answer([entry(1, null), entry(2, 32)]);

    const listing = aGithub().reader.listMergeGroup(REF, "main", fakeSha("group 2"));

    await expect(listing).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  });

  it("is not taken for gone when the queue could not be read", async () => {
    aGithubApi().token();
    const errors = [{ type: "FORBIDDEN", path: ["repository", "mergeQueue"], message: "needs merge_queues: read" }];
    aGithubApi().graphql(200, { data: { repository: { databaseId: 4242, mergeQueue: null } }, errors });

    await expect(aGithub().reader.listMergeGroup(REF, "main", SHA)).rejects.toMatchObject({
      code: "GITHUB_UNAVAILABLE",
    });
  });
});
