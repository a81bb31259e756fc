import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import nock from "nock";
import { loadConfig, readEnvironment } from "../../../src/config.js";
import type { SetupEnv } from "../../../src/http/setup/loopback.js";
import { createSetup } from "../../../src/http/setup/setup.js";
import { loadManifest } from "../../../src/manifest.js";
import { createRecordingLogger, type RecordingLogger } from "../../support/recording-logger.js";

const HOST = "localhost:3000";
const PEM = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();
const APP = {
  id: 4711,
  html_url: "https://github.com/apps/acme-countersign",
  pem: PEM,
  webhook_secret: "5e5a3e5e5a3e5e5a3e5e5a3e",
  client_id: "Iv23abc",
  client_secret: "c1ient5ecret",
};

let directory: string;
let web: Hono<SetupEnv>;
let logger: RecordingLogger;

beforeAll(() => nock.disableNetConnect());
afterAll(() => nock.enableNetConnect());
afterEach(() => nock.cleanAll());

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "countersign-"));
  logger = createRecordingLogger();
  web = createSetup({
    manifest: loadManifest(),
    github: {
      host: null,
      protocol: "https",
      webUrl: "https://github.com",
      restUrl: "https://api.github.com",
      graphqlUrl: "",
    },
    publicUrl: "http://localhost:3000",
    directory,
    logger,
    renderMetrics: async () => "",
  });
});

describe("who may see setup", () => {
  it.each(["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST"])(
    "a browser on this machine at %s",
    async (host) => {
      expect((await request("/setup", { headers: { host } })).status).toBe(200);
    },
  );

  it.each([
    ["a name that was bent to this machine", { headers: { host: "evil.example:3000" } }],
    ["a name that only begins like it", { headers: { host: "localhost.evil.example" } }],
    ["no name", { headers: { host: "" } }],
    ["another machine", { address: "192.168.1.7" }],
    ["an address that is not known", { address: "" }],
    ["somebody behind a proxy", { headers: { host: HOST, "x-forwarded-for": "203.0.113.9" } }],
  ])("not %s", async (_, given) => {
    for (const path of ["/", "/setup", "/setup/callback?code=x&state=y"]) {
      expect((await request(path, given)).status).toBe(403);
    }
  });

  it("not ready, but alive, for whoever looks after the machine", async () => {
    expect((await request("/healthz", { address: "10.0.0.1" })).status).toBe(200);
    const ready = await request("/readyz", { address: "10.0.0.1" });
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ reason: expect.stringContaining("no App is registered") });
  });
});

describe("the form", () => {
  it("shows every permission with its reason", async () => {
    const page = await (await request("/setup")).text();

    for (const { name, reason } of loadManifest().permissions) {
      expect(page).toContain(name.replaceAll("_", " "));
      expect(reason.length).toBeGreaterThan(20);
    }
  });

  it.each([
    ["an organisation that is none", { organisation: "a/b" }, "organisation"],
    ["an organisation left empty", { organisation: "" }, "organisation"],
    ["a name that is too long", { name: "x".repeat(35) }, "name"],
    ["an address with a path", { public_url: "https://gate.example.com/x" }, "public_url"],
    ["an address that GitHub cannot reach", { public_url: "http://localhost:3000" }, "public_url"],
    ["markup", { public_url: `"><script>alert(1)</script>` }, "public_url"],
  ])("is shown again with the fault marked for %s", async (_, given, field) => {
    const response = await submit(given);
    const page = await response.text();

    expect(response.status).toBe(422);
    expect(page).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    expect(page).not.toContain("<script>");
  });

  it("refuses to be sent by another page", async () => {
    expect((await submit({}, { origin: "https://evil.example" })).status).toBe(403);
    expect((await submit({}, { origin: "" })).status).toBe(403);
  });

  it("leads to GitHub's page of the organisation, with the manifest", async () => {
    const page = await (await submit({})).text();

    expect(page).toContain(`action="https://github.com/organizations/acme/settings/apps/new?state=`);
    expect(manifestOf(page)).toMatchObject({
      name: "Acme Countersign",
      url: "https://gate.example.com",
      hook_attributes: { url: "https://gate.example.com/api/github/webhooks", active: true },
      redirect_url: `http://${HOST}/setup/callback`,
      callback_urls: ["https://gate.example.com/login/callback"],
      public: false,
      default_permissions: { checks: "write", contents: "read", merge_queues: "read" },
      default_events: expect.arrayContaining(["pull_request", "merge_group"]),
    });
  });

  it("leads to one's own settings when the App is one's own", async () => {
    const page = await (await submit({ owner: "personal", organisation: "" })).text();

    expect(page).toContain(`action="https://github.com/settings/apps/new?state=`);
  });
});

