import { linkCoAuthors } from "../../src/github/compare.js";
import type { GithubContext } from "../../src/github/context.js";
import { aRef } from "../support/build/work.js";
import { aCommit, aGitPerson, fakeSha } from "../support/build.js";

const UNKNOWN = aGitPerson({ name: "R", email: "R@corp.example", account: null });
const ROBIN = { name: "R", email: "r@corp.example", user: { __typename: "User", login: "robin", databaseId: 102 } };

function answering(body: object) {
  const asked: object[] = [];
  const query = async (_caller: unknown, _query: string, variables: object) => {
    asked.push(variables);
    return { data: body, headers: {} };
  };
  return { context: { api: { query } } as unknown as GithubContext, asked };
}

function node(sha: string, message = "Go on\n\nCo-authored-by: R <r@corp.example>") {
  const person = { name: "A", email: "a@corp.example", user: null };
  const parents = { totalCount: 0, nodes: [] };
  return { oid: sha, message, parents, author: person, committer: person, authors: { nodes: [person, ROBIN] } };
}

it("asks nothing where every co-author is linked", async () => {
  const { context, asked } = answering({});
  const commits = [aCommit(), aCommit({ coAuthors: [aGitPerson()] })];

  expect(await linkCoAuthors(context, aRef(), commits)).toEqual(commits);
  expect(asked).toEqual([]);
});

it("links whom GitHub links, in the commit that names them, and leaves what is gone unlinked", async () => {
  const [one, two] = [1, 2].map((n) => aCommit({ sha: fakeSha(n), coAuthors: [UNKNOWN] }));
  const { context, asked } = answering({ data: { repository: { c0: node(fakeSha(1)), c1: null } } });

  const commits = await linkCoAuthors(context, aRef(), [aCommit(), ...(one && two ? [one, two] : [])]);

  expect(asked).toMatchObject([{ c0: fakeSha(1), c1: fakeSha(2) }]);
  expect(commits.map(({ coAuthors }) => coAuthors.map(({ account }) => account?.id ?? null))).toEqual([
    [],
    [102],
    [null],
  ]);
});

it.each([
  ["the answer has an error", { data: { repository: { c0: null } }, errors: [{ path: ["repository", "c0"] }] }],
  ["a commit has an unknown shape", { data: { repository: { c0: { oid: fakeSha(1) } } } }],
  ["it is refused", { errors: [{ message: "no" }] }],
  ["it is no answer", []],
])("takes nobody for nobody's where %s", async (_what, body) => {
  const { context } = answering(body);

  await expect(linkCoAuthors(context, aRef(), [aCommit({ coAuthors: [UNKNOWN] })])).rejects.toMatchObject({
    code: "GITHUB_FORBIDDEN",
  });
});
