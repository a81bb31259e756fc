import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConfigFault, Environment } from "../src/config/values.js";
import { type Config, formatFaults, loadConfig, readEnvironment } from "../src/config.js";

const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const PEM = key.export({ type: "pkcs1", format: "pem" }).toString();
const SECRET = "0123456789abcdef";
const APP = { APP_ID: "42", PRIVATE_KEY: PEM, WEBHOOK_SECRET: SECRET };

describe("loadConfig", () => {
  it("starts in setup on loopback when nothing is set", () => {
    const config = expectConfig({});

    expect(config).toMatchObject({
      app: null,
      signIn: null,
      host: "127.0.0.1",
      port: 3000,
      publicUrl: "http://localhost:3000",
      dataDir: "./data",
      databaseUrl: null,
      logLevel: "info",
      github: { webUrl: "https://github.com", restUrl: "https://api.github.com" },
    });
  });

  it.each(["0.0.0.0", "::", "192.168.1.5"])("stays on loopback in setup although HOST is %s", (HOST) => {
    expect(expectConfig({ HOST }).host).toBe("127.0.0.1");
  });

  it("refuses setup in production", () => {
    expect(expectFaults({ NODE_ENV: "production" })).toEqual([
      expect.objectContaining({ variable: "APP_ID", message: expect.stringContaining("NODE_ENV=production") }),
    ]);
  });

  it("reads the App's credentials", () => {
    const config = expectConfig({ ...APP, NODE_ENV: "production" });

    expect(config.app).toEqual({ id: 42, privateKey: PEM, webhookSecret: SECRET });
    expect(config.host).toBe("0.0.0.0");
  });

  it.each([
    ["absent", {}],
    ["empty", { WEBHOOK_SECRET: "" }],
    ["only spaces", { WEBHOOK_SECRET: "   " }],
    ["15 bytes", { WEBHOOK_SECRET: "123456789012345" }],
    ["Probot's default", { WEBHOOK_SECRET: "development" }],
  ])("refuses to start when the webhook secret is %s", (_, given) => {
    const { WEBHOOK_SECRET: _dropped, ...others } = APP;

    expect(expectFaults({ ...others, ...given }).map((fault) => fault.variable)).toEqual(["WEBHOOK_SECRET"]);
  });

  it("counts the secret in bytes", () => {
    expect(expectConfig({ ...APP, WEBHOOK_SECRET: "ééééé ééé" }).app?.webhookSecret).toBe("ééééé ééé");
  });

  it.each([
    ["with \\n written out", PEM.replaceAll("\n", "\\n")],
    ["in quotes", `"${PEM.replaceAll("\n", "\\n")}"`],
    ["with CRLF", PEM.replaceAll("\n", "\r\n")],
    ["in base64", Buffer.from(PEM).toString("base64")],
    ["as PKCS #8", key.export({ type: "pkcs8", format: "pem" }).toString()],
  ])("takes a private key %s", (_, PRIVATE_KEY) => {
    expect(expectConfig({ ...APP, PRIVATE_KEY }).app?.privateKey).toMatch(/^-----BEGIN [\s\S]+-----\n$/);
  });

  it("takes a private key from a file", () => {
    const path = join(mkdtempSync(join(tmpdir(), "countersign-")), "key.pem");
    writeFileSync(path, PEM);

    expect(expectConfig({ ...APP, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path }).app?.privateKey).toBe(PEM);
  });

  it.each([
    ["missing", { PRIVATE_KEY: undefined }],
    ["not PEM", { PRIVATE_KEY: "hunter2" }],
    ["an elliptic key", { PRIVATE_KEY: ellipticPem() }],
    ["given twice", { PRIVATE_KEY_PATH: "/nowhere.pem" }],
    ["a file that is not there", { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "/nowhere.pem" }],
  ])("refuses a private key that is %s", (_, given) => {
    expect(expectFaults({ ...APP, ...given })[0]?.variable).toMatch(/^PRIVATE_KEY/);
  });

  it.each([
    ["APP_ID", { APP_ID: "abc" }],
    ["APP_ID", { APP_ID: "0" }],
    ["PORT", { PORT: "70000" }],
    ["PORT", { PORT: "-1" }],
    ["PUBLIC_URL", { PUBLIC_URL: "ftp://example.com" }],
    ["PUBLIC_URL", { PUBLIC_URL: "https://example.com/app" }],
    ["PUBLIC_URL", { PUBLIC_URL: "https://user@example.com" }],
    ["GHE_HOST", { GHE_HOST: "https://github.example.com" }],
    ["GHE_PROTOCOL", { GHE_PROTOCOL: "gopher" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://root@localhost/x" }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
    ["SEAL_IDENTITY", { SEAL_IDENTITY: "AGE-SECRET-KEY-nope" }],
    ["GITHUB_CLIENT_SECRET", { GITHUB_CLIENT_ID: "Iv1.abc" }],
    ["GITHUB_CLIENT_ID", { GITHUB_CLIENT_SECRET: "abc" }],
  ])("names %s with an example or remedy when given %j", (variable, given) => {
    const [fault, ...others] = expectFaults({ ...APP, ...given });

    expect(others).toEqual([]);
    expect(fault?.variable).toBe(variable);
    expect(fault?.message).toMatch(/Example: |Sign-in needs both/);
  });

  it("repeats a port that is out of range", () => {
    expect(expectFaults({ ...APP, PORT: "70000" })[0]?.message).toContain("received `70000`");
  });

  it("tells every fault at once", () => {
    const faults = expectFaults({ APP_ID: "x", WEBHOOK_SECRET: "short", PORT: "x", LOG_LEVEL: "loud" });

    expect(faults.map((fault) => fault.variable).sort()).toEqual(
      ["APP_ID", "LOG_LEVEL", "PORT", "PRIVATE_KEY_PATH", "WEBHOOK_SECRET"].sort(),
    );
  });

  it("never repeats a secret in its messages", () => {
    const text = formatFaults(
      expectFaults({
        APP_ID: "42",
        PRIVATE_KEY: "sesame-key",
        WEBHOOK_SECRET: "sesame",
        DATABASE_URL: "mysql://root:sesame@localhost",
        SEAL_IDENTITY: "sesame",
        GITHUB_CLIENT_SECRET: "sesame",
      }),
    );

    expect(text).toContain("5 settings must be mended");
    expect(text).not.toContain("sesame");
  });

  it("builds the addresses of GitHub Enterprise Server", () => {
    expect(expectConfig({ ...APP, GHE_HOST: "127.0.0.1:9000", GHE_PROTOCOL: "http" }).github).toEqual({
      host: "127.0.0.1:9000",
      protocol: "http",
      webUrl: "http://127.0.0.1:9000",
      restUrl: "http://127.0.0.1:9000/api/v3",
      graphqlUrl: "http://127.0.0.1:9000/api/graphql",
    });
  });

  it("cuts the slash from PUBLIC_URL", () => {
    expect(expectConfig({ ...APP, PUBLIC_URL: "https://gate.example.com/" }).publicUrl).toBe(
      "https://gate.example.com",
    );
  });
});

describe("readEnvironment", () => {
  it("completes the environment from .env and never overrides it", () => {
    const directory = mkdtempSync(join(tmpdir(), "countersign-"));
    writeFileSync(join(directory, ".env"), 'APP_ID=1\nPORT=4000\nPRIVATE_KEY="line one\\nline two"\n');

    expect(readEnvironment(directory, { APP_ID: "2" })).toEqual({
      APP_ID: "2",
      PORT: "4000",
      PRIVATE_KEY: expect.stringContaining("line one"),
    });
  });

  it("works without a .env file", () => {
    expect(readEnvironment(tmpdir(), { PORT: "1" })).toEqual({ PORT: "1" });
  });
});

function expectConfig(env: Environment): Config {
  const result = loadConfig(env);
  if (!result.ok) throw new Error(formatFaults(result.error));
  return result.value;
}

function expectFaults(env: Environment): readonly ConfigFault[] {
  const result = loadConfig(env);
  if (result.ok) throw new Error("expected faults");
  return result.error;
}

function ellipticPem(): string {
  return generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
}
