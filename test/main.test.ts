// The process itself: how it refuses, starts and ends.
import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START = join(import.meta.dirname, "../bin/start.js");

describe("npm start", () => {
  // One for all: the database in it takes seconds to make, and what a setup leaves behind is what a server begins with.
  const directory = mkdtempSync(join(tmpdir(), "countersign-"));
  const start = (env: Record<string, string>) => startIn(directory, env);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each([
    ["a webhook secret is missing", { APP_ID: "42", PRIVATE_KEY: "sesame" }, /WEBHOOK_SECRET is missing/],
    [
      "the webhook secret is short",
      { APP_ID: "42", WEBHOOK_SECRET: "sesame" },
      /WEBHOOK_SECRET is too short: expected at least 16/,
    ],
    ["it has no App in production", { NODE_ENV: "production" }, /APP_ID is missing[\s\S]*NODE_ENV=production/],
  ])(
    "refuses to start when %s",
    async (_, env, message) => {
      const { code, output } = await ended(start(env));

      expect(code).toBe(1);
      expect(output).toMatch(message);
      expect(output).not.toContain("sesame");
    },
    120_000,
  );

  it("serves setup on loopback without credentials, takes no webhooks, and ends on SIGTERM", async () => {
    const port = await freePort();
    const child = start({ PORT: String(port), HOST: "0.0.0.0" });
    const end = ended(child);

    await until(child, `http://127.0.0.1:${port}/healthz`);
    const setup = await fetch(`http://127.0.0.1:${port}/setup`);
    const webhook = await fetch(`http://127.0.0.1:${port}/api/github/webhooks`, { method: "POST", body: "{}" });
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    child.kill("SIGTERM");
    const { code, output } = await end;

    expect(setup.status).toBe(200);
    expect([webhook.status, ready.status]).toEqual([404, 503]);
    expect(output).toContain(`Open http://127.0.0.1:${port}/setup`);
    expect(code).toBe(0);
  }, 120_000);

  it("serves the sealing page as it was built, with its script and a recipient of its own", async () => {
    const port = await freePort();
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const child = start({
      APP_ID: "42",
      PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      WEBHOOK_SECRET: "a secret of more than sixteen bytes",
      // Nobody answers there.
      GHE_HOST: "127.0.0.1:9",
      GHE_PROTOCOL: "http",
      HOST: "127.0.0.1",
      PORT: String(port),
    });
    const end = ended(child);
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);

    await until(child, `http://127.0.0.1:${port}/readyz`);
    const recipient = await (await get("/seal/recipient")).text();
    const page = await (await get("/seal/acme/shop/7")).text();
    const script = await get(/src="(\/scripts\/[^"]+)"/.exec(page)?.[1] ?? "/nowhere");
    child.kill("SIGTERM");
    await end;

    expect(recipient).toMatch(/^age1[02-9ac-hj-np-z]{58}\n$/);
    expect(page).toContain(`data-recipient="${recipient.trim()}"`);
    expect([script.status, script.headers.get("content-type")]).toEqual([200, "text/javascript; charset=utf-8"]);
  }, 120_000);
});

function startIn(directory: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [START], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}

async function until(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const alive = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (alive) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the process ended early");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
