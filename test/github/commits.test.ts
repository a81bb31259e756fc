import { fromGraphqlCommit, fromRestCommit, GraphqlCommit, RestCommit } from "../../src/github/commits.js";
import { ALICE, aCommitNode, BOB } from "./support/snapshot-answer.js";

function fromNode(overrides: object) {
  return fromGraphqlCommit(GraphqlCommit.parse(aCommitNode(overrides).commit));
}

const person = (name: string, email: string, user: object | null = null) => ({ name, email, user });

describe("the people of a commit", () => {
  it("are linked to accounts where GitHub links them", () => {
    const commit = fromNode({ committer: person("Bob", "bob@example.com", BOB) });

    expect(commit.author.account).toEqual({ id: 11, login: "alice", type: "User" });
    expect(commit.committer.account).toEqual({ id: 12, login: "bob", type: "User" });
  });

  it.each([
    ["a stranger", "eve@example.com", null],
    ["a bot", "777+acme-agent[bot]@users.noreply.github.com", { id: 777, login: "acme-agent[bot]", type: "Bot" }],
    ["Copilot", "198982749+Copilot@users.noreply.github.com", { id: 198982749, login: "Copilot", type: "Bot" }],
    ["a person GitHub did not link", "55+eve@users.noreply.github.com", null],
    ["an address without an id", "acme-agent[bot]@users.noreply.github.com", null],
    ["an address that only looks like it", "777+x[bot]@users.noreply.github.com.", null],
  ])("of %s are attributed by GitHub's own addresses only to bots", (_name, email, account) => {
    expect(fromNode({ author: person("X", email) }).author.account).toEqual(account);
  });

  it("knows GitHub's own committer, but takes nobody else by that address", () => {
    const commit = fromNode({
      author: person("GitHub", "noreply@github.com"),
      committer: person("GitHub", "noreply@github.com"),
    });

    expect(commit.committer.account).toMatchObject({ login: "web-flow" });
    expect(commit.author.account).toBeNull();
  });

  it("holds every co-author once, in order, linked or not", () => {
    const message = [
      "Retry refunds",
      "",
      "Co-authored-by: Claude <noreply@anthropic.com>",
      "CO-AUTHORED-BY:Bob <BOB@example.com>  ",
      "Co-authored-by: nobody without an address",
      "Co-authored-by: <>",
    ].join("\r\n");
    const linked = [
      person("Alice", "alice@example.com", ALICE),
      person("Bob", "bob@example.com", BOB),
      person("Dan", "dan@example.com", { __typename: "User", login: "dan", databaseId: 14 }),
    ];

    const { coAuthors } = fromNode({ message: message.replaceAll("\r", ""), authors: { nodes: linked } });

    expect(coAuthors).toEqual([
      { name: "Claude", email: "noreply@anthropic.com", account: null },
      { name: "Bob", email: "BOB@example.com", account: { id: 12, login: "bob", type: "User" } },
      { name: "Dan", email: "dan@example.com", account: { id: 14, login: "dan", type: "User" } },
    ]);
  });

  it("are found behind carriage returns", () => {
    const message = "Retry\r\n\r\nCo-authored-by: Eve <eve@example.com>\r\n";

    expect(fromNode({ message }).coAuthors).toMatchObject([{ email: "eve@example.com" }]);
  });

  it("does not read a co-author out of a long hostile message slowly", () => {
    const message = `Co-authored-by: ${"<".repeat(300_000)}\nco-authored-by: ${" ".repeat(300_000)}x`;

    expect(fromNode({ message }).coAuthors).toEqual([]);
  });

  it("may be missing altogether", () => {
    const commit = fromNode({ author: null, committer: null, authors: { nodes: [] } });

    expect(commit.author).toEqual({ name: "", email: "", account: null });
  });

  it("are the same by REST, which links no co-authors but knows GitHub's own addresses", () => {
    const git = { name: "Alice", email: "alice@example.com" };
    const user = { login: "alice", id: 11, type: "User" };
    const message =
      "Retry\n\nCo-authored-by: Bob <12+bob@users.noreply.github.com>\nCo-authored-by: Eve <eve@example.com>";
    const rest = {
      sha: "s",
      commit: { message, author: git, committer: git },
      author: user,
      committer: {},
      parents: [],
    };

    const commit = fromRestCommit(RestCommit.parse(rest));

    expect(commit.author).toEqual({ ...git, account: { id: 11, login: "alice", type: "User" } });
    expect(commit.committer.account).toBeNull();
    expect(commit.coAuthors.map(({ account }) => account?.login ?? null)).toEqual(["bob", null]);
  });
});
