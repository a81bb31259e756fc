import type { Hono } from "hono";
import type { Decision } from "../../src/core/case/decision.js";
import type { Account, Permission } from "../../src/core/facts/facts.js";
import { loaded, type Source, unavailable } from "../../src/core/facts/source.js";
import { AppError } from "../../src/errors.js";
import { createReadAccess } from "../../src/http/read-access.js";
import { createSessions, type Sessions } from "../../src/http/session.js";
import { createViewers } from "../../src/http/viewers.js";
import type { PullState } from "../../src/ports.js";
import { aWeb, untilLookedUp } from "../support/a-web.js";
import { aSignOuts } from "../support/fake-sign-outs.js";
import { createRecordingLogger } from "../support/recording-logger.js";

const SHA = "a".repeat(40);
const ROBIN: Account = { id: 21, login: "robin", type: "User" };
const HOSTILE = `<img src=x onerror="alert(1)"> & 'quotes'`;
const PAGE = "/pulls/acme/shop/7";
const API = "/api/v1/pulls/acme/shop/7";

let nowMs: number;
let permission: () => Promise<Source<{ permission: Permission; account: Account | null }>>;
let asked: number;
let found: PullState | null;
let sessions: Sessions;
let signedOut: Date | null;

beforeEach(() => {
  nowMs = Date.parse("2026-05-01T10:00:00Z");
  permission = async () => loaded({ permission: "read", account: ROBIN });
  asked = 0;
  found = state(decision());
  signedOut = null;
  sessions = createSessions({ clientSecret: "client secret", https: false, clock: { now: () => new Date(nowMs) } });
});

describe("the page of a pull request", () => {
  it("shows the decision to somebody who may read the repository", async () => {
    const response = await get(PAGE, await signedIn());
    const page = await response.text();

    expect(response.status).toBe(200);
    for (const text of [
      "acme/shop#7",
      "High-stakes",
      "Waiting",
      "blind_reviews",
      "1 of 2 received",
      "touches-authentication",
      "src/auth/login.ts:42",
      "copilot",
      "committed 3f2c1",
      "entry 9",
      SHA,
      'href="/review/acme/shop/7"',
    ]) {
      expect(page).toContain(text);
    }
  });

  it("escapes everything that came from outside", async () => {
    found = state({
      ...decision(),
      requirements: [
        { id: "intent_stated", status: "unsatisfied", who: "agent", waits: "author", detail: HOSTILE, fix: HOSTILE },
      ],
      findings: [{ rule: "x", tier: "high-stakes", path: HOSTILE, line: 1, side: "new", reason: HOSTILE }],
      notCounted: [{ login: HOSTILE, reason: HOSTILE, url: "javascript:alert(1)" }],
      agent: { name: HOSTILE, operator: [HOSTILE], evidence: [{ kind: "body", text: HOSTILE, strength: "weak" }] },
      override: { by: HOSTILE, reason: HOSTILE, at: HOSTILE },
    });

    const page = await (await get(PAGE, await signedIn())).text();

    expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(page).not.toContain("<img src=x");
    expect(page).not.toContain("javascript:");
  });

  it("asks to sign in first, and comes back afterwards", async () => {
    const response = await get(PAGE);

    expect(response.status).toBe(401);
    expect(await response.text()).toContain("/login?return=%2Fpulls%2Facme%2Fshop%2F7");
  });

  it("says so when sign-in is not set up, and shows nothing", async () => {
    const response = await web({ withoutSignIn: true }).request(PAGE);
    const page = await response.text();

    expect(response.status).toBe(401);
    expect(page).toContain("GITHUB_CLIENT_ID");
    expect(page).not.toContain("blind_reviews");
  });
});

describe("the API", () => {
  it("answers the object of the check's JSON block", async () => {
    const response = await get(API, await signedIn());

    expect(response.headers.get("content-type")).toContain("application/json");
    expect(await response.json()).toMatchObject({
      countersign: 1,
      tier: "high-stakes",
      head_sha: SHA,
      policy: "sha256:p",
      conclusion: null,
      agent: { name: "copilot", operator: ["alice"] },
      requirements: [{ id: "blind_reviews", status: "unsatisfied", who: "reviewer" }],
    });
  });

  it("answers 401 as JSON without a session", async () => {
    const response = await get(API);

    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: { code: "not_signed_in", message: expect.any(String) } });
  });

  it.each([
    ["no access", async () => loaded({ permission: "none" as const, account: ROBIN }), 404],
    [
      "a login that belongs to somebody else now",
      async () => loaded({ permission: "admin" as const, account: { ...ROBIN, id: 99 } }),
      404,
    ],
    ["an account that GitHub does not name", async () => loaded({ permission: "admin" as const, account: null }), 404],
    ["an answer that is not known", async () => unavailable<never>("GitHub answered 502"), 404],
    ["a rate limit", async () => Promise.reject(new AppError("GITHUB_RATE_LIMITED", "later")), 404],
  ])("shows nothing with %s", async (_, answer, status) => {
    permission = answer;

    const response = await get(API, await signedIn());

    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain("blind_reviews");
  });

  it.each([
    ["an unknown pull request", API, null],
    ["one that was never evaluated", API, { ...state(decision()), decision: null }],
    ["a number that is none", "/api/v1/pulls/acme/shop/0x7", state(decision())],
    ["a name with odd characters", "/api/v1/pulls/acme/sh%20op/7", state(decision())],
  ])("answers 404 in the same words for %s", async (_, path, given) => {
    const cookie = await signedIn();
    permission = async () => loaded({ permission: "none", account: ROBIN });
    const denied = await (await get(API, cookie)).text();
    found = given;

    const response = await get(path, cookie);

    expect(response.status).toBe(404);
    expect(await response.text()).toBe(denied);
  });

  it("answers 404 as JSON for an address that does not exist", async () => {
    expect(await (await get("/api/v2/x")).json()).toMatchObject({ error: { code: "not_found" } });
  });

  it("asks GitHub once a minute for one person and repository", async () => {
    const app = web();
    const cookie = await signedIn();
    for (let request = 0; request < 5; request += 1) await app.request(API, { headers: { cookie } });
    const withinAMinute = asked;
    nowMs += 61_000;
    await app.request(API, { headers: { cookie } });

    expect([withinAMinute, asked]).toEqual([1, 2]);
  });
});

