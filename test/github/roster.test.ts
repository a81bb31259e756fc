import nock from "nock";
import { aGithub, aGithubApi, REF, withoutNetwork } from "./support/github-api.js";
import {
  aSimulatedGithub,
  closeClean,
  connect,
  loadedValue,
  openFeature,
  readPull,
  type Simulated,
} from "./support/simulated.js";

const COLLABORATORS = "/repos/acme/shop/collaborators?permission=push&per_page=100&page=1";

describe("who could be asked, on the simulator", () => {
  let world: Simulated;
  beforeEach(async () => {
    world = await aSimulatedGithub();
  });
  afterEach(() => closeClean(world));

  it("is everybody who may push, with what they may do", async () => {
    const { sim, repo, ref, github } = world;
    sim.createUser("dora");
    sim.setPermission(repo, "dora", "triage");
    sim.setPermission(repo, "carol", "maintain");

    const found = loadedValue(await github.roster.listCollaborators(ref));

    expect(found.map(({ account, permission }) => `${account.login}: ${permission}`)).toContain("carol: maintain");
    expect(found.map(({ account }) => account.login)).not.toContain("dora");
  });

  it("is read once for an hour, and again for another team", async () => {
    const { sim, ref, github } = world;
    sim.createTeam("acme", "security", ["bob"]);
    sim.clearRequests();

    const first = await github.roster.listTeamMembers(ref, "acme/security");
    sim.addMember("acme/security", "carol");
    const second = await github.roster.listTeamMembers(ref, "acme/Security");

    expect(loadedValue(first).map(({ login }) => login)).toEqual(["bob"]);
    expect(second).toEqual(first);
    expect(sim.countRequests({ path: /members/ })).toBe(1);
    const afresh = await connect(sim).roster.listTeamMembers(ref, "acme/security");
    expect(loadedValue(afresh)).toHaveLength(2);
  });

  it("is nobody in a team that does not exist", async () => {
    expect(loadedValue(await world.github.roster.listTeamMembers(world.ref, "acme/nobody"))).toEqual([]);
  });

  it("tells CODEOWNERS from the first of its three places, and who is away here and in the organisation", async () => {
    const { sim, repo, ref, github } = world;
    await sim.commit(repo, "main", {
      author: "alice",
      files: {
        "docs/CODEOWNERS": "* @carol\n",
        CODEOWNERS: "* @bob\n",
        ".github/countersign-away.yml": "away: []\n",
      },
    });
    await sim.createRepository({
      owner: "acme",
      name: ".github",
      files: { ".github/countersign-away.yml": "away: [{ login: bob, until: 2026-12-24 }]\n" },
    });

    const files = await github.roster.loadRosterFiles(ref, "main", []);

    expect(files.codeowners).toEqual({
      name: "acme/shop: CODEOWNERS",
      text: { status: "loaded", value: "* @bob\n" },
    });
    expect(files.away.map(({ name }) => name)).toEqual([
      "acme/shop: .github/countersign-away.yml",
      "acme/.github: .github/countersign-away.yml",
    ]);
  });

  it("has no files where there are none, and says when one is no text", async () => {
    const { sim, repo, ref, github } = world;
    expect(await github.roster.loadRosterFiles(ref, "main", [])).toMatchObject({ codeowners: null, away: [] });

    await sim.commit(repo, "main", { author: "alice", files: { CODEOWNERS: Buffer.from([0, 1, 2]) } });
    const { codeowners } = await connect(sim).roster.loadRosterFiles(ref, "main", []);

    expect(codeowners?.text).toEqual({ status: "unavailable", reason: "it is not a text file" });
  });

  it("reads a file again that could not be read", async () => {
    const { sim, repo, ref, github } = world;
    await sim.commit(repo, "main", { author: "alice", files: { CODEOWNERS: Buffer.from([0, 1, 2]) } });
    await github.roster.loadRosterFiles(ref, "main", []);
    await sim.commit(repo, "main", { author: "alice", files: { CODEOWNERS: "* @bob\n" } });

    const { codeowners } = await github.roster.loadRosterFiles(ref, "main", []);

    expect(codeowners?.text).toEqual({ status: "loaded", value: "* @bob\n" });
  });

  it("tells whose commits the files are from, newest first, in one call", async () => {
    const { sim, repo, ref, github } = world;
    const bob = sim.world.account("bob");
    await sim.commit(repo, "main", { author: "alice", files: { "src/x.ts": "1\n", "src/y.ts": "1\n" } });
    const message = `Two\n\nCo-authored-by: Bob <${bob.email}>`;
    await sim.commit(repo, "main", { author: "carol", message, files: { "src/x.ts": "2\n" } });
    sim.clearRequests();

    const history = await historyOf(github.roster.loadRosterFiles(ref, "main", ["src/x.ts", "src/y.ts", "src/z.ts"]));

    const id = (login: string) => sim.world.account(login).id;
    expect(history.map(({ path, commits }) => [path, commits.map(({ authors }) => authors)])).toEqual([
      ["src/x.ts", [[id("carol"), id("bob")], [id("alice")]]],
      ["src/y.ts", [[id("alice")]]],
      ["src/z.ts", []],
    ]);
    expect(sim.countRequests()).toBe(1);
  });

  it("has no history on a branch that is gone", async () => {
    const { ref, github } = world;

    expect(await historyOf(github.roster.loadRosterFiles(ref, "gone", ["a"]))).toEqual([{ path: "a", commits: [] }]);
  });

  it("asks once for files and histories, and again for the histories of other files", async () => {
    const { sim, repo, ref, github } = world;
    await sim.commit(repo, "main", { author: "alice", files: { "src/x.ts": "1\n", "src/y.ts": "1\n" } });
    sim.clearRequests();
    const { roster } = github;

    const first = await roster.loadRosterFiles(ref, "main", ["src/x.ts"]);
    expect(await roster.loadRosterFiles(ref, "main", ["src/x.ts"])).toEqual(first);
    expect(sim.countRequests()).toBe(1);

    expect(await historyOf(roster.loadRosterFiles(ref, "main", ["src/y.ts"]))).toHaveLength(1);
    expect(sim.countRequests()).toBe(2);
  });

  it("shows who is assigned, and who assigned an agent to the issue", async () => {
    const { sim, repo } = world;
    sim.createBot("copilot-swe-agent");
    const pull = await openFeature(world);
    const issue = sim.createIssue({ repo, author: "carol", title: "Count" });
    sim.linkIssue(pull, issue);
    await sim.assign(issue, "alice", "Copilot");
    await sim.assign(pull, "alice", "bob");
    await sim.assign(pull, "alice", "Copilot");

    const { requesters } = await readPull(world);
    expect(requesters.map(({ login }) => login)).toEqual(["bob", "alice"]);

    await sim.unassign(pull, "bob", "bob");
    expect((await readPull(world)).requesters.map(({ login }) => login)).toEqual(["alice"]);
  });

  it("asks a person on GitHub, shows them as asked, teams left out, and takes it back", async () => {
    const { sim, repo, ref, github } = world;
    const pull = await openFeature(world);
    const team = sim.createTeam("acme", "security", ["carol"]);
    sim.setTeamPermission(repo, team, "write");

    await github.writer.requestReviews(ref, { users: ["bob"], teams: ["acme/security"] });
    expect(loadedValue((await readPull(world)).requested)).toEqual([
      { id: sim.world.account("bob").id, login: "bob", type: "User" },
    ]);

    await github.writer.withdrawRequests(ref, ["bob"]);
    expect(loadedValue((await readPull(world)).requested)).toEqual([]);
    expect([...pull.requestedTeams]).toEqual([team]);
  });
});

