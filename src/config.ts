// The settings of one process: the only reader of the environment. Every fault is told at once, with its remedy and an
// example; nothing secret is ever repeated in a message. Called by main.ts and cli/main.ts.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { z } from "zod";
import { readPackageSettings } from "./config/packages.js";
import { readPrivateKey } from "./config/private-key.js";
import type { ConfigFault, Environment } from "./config/values.js";
import * as values from "./config/values.js";
import { err, ok, type Result } from "./core/ground/result.js";
import type { PackageSettings } from "./packages/settings.js";

export interface AppCredentials {
  readonly id: number;
  /** PEM text. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/** Addresses without a slash at the end: `webUrl` is where people click, `restUrl` and `graphqlUrl` where programs call. */
export interface GithubAddresses {
  /** GitHub Enterprise Server's host with its port; null: github.com. */
  readonly host: string | null;
  readonly protocol: "https" | "http";
  readonly webUrl: string;
  readonly restUrl: string;
  readonly graphqlUrl: string;
}

export interface DatabaseSettings {
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

export interface Config extends DatabaseSettings {
  /** Null: the App is not registered yet; only the setup page is served, on loopback. */
  readonly app: AppCredentials | null;
  /** Sign-in for the web pages; null: the pages say that it is not set up. */
  readonly signIn: { readonly clientId: string; readonly clientSecret: string } | null;
  readonly github: GithubAddresses;
  readonly host: string;
  readonly port: number;
  /** Base of every link that the App posts, without a slash at the end. */
  readonly publicUrl: string;
  readonly logLevel: values.LogLevel;
  /** Age identities that open sealed reviews, the one in use first; empty: made here and kept in the database. */
  readonly sealIdentities: readonly string[];
  readonly packages: PackageSettings;
}

/**
 * The process environment, completed by a `.env` file in `directory` when there is one (the setup page writes it).
 * What is really set always wins over the file.
 */
export function readEnvironment(directory: string = process.cwd(), real: Environment = process.env): Environment {
  try {
    return { ...parseEnv(readFileSync(join(directory, ".env"), "utf8")), ...real };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return real;
    throw error;
  }
}

/** Settings from an environment, or every fault in it. An empty value counts as absent. */
export function loadConfig(environment: Environment): Result<Config, readonly ConfigFault[]> {
  const { env, faults, read } = startReading(environment);
  const app = readApp(env, read, faults);
  const signIn = readSignIn(env, faults);
  const protocol = read("GHE_PROTOCOL", values.GheProtocol);
  const gheHost = read("GHE_HOST", values.GheHost);
  const database = readDatabase(env, read);
  const port = read("PORT", values.Port);
  const publicUrl = read("PUBLIC_URL", values.PublicUrl);
  const logLevel = read("LOG_LEVEL", values.LogLevelText);
  const sealIdentities = read("SEAL_IDENTITY", values.SealIdentities);
  const packages = readPackageSettings(read);

  if (faults.length > 0 || port === null || logLevel === null) return err(faults);
  return ok({
    app,
    signIn,
    github: githubAddresses(gheHost ?? null, protocol ?? "https"),
    ...database,
    host: listenAddress(env.HOST, app),
    port,
    publicUrl: publicUrl ?? `http://localhost:${port}`,
    logLevel,
    sealIdentities: sealIdentities ?? [],
    packages,
  });
}

/** Where the data lies, for commands that need nothing else: other settings may be missing or wrong. */
export function loadDatabaseSettings(environment: Environment): Result<DatabaseSettings, readonly ConfigFault[]> {
  const { env, faults, read } = startReading(environment);
  const settings = readDatabase(env, read);
  return faults.length > 0 ? err(faults) : ok(settings);
}

export interface SealSettings extends DatabaseSettings {
  readonly sealIdentities: Config["sealIdentities"];
}

/** The same with the identities from the environment, for commands that look after them. */
export function loadSealSettings(environment: Environment): Result<SealSettings, readonly ConfigFault[]> {
  const { env, faults, read } = startReading(environment);
  const settings = { ...readDatabase(env, read), sealIdentities: read("SEAL_IDENTITY", values.SealIdentities) ?? [] };
  return faults.length > 0 ? err(faults) : ok(settings);
}

/**
 * The editor that the person at the terminal has chosen; null: none. Never from a `.env` file: a folder that is being reviewed
 * must not name a program to run.
 */
export function readEditor(real: Environment = process.env): string | null {
  return real.VISUAL?.trim() || real.EDITOR?.trim() || null;
}

/** What a person sees when the process refuses to start. */
export function formatFaults(faults: readonly ConfigFault[]): string {
  const lines = faults.map(({ variable, message }) => `  ${variable} ${message}`);
  const count = faults.length === 1 ? "One setting" : `${faults.length} settings`;
  return `${count} must be mended before Countersign can run:\n\n${lines.join("\n\n")}\n`;
}

type Read = <T>(variable: string, schema: z.ZodType<T>) => T | null;

function startReading(environment: Environment): { env: Environment; faults: ConfigFault[]; read: Read } {
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const faults: ConfigFault[] = [];
  const read: Read = (variable, schema) => {
    const parsed = schema.safeParse(env[variable]);
    if (parsed.success) return parsed.data;
    faults.push({ variable, message: parsed.error.issues[0]?.message ?? "is not valid" });
    return null;
  };
  return { env, faults, read };
}

function readDatabase(env: Environment, read: Read): DatabaseSettings {
  return { databaseUrl: read("DATABASE_URL", values.DatabaseUrl) ?? null, dataDir: env.DATA_DIR ?? "./data" };
}

const APP_VARIABLES = ["APP_ID", "PRIVATE_KEY", "PRIVATE_KEY_PATH", "WEBHOOK_SECRET"] as const;

/** The App's credentials: all of them, or none at all (setup). INVARIANT: there is no default secret. */
function readApp(env: Environment, read: Read, faults: ConfigFault[]): AppCredentials | null {
  if (!APP_VARIABLES.some((variable) => env[variable])) {
    if (env.NODE_ENV === "production") {
      faults.push({
        variable: "APP_ID",
        message:
          "is missing, and so are PRIVATE_KEY and WEBHOOK_SECRET. The setup page is not served when NODE_ENV=production: start once without NODE_ENV on your own machine, register the App there, and bring its three values here",
      });
    }
    return null;
  }
  const id = read("APP_ID", values.AppId);
  const privateKey = readPrivateKey(env, faults);
  const webhookSecret = read("WEBHOOK_SECRET", values.WebhookSecret);
  return id !== null && privateKey !== null && webhookSecret !== null ? { id, privateKey, webhookSecret } : null;
}

function readSignIn(env: Environment, faults: ConfigFault[]): Config["signIn"] {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = env;
  if (clientId && clientSecret) return { clientId, clientSecret };
  if (clientId || clientSecret) {
    faults.push({
      variable: clientId ? "GITHUB_CLIENT_SECRET" : "GITHUB_CLIENT_ID",
      message: "is missing while its partner is set. Sign-in needs both from the App's settings page, or neither",
    });
  }
  return null;
}

/** Without an App the server has a page that takes credentials: it never listens beyond this machine. */
function listenAddress(host: string | undefined, app: AppCredentials | null): string {
  if (app) return host ?? "0.0.0.0";
  return host === "::1" || host === "localhost" ? host : "127.0.0.1";
}

function githubAddresses(host: string | null, protocol: "https" | "http"): GithubAddresses {
  if (host === null) {
    const restUrl = "https://api.github.com";
    return { host, protocol: "https", webUrl: "https://github.com", restUrl, graphqlUrl: `${restUrl}/graphql` };
  }
  const webUrl = `${protocol}://${host}`;
  return { host, protocol, webUrl, restUrl: `${webUrl}/api/v3`, graphqlUrl: `${webUrl}/api/graphql` };
}
