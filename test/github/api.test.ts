import nock from "nock";
import { aGithub, aGithubApi, NOW, REF, TOKEN, withoutNetwork } from "./support/github-api.js";

const PERMISSION = "/repos/acme/shop/collaborators/alice/permission";
const COMMENTS = "/repos/acme/shop/issues/7/comments";
const CAN_WRITE = { permission: "write", role_name: "write", user: { login: "alice", id: 1, type: "User" } };

function inSeconds(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

describe("calling GitHub", () => {
  withoutNetwork();

  it.each([
    [
      "a primary limit",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW.getTime() / 1000 + 90) },
      90,
    ],
    [
      "a primary limit by 429",
      429,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW.getTime() / 1000 + 90) },
      90,
    ],
    ["a secondary limit with a time", 403, { "retry-after": "17" }, 17],
    ["a secondary limit without a time", 403, {}, 60],
    ["a limit without any word", 429, {}, 60],
    ["a reset that already passed", 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }, 1],
    ["a wait beyond belief", 403, { "retry-after": "99999999" }, 65 * 60],
  ])("turns %s into a time to come back", async (_name, status, headers, seconds) => {
    const api = aGithubApi();
    api.token();
    api.get(
      PERMISSION,
      status,
      { message: "You have exceeded a secondary rate limit." },
      headers as Record<string, string>,
    );

    await expect(aGithub().reader.loadPermission(REF, "alice")).rejects.toMatchObject({
      code: "GITHUB_RATE_LIMITED",
      retryAt: inSeconds(seconds),
    });
  });

  it("asks a limited installation nothing more until the time has come, and others at once", async () => {
    let now = NOW;
    const { reader } = aGithub({ now: () => now });
    const api = aGithubApi();
    api.token();
    api.get(PERMISSION, 403, { message: "slow down" }, { "retry-after": "30" });
    await expect(reader.loadPermission(REF, "alice")).rejects.toMatchObject({ code: "GITHUB_RATE_LIMITED" });

    await expect(reader.loadPermission(REF, "alice")).rejects.toMatchObject({ retryAt: inSeconds(30) });
    api.token(88);
    api.get(PERMISSION, 200, CAN_WRITE);
    await expect(reader.loadPermission({ ...REF, installationId: 88 }, "alice")).resolves.toBeDefined();
    now = inSeconds(31);
    api.get(PERMISSION, 200, CAN_WRITE);
    await expect(reader.loadPermission(REF, "alice")).resolves.toMatchObject({ status: "loaded" });
  });

  it("stops at the answer that used the budget up", async () => {
    const { reader } = aGithub();
    const api = aGithubApi();
    api.token();
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW.getTime() / 1000 + 600) };
    api.get(PERMISSION, 200, CAN_WRITE, headers);
    await reader.loadPermission(REF, "alice");

    await expect(reader.loadPermission(REF, "alice")).rejects.toMatchObject({ retryAt: inSeconds(600) });
  });

  it.each([
    ["RATE_LIMITED", "API rate limit exceeded"],
    ["", "API rate limit exceeded for installation ID 77"],
  ])("sees the limit inside a GraphQL answer (%s)", async (type, message) => {
    const { reader } = aGithub();
    const api = aGithubApi();
    api.token();
    api.graphql(200, { errors: [{ type, message }] });

    await expect(reader.loadPull(REF, { baseRef: "main" })).rejects.toMatchObject({ retryAt: inSeconds(60) });
    api.get(PERMISSION, 200, CAN_WRITE);
    await expect(reader.loadPermission(REF, "alice")).resolves.toBeDefined();
  });

  it("tries a read once more after a broken connection or a server's error", async () => {
    const { reader } = aGithub();
    const api = aGithubApi();
    api.token();
    api.broken("get", PERMISSION);
    api.get(PERMISSION, 200, CAN_WRITE);
    await expect(reader.loadPermission(REF, "alice")).resolves.toMatchObject({ value: { permission: "write" } });

    api.get(PERMISSION, 502, "Bad gateway");
    api.get(PERMISSION, 503, "");
    await expect(reader.loadPermission(REF, "alice")).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  });

  it.each([
    ["a broken connection", (api: ReturnType<typeof aGithubApi>) => api.broken("post", COMMENTS)],
    ["a server's error", (api: ReturnType<typeof aGithubApi>) => api.post(COMMENTS, 502, "")],
  ])("never repeats a write after %s", async (_name, fail) => {
    const api = aGithubApi();
    api.token();
    fail(api);

    await expect(aGithub().writer.createComment(REF, "hello")).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  });

  it("asks for a new token when the old one is refused", async () => {
    const api = aGithubApi();
    api.token();
    api.token();
    api.post(COMMENTS, 401, { message: "Bad credentials" });
    api.post(COMMENTS, 201, { id: 5 });

    await expect(aGithub().writer.createComment(REF, "hello")).resolves.toEqual({ id: 5 });
  });

  it.each([
    [400, "GITHUB_REJECTED"],
    [403, "GITHUB_FORBIDDEN"],
    [404, "GITHUB_NOT_FOUND"],
    [410, "GITHUB_NOT_FOUND"],
    [422, "GITHUB_REJECTED"],
    [451, "GITHUB_FORBIDDEN"],
    [500, "GITHUB_UNAVAILABLE"],
  ])("maps %i to %s", async (status, code) => {
    const api = aGithubApi();
    api.token();
    api.post(COMMENTS, status, { message: "Resource not accessible by integration" });

    await expect(aGithub().writer.createComment(REF, "hello")).rejects.toMatchObject({ code });
  });

  it("gives up on a server that does not answer in time", async () => {
    const api = aGithubApi();
    api.token();
    api.slow(PERMISSION, 5000);
    api.slow(PERMISSION, 5000);
    const { reader } = aGithub({ requestTimeoutMs: 50 });

    await expect(reader.loadPermission(REF, "alice")).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  });

  it("puts no token, body or header into errors and logs", async () => {
    const api = aGithubApi();
    api.token();
    api.post(COMMENTS, 422, { message: "Validation Failed\nsecond line", errors: [{ value: "the secret body" }] });
    const { writer, logger } = aGithub();

    const error = await writer.createComment(REF, "the secret body").catch((reason: unknown) => reason);

    const told = `${(error as Error).stack} ${JSON.stringify(error)} ${JSON.stringify((error as Error).cause ?? null)}`;
    for (const text of [told, logger.lines.join("\n")]) {
      expect(text).not.toContain("secret body");
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain("authorization");
    }
    expect((error as Error).message).toContain("Validation Failed second line");
    expect(logger.lines).toHaveLength(1);
  });

  it.each([
    ["a page of a proxy", "<html><body>Please sign in</body></html>", { "content-type": "text/html" }],
    ["a page that claims to be JSON", "<html></html>", { "content-type": "application/json" }],
    ["a word", '"ok"', { "content-type": "application/json" }],
    ["bytes", Buffer.from([1, 2, 3]), { "content-type": "application/octet-stream" }],
    ["nothing", "", {}],
  ])("takes %s with status 200 for no answer of GitHub's", async (_name, body, headers) => {
    const api = aGithubApi();
    api.token();
    api.post("/repos/acme/shop/issues/comments/5/reactions", 200, body, headers);
    api.get(PERMISSION, 200, body, headers);
    api.get(PERMISSION, 200, body, headers);
    const { reader, writer } = aGithub();

    await expect(writer.addReaction(REF, 5, "+1")).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
    await expect(reader.loadPermission(REF, "alice")).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  });

  it("takes an empty answer where GitHub has nothing to say", async () => {
    const api = aGithubApi();
    api.token();
    nock("https://api.github.com").delete("/repos/acme/shop/issues/comments/5").reply(204);

    await expect(aGithub().writer.deleteComment(REF, 5)).resolves.toBeUndefined();
  });

  it("uses an Enterprise Server's own addresses and pins the API's version", async () => {
    const api = aGithubApi("https://git.acme.example/api/v3", "/api/graphql");
    api.token();
    const versions: (string | undefined)[] = [];
    const permission = api.get(PERMISSION, 200, CAN_WRITE);
    permission.on("request", (request) => versions.push(request.headers["x-github-api-version"]));
    api.graphql(200, {
      data: { repository: null, floor: null },
      errors: [{ type: "NOT_FOUND", path: ["repository"], message: "no such repository" }],
    });
    const routes: string[] = [];
    const { reader } = aGithub({ host: "git.acme.example", onCall: ({ route }) => routes.push(route) });

    await reader.loadPermission(REF, "alice");

    expect(await reader.loadPull(REF, { baseRef: "main" })).toBeNull();
    expect(routes).toEqual(["GET /repos/{owner}/{repo}/collaborators/{username}/permission", "POST /graphql"]);
    expect(versions).toEqual(["2022-11-28"]);
  });
});
