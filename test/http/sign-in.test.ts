import { createHash } from "node:crypto";
import { Hono } from "hono";
import nock from "nock";
import { createIdentify } from "../../src/http/github-identity.js";
import { createSessions, type Sessions } from "../../src/http/session.js";
import { type SignInDependencies, signInRoutes, toBeginPost } from "../../src/http/sign-in.js";
import { createViewers } from "../../src/http/viewers.js";
import { aSignOuts } from "../support/fake-sign-outs.js";
import { createRecordingLogger, type RecordingLogger } from "../support/recording-logger.js";

const PUBLIC_URL = "https://gate.example.com";
const GITHUB = {
  host: null,
  protocol: "https",
  webUrl: "https://github.com",
  restUrl: "https://api.github.com",
  graphqlUrl: "https://api.github.com/graphql",
} as const;

let nowMs: number;
let sessions: Sessions;
let logger: RecordingLogger;
let web: Hono;
let posted: string[];

beforeAll(() => nock.disableNetConnect());
afterAll(() => nock.enableNetConnect());

beforeEach(() => {
  nowMs = Date.parse("2026-05-01T10:00:00Z");
  logger = createRecordingLogger();
  posted = [];
  const clock = { now: () => new Date(nowMs) };
  sessions = createSessions({ clientSecret: "client secret", https: true, clock });
  const signIn = { clientId: "Iv1.abc", clientSecret: "client secret" };
  const dependencies: SignInDependencies = {
    clientId: signIn.clientId,
    githubWebUrl: GITHUB.webUrl,
    publicUrl: PUBLIC_URL,
    sessions,
    viewers: createViewers(sessions, aSignOuts({}, clock)),
    identify: createIdentify(GITHUB, signIn),
    logger,
    post: async (context, path, { viewer, token }) => {
      posted.push(`${viewer.login} with ${token} at ${path}`);
      return context.redirect(path, 303);
    },
  };
  web = new Hono();
  web.route("/", signInRoutes(dependencies));
  web.get("/who", (context) => context.json(sessions.signedIn(context)));
  web.get("/post", (context) => toBeginPost(dependencies)(context, "/review/acme/shop/7"));
});

afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  expect(pending).toEqual([]);
});

