import { githubDescription } from "./http/description.js";
import { routes } from "./rest/routes.js";
import { aWorld, client, installationToken } from "./support.js";

const PULL = "/repos/acme/shop/pulls/1";

describe("REST", () => {
  let world: Awaited<ReturnType<typeof aWorld>>;

  beforeEach(async () => {
    world = await aWorld();
  });

  afterEach(() => world.sim.close());

  async function aPull(files: Record<string, string | Buffer | null> = { "src/b.ts": "export const b = 2;\n" }) {
    const { sim, repo } = world;
    await sim.commit(repo, "feature", { author: "alice", files });
    return sim.openPull({ repo, head: "feature", author: "alice" });
  }

  it("lists the real change: renames, odd paths, links, submodules, binaries, modes", async () => {
    const { sim, repo, api } = world;
    const odd = 'a b/"ü\n.ts';
    await sim.commit(repo, "main", { files: { odd: "1\n", "run.sh": "echo\n", kind: "text\n" }, by: "alice" });
    await sim.commit(repo, "feature", {
      author: "alice",
      files: { [odd]: "x\n", odd: null, "logo.png": Buffer.from([0, 1, 2, 255]), kind: null },
      rename: { "README.md": "docs/README.md" },
      symlink: { kind: "src/a.ts" },
      submodule: { vendor: "a".repeat(40) },
      mode: { "run.sh": "100755" },
    });
    await sim.openPull({ repo, head: "feature", author: "alice" });

    const { data } = await api("GET", `${PULL}/files?per_page=100`);

    const byName = Object.fromEntries(data.map((file: { filename: string }) => [file.filename, file]));
    expect(byName[odd]).toMatchObject({ status: "added", additions: 1, patch: "@@ -0,0 +1 @@\n+x" });
    expect(byName.odd).toMatchObject({ status: "removed", deletions: 1 });
    expect(byName["docs/README.md"]).toMatchObject({ status: "renamed", previous_filename: "README.md", changes: 0 });
    expect(byName.kind.status).toBe("changed");
    expect(byName.vendor.patch).toContain(`+Subproject commit ${"a".repeat(40)}`);
    expect(byName["run.sh"]).toMatchObject({ status: "modified", changes: 0 });
    expect(byName["logo.png"]).not.toHaveProperty("patch");
    expect(byName["run.sh"]).not.toHaveProperty("patch");
    expect((await api("GET", PULL)).data.changed_files).toBe(data.length);
    expect(sim.violations).toEqual([]);
  });

  it("lists at most 3,000 files and says that there are more", async () => {
    const names = Array.from({ length: 3001 }, (_, index) => [`gen/${index}.txt`, `${index}\n`]);
    await aPull(Object.fromEntries(names));

    const last = await world.api("GET", `${PULL}/files?per_page=100&page=30`);

    expect(last.data).toHaveLength(100);
    expect(last.headers.get("link")).not.toContain('rel="next"');
    expect((await world.api("GET", `${PULL}/files?per_page=100&page=31`)).data).toEqual([]);
    expect((await world.api("GET", PULL)).data.changed_files).toBe(3001);
  });

  it("lists at most 250 commits", async () => {
    const { sim, repo } = world;
    const commits = Array.from({ length: 251 }, (_, index) => ({ by: "alice", files: { n: `${index}` } }));
    await sim.commitMany(repo, "long", commits);
    await sim.openPull({ repo, head: "long", author: "alice" });

    const last = await world.api("GET", `${PULL}/commits?per_page=100&page=3`);

    expect(last.data).toHaveLength(50);
    expect((await world.api("GET", PULL)).data.commits).toBe(251);
  });

  it("follows pages by the Link header", async () => {
    await aPull({ a: "1", b: "2", c: "3" });

    const { headers } = await world.api("GET", `${PULL}/files?per_page=2`);

    expect(headers.get("link")).toContain(`${world.sim.url}/api/v3${PULL}/files?per_page=2&page=2>; rel="next"`);
  });

  it("answers 304 for an ETag of the same token only, free of charge", async () => {
    await aPull();
    const first = await world.api("GET", PULL);
    const etag = { "if-none-match": first.headers.get("etag") ?? "" };

    const again = await world.api("GET", PULL, undefined, etag);
    const other = client(world.sim, await installationToken(world.sim, world.installation.id));
    const fresh = await other("GET", PULL, undefined, etag);

    expect(again.status).toBe(304);
    expect(again.headers.get("x-ratelimit-remaining")).toBe(first.headers.get("x-ratelimit-remaining"));
    expect(fresh.status).toBe(200);
  });

  it("refuses with 403 when the hour's budget is spent", async () => {
    const poor = await aWorld({ limits: { requestsPerHour: 2 } });
    await poor.api("GET", "/repos/acme/shop");
    await poor.api("GET", "/repos/acme/shop");

    const refused = await poor.api("GET", "/repos/acme/shop");

    expect(refused.status).toBe(403);
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(Number(refused.headers.get("x-ratelimit-reset"))).toBeGreaterThan(0);
    await poor.sim.close();
  });

  it("refuses content that is created too fast", async () => {
    const hasty = await aWorld({ limits: { contentPerMinute: 1 }, clock: () => 0 });
    hasty.sim.createIssue({ repo: "acme/shop", author: "alice", title: "x" });
    const comment = () => hasty.api("POST", "/repos/acme/shop/issues/1/comments", { body: "x" });

    expect((await comment()).status).toBe(201);
    const refused = await comment();

    expect(refused.status).toBe(403);
    expect(refused.headers.get("retry-after")).toBe("60");
    await hasty.sim.close();
  });

  it("takes comments up to 65,536 characters and marks them with the App", async () => {
    await aPull();
    const post = (length: number) =>
      world.api("POST", "/repos/acme/shop/issues/1/comments", { body: "x".repeat(length) });

    const taken = await post(65_536);

    expect(taken.status).toBe(201);
    expect(taken.data).toMatchObject({
      user: { login: "countersign[bot]", type: "Bot" },
      performed_via_github_app: { slug: "countersign" },
    });
    expect((await post(65_537)).status).toBe(422);
  });

  it("has reactions on comments and none on reviews", async () => {
    const pull = await aPull();
    const comment = world.sim.comment(pull, "bob", "hello");
    const review = await world.sim.submitReview(pull, "bob", "COMMENTED", "hm");
    const path = `/repos/acme/shop/issues/comments/${comment.id}/reactions`;

    expect((await world.api("POST", path, { content: "+1" })).status).toBe(201);
    expect((await world.api("POST", path, { content: "+1" })).status).toBe(200);
    expect((await world.api("POST", `${PULL}/reviews/${review.id}/reactions`, { content: "+1" })).status).toBe(404);
    expect(world.sim.unmatched).toHaveLength(1);
  });

  it("tells permissions as GitHub does: maintain as write, bots not at all", async () => {
    world.sim.createBot("copilot-swe-agent");
    const read = (login: string) => world.api("GET", `/repos/acme/shop/collaborators/${login}/permission`);

    expect((await read("alice")).data).toMatchObject({ permission: "write", role_name: "maintain" });
    expect((await read("carol")).data).toMatchObject({ permission: "read", role_name: "read" });
    const bot = await read("Copilot");
    expect(bot).toMatchObject({ status: 404, data: { message: "Copilot is not a user" } });
  });

  it("answers team membership by 404 for everybody else", async () => {
    world.sim.createTeam("acme", "security", ["alice"]);
    const read = (login: string) => world.api("GET", `/orgs/acme/teams/security/memberships/${login}`);

    expect((await read("alice")).data).toMatchObject({ state: "active", role: "member" });
    expect((await read("bob")).status).toBe(404);
  });

  it("requests no review from the author or a stranger", async () => {
    await aPull();
    const request = (login: string) => world.api("POST", `${PULL}/requested_reviewers`, { reviewers: [login] });

    expect((await request("alice")).status).toBe(422);
    expect((await request("carol")).status).toBe(422);
    const { data } = await request("bob");
    expect(data.requested_reviewers.map((user: { login: string }) => user.login)).toEqual(["bob"]);
  });

  it("compares with the merge base and at most 300 files", async () => {
    const { sim, repo } = world;
    const base = repo.git.branch("main");
    await aPull(Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`f${index}`, "x\n"])));
    await sim.commit(repo, "main", { by: "bob", files: { later: "1\n" } });

    const { data } = await world.api("GET", "/repos/acme/shop/compare/main...feature");

    expect(data).toMatchObject({ status: "diverged", ahead_by: 1, behind_by: 1, merge_base_commit: { sha: base } });
    expect(data.files).toHaveLength(300);
  });

  it("reads files raw, as JSON and through links", async () => {
    const { sim, repo } = world;
    await sim.commit(repo, "main", { by: "bob", symlink: { "src/link.ts": "a.ts" } });
    const path = "/repos/acme/shop/contents/src/a.ts";

    const json = await world.api("GET", path);
    const raw = await world.api("GET", path, undefined, { accept: "application/vnd.github.raw+json" });
    const link = await world.api("GET", "/repos/acme/shop/contents/src/link.ts");

    expect(Buffer.from(json.data.content, "base64").toString()).toBe("export const a = 1;\n");
    expect(raw.data).toBe("export const a = 1;\n");
    expect(link.data).toMatchObject({ type: "file", path: "src/a.ts" });
  });

  it("cuts a tree at its limit and says so", async () => {
    const small = await aWorld({ limits: { treeEntries: 2 } });

    const { data } = await small.api("GET", "/repos/acme/shop/git/trees/main?recursive=1");

    expect(data.truncated).toBe(true);
    expect(data.tree).toHaveLength(2);
    await small.sim.close();
  });

  it("shows required checks in rules and in classic protection", async () => {
    const { sim, repo } = world;
    sim.requireChecks(repo, "main", ["countersign"], sim.app.id);
    sim.protectBranch(repo, "main", ["ci"], null);

    const rules = await world.api("GET", "/repos/acme/shop/rules/branches/main");
    const branch = await world.api("GET", "/repos/acme/shop/branches/main");

    const [required] = rules.data[0].parameters.required_status_checks;
    expect(required).toEqual({ context: "countersign", integration_id: sim.app.id });
    expect(branch.data.protection.required_status_checks.contexts).toEqual(["ci"]);
    expect(sim.violations).toEqual([]);
  });

  it("serves only what GitHub describes", () => {
    const missing = routes.filter((route) => !githubDescription().describes(route.method, route.path));

    expect(missing.map((route) => `${route.method} ${route.path}`)).toEqual([]);
  });

  it("records a query parameter that GitHub does not know", async () => {
    const answer = await world.api("GET", "/repos/acme/shop/pulls?stat=open");

    expect(answer.status).toBe(422);
    expect(world.sim.violations).toMatchObject([{ kind: "request", faults: ['"stat" is not a query parameter.'] }]);
  });
});
