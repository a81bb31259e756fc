// Signing out ends sessions on the server: a copy of the cookie is dead too, on every replica and after a restart.
import { Hono } from "hono";
import { createSignOuts } from "../../src/db/sign-outs.js";
import { createSessions } from "../../src/http/session.js";
import { type SignInDependencies, signInRoutes } from "../../src/http/sign-in.js";
import { createViewers } from "../../src/http/viewers.js";
import type { SignOuts } from "../../src/ports.js";
import { aClock, type FakeClock } from "../support/fake-clock.js";
import { createRecordingLogger } from "../support/recording-logger.js";
import { openTestDatabase, type TestDatabase, testedKinds } from "../support/test-database.js";

const ORIGIN = "https://gate.example.com";
const PEOPLE = { robin: { id: 21, login: "robin" }, sam: { id: 22, login: "sam" } };
const MINUTE = 60_000;

describe.each(testedKinds())("signing out, with the %s database", (kind) => {
  let clock: FakeClock;
  let database: TestDatabase;
  beforeAll(async () => {
    clock = aClock();
    database = await openTestDatabase(kind, clock);
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  /** A replica of its own on this database, which keeps nothing that another one knows. Its clock may go wrong. */
  const replica = (offBy = 0, signOuts: SignOuts = createSignOuts(database)) => aReplica(signOuts, clock, offBy);

  it("leaves a copied cookie dead, here, on another replica, and after a restart", async () => {
    const [one, other] = [replica(), replica()];
    const cookie = await one.signIn("robin");
    expect(await other.who(cookie)).toBe("robin");

    expect((await one.signOut(cookie)).status).toBe(303);

    expect(await one.who(cookie)).toBeNull();
    expect(await other.who(cookie)).toBeNull();
    expect(await replica().who(cookie)).toBeNull();
  });

  it("ends every other session of the person, and nobody else's", async () => {
    const web = replica();
    const [robin, elsewhere, sam] = [await web.signIn("robin"), await web.signIn("robin"), await web.signIn("sam")];

    await web.signOut(robin);

    expect(await Promise.all([robin, elsewhere, sam].map(web.who))).toEqual([null, null, "sam"]);
  });

  it.each([-10 * MINUTE, 10 * MINUTE])("holds where a replica's clock is off by %d ms", async (offBy) => {
    const [right, wrong] = [replica(), replica(offBy)];
    const cookie = await wrong.signIn("robin");
    clock.advance(1_000);
    await right.signOut(cookie);
    expect(await Promise.all([right.who(cookie), wrong.who(cookie)])).toEqual([null, null]);

    clock.advance(1_000);
    const again = await wrong.signIn("robin");
    expect(await Promise.all([right.who(again), wrong.who(again)])).toEqual(["robin", "robin"]);
  });

  it("holds although the database's clock was set back after the sign-in", async () => {
    const web = replica();
    const cookie = await web.signIn("robin");
    clock.advance(-5 * MINUTE);

    await web.signOut(cookie);

    expect(await web.who(cookie)).toBeNull();
  });

  it("does nothing for a cookie that is dead: who stole one cannot keep its person out", async () => {
    const web = replica();
    const stolen = await web.signIn("robin");
    await web.signOut(stolen);
    clock.advance(1_000);
    const fresh = await web.signIn("robin");
    clock.advance(1_000);

    await web.signOut(stolen);

    expect(await web.who(fresh)).toBe("robin");
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["another host of the same site", { origin: "https://blog.example.com" }],
    ["a page that hides where it is", { origin: "null" }],
    ["another site, as the browser says", { origin: "", "sec-fetch-site": "cross-site" }],
  ])("does nothing when %s asks", async (_, headers) => {
    const web = replica();
    const cookie = await web.signIn("robin");

    expect((await web.signOut(cookie, headers)).status).toBe(403);

    expect(await web.who(cookie)).toBe("robin");
  });

  it.each(["", "countersign-viewer=", "__Host-countersign-viewer=eyJpZCI6MjF9"])(
    "signs nobody out without a session of ours: %j",
    async (forged) => {
      const web = replica();
      const cookie = await web.signIn("robin");

      expect((await web.signOut(forged)).status).toBe(303);

      expect(await web.who(cookie)).toBe("robin");
    },
  );

  it("keeps the cookie while the database does not answer, so that the person can try again", async () => {
    const down = { ...createSignOuts(database), signOut: () => Promise.reject(new Error("down")) };
    const cookie = await replica().signIn("robin");

    const response = await replica(0, down).signOut(cookie);

    expect(response.status).toBe(500);
    expect(response.headers.get("set-cookie")).toBeNull();
  });
});

function aReplica(signOuts: SignOuts, clock: FakeClock, offBy: number) {
  const own = { now: () => new Date(clock.now().getTime() + offBy) };
  const sessions = createSessions({ clientSecret: "client secret", https: true, clock: own });
  const viewers = createViewers(sessions, signOuts);
  const dependencies: SignInDependencies = {
    clientId: "Iv1.abc",
    githubWebUrl: "https://github.com",
    publicUrl: ORIGIN,
    sessions,
    viewers,
    identify: async ({ code }) => ({ viewer: PEOPLE[code as keyof typeof PEOPLE], token: "ghu_sesame" }),
    post: async () => new Response(),
    logger: createRecordingLogger(),
  };
  const web = new Hono().route("/", signInRoutes(dependencies));
  web.get("/who", async (context) => context.json((await viewers.current(context))?.login ?? null));
  web.onError((error, context) => ("getResponse" in error ? error.getResponse() : context.text("", 500)));
  return {
    /** The session's cookie, after the whole way over GitHub. */
    async signIn(login: keyof typeof PEOPLE): Promise<string> {
      const begun = await web.request("/login");
      const state = new URL(begun.headers.get("location") ?? "").searchParams.get("state");
      const headers = { cookie: begun.headers.get("set-cookie")?.split(";")[0] ?? "" };
      const response = await web.request(`/login/callback?code=${login}&state=${state}`, { headers });
      const cookies = response.headers.getSetCookie().map((set) => set.split(";")[0] ?? "");
      return cookies.find((cookie) => cookie.includes("-viewer=")) ?? "";
    },
    signOut: async (cookie: string, headers: Record<string, string> = { origin: ORIGIN }) =>
      web.request(`${ORIGIN}/logout`, {
        method: "POST",
        headers: { cookie, "content-type": "application/x-www-form-urlencoded", ...headers },
      }),
    who: async (cookie: string): Promise<unknown> => (await web.request("/who", { headers: { cookie } })).json(),
  };
}
