// Signed payloads that GitHub cannot have sent, through everything that a webhook meets: they are refused or ignored, never an
// outage, and nothing that is let through makes the database fail.
import { createHmac, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { Hono } from "hono";
import { createApp } from "../../src/app.js";
import { createDeliveryStore } from "../../src/db/deliveries.js";
import { HANDLED_EVENTS } from "../../src/github/deliveries.js";
import { isPossible, parseDelivery } from "../../src/github/parse-delivery.js";
import { type HttpServer, startServer } from "../../src/http/server.js";
import { answerWebhook, WEBHOOK_PATH } from "../../src/http/webhooks.js";
import { receive } from "../../src/pipeline/receive.js";
import type { SignedDelivery } from "../../src/ports.js";
import { createRecordingLogger, type RecordingLogger } from "../support/recording-logger.js";
import { openTestDatabase, type TestDatabase } from "../support/test-database.js";

const SECRET = "a webhook secret of thirty chars";
const SHA = "a".repeat(40);
const ALICE = { id: 1, login: "alice", type: "User" };
const COMMON = {
  action: "created",
  installation: { id: 5 },
  repository: { id: 10, name: "shop", owner: { login: "acme" }, default_branch: "main" },
  sender: ALICE,
};
const CHECK = { head_sha: SHA, app: { id: 9 }, pull_requests: [{ number: 7, base: { repo: { id: 10 } } }] };
const PULL = { number: 7, state: "open", head: { sha: SHA }, base: { ref: "main" } };
const REFS = { ref: "refs/heads/main", head_ref: "refs/heads/q/pr-1", base_ref: "refs/heads/main" };

/** One payload of each handled event that asks for something. */
const VALID: Readonly<Record<(typeof HANDLED_EVENTS)[number], Readonly<Record<string, unknown>>>> = {
  pull_request: { ...COMMON, action: "opened", pull_request: PULL },
  pull_request_review: { ...COMMON, action: "submitted", pull_request: PULL },
  pull_request_review_comment: { ...COMMON, pull_request: PULL },
  issue_comment: { ...COMMON, issue: { number: 7, pull_request: {} }, comment: { user: ALICE } },
  check_run: { ...COMMON, action: "completed", check_run: CHECK },
  check_suite: { ...COMMON, action: "completed", check_suite: CHECK },
  status: { ...COMMON, sha: SHA },
  merge_group: { ...COMMON, action: "checks_requested", merge_group: { head_sha: SHA, ...REFS } },
  push: { ...COMMON, ref: REFS.ref, after: SHA, commits: [{ added: ["a"], modified: [], removed: [] }] },
  repository: { ...COMMON, action: "renamed" },
  installation: COMMON,
  installation_repositories: {
    ...COMMON,
    action: "added",
    repositories_added: [{ id: 10, full_name: "acme/shop" }],
  },
  github_app_authorization: { action: "revoked", sender: ALICE },
};

const UNPRINTABLE = { toString: null, valueOf: null };
const HOSTILE: readonly unknown[] = [
  ...[0, -1, 1.5, 1e308, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 63],
  ...["", "\0", "a\0b", "\ud800", "main\udfff", "..", ".", "../..", "a b", "a\nb", "7", "x".repeat(10_000)],
  ...["é".repeat(512), "😀".repeat(256), "漢".repeat(1_024), "\0".repeat(1_024), SHA.toUpperCase()],
  ...[true, null, [], {}, [[]], [{}], UNPRINTABLE, nested(2_000), { length: 1e9 }, Array(1_100).fill(PULL)],
];

describe("a signed payload that cannot be", () => {
  let database: TestDatabase;
  let server: HttpServer;
  let logger: RecordingLogger;
  let refused: string[];
  let sent = 0;
  beforeAll(async () => {
    database = await openTestDatabase("embedded");
    const deliveries = createDeliveryStore(database);
    const own = { appId: 77, isOurs: () => false };
    const parse = (signed: SignedDelivery) => parseDelivery(signed, own);
    const possible = (delivery: SignedDelivery) => isPossible(delivery, own);
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    const app = await createApp({ id: 77, privateKey: pem, webhookSecret: SECRET }, (delivery) =>
      receive(delivery, { parse, deliveries }),
    );
    logger = createRecordingLogger();
    const webhook = { ...app, isPossible: possible, refused: (reason: string) => void refused.push(reason), logger };
    server = await startServer({
      host: "127.0.0.1",
      port: 0,
      logger,
      web: new Hono().fetch,
      webhooks: (request, response) => answerWebhook(request, response, webhook),
    });
  });
  beforeEach(() => {
    refused = [];
  });
  afterAll(async () => {
    await server.stop(1_000);
    await database.close();
  });

  const post = async (event: string, body: string): Promise<number> => {
    sent += 1;
    const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
    const headers = {
      "content-type": "application/json",
      "x-github-delivery": `d-${sent}`,
      "x-github-event": event,
      "x-hub-signature-256": signature,
    };
    return (await fetch(`http://127.0.0.1:${server.port}${WEBHOOK_PATH}`, { method: "POST", headers, body })).status;
  };

  it.each(HANDLED_EVENTS)(
    "%s is taken as it should be, so that the cases below are about what they change",
    async (event) => {
      expect(await post(event, JSON.stringify(VALID[event]))).toBe(202);
      expect(await database.prisma.delivery.count({ where: { id: `d-${sent}` } })).toBe(1);
    },
  );

  it.each(HANDLED_EVENTS)(
    "%s never causes an outage, whatever stands in one place of it",
    async (event) => {
      for (const path of pathsOf(VALID[event])) {
        const statuses = await Promise.all(
          HOSTILE.map((value) => post(event, JSON.stringify(replaced(VALID[event], path, value)))),
        );
        expect({ path, odd: statuses.filter((status) => ![202, 422].includes(status)) }).toEqual({ path, odd: [] });
      }
      expect(refused).toContain("impossible");
      expect(logger.lines).toEqual([]);
    },
    120_000,
  );

  it.each(HANDLED_EVENTS)(
    "%s never causes an outage, whatever it is",
    async (event) => {
      const paths = pathsOf(VALID[event]);
      const changes = fc.array(
        fc.tuple(fc.constantFrom(...paths), fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue())),
        {
          minLength: 1,
          maxLength: 4,
        },
      );
      await fc.assert(
        fc.asyncProperty(changes, async (replacements) => {
          let payload: unknown = VALID[event];
          for (const [path, value] of replacements) payload = replaced(payload, path, value);
          expect([202, 422]).toContain(await post(event, JSON.stringify(payload)));
        }),
        { numRuns: 60 },
      );
    },
    60_000,
  );

  it.each<[string, string, number]>([
    [
      "a pull request's number beyond four bytes",
      JSON.stringify({ ...VALID.pull_request, pull_request: { ...PULL, number: 2 ** 31 } }),
      422,
    ],
    ["a number that is not exact", '{"installation":{"id":9007199254740993}}', 422],
    ["an installation of number zero", '{"installation":{"id":0}}', 422],
    ["an installation of a number below zero", '{"installation":{"id":-5}}', 422],
    [
      "a repository name of 10 kB",
      JSON.stringify({ ...VALID.pull_request, repository: { ...COMMON.repository, name: "x".repeat(10_000) } }),
      422,
    ],
    [
      "a branch with NUL",
      JSON.stringify({ ...VALID.pull_request, pull_request: { ...PULL, base: { ref: "a\0b" } } }),
      422,
    ],
    [
      "half a surrogate pair",
      JSON.stringify({ ...VALID.pull_request, pull_request: { ...PULL, base: { ref: "\ud800" } } }),
      422,
    ],
    ["an action that is none", '{"action":{"toString":null}}', 422],
    ["a list in place of an object", JSON.stringify({ ...VALID.pull_request, repository: [] }), 422],
    ["a list", "[]", 400],
    ["nothing", "", 400],
    ["nesting without end", `{"action":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, 422],
    ["nesting where nobody looks", `{"x":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, 202],
    ["one key twice", JSON.stringify(VALID.pull_request).replace('"number":7', '"number":7,"number":7'), 202],
    [
      "one key twice, once impossible",
      JSON.stringify(VALID.pull_request).replace('"number":7', '"number":7,"number":-7'),
      422,
    ],
    ["something missing", JSON.stringify(COMMON), 202],
  ])("holds %s: it is refused, or asks for nothing", async (_, body, status) => {
    expect(await post("pull_request", body)).toBe(status);
  });

  it("is refused for events that ask for nothing as well, before Probot meets it", async () => {
    for (const installation of [{ id: UNPRINTABLE }, { id: "5" }, 5, []]) {
      expect(await post("ping", JSON.stringify({ installation }))).toBe(422);
    }
    expect(await post("ping", JSON.stringify({ zen: "Keep it logically awesome." }))).toBe(202);
  });
});

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

type Path = readonly (string | number)[];

/** Of everything in a payload, itself left out. */
function pathsOf(value: unknown): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [[key], ...pathsOf(value[key as keyof typeof value]).map((path) => [key, ...path])]);
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== "object" || value === null) return value;
  const inner = replaced(value[key as keyof typeof value], rest, by);
  return Array.isArray(value) ? value.map((each, index) => (index === key ? inner : each)) : { ...value, [key]: inner };
}
