import { createHash, generateKeyPairSync } from "node:crypto";
import { aWorld, client, installationToken, jwt } from "./support.js";

describe("credentials", () => {
  let nowMs: number;
  let world: Awaited<ReturnType<typeof aWorld>>;

  beforeEach(async () => {
    nowMs = Date.parse("2026-11-01T12:00:00Z");
    world = await aWorld({ clock: () => nowMs });
  });

  afterEach(() => world.sim.close());

  const seconds = () => Math.floor(nowMs / 1000);

  it("takes a JWT that the App's key signed", async () => {
    const answer = await client(world.sim, jwt(world.sim))("GET", "/app");

    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({ slug: "countersign", id: world.sim.app.id, permissions: { checks: "write" } });
    expect(world.sim.violations).toEqual([]);
  });

  it.each([
    ["expired", () => ({ exp: seconds() - 1 })],
    ["too long", () => ({ exp: seconds() + 3600 })],
    ["issued in the future", () => ({ iat: seconds() + 300 })],
    ["of another App", () => ({ iss: "1" })],
  ])("refuses a JWT that is %s", async (_name, claims) => {
    const answer = await client(world.sim, jwt(world.sim, claims()))("GET", "/app");

    expect(answer.status).toBe(401);
  });

  it("refuses a JWT that another key signed", async () => {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs1", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });

    const answer = await client(world.sim, jwt(world.sim, {}, privateKey))("GET", "/app");

    expect(answer.status).toBe(401);
  });

  it("lets an installation token expire after an hour of the given clock", async () => {
    const path = "/repos/acme/shop";
    expect((await world.api("GET", path)).status).toBe(200);

    nowMs += 3_600_001;

    expect((await world.api("GET", path)).status).toBe(401);
  });

  it("gives tokens that are not 40 characters long", () => {
    expect(world.token).toMatch(/^ghs_/);
    expect(world.token.length).toBeGreaterThan(100);
  });

  it("answers 404 for a repository outside the installation", async () => {
    const { sim } = world;
    sim.createOrganization("other");
    await sim.createRepository({ owner: "other", name: "secret", private: true });

    expect((await world.api("GET", "/repos/other/secret")).status).toBe(404);
    expect((await world.api("GET", "/repos/acme/nothing")).status).toBe(404);
  });

  it("honours a token narrowed to some repositories and permissions", async () => {
    const { sim, repo, installation } = world;
    const second = await sim.createRepository({ owner: "acme", name: "second" });
    const narrow = { repository_ids: [second.id], permissions: { metadata: "read" } };
    const api = client(sim, await installationToken(sim, installation.id, narrow));

    expect((await api("GET", "/repos/acme/second")).status).toBe(200);
    expect((await api("GET", "/repos/acme/shop")).status).toBe(404);
    expect((await api("GET", `/repos/acme/second/commits/${repo.git.branch("main")}/check-runs`)).status).toBe(403);
  });

  it("refuses a write that the App has no permission for", async () => {
    const limited = await aWorld({
      app: { permissions: { pull_requests: "read", metadata: "read", contents: "read" } },
    });
    const head_sha = limited.repo.git.branch("main");

    const answer = await limited.api("POST", "/repos/acme/shop/check-runs", { name: "x", head_sha });

    expect(answer.status).toBe(403);
    expect(answer.data.message).toBe("Resource not accessible by integration");
    await limited.sim.close();
  });

  describe("sign-in", () => {
    const verifier = "a".repeat(64);
    const challenge = createHash("sha256").update(verifier).digest("base64url");

    async function authorize(): Promise<URL> {
      const query = new URLSearchParams({
        client_id: world.sim.app.clientId,
        redirect_uri: "http://127.0.0.1:9/callback",
        state: "s/1",
        code_challenge: challenge,
        code_challenge_method: "S256",
      });
      const answer = await fetch(`${world.sim.url}/login/oauth/authorize?${query}`, { redirect: "manual" });
      return new URL(answer.headers.get("location") ?? "");
    }

    async function exchange(body: object) {
      const { clientId, clientSecret } = world.sim.app;
      const answer = await fetch(`${world.sim.url}/login/oauth/access_token`, {
        method: "POST",
        body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, ...body }),
      });
      return (await answer.json()) as { access_token: string; error?: string };
    }

    it("gives the person's token for a code and its verifier", async () => {
      world.sim.signInAs("alice");
      const target = await authorize();
      const code = target.searchParams.get("code");

      const granted = await exchange({ code, code_verifier: verifier });

      expect(target.searchParams.get("state")).toBe("s/1");
      const user = client(world.sim, granted.access_token);
      expect((await user("GET", "/user")).data.login).toBe("alice");
      expect((await user("GET", "/user/installations")).data.total_count).toBe(1);
      expect(world.sim.violations).toEqual([]);
    });

    it("refuses a verifier that does not match, and the code is then used up", async () => {
      world.sim.signInAs("alice");
      const code = (await authorize()).searchParams.get("code");

      expect(await exchange({ code, code_verifier: "b".repeat(64) })).toMatchObject({ error: "bad_verification_code" });
      expect(await exchange({ code, code_verifier: verifier })).toMatchObject({ error: "bad_verification_code" });
    });

    it("reports that the person refused", async () => {
      world.sim.signInAs(null);

      expect((await authorize()).searchParams.get("error")).toBe("access_denied");
    });
  });
});
