// Puts the running App together: database, GitHub, queue, pipeline, server. The only place where these are constructed.
import { createApp } from "./app.js";
import type { AppCredentials, Config } from "./config.js";
import { isDependencyFile } from "./core/dependencies/read-manifest-change.js";
import { createAuditLog } from "./db/audit-log.js";
import { type Database, openDatabase } from "./db/client.js";
import { createDeliveryStore } from "./db/deliveries.js";
import { cannotOpen } from "./db/explain.js";
import { pruneDeliveries, prunePackageAnswers, pruneReplays } from "./db/maintenance.js";
import { migrateDatabase } from "./db/migrate.js";
import { createPackageCache } from "./db/package-cache.js";
import { createPullStore } from "./db/pulls.js";
import { createReplayStore } from "./db/replays.js";
import { createWorkStore } from "./db/work.js";
import { createExaminer } from "./examine/examiner.js";
import { wantsTexts } from "./examine/wants-texts.js";
import { createGithub, type Github } from "./github/octokit.js";
import { parseDelivery } from "./github/parse-delivery.js";
import { createIdentify } from "./http/github-identity.js";
import type { PullDependencies } from "./http/pull-routes.js";
import { createReadAccess } from "./http/read-access.js";
import { type HttpServer, startServer } from "./http/server.js";
import { createSessions } from "./http/session.js";
import type { SignInDependencies } from "./http/sign-in.js";
import { createWeb } from "./http/web.js";
import { answerWebhook } from "./http/webhooks.js";
import { createMetrics, type Metrics } from "./metrics.js";
import { createPackageSource } from "./packages/package-source.js";
import type { PipelineDependencies } from "./pipeline/dependencies.js";
import { handleWork } from "./pipeline/handlers.js";
import { createExamineFiles } from "./pipeline/load-examined-files.js";
import { receive } from "./pipeline/receive.js";
import type { Clock, Examiner, Logger, PackageSource } from "./ports.js";
import { createQueue, type Queue } from "./queue/queue.js";
import { startWorker, type Worker } from "./queue/worker.js";
import { readVersion } from "./version.js";

export const SYSTEM_CLOCK: Clock = { now: () => new Date() };

/** One attempt of one call of GitHub's API. GitHub itself gives up after 10 s for most. */
const GITHUB_TIMEOUT_MS = 15_000;
/** Evaluations mostly wait for GitHub; below the database's 10 connections. Chosen, not measured. */
const CONCURRENCY = 8;
/** The embedded database is one thread: more at a time only makes webhooks wait (measured by `npm run bench deliveries`). */
const EMBEDDED_CONCURRENCY = 3;

export interface RunningApp {
  readonly port: number;
  readonly queue: Queue;
  /** No new webhooks; answers, then running work may finish; the rest is given back. */
  stop(): Promise<void>;
}

export interface WireOptions {
  readonly config: Config;
  readonly credentials: AppCredentials;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** A migrated database instead of the configured one; closed with the App. */
  readonly database?: Database;
  /** Replaces the examiner with its thread. */
  readonly examiner?: Examiner;
  /** Replaces the registries. */
  readonly packages?: PackageSource;
  /** Replaces the queue's `REST_MS`. */
  readonly restMs?: number;
}