describe("signing in", () => {
  it("sends people to GitHub with state and a PKCE challenge, and asks for no scope", async () => {
    const { address, cookie } = await begin("/pulls/acme/shop/7");

    expect(address.origin + address.pathname).toBe("https://github.com/login/oauth/authorize");
    expect(address.searchParams.get("client_id")).toBe("Iv1.abc");
    expect(address.searchParams.get("redirect_uri")).toBe(`${PUBLIC_URL}/login/callback`);
    expect(address.searchParams.get("code_challenge_method")).toBe("S256");
    expect(address.searchParams.has("scope")).toBe(false);
    expect(cookie).toMatch(/^__Host-countersign-sign-in=.*; Secure; SameSite=Lax$/);
    expect(cookie).toContain("HttpOnly");
  });

  it("takes the code once, proves the challenge, keeps only who it is, and returns to the page", async () => {
    const { address, cookie } = await begin("/pulls/acme/shop/7");
    let asked: Record<string, string> = {};
    nock("https://github.com")
      .post("/login/oauth/access_token", (body) => {
        asked = body;
        return true;
      })
      .reply(200, { access_token: "ghu_sesame", token_type: "bearer" });
    nock("https://api.github.com", { reqheaders: { authorization: "Bearer ghu_sesame" } })
      .get("/user")
      .reply(200, { id: 21, login: "robin", type: "User" });

    const response = await callback(address.searchParams.get("state") ?? "", cookie);

    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/pulls/acme/shop/7");
    expect(
      createHash("sha256")
        .update(asked.code_verifier ?? "")
        .digest("base64url"),
    ).toBe(address.searchParams.get("code_challenge"));
    const session = sessionOf(response);
    expect(session).not.toContain("ghu_sesame");
    expect(await (await web.request("/who", { headers: { cookie: session } })).json()).toEqual({
      id: 21,
      login: "robin",
      since: nowMs,
    });
    expect(posted).toEqual([]);
  });

  it("hands the token on once, to post what the person asked for, and keeps it in no cookie", async () => {
    const { address, cookie } = await begin("", "/post");
    nock("https://github.com").post("/login/oauth/access_token").reply(200, { access_token: "ghu_sesame" });
    nock("https://api.github.com").get("/user").reply(200, { id: 21, login: "robin", type: "User" });
    const state = address.searchParams.get("state") ?? "";

    const response = await callback(state, cookie);

    expect(posted).toEqual(["robin with ghu_sesame at /review/acme/shop/7"]);
    expect(response.headers.get("location")).toBe("/review/acme/shop/7");
    expect(response.headers.get("set-cookie")).not.toContain("ghu_sesame");
    expect(logger.lines.join()).not.toContain("ghu_sesame");
    // The cookie of the sign-in under way is gone, so neither it nor the code works again.
    expect((await callback(state, "")).status).toBe(400);
    expect(posted).toHaveLength(1);
  });

  it("posts nothing for somebody whom GitHub does not name", async () => {
    const { address, cookie } = await begin("", "/post");
    nock("https://github.com").post("/login/oauth/access_token").reply(200, { error: "bad_verification_code" });

    expect((await callback(address.searchParams.get("state") ?? "", cookie)).status).toBe(502);
    expect(posted).toEqual([]);
  });

  it.each([
    ["another state", async (state: string, cookie: string) => callback(`${state}x`, cookie)],
    ["no state", async (_: string, cookie: string) => callback("", cookie)],
    ["no cookie, as when somebody sends a link to a finished sign-in", async (state: string) => callback(state, "")],
    [
      "a cookie of another purpose",
      async (state: string, cookie: string) => callback(state, cookie.replace("sign-in", "viewer")),
    ],
    [
      "a cookie that is eleven minutes old",
      async (state: string, cookie: string) => {
        nowMs += 11 * 60_000;
        return callback(state, cookie);
      },
    ],
  ])("refuses %s without asking GitHub", async (_, call) => {
    const { address, cookie } = await begin("/");

    const response = await call(address.searchParams.get("state") ?? "", cookie);

    expect(response.status).toBe(400);
    expect(sessionOf(response)).toBe("");
  });

  it("says when GitHub did not sign the person in", async () => {
    const { cookie } = await begin("/");
    const headers = { cookie: cookie.split(";")[0] ?? "" };

    const response = await web.request("/login/callback?error=access_denied&state=x", { headers });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain("because you declined");
    expect(sessionOf(response)).toBe("");
  });

  it("does not take a sealed sign-in for a session", async () => {
    const { cookie } = await begin("/");

    const response = await web.request("/who", { headers: { cookie: cookie.replace("sign-in", "viewer") } });

    expect(await response.json()).toBeNull();
  });

  it.each([
    ["a code that is used up", 200, { error: "bad_verification_code", error_description: "SESAME" }],
    ["an outage", 502, "SESAME"],
  ])("says so on %s, and logs nothing of the answer", async (_, status, body) => {
    const { address, cookie } = await begin("/");
    nock("https://github.com").post("/login/oauth/access_token").reply(status, body);

    const response = await callback(address.searchParams.get("state") ?? "", cookie);

    expect(response.status).toBe(502);
    expect(await response.text()).toContain("Sign-in did not work");
    expect(logger.lines.join()).not.toContain("SESAME");
  });

  it("lets no bot in", async () => {
    const { address, cookie } = await begin("/");
    nock("https://github.com").post("/login/oauth/access_token").reply(200, { access_token: "t" });
    nock("https://api.github.com").get("/user").reply(200, { id: 21, login: "robot[bot]", type: "Bot" });

    expect((await callback(address.searchParams.get("state") ?? "", cookie)).status).toBe(502);
  });

  it.each(["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "pulls/acme", ""])(
    "returns to the front page when asked to return to %j",
    async (target) => {
      const { address, cookie } = await begin(target);
      nock("https://github.com").post("/login/oauth/access_token").reply(200, { access_token: "t" });
      nock("https://api.github.com").get("/user").reply(200, { id: 21, login: "robin", type: "User" });

      const response = await callback(address.searchParams.get("state") ?? "", cookie);

      expect(response.headers.get("location")).toBe("/");
    },
  );
});

describe("signing out", () => {
  it("forgets the session when asked by our own page", async () => {
    const response = await signOut(PUBLIC_URL);

    expect(response.status).toBe(303);
    expect(response.headers.get("set-cookie")).toContain("__Host-countersign-viewer=; Max-Age=0");
  });

  it("does nothing when another page asks", async () => {
    const response = await signOut("https://evil.example");

    expect(response.status).toBe(403);
    expect(response.headers.get("set-cookie")).toBeNull();
  });
});

async function begin(
  returnTo: string,
  path = `/login?return=${encodeURIComponent(returnTo)}`,
): Promise<{ address: URL; cookie: string }> {
  const response = await web.request(path);
  return { address: new URL(response.headers.get("location") ?? ""), cookie: response.headers.get("set-cookie") ?? "" };
}

async function callback(state: string, cookie: string): Promise<Response> {
  const pair = cookie.split(";")[0] ?? "";
  return web.request(`/login/callback?code=c0de&state=${encodeURIComponent(state)}`, { headers: { cookie: pair } });
}

async function signOut(origin: string): Promise<Response> {
  const headers = { origin, "content-type": "application/x-www-form-urlencoded" };
  return web.request(`${PUBLIC_URL}/logout`, { method: "POST", headers });
}

/** The session cookie that an answer sets; empty when it sets none. */
function sessionOf(response: Response): string {
  const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith("__Host-countersign-viewer="));
  return set?.split(";")[0] ?? "";
}
