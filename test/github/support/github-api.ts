// GitHub's API for unit tests: named answers per endpoint, the network off. A call that no answer was given for fails the
// test, and so does an answer that nobody asked for.
import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { createGithub, type GithubOptions } from "../../../src/github/github.js";
import { silentLogger } from "./logger.js";

export const APP_ID = 424242;
export const REF = { installationId: 77, repositoryId: 4242, owner: "acme", name: "shop", number: 7 };
export const TOKEN = "ghs_424242_secret_installation_token";
export const NOW = new Date("2026-03-02T12:00:00Z");

const PRIVATE_KEY = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;

type Body = nock.Body | object;

export function aGithubApi(base = "https://api.github.com", graphqlPath = "/graphql") {
  const { origin, pathname } = new URL(base);
  const prefix = pathname === "/" ? "" : pathname;
  const scope = () => nock(origin);
  return {
    /** Tokens are not what tests are about. */
    token: (
      installationId = REF.installationId,
      status = 201,
      body: Body = { token: TOKEN, expires_at: "2099-01-01T00:00:00Z", permissions: {} },
    ) =>
      scope()
        .post(`${prefix}/app/installations/${installationId}/access_tokens`)
        .optionally()
        .reply(status, body as nock.Body),
    identity: () =>
      scope()
        .get(`${prefix}/app`)
        .reply(200, { slug: "countersign", permissions: { checks: "write" }, events: ["pull_request"] }),
    get: (path: string, status: number, body: Body, headers: nock.ReplyHeaders = {}) =>
      scope()
        .get(`${prefix}${path}`)
        .reply(status, body as nock.Body, headers),
    post: (path: string, status: number, body: Body, headers: nock.ReplyHeaders = {}) =>
      scope()
        .post(`${prefix}${path}`)
        .reply(status, body as nock.Body, headers),
    patch: (path: string, status: number, body: Body) =>
      scope()
        .patch(`${prefix}${path}`)
        .reply(status, body as nock.Body),
    graphql: (status: number, body: Body, headers: nock.ReplyHeaders = {}) =>
      scope()
        .post(graphqlPath)
        .reply(status, body as nock.Body, headers),
    slow: (path: string, delayMs: number) => scope().get(`${prefix}${path}`).delay(delayMs).reply(200, {}),
    /** The connection breaks. */
    broken: (method: "get" | "post" | "patch", path: string) =>
      scope()[method](`${prefix}${path}`).replyWithError("socket hang up"),
  };
}

export function aGithub(more: Partial<Pick<GithubOptions, "host" | "now" | "requestTimeoutMs" | "onCall">> = {}) {
  const logger = silentLogger();
  const github = createGithub({
    appId: APP_ID,
    privateKey: PRIVATE_KEY,
    logger,
    requestTimeoutMs: 2000,
    now: () => NOW,
    wantsTexts: () => false,
    mustHaveTexts: () => false,
    ...more,
  });
  return { ...github, logger };
}

/** Call in each describe. */
export function withoutNetwork(): void {
  beforeEach(() => {
    nock.disableNetConnect();
  });

  afterEach(() => {
    const unused = nock.pendingMocks().filter((mock) => !mock.includes("/access_tokens"));
    nock.cleanAll();
    nock.abortPendingRequests();
    nock.enableNetConnect();
    expect(unused).toEqual([]);
  });
}