/** Opens what the App needs, in order; what was opened is closed again when a later step fails. */
export async function startApp(options: WireOptions): Promise<RunningApp> {
  const { config, credentials, logger, clock = SYSTEM_CLOCK } = options;
  const database = options.database ?? (await openMigrated(config, logger));
  try {
    const queue = createQueue(createWorkStore(database), clock, options.restMs);
    const metrics = createMetrics(() => queue.stats());
    const github = createGithub({
      appId: credentials.id,
      privateKey: credentials.privateKey,
      ...(config.github.host === null ? {} : { host: config.github.host, protocol: config.github.protocol }),
      logger,
      requestTimeoutMs: GITHUB_TIMEOUT_MS,
      now: () => clock.now(),
      onCall: metrics.githubCalled,
      wantsTexts,
      mustHaveTexts: ({ path }) => isDependencyFile(path),
    });
    const examiner = options.examiner ?? createExaminer();
    const packages = options.packages ?? openPackages(options, clock, database, github);
    const parts: Parts = { config, credentials, logger, clock, database, queue, metrics, github, examiner, packages };
    const worker = await startPipeline(parts);
    // While nobody listened, deliveries failed: ask for them now rather than at the next round.
    await queue.enqueue([{ kind: "redeliver" }, { kind: "sweep" }]);
    const server = await openServer(parts);
    return { port: server.port, queue, stop: () => stopInOrder({ server, worker, examiner, database }) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The database at this version's schema. Also used by setup, so that a fault shows before the App is registered. */
export async function openMigrated(
  { databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">,
  logger: Logger,
): Promise<Database> {
  const database = await openDatabase({ databaseUrl, dataDir, ownThread: true }).catch((error: unknown) => {
    throw cannotOpen(error, { databaseUrl, dataDir });
  });
  try {
    const applied = await migrateDatabase(database);
    if (applied.length > 0) logger.info({ applied }, "the database was brought to this version");
    return database;
  } catch (error) {
    await database.close();
    throw cannotOpen(error, { databaseUrl, dataDir });
  }
}

function openPackages(
  { config, logger }: WireOptions,
  clock: Clock,
  database: Database,
  { reader }: Github,
): PackageSource {
  const cache = createPackageCache(database);
  const actions = { reader, knowsAll: config.github.host === null };
  return createPackageSource({ settings: config.packages, cache, clock, logger, actions });
}

interface Parts {
  readonly config: Config;
  readonly credentials: AppCredentials;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly database: Database;
  readonly queue: Queue;
  readonly metrics: Metrics;
  readonly github: Github;
  readonly examiner: Examiner;
  readonly packages: PackageSource;
}

async function startPipeline(parts: Parts): Promise<Worker> {
  const { config, logger, clock, database, queue, metrics, github, examiner, packages } = parts;
  const dependencies: PipelineDependencies = {
    reader: github.reader,
    writer: github.writer,
    deliveries: github.deliveries,
    examine: createExamineFiles(examiner),
    packages,
    store: createPullStore(database),
    replays: createReplayStore(database),
    audit: createAuditLog(database),
    queue,
    clock,
    logger,
    metrics,
    publicUrl: config.publicUrl,
  };
  return startWorker({
    queue,
    concurrency: database.kind === "embedded" ? EMBEDDED_CONCURRENCY : CONCURRENCY,
    clock,
    logger,
    handle: async ({ item }, lease) => {
      await handleWork(item, dependencies, lease);
      if (item.kind === "full-sweep") await prune(database);
    },
    onReport: ({ kind, outcome, tookMs }) => metrics.worked(kind, outcome, tookMs / 1000),
  });
}

async function prune(database: Database): Promise<void> {
  await pruneReplays(database);
  await prunePackageAnswers(database);
  await pruneDeliveries(database);
}

async function openServer(parts: Parts): Promise<HttpServer> {
  const { config, credentials, logger, clock, database, queue, metrics, github } = parts;
  const deliveries = createDeliveryStore(database);
  const own = { appId: credentials.id };
  const app = await createApp(credentials, async (delivery) => {
    const startedMs = performance.now();
    const outcome = await receive(delivery, {
      parse: (event, id, payload) => parseDelivery(event, id, payload, own),
      deliveries,
    });
    metrics.delivered(delivery.event, outcome, (performance.now() - startedMs) / 1000);
  });
  const signIn = createSignIn(parts);
  const pulls: PullDependencies = {
    sessions: signIn?.sessions ?? null,
    mayRead: createReadAccess(github.reader, clock),
    pulls: createPullStore(database),
    audit: createAuditLog(database),
    githubWebUrl: config.github.webUrl,
  };
  const operations = {
    notReadyBecause: () => reasonNotReady(queue),
    renderMetrics: () => metrics.render(),
  };
  const web = createWeb({ version: readVersion(), publicUrl: config.publicUrl, operations, pulls, signIn, logger });
  const webhook = { verify: app.verify, deliver: app.deliver, refused: metrics.refused, logger };
  return startServer({
    host: config.host,
    port: config.port,
    webhooks: (request, response) => answerWebhook(request, response, webhook),
    web: web.fetch,
    logger,
  });
}

function createSignIn({ config, clock, logger }: Parts): SignInDependencies | null {
  if (config.signIn === null) return null;
  const { clientId, clientSecret } = config.signIn;
  return {
    clientId,
    githubWebUrl: config.github.webUrl,
    publicUrl: config.publicUrl,
    sessions: createSessions({ clientSecret, https: config.publicUrl.startsWith("https:"), clock }),
    identify: createIdentify(config.github, config.signIn),
    logger,
  };
}

/** The queue lies in the database: whoever can ask the one has both. */
async function reasonNotReady(queue: Queue): Promise<string | null> {
  try {
    await queue.stats();
    return null;
  } catch {
    return "the database does not answer";
  }
}

interface Running {
  readonly server: HttpServer;
  readonly worker: Worker;
}

/** Answers on their way, and running work, may take this long; well under the 30 s after which hosts kill. */
const DRAIN_MS = 25_000;

async function stopInOrder(parts: Pick<Parts, "examiner" | "database"> & Running): Promise<void> {
  await Promise.all([parts.server.stop(DRAIN_MS), parts.worker.stop({ drainMs: DRAIN_MS })]);
  await parts.examiner.close();
  await parts.database.close();
}
