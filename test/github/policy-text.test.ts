import { aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";
import { aSnapshotAnswer } from "./support/snapshot-answer.js";

const BLOB = {
  __typename: "Blob",
  oid: "abc",
  byteSize: 11,
  isBinary: false,
  isTruncated: false,
  text: "version: 1\n",
};

describe("the policy file on GitHub", () => {
  withoutNetwork();

  async function load(answer: object) {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.graphql(200, answer);
    const snapshot = await aGithub().reader.loadPull(REF, { baseRef: "main" });
    if (snapshot === null) throw new Error("no such pull request");
    return snapshot;
  }

  it("is found, on the base and in the organisation", async () => {
    const snapshot = await load(aSnapshotAnswer({}, { repository: { policy: BLOB }, floor: { object: BLOB } }));

    expect(snapshot.policy).toEqual({ status: "found", text: "version: 1\n", oid: "abc" });
    expect(snapshot.floor).toEqual({ status: "found", text: "version: 1\n", oid: "abc" });
  });

  it.each([
    [
      "a folder",
      { __typename: "Tree" },
      "expected a text file, received a folder, a link or a submodule; put a file in",
    ],
    [
      "a commit",
      { __typename: "Commit", oid: "abc" },
      "expected a text file, received a folder, a link or a submodule",
    ],
    [
      "a binary",
      { ...BLOB, isBinary: true, text: null },
      "expected text in UTF-8, received bytes that are no text; save",
    ],
    [
      "two megabytes",
      { ...BLOB, byteSize: 2_000_000 },
      "expected at most 1048576 bytes, received 2000000; merge entries",
    ],
  ])(
    "is broken when it is %s: a person has to mend it, on the base and in the organisation",
    async (_, object, message) => {
      const snapshot = await load(aSnapshotAnswer({}, { repository: { policy: object }, floor: { object } }));

      expect(snapshot.policy).toEqual({ status: "broken", message: expect.stringContaining(message) });
      expect(snapshot.floor).toEqual(snapshot.policy);
    },
  );

  it.each([
    ["a cut text", { ...BLOB, isTruncated: true }, "did not give its whole text"],
    ["a text that is missing", { ...BLOB, text: null }, "did not give its whole text"],
    ["a version that is missing", { ...BLOB, oid: undefined }, "did not say which version it is"],
  ])("is unavailable, never absent, when GitHub gives %s", async (_name, policy, reason) => {
    const snapshot = await load(aSnapshotAnswer({}, { repository: { policy } }));

    expect(snapshot.policy).toEqual({ status: "unavailable", reason: expect.stringContaining(reason) });
  });

  it("is unavailable when an error explains its absence", async () => {
    const errors = [
      { type: "FORBIDDEN", path: ["repository", "policy"], message: "no access to contents" },
      { type: "FORBIDDEN", path: ["floor"], message: "suspended" },
    ];
    const snapshot = await load(aSnapshotAnswer({}, { errors }));

    expect(snapshot.policy).toMatchObject({ status: "unavailable", reason: expect.stringContaining("no access") });
    expect(snapshot.floor).toMatchObject({ status: "unavailable", reason: expect.stringContaining("suspended") });
  });

  it("has no floor where there is no .github repository", async () => {
    const errors = [{ type: "NOT_FOUND", path: ["floor"], message: "Could not resolve to a Repository" }];

    expect((await load(aSnapshotAnswer({}, { errors }))).floor).toEqual({ status: "absent" });
  });

  it("has a floor that is not known where the repository is left out without a word", async () => {
    expect((await load(aSnapshotAnswer({}, { floor: null }))).floor.status).toBe("unavailable");
  });

  it("does not take a missing file in the floor's repository for a missing repository", async () => {
    const errors = [{ type: "NOT_FOUND", path: ["floor", "object"], message: "object store is away" }];

    expect((await load(aSnapshotAnswer({}, { errors }))).floor.status).toBe("unavailable");
  });

  it("is unavailable when the base branch is gone", async () => {
    const snapshot = await load(aSnapshotAnswer({ baseRef: null }));

    expect(snapshot.policy).toMatchObject({ status: "unavailable", reason: expect.stringContaining("`main`") });
  });
});