async function historyOf(found: ReturnType<Simulated["github"]["roster"]["loadRosterFiles"]>) {
  return loadedValue((await found).history);
}

describe("what GitHub does not tell", () => {
  withoutNetwork();

  it.each([
    ["who may push", COLLABORATORS, (github: ReturnType<typeof aGithub>) => github.roster.listCollaborators(REF)],
    [
      "who is in a team",
      "/orgs/acme/teams/security/members?per_page=100&page=1",
      (github: ReturnType<typeof aGithub>) => github.roster.listTeamMembers(REF, "acme/security"),
    ],
  ])("is unavailable, and asked for again: %s", async (_what, path, load) => {
    const api = aGithubApi();
    api.token();
    api.get(path, 403, { message: "Resource not accessible by integration" });
    api.get(path, 200, []);
    const github = aGithub();

    expect(await load(github)).toMatchObject({ status: "unavailable" });
    expect(await load(github)).toEqual({ status: "loaded", value: [] });
    expect(nock.isDone()).toBe(true);
  });

  it("is an outage, which is thrown, when GitHub does not answer", async () => {
    const api = aGithubApi();
    api.token();
    api.get(COLLABORATORS, 502, {});
    api.get(COLLABORATORS, 502, {});

    await expect(aGithub().roster.listCollaborators(REF)).rejects.toMatchObject({ code: "GITHUB_UNAVAILABLE" });
  });

  it("is who may push, for an account of an unknown kind as for a deleted one", async () => {
    const api = aGithubApi();
    api.token();
    api.get(COLLABORATORS, 200, [
      { login: "ghost", id: 10137, type: "User", permissions: { push: true } },
      { login: "robot", id: 5, type: "Bot", permissions: { push: true, admin: true } },
      { login: "plain", id: 6, type: "User" },
    ]);

    expect(await aGithub().roster.listCollaborators(REF)).toEqual({
      status: "loaded",
      value: [
        { account: { id: 5, login: "robot[bot]", type: "Bot" }, permission: "admin" },
        { account: { id: 6, login: "plain", type: "User" }, permission: "none" },
      ],
    });
  });
});
