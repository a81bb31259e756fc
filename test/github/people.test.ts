import { aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";

const ALICE = { login: "alice", id: 11, type: "User" };

describe("what a person may do", () => {
  withoutNetwork();

  it.each([
    ["admin", "admin", "admin"],
    ["write", "maintain", "maintain"],
    ["write", "write", "write"],
    ["write", "release-captain", "write"],
    ["read", "triage", "triage"],
    ["read", "read", "read"],
    ["read", "admin", "read"],
    ["none", "none", "none"],
    ["something new", "admin", "none"],
  ])("is, for permission %s with role %s, %s", async (permission, role_name, expected) => {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/collaborators/alice/permission", 200, { permission, role_name, user: ALICE });

    expect(await aGithub().reader.loadPermission(REF, "alice")).toEqual({
      status: "loaded",
      value: { permission: expected, account: ALICE },
    });
  });

  it("is nothing for a bot, of whom GitHub says that it is not a user", async () => {
    const api = aGithubApi();
    api.token();
    const refused = { message: "Copilot is not a user" };
    api.get("/repos/acme/shop/collaborators/Copilot/permission", 404, refused);
    api.get("/repos/acme/shop/collaborators/Copilot/permission", 404, refused);

    expect(await aGithub().reader.loadPermission(REF, "Copilot")).toEqual({
      status: "loaded",
      value: { permission: "none", account: null },
    });
  });

  it("is what GitHub says when it is asked again, after it said once that there is nobody", async () => {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/collaborators/alice/permission", 404, { message: "Not Found" });
    api.get("/repos/acme/shop/collaborators/alice/permission", 200, { permission: "write", user: ALICE });

    expect(await aGithub().reader.loadPermission(REF, "alice")).toMatchObject({ value: { permission: "write" } });
  });

  it("is unknown when GitHub does not tell", async () => {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/collaborators/alice/permission", 403, {
      message: "Resource not accessible by integration",
    });

    expect((await aGithub().reader.loadPermission(REF, "alice")).status).toBe("unavailable");
  });

  it("does not let a login reach another endpoint", async () => {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/collaborators/..%2F..%2F..%2Fapp/permission", 404, {});
    api.get("/repos/acme/shop/collaborators/..%2F..%2F..%2Fapp/permission", 404, {});

    expect((await aGithub().reader.loadPermission(REF, "../../../app")).status).toBe("loaded");
  });
});

describe("what somebody may do who looks at our pages", () => {
  withoutNetwork();

  it("is asked of GitHub like everything else, and leaves no trace in the numbers that are open to everybody", async () => {
    const api = aGithubApi();
    api.token();
    for (const login of ["alice", "alice"]) {
      const answer = { permission: "read", user: ALICE };
      api.get(`/repos/acme/shop/collaborators/${login}/permission`, 200, answer);
    }
    const calls: string[] = [];
    const github = aGithub({ onCall: ({ route }) => calls.push(route) });

    const asked = await github.viewers.loadPermission(REF, "alice");

    expect(calls).toEqual([]);
    expect(asked).toEqual(await github.reader.loadPermission(REF, "alice"));
    expect(calls).toEqual(["GET /repos/{owner}/{repo}/collaborators/{username}/permission"]);
  });
});

describe("a person's teams", () => {
  withoutNetwork();
  const path = (team: string) => `/orgs/acme/teams/${team}/memberships/alice`;

  it("are those with an active membership", async () => {
    const api = aGithubApi();
    api.token();
    api.get(path("security"), 200, { state: "active", role: "member" });
    api.get(path("payments"), 200, { state: "pending", role: "member" });
    api.get(path("gone"), 404, { message: "Not Found" });
    api.get(path("gone"), 404, { message: "Not Found" });
    api.get(path("again"), 404, { message: "Not Found" });
    api.get(path("again"), 200, { state: "active", role: "member" });
    const teams = ["acme/security", "acme/payments", "acme/gone", "acme/again"];

    expect(await aGithub().reader.loadTeams(REF, "alice", teams)).toEqual({
      status: "loaded",
      value: ["acme/security", "acme/again"],
    });
  });

  it("are unknown when one of them may not be read", async () => {
    const api = aGithubApi();
    api.token();
    api.get(path("security"), 200, { state: "active" });
    api.get(path("secret"), 403, { message: "Must have members: read" });

    const answer = await aGithub().reader.loadTeams(REF, "alice", ["acme/security", "acme/secret"]);

    expect(answer).toMatchObject({ status: "unavailable", reason: expect.stringContaining("members: read") });
  });
});

describe("a comment's origin", () => {
  withoutNetwork();

  it.each([
    ["a person's hands", { performed_via_github_app: null }, false],
    ["an older server that does not say", {}, false],
    ["an App in a person's name", { performed_via_github_app: { id: 5, slug: "autopilot" } }, true],
  ])("is %s", async (_name, comment, viaApp) => {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/issues/comments/5", 200, comment);

    expect(await aGithub().reader.loadViaApp(REF, 5)).toEqual({ status: "loaded", value: viaApp });
  });

  it("is unknown when the comment is gone", async () => {
    const api = aGithubApi();
    api.token();
    api.get("/repos/acme/shop/issues/comments/5", 404, {});

    expect((await aGithub().reader.loadViaApp(REF, 5)).status).toBe("unavailable");
  });
});
