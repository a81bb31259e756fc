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

  it.each(["777+acme-agent[bot]@users.noreply.github.com", "12+bob@users.noreply.github.com", "eve@example.com"])(
    "are nobody where GitHub links nobody, whatever the address says: %s",
    (email) => {
      const message = `Retry\n\nCo-authored-by: X <${email}>`;
      const commit = fromNode({ author: person("X", email), message, authors: { nodes: [] } });

      expect(commit.author.account).toBeNull();
      expect(commit.coAuthors).toMatchObject([{ account: null }]);
    },
  );

  describe("that GitHub's own name stands for", () => {
    const GITHUB = person("GitHub", "noreply@github.com");
    const WEB_FLOW = { login: "web-flow", id: 19864447, type: "User" };
    const signed = { isValid: true, wasSignedByGitHub: true };

    function byRest(verification: object | undefined, committer: object = WEB_FLOW) {
      const git = { name: "GitHub", email: "noreply@github.com" };
      const commit = { message: "Retry", author: git, committer: git, verification };
      return fromRestCommit(RestCommit.parse({ sha: "s", commit, author: WEB_FLOW, committer, parents: [] }));
    }

    it("are GitHub in what GitHub signed", () => {
      const commits = [
        fromNode({ author: GITHUB, committer: GITHUB, signature: signed }),
        byRest({ verified: true, reason: "valid" }),
      ];

      for (const { author, committer } of commits) {
        expect([author.account, committer.account]).toEqual([WEB_FLOW, WEB_FLOW]);
      }
    });

    it.each([
      ["nothing", undefined, undefined],
      ["null", null, null],
      ["a key of somebody's", { ...signed, wasSignedByGitHub: false }, { verified: true, reason: "valid" }],
      ["a broken signature", { ...signed, isValid: false }, { verified: false, reason: "invalid" }],
      ["an answer that contradicts itself", { ...signed, isValid: false }, { verified: true, reason: "unknown_key" }],
    ])("are nobody with %s for a signature", (name, signature, verification) => {
      const linked = { ...GITHUB, user: { __typename: "User", login: "web-flow", databaseId: 19864447 } };
      const by = name === "a key of somebody's" ? { login: "eve", id: 66, type: "User" } : WEB_FLOW;
      const commits = [
        fromNode({ author: GITHUB, committer: GITHUB, signature }),
        fromNode({ author: linked, committer: linked, signature }),
        byRest(verification ?? undefined, by),
      ];

      expect(commits.map(({ author }) => author.account)).toEqual([null, null, null]);
      expect(commits.map(({ committer }) => committer.account?.login ?? null)).not.toContain("web-flow");
    });

    it("are nobody in a trailer: whoever edits on GitHub's pages types the message", () => {
      const message = "Retry\n\nCo-authored-by: GitHub <NoReply@github.com>";
      const linked = { ...GITHUB, user: { __typename: "User", login: "web-flow", databaseId: 19864447 } };

      const { coAuthors } = fromNode({ message, authors: { nodes: [linked] }, signature: signed });

      expect(coAuthors).toMatchObject([{ account: null }]);
    });
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

  it("are the same by REST, which links no co-authors", () => {
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
    expect(commit.coAuthors.map(({ account }) => account)).toEqual([null, null]);
  });
});
