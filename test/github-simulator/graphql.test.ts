import { aWorld, graphql } from "./support.js";

describe("GraphQL", () => {
  let world: Awaited<ReturnType<typeof aWorld>>;

  beforeEach(async () => {
    world = await aWorld();
  });

  afterEach(() => world.sim.close());

  async function aPull(body = "") {
    const { sim, repo } = world;
    await sim.commit(repo, "feature", {
      author: { name: "Agent", email: "198982749+Copilot@users.noreply.github.com" },
      by: "alice",
      message: "Add b\n\nCo-authored-by: Alice <alice@example.com>",
      files: { "src/b.ts": "export const b = 2;\n" },
      symlink: { link: "src/b.ts" },
    });
    return sim.openPull({ repo, head: "feature", author: "Copilot", body });
  }

  const ask = (query: string) => graphql(world.sim, world.token, query);
  const askPull = async (fields: string) => {
    const answer = await ask(`{repository(owner:"acme",name:"shop"){pullRequest(number:1){${fields}}}}`);
    return { ...answer, pull: answer.data?.repository?.pullRequest };
  };

  it("refuses a field that GitHub does not have, and records it", async () => {
    const answer = await ask('{repository(owner:"acme",name:"shop"){nonsense}}');

    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0].message).toContain('Cannot query field "nonsense"');
    expect(world.sim.violations).toHaveLength(1);
  });

  it("says what it does not simulate instead of answering null", async () => {
    const answer = await ask('{repository(owner:"acme",name:"shop"){diskUsage}}');

    expect(answer.errors?.[0].message).toBe("Repository.diskUsage is not simulated");
    expect(world.sim.violations).toHaveLength(1);
  });

  it("answers null and NOT_FOUND with a path for what is missing", async () => {
    const answer = await ask(
      '{a:repository(owner:"acme",name:"shop"){pullRequest(number:9){id}} b:repository(owner:"x",name:"y"){id}}',
    );

    expect(answer.data).toEqual({ a: { pullRequest: null }, b: null });
    expect(answer.errors).toMatchObject([
      { type: "NOT_FOUND", path: ["a", "pullRequest"] },
      { type: "NOT_FOUND", path: ["b"] },
    ]);
    expect(world.sim.violations).toEqual([]);
  });

  it("shows a bot by its slug and without a user behind its commits", async () => {
    world.sim.createBot("copilot-swe-agent");
    await aPull();

    const { pull } = await askPull(
      "author{__typename login ... on Bot{databaseId}} commits(first:1){nodes{commit{author{user{login}} authors(first:5){nodes{email}}}}}",
    );

    expect(pull.author).toEqual({ __typename: "Bot", login: "copilot-swe-agent", databaseId: 198982749 });
    const [{ commit }] = pull.commits.nodes;
    expect(commit.author.user).toBeNull();
    expect(commit.authors.nodes.map((one: { email: string }) => one.email)).toContain("alice@example.com");
    const rest = await world.api("GET", "/repos/acme/shop/pulls/1");
    expect(rest.data.user).toMatchObject({ login: "Copilot", id: 198982749, type: "Bot" });
  });

  it("keeps the history of an edited comment", async () => {
    world.sim.createBot("copilot-swe-agent");
    const comment = world.sim.comment(await aPull(), "alice", "first");
    world.sim.editComment(comment, "bob", "second");

    const { pull } = await askPull(
      "comments(last:1){nodes{databaseId fullDatabaseId body includesCreatedEdit editor{login} userContentEdits(first:9){nodes{diff}}}}",
    );

    expect(pull.comments.nodes[0]).toEqual({
      databaseId: null,
      fullDatabaseId: String(comment.id),
      body: "second",
      includesCreatedEdit: true,
      editor: { login: "bob" },
      userContentEdits: { nodes: [{ diff: "second" }, { diff: "first" }] },
    });
  });

  it("reads files of a commit with their mode", async () => {
    world.sim.createBot("copilot-swe-agent");
    await aPull();

    const { pull } = await askPull(
      'commits(last:1){nodes{commit{link:file(path:"link"){mode object{... on Blob{text}}} none:file(path:"x"){mode}}}}',
    );

    const [{ commit }] = pull.commits.nodes;
    expect(commit).toEqual({ link: { mode: 0o120000, object: { text: "src/b.ts" } }, none: null });
  });

  it("sums check runs and statuses of the head", async () => {
    const { sim, repo } = world;
    sim.createBot("copilot-swe-agent");
    const { head } = await aPull();
    sim.reportCheck(repo, head.sha, "build", "success");
    await sim.setStatus(repo, head.sha, "legacy/ci", "pending");

    const { pull } = await askPull(
      "statusCheckRollup{state contexts(first:9){nodes{__typename ... on CheckRun{name databaseId checkSuite{app{slug}}} ... on StatusContext{context}}}}",
    );

    expect(pull.statusCheckRollup.state).toBe("PENDING");
    expect(pull.statusCheckRollup.contexts.nodes).toMatchObject([
      { __typename: "CheckRun", name: "build", checkSuite: { app: { slug: "github-actions" } } },
      { __typename: "StatusContext", context: "legacy/ci" },
    ]);
  });

  it("finds closing issues by keyword on the default branch only", async () => {
    const { sim, repo } = world;
    sim.createBot("copilot-swe-agent");
    const issue = sim.createIssue({ repo, author: "alice", title: "Wanted" });
    await sim.createBranch(repo, "release");
    await sim.commit(repo, "feature", { by: "alice", files: { x: "1" } });
    const pull = await sim.openPull({ repo, head: "feature", author: "alice", body: `Fixes #${issue.number}` });
    const read = async () => {
      const query = `{repository(owner:"acme",name:"shop"){pullRequest(number:${pull.number}){closingIssuesReferences(first:5){nodes{number}}}}}`;
      return (await ask(query)).data.repository.pullRequest.closingIssuesReferences.nodes;
    };

    expect(await read()).toEqual([{ number: issue.number }]);
    await sim.retarget(pull, "release", "alice");
    expect(await read()).toEqual([]);
  });

  it("pages connections by cursor and asks for a page size", async () => {
    world.sim.createBot("copilot-swe-agent");
    const pull = await aPull();
    for (const body of ["1", "2", "3"]) world.sim.comment(pull, "alice", body);
    const page = (args: string) => askPull(`comments(${args}){pageInfo{hasNextPage endCursor} nodes{body}}`);

    const first = (await page("first:2")).pull.comments;
    const second = (await page(`first:2,after:"${first.pageInfo.endCursor}"`)).pull.comments;
    const unbounded = await askPull("comments{nodes{body}}");

    expect(first).toMatchObject({ pageInfo: { hasNextPage: true }, nodes: [{ body: "1" }, { body: "2" }] });
    expect(second).toMatchObject({ pageInfo: { hasNextPage: false }, nodes: [{ body: "3" }] });
    expect(unbounded.errors?.[0].type).toBe("MISSING_PAGINATION_BOUNDARIES");
  });

  it("cuts the list of commits but not its total, and leaves closed pull requests out of a commit's", async () => {
    const { sim, repo } = world;
    const commits = Array.from({ length: 251 }, (_, index) => ({ by: "alice", files: { n: `${index}` } }));
    const oids = await sim.commitMany(repo, "long", commits);
    await sim.closePull(await sim.openPull({ repo, head: "long", author: "alice" }), "alice");
    const again = await sim.openPull({ repo, head: "long", author: "alice" });
    const query = `{repository(owner:"acme",name:"shop"){pullRequest(number:${again.number}){commits(last:1){totalCount nodes{commit{oid associatedPullRequests(first:5){nodes{number}}}}}}}}`;

    const { data } = await ask(query);

    const { totalCount, nodes } = data.repository.pullRequest.commits;
    expect(totalCount).toBe(251);
    expect(nodes[0].commit).toEqual({ oid: oids[249], associatedPullRequests: { nodes: [{ number: again.number }] } });
  });

  it("finds nodes by the id that REST gives", async () => {
    world.sim.createBot("copilot-swe-agent");
    await aPull();
    const { data } = await world.api("GET", "/repos/acme/shop/pulls/1");

    const answer = await ask(`{node(id:"${data.node_id}"){... on PullRequest{number headRefOid}}}`);

    expect(answer.data.node).toEqual({ number: 1, headRefOid: data.head.sha });
  });
});