describe("sessions", () => {
  it.each([
    ["changed", (cookie: string) => `${cookie.slice(0, -2)}xx`],
    ["cut", (cookie: string) => cookie.slice(0, 40)],
    ["empty", () => "countersign-viewer="],
    ["not ours", () => "countersign-viewer=eyJpZCI6MSwibG9naW4iOiJhZGEifQ"],
    ["of another purpose", (cookie: string) => cookie.replace("viewer", "sign-in").concat("; countersign-viewer=x")],
  ])("does not take a cookie that was %s", async (_, change) => {
    expect((await get(API, change(await signedIn()))).status).toBe(401);
  });

  it("end after eight hours", async () => {
    const cookie = await signedIn();
    nowMs += 8 * 60 * 60 * 1000 + 1;

    expect((await get(API, cookie)).status).toBe(401);
  });

  it("end with a new client secret", async () => {
    const cookie = await signedIn();
    sessions = createSessions({ clientSecret: "another", https: false, clock: { now: () => new Date(nowMs) } });

    expect((await get(API, cookie)).status).toBe(401);
  });
});

describe("every page", () => {
  it.each(["/", PAGE, API, "/nowhere", "/healthz"])("%s loads, frames and caches nothing foreign", async (path) => {
    const { headers } = await get(path);

    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("has no script, no inline style and no foreign address", async () => {
    const page = await (await get(PAGE, await signedIn())).text();

    expect(page).not.toMatch(/<script|style=|https?:\/\/(?!github\.com\/acme)/);
  });
});

describe("operations", () => {
  it("tells whether the process lives and whether it can work", async () => {
    expect((await get("/healthz")).status).toBe(200);
    expect((await get("/readyz")).status).toBe(200);
    const notReady = await web({ notReady: "the database does not answer" }).request("/readyz");
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toEqual({ status: "unavailable", reason: "the database does not answer" });
  });

  it("hides what went wrong inside, and logs no text of it", async () => {
    const logger = createRecordingLogger();
    found = null;
    const broken = web({ logger, broken: true });

    const response = await broken.request(API, { headers: { cookie: await signedIn() } });

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("SESAME");
    expect(logger.lines.join()).not.toContain("SESAME");
    expect(logger.lines).toHaveLength(1);
  });
});

interface Given {
  readonly withoutSignIn?: boolean;
  readonly notReady?: string;
  readonly broken?: boolean;
  readonly logger?: ReturnType<typeof createRecordingLogger>;
}

function web(given: Given = {}): Hono {
  const clock = { now: () => new Date(nowMs) };
  const loadPermission = () => {
    asked += 1;
    return permission();
  };
  const findPull = async () => {
    if (given.broken) throw new Error("SESAME");
    return found;
  };
  const head = { installationId: 5, sequence: 9, previousHash: "", hash: "e".repeat(64), event: {} as never };
  const readable = {
    canSignIn: !given.withoutSignIn,
    viewers: createViewers(sessions, aSignOuts({ lastOf: async () => signedOut })),
    mayRead: createReadAccess({ loadPermission }, clock),
    pulls: { findPull },
    pause: untilLookedUp,
  };
  return aWeb({
    readable,
    pulls: { ...readable, audit: { head: async () => head }, githubWebUrl: "https://github.com" },
    operations: {
      readiness: async () => ({ reason: given.notReady ?? null, warnings: [] }),
      renderMetrics: async () => "",
    },
    logger: given.logger ?? createRecordingLogger(),
  });
}

async function get(path: string, cookie?: string): Promise<Response> {
  return web().request(path, cookie ? { headers: { cookie } } : {});
}

/** The cookie that a sign-in leaves. */
async function signedIn(): Promise<string> {
  const { Hono } = await import("hono");
  const app = new Hono().get("/", (context) => {
    sessions.signIn(context, { id: ROBIN.id ?? 0, login: ROBIN.login, since: nowMs });
    return context.text("");
  });
  const response = await app.request("/");
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

function state(of: Decision): PullState {
  const ref = { installationId: 5, repositoryId: 10, owner: "acme", name: "shop", number: 7 };
  return { ref, baseRef: "main", headSha: SHA, open: true, decision: of, published: null };
}

function decision(): Decision {
  return {
    headSha: SHA,
    baseRef: "main",
    tier: "high-stakes",
    fingerprint: "f".repeat(64),
    policyHash: "sha256:p",
    factsHash: "sha256:f",
    agent: {
      name: "copilot",
      operator: ["alice"],
      evidence: [{ kind: "branch", text: "copilot/fix", strength: "strong" }],
    },
    findings: [
      {
        rule: "touches-authentication",
        tier: "high-stakes",
        path: "src/auth/login.ts",
        line: 42,
        side: "new",
        reason: "changes how people sign in",
      },
    ],
    requirements: [
      {
        id: "blind_reviews",
        status: "unsatisfied",
        who: "reviewer",
        waits: "people",
        detail: "1 of 2 received",
        fix: "comment /countersign start",
      },
    ],
    conclusion: null,
    observed: null,
    override: null,
    outOfScope: false,
    notCounted: [{ login: "alice", reason: "committed 3f2c1 to this pull request", url: null }],
  };
}
