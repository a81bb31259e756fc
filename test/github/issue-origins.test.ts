import { AppError } from "../../src/errors.js";
import { aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";

const ISSUE = { id: 4100, repository: "acme/docs", number: 41 };
const PATH = "/repos/acme/docs/issues/41";

describe("an issue's origin", () => {
  withoutNetwork();

  function answering(status: number, body: object) {
    const api = aGithubApi();
    api.token();
    api.get(PATH, status, body);
    return aGithub().reader;
  }

  it.each([
    ["a person's hands", { id: 4100, performed_via_github_app: null }, false],
    ["an older server that does not say", { id: 4100 }, false],
    ["an App in a person's name", { id: 4100, performed_via_github_app: { id: 5, slug: "autopilot" } }, true],
  ])("is %s, and asked for once", async (_name, body, viaApp) => {
    const reader = answering(200, body);

    expect(await reader.loadIssueViaApp(REF, ISSUE)).toEqual({ status: "loaded", value: viaApp });
    // A second request would have no answer, and fail.
    expect(await reader.loadIssueViaApp(REF, ISSUE)).toEqual({ status: "loaded", value: viaApp });
  });

  it.each([
    ["the App may not see it", 403, { message: "Resource not accessible by integration" }],
    ["it is gone", 404, {}],
    ["its name passed on to another issue", 200, { id: 9, performed_via_github_app: null }],
  ])("is unknown when %s, and asked for again", async (_name, status, body) => {
    const reader = answering(status, body);

    expect((await reader.loadIssueViaApp(REF, ISSUE)).status).toBe("unavailable");
    aGithubApi().get(PATH, 200, { id: 4100, performed_via_github_app: null });
    expect(await reader.loadIssueViaApp(REF, ISSUE)).toEqual({ status: "loaded", value: false });
  });

  it("keeps apart issues that had one name", async () => {
    const reader = answering(200, { id: 4100, performed_via_github_app: null });
    await reader.loadIssueViaApp(REF, ISSUE);
    aGithubApi().get(PATH, 200, { id: 4200, performed_via_github_app: { id: 5 } });

    expect(await reader.loadIssueViaApp(REF, { ...ISSUE, id: 4200 })).toEqual({ status: "loaded", value: true });
  });

  it("is tried again with all of the work when GitHub is down", async () => {
    const api = aGithubApi();
    api.token();
    api.get(PATH, 502, {});
    api.get(PATH, 502, {});

    await expect(aGithub().reader.loadIssueViaApp(REF, ISSUE)).rejects.toThrow(AppError);
  });
});
