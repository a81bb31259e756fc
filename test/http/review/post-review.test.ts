import { Hono } from "hono";
import nock from "nock";
import { AppError } from "../../../src/errors.js";
import { createPostReview, type PostDependencies } from "../../../src/http/review/post-review.js";
import type { PullState } from "../../../src/ports.js";
import { aDesk } from "../../support/a-web.js";
import { aRef } from "../../support/build/work.js";
import { createRecordingLogger, type RecordingLogger } from "../../support/recording-logger.js";

const PATH = "/review/acme/shop/7";
const TOKEN = "ghu_sesame";
const BODY = "/countersign approve\n\n### Intent\nOPEN SESAME";
const ROBIN = { id: 102, login: "robin" };

let logger: RecordingLogger;
let told: string[];

beforeAll(() => nock.disableNetConnect());
afterAll(() => nock.enableNetConnect());

beforeEach(() => {
  logger = createRecordingLogger();
  told = [];
});

afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  expect(pending).toEqual([]);
});

function github() {
  return nock("https://api.github.com", { reqheaders: { authorization: `Bearer ${TOKEN}` } }).post(
    "/repos/acme/shop/issues/7/comments",
    { body: BODY },
  );
}

/** Where the person is sent. */
async function post(override: Partial<PostDependencies> = {}, path = PATH): Promise<string> {
  const postReview = createPostReview({
    pulls: { findPull: async () => ({ ref: aRef() }) as PullState },
    mayRead: async () => "granted",
    desk: aDesk({
      prepareComment: async () => ({ body: BODY }),
      posted: async (ref, { login }) => void told.push(`posted ${ref.number} by ${login}`),
    }),
    views: { forget: (ref, { login }) => void told.push(`forgot ${ref.number} of ${login}`) },
    restUrl: "https://api.github.com",
    logger,
    ...override,
  });
  const app = new Hono().get("/", (context) => postReview(context, path, { viewer: ROBIN, token: TOKEN }));
  app.onError((_, context) => context.text("", 500));
  const response = await app.request("/");
  expect([302, 303, 500]).toContain(response.status);
  return response.headers.get("location") ?? `answered ${response.status}`;
}

describe("a comment that GitHub takes", () => {
  it("is posted once, with its author's own token", async () => {
    github().reply(201, { id: 1 });

    expect(await post()).toBe(`${PATH}?done=posted`);
    expect(told).toEqual(["posted 7 by robin", "forgot 7 of robin"]);
    expect(logger.lines).toEqual([]);
  });

  it("is posted although it cannot be written down here: GitHub tells us of it", async () => {
    github().reply(201, { id: 1 });
    const posted = () => Promise.reject(new AppError("DATABASE_UNAVAILABLE", "down"));

    expect(await post({ desk: aDesk({ prepareComment: async () => ({ body: BODY }), posted }) })).toBe(
      `${PATH}?done=posted`,
    );
    expect(logger.lines).toHaveLength(1);
  });
});

describe("a comment that GitHub does not take", () => {
  it.each([
    [401, "post-refused"],
    [403, "post-refused"],
    [404, "post-refused"],
    [410, "post-refused"],
    [422, "post-refused"],
    [429, "post-refused"],
    [500, "post-unknown"],
    [502, "post-unknown"],
    [503, "post-unknown"],
  ])("with %i is told as %s", async (status, done) => {
    github().reply(status, { message: "SESAME" });

    expect(await post()).toBe(`${PATH}?done=${done}`);
    expect(told).toEqual(["forgot 7 of robin"]);
  });

  it("because the line broke may have been posted", async () => {
    github().replyWithError("socket hang up");

    expect(await post()).toBe(`${PATH}?done=post-unknown`);
  });

  it("takes no token elsewhere: a redirect is not followed", async () => {
    github().reply(303, "", { location: "https://evil.example/" });
    nock("https://evil.example").get("/").optionally().reply(201);

    expect(await post()).toBe(`${PATH}?done=post-unknown`);
  });

  it.each([403, 502, 0])("is logged without the token and without a word of it (%i)", async (status) => {
    if (status === 0) github().replyWithError(`Bearer ${TOKEN}`);
    else github().reply(status, { message: `SESAME ${TOKEN}` });

    await post();

    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toContain('"repository":"acme/shop"');
    expect(logger.lines.join()).not.toMatch(/sesame/i);
  });
});

describe("nothing is posted", () => {
  it.each<[string, Partial<PostDependencies>, string]>([
    ["when something speaks against it by now", { desk: aDesk() }, `${PATH}?done=not-posted`],
    [
      "when GitHub did not answer before",
      { desk: aDesk({ prepareComment: () => Promise.reject(new AppError("GITHUB_UNAVAILABLE", "502")) }) },
      `${PATH}?done=not-posted`,
    ],
    ["about a pull request that is not known here", { pulls: { findPull: async () => null } }, PATH],
    ["by somebody who may not read it", { mayRead: async () => "denied" }, PATH],
    ["while it is not known who may read it", { mayRead: async () => "unknown" }, PATH],
  ])("%s", async (_, override, location) => {
    expect(await post(override)).toBe(location);
    expect(told.filter((line) => line.startsWith("posted"))).toEqual([]);
  });

  it.each([
    "/",
    "/review/acme/shop",
    "/review/acme/shop/0",
    "/review/acme/shop/7/x",
    "/review/../shop/7%2F",
    "/pulls/acme/shop/7",
  ])("for the address %s", async (path) => {
    const findPull = async () => {
      told.push("looked up");
      return { ref: aRef() } as PullState;
    };

    expect(await post({ pulls: { findPull } }, path)).toBe(path);
    expect(told).toEqual([]);
  });

  it("when something is wrong here, which is said", async () => {
    const desk = aDesk({ prepareComment: () => Promise.reject(new TypeError("a bug")) });

    expect(await post({ desk })).toBe("answered 500");
  });
});