describe("coming back from GitHub", () => {
  it("writes credentials that start the server, for this user alone, and shows none", async () => {
    writeFileSync(join(directory, ".env"), "LOG_LEVEL=debug");
    nock("https://api.github.com").post("/app-manifests/c0de/conversions").reply(201, APP);

    const response = await register();

    expect(response.status).toBe(303);
    const path = join(directory, ".env");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const config = loadConfig(readEnvironment(directory, {}));
    expect(config).toMatchObject({
      ok: true,
      value: {
        app: { id: 4711, privateKey: PEM, webhookSecret: APP.webhook_secret },
        signIn: { clientId: APP.client_id, clientSecret: APP.client_secret },
        publicUrl: "https://gate.example.com",
        logLevel: "debug",
      },
    });
    const page = await (await request("/setup")).text();
    expect(page).toContain("https://github.com/apps/acme-countersign/installations/new");
    for (const text of [page, logger.lines.join()]) {
      for (const secret of [APP.webhook_secret, APP.client_secret, "PRIVATE KEY"]) expect(text).not.toContain(secret);
    }
  });

  it.each([
    ["without having started", "", (state: string) => state],
    ["with another state", null, (state: string) => `${state}x`],
  ])("is refused %s", async (_, cookie, change) => {
    const started = await start();

    const response = await request(`/setup/callback?code=c0de&state=${change(started.state)}`, {
      headers: { host: HOST, cookie: cookie ?? started.cookie },
    });

    expect(response.status).toBe(400);
    expect(existsSync(join(directory, ".env"))).toBe(false);
  });

  it("is taken once", async () => {
    nock("https://api.github.com").post("/app-manifests/c0de/conversions").once().reply(201, APP);
    const { state, cookie } = await start();
    const again = () => request(`/setup/callback?code=c0de&state=${state}`, { headers: { host: HOST, cookie } });

    expect([(await again()).status, (await again()).status]).toEqual([303, 400]);
  });

  it.each([
    ["an old code", 404, { message: "Not Found" }],
    ["a secret that breaks out of its line", 201, { ...APP, client_secret: 'x"\nAPP_ID="1' }],
    ["a secret that is too short", 201, { ...APP, webhook_secret: "short" }],
    ["a key that is none", 201, { ...APP, pem: "SESAME" }],
    ["a link that is none", 201, { ...APP, html_url: "javascript:alert(1)" }],
  ])("writes nothing for %s", async (_, status, body) => {
    nock("https://api.github.com").post("/app-manifests/c0de/conversions").reply(status, body);

    const response = await register();

    expect(response.status).toBe(502);
    expect(existsSync(join(directory, ".env"))).toBe(false);
    expect(logger.lines.join()).not.toContain("SESAME");
  });
});

interface Given {
  readonly headers?: Record<string, string>;
  readonly address?: string;
  readonly method?: string;
  readonly body?: string;
}

async function request(
  path: string,
  { headers = { host: HOST }, address = "127.0.0.1", method = "GET", body }: Given = {},
): Promise<Response> {
  const bindings = { incoming: { socket: { remoteAddress: address } } } as unknown as SetupEnv["Bindings"];
  return web.request(`http://localhost${path}`, { method, headers, body }, bindings);
}

const WISHES = {
  owner: "organisation",
  organisation: "acme",
  name: "Acme Countersign",
  public_url: "https://gate.example.com/",
};

function submit(given: Record<string, string>, { origin = `http://${HOST}` } = {}): Promise<Response> {
  return request("/setup", {
    method: "POST",
    headers: { host: HOST, origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...WISHES, ...given }).toString(),
  });
}

function manifestOf(page: string): unknown {
  const value = /name="manifest" value="([^"]+)"/.exec(page)?.[1] ?? "null";
  return JSON.parse(value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
}

async function start(): Promise<{ state: string; cookie: string }> {
  const response = await submit({});
  const state = /state=([\w-]+)"/.exec(await response.text())?.[1] ?? "";
  return { state, cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

async function register(): Promise<Response> {
  const { state, cookie } = await start();
  return request(`/setup/callback?code=c0de&state=${state}`, { headers: { host: HOST, cookie } });
}
