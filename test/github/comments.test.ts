import { aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";

const ISSUES = "/repos/acme/shop/issues?creator=countersign%5Bbot%5D&state=all&sort=created&per_page=100&page=1";
const MARKER = "<!-- countersign:override:7 -->";
const EFFECT = { kind: "issue", marker: MARKER, title: "Review #7 afterwards", body: "Please." } as const;
const OURS = { login: "countersign[bot]", id: 41, type: "Bot" };

describe("the issue that demands a review afterwards", () => {
  withoutNetwork();

  it("is opened once: one of ours with its marker is found again", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.get(ISSUES, 200, [
      { number: 20, body: `${MARKER}\ncopied`, user: { login: "mallory", id: 66, type: "User" } },
      { number: 21, body: `${MARKER}\nof a pull request`, user: OURS, pull_request: {} },
      { number: 22, body: null, user: OURS },
      { number: 23, body: `${MARKER}\nPlease.`, user: OURS },
    ]);

    expect(await aGithub().writer.openIssue(REF, EFFECT)).toBe(23);
  });

  it("is opened with its marker when there is none", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.get(ISSUES, 200, []);
    api.post("/repos/acme/shop/issues", 201, { number: 24 }).on("request", (_request, _interceptor, body) => {
      expect(JSON.parse(body)).toEqual({ title: "Review #7 afterwards", body: `${MARKER}\nPlease.` });
    });

    expect(await aGithub().writer.openIssue(REF, EFFECT)).toBe(24);
  });

  it("is not opened when the search fails", async () => {
    const api = aGithubApi();
    api.token();
    api.identity();
    api.get(ISSUES, 403, { message: "Issues are disabled" });

    await expect(aGithub().writer.openIssue(REF, EFFECT)).rejects.toMatchObject({ code: "GITHUB_FORBIDDEN" });
  });
});
