// What tells a stranger an existing private pull request from none: nothing that is answered, and not when.
import type { Permission } from "../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../src/core/facts/source.js";
import { AppError } from "../../src/errors.js";
import { createReadAccess } from "../../src/http/read-access.js";
import { REFUSED_AFTER_MS, type ReadableDependencies } from "../../src/http/readable-pull.js";
import type { GithubReader, PullState } from "../../src/ports.js";
import { untilLookedUp } from "../support/a-web.js";
import { makeBundles } from "../support/browser-bundles.js";
import { aRef } from "../support/build/work.js";
import { aClock } from "../support/fake-clock.js";
import { aSite, ORIGIN, ROBIN, TYPED } from "./review/a-site.js";

const EXISTING = { ref: aRef(), decision: null } as PullState;
const NEVER = new Promise<never>(() => undefined);
type Answer = ReturnType<GithubReader["loadPermission"]>;

/** What lies behind the address, which GitHub's answer to the question who may read may not show. */
const CASES: Record<string, { found: PullState | null; answer: () => Answer; name?: string }> = {
  "a pull request that does not exist": { found: null, answer: () => NEVER },
  "a repository without the App": { found: null, answer: () => NEVER, name: "nobody/nothing/7" },
  "a private one": { found: EXISTING, answer: async () => may("none") },
  "a private one, in another case": { found: EXISTING, answer: async () => may("none"), name: "ACME/Shop/7" },
  "a private one, read by somebody who has the login now": {
    found: EXISTING,
    answer: async () => loaded({ permission: "admin", account: { ...ROBIN, id: 99, type: "User" } }),
  },
  "a private one, while GitHub fails": { found: EXISTING, answer: async () => unavailable("GitHub answered 502") },
  "a private one of an installation that is limited or suspended": {
    found: EXISTING,
    answer: () => Promise.reject(new AppError("GITHUB_RATE_LIMITED", "later")),
  },
  "a private one, while GitHub hangs": { found: EXISTING, answer: () => NEVER },
  "a number that is none": { found: null, answer: () => NEVER, name: "acme/shop/0x7" },
};

const PAGES: Record<string, (name: string) => [path: string, init: RequestInit]> = {
  "the page": (name) => [`/pulls/${name}`, {}],
  "the API": (name) => [`/api/v1/pulls/${name}`, {}],
  "the API, asked for its head": (name) => [`/api/v1/pulls/${name}`, { method: "HEAD" }],
  "the review page": (name) => [`/review/${name}`, {}],
  "a form that is sent": (name) => [
    `/review/${name}`,
    { method: "POST", body: new URLSearchParams({ ...TYPED, action: "submit" }), headers: { origin: ORIGIN } },
  ],
};

beforeAll(() => makeBundles());

describe.each(Object.keys(PAGES))("%s, to a signed-in stranger", (page) => {
  it.each(Object.keys(CASES))("answers for %s at the same moment, in the same words", async (name) => {
    const expected = await ask(page, "a pull request that does not exist");

    const answered = await ask(page, name);

    expect(answered).toEqual(expected);
    expect(answered).toMatchObject({ status: 404, before: "nothing", waits: [REFUSED_AFTER_MS] });
  });
});

describe.each(Object.keys(PAGES))("%s, to nobody", (page) => {
  it.each(Object.keys(CASES))("says the same for %s, and looks nothing up", async (name) => {
    const site = aSite({ viewer: null, readable: { pulls: { findPull: () => NEVER } } });
    const [path, init] = PAGES[page]?.(CASES[name]?.name ?? "acme/shop/7") ?? ["", {}];

    const { status, text } = await site.request(init, path);

    expect(status).toBe(401);
    expect(text.replace(encodeURIComponent(path), "…")).toBe(
      (await site.request(init, PAGES[page]?.("a/b/1")[0])).text.replace(/%2F\w+%2Fa%2Fb%2F1/, "…"),
    );
  });
});

describe("somebody who may read it", () => {
  it("is not kept waiting", async () => {
    const site = aSite({ readable: { pause: () => NEVER } });

    expect((await site.get()).status).toBe(200);
  });

  it("is answered from memory once GitHub has said so, however late", async () => {
    let say: (answer: Awaited<Answer>) => void = () => undefined;
    const mayRead = readAccess(() => new Promise((resolve) => (say = resolve)));
    const site = aSite({ readable: { mayRead } });
    expect((await site.get()).status).toBe(404);

    say(may("read"));
    await untilLookedUp();

    expect((await site.get()).status).toBe(200);
  });

  it("is told of an outage, as they know already that it is there", async () => {
    const clock = aClock();
    const answers: Awaited<Answer>[] = [may("read"), unavailable("502"), unavailable("502"), may("none")];
    const mayRead = readAccess(async () => answers.shift() ?? may("none"), clock);
    const statuses: number[] = [];
    for (let minute = 0; minute < 5; minute += 1) {
      statuses.push((await aSite({ readable: { mayRead } }).get()).status);
      clock.advance(61_000);
    }

    expect(statuses).toEqual([200, 503, 503, 404, 404]);
  });
});

function may(permission: Permission) {
  return loaded({ permission, account: { ...ROBIN, type: "User" as const } });
}

function readAccess(loadPermission: () => Answer, clock = aClock()): ReadableDependencies["mayRead"] {
  return createReadAccess({ loadPermission }, clock);
}

/** The answer, what was there of it when everything had been looked up, and which waits had been asked for. */
async function ask(page: string, name: string) {
  const { found, answer, name: address = "acme/shop/7" } = CASES[name] ?? { found: null, answer: () => NEVER };
  const waits: number[] = [];
  let end: () => void = () => undefined;
  const site = aSite({
    readable: {
      pulls: { findPull: async () => found },
      mayRead: readAccess(answer),
      pause: (ms) => {
        waits.push(ms);
        return new Promise((resolve) => (end = resolve));
      },
    },
  });
  const [path, init] = PAGES[page]?.(address) ?? ["", {}];
  let before = "nothing";
  const asked = site.request(init, path).then((answered) => {
    before = "an answer";
    return answered;
  });
  for (let turn = 0; turn < 20; turn += 1) await untilLookedUp();
  const then = before;
  end();
  const { status, text, headers } = await asked;
  return { status, text, headers: [...headers], before: then, waits };
}
