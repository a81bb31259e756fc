// The whole App as main.ts wires it, in this process, on a test database and with a clock that the test can move.

import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { Config } from "../../../src/config.js";
import type { Database } from "../../../src/db/client.js";
import { createInlineExaminer } from "../../../src/examine/inline-examiner.js";
import { PUBLIC_ENDPOINTS } from "../../../src/packages/settings.js";
import type { Clock, Logger, PackageSource } from "../../../src/ports.js";
import { startApp as wire } from "../../../src/wire.js";
import type { GithubSimulator } from "../../github-simulator/index.js";
import { type DatabaseKind, openTestDatabase, TEST_DATABASE_URL } from "../../support/test-database.js";

export interface RunningApp {
  readonly url: string;
  /** What was logged, as text: nothing that a person wrote may be in it. */
  readonly logged: string[];
  /** Waits until no work is due and none is running. */
  idle(): Promise<void>;
  /** Makes due what waits for its next try. */
  retryNow(): Promise<void>;
  fullSweep(): Promise<void>;
  /** Moves the App's clock, so that what waits for its time becomes due. */
  advance(seconds: number): void;
  close(): Promise<void>;
}

const NOBODY_ASKED: PackageSource = { lookUp: async () => new Map() };

const DEFAULT_KIND: DatabaseKind = TEST_DATABASE_URL === undefined ? "embedded" : "postgresql";

const LONGER_THAN_ANY_BACKOFF_MS = 20 * 60_000;

export interface AppOptions {
  /** By default the PostgreSQL of the tests, which is faster; without one, the embedded database. */
  readonly kind?: DatabaseKind;
  /** Plays the registries; without it nobody knows any package. */
  readonly packages?: PackageSource;
  /** People can sign in, and pages are where links lead to. */
  readonly web?: boolean;
  /** Opens a migrated database with the App's clock, instead of a new one of `kind`. */
  readonly openDatabase?: (clock: Clock) => Promise<Database>;
}

export async function startApp(github: GithubSimulator, options: AppOptions = {}): Promise<RunningApp> {
  const { kind = DEFAULT_KIND, packages = NOBODY_ASKED, web = false } = options;
  let offsetMs = 0;
  const clock = { now: () => new Date(Date.now() + offsetMs) };
  const logged: string[] = [];
  const app = await wire({
    config: web ? await withWeb(github) : configFor(github),
    credentials: {
      id: github.app.id,
      privateKey: github.app.privateKey,
      webhookSecret: github.app.webhookSecret,
    },
    logger: collectingLogger(logged),
    clock,
    database: await (options.openDatabase?.(clock) ?? openTestDatabase(kind, clock)),
    // The thread is compiled code; its limits have tests of their own.
    examiner: createInlineExaminer(),
    packages,
    // Tests wait for the end of a burst, not for the rest after it.
    restMs: 0,
  });
  const idle = async () => {
    let { ready, running } = await app.queue.stats();
    while (ready + running > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      ({ ready, running } = await app.queue.stats());
    }
  };
  return {
    url: `http://127.0.0.1:${app.port}`,
    logged,
    idle,
    async retryNow() {
      offsetMs += LONGER_THAN_ANY_BACKOFF_MS;
      await idle();
    },
    async fullSweep() {
      await app.queue.enqueue([{ kind: "full-sweep" }]);
      await idle();
      // Pull requests of a repository start one after the other.
      offsetMs += LONGER_THAN_ANY_BACKOFF_MS;
      await idle();
    },
    advance(seconds) {
      offsetMs += seconds * 1000;
    },
    close: () => app.stop(),
  };
}

function configFor(github: GithubSimulator): Config {
  return {
    app: null,
    signIn: null,
    github: {
      host: github.host,
      protocol: "http",
      webUrl: github.url,
      restUrl: `${github.url}/api/v3`,
      graphqlUrl: `${github.url}/api/graphql`,
    },
    databaseUrl: null,
    dataDir: "unused",
    host: "127.0.0.1",
    port: 0,
    publicUrl: "https://countersign.example",
    logLevel: "warn",
    sealIdentities: [],
    packages: { offline: true, ownNames: [], ownRegistries: [], endpoints: PUBLIC_ENDPOINTS },
  };
}

/** A port that nobody has now, so that the pages know their address before the App listens. */
async function withWeb(github: GithubSimulator): Promise<Config> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const { clientId, clientSecret } = github.app;
  return { ...configFor(github), port, publicUrl: `http://127.0.0.1:${port}`, signIn: { clientId, clientSecret } };
}

function collectingLogger(logged: string[]): Logger {
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  return { debug: () => undefined, info: log, warn: log, error: log };
}
