// Puts the running App together: database, GitHub, queue, pipeline, server. The only place where these are constructed.
import type { AppCredentials, Config } from "./config.js";
import { isDependencyFile } from "./core/dependencies/read-manifest-change.js";
import { type Database, openDatabase } from "./db/client.js";
import { cannotOpen } from "./db/explain.js";
import { migrateDatabase } from "./db/migrate.js";
import { createPackageCache } from "./db/package-cache.js";
import { createSealKeyStore } from "./db/seal-keys.js";
import { createWorkStore } from "./db/work.js";
import { createExaminer } from "./examine/examiner.js";
import { wantsTexts } from "./examine/wants-texts.js";
import { createGithub, type Github } from "./github/github.js";
import type { HttpServer } from "./http/server.js";
import { createMetrics } from "./metrics.js";
import { createPackageSource } from "./packages/package-source.js";
import type { Clock, Examiner, Logger, PackageSource } from "./ports.js";
import { createQueue, type Queue } from "./queue/queue.js";
import type { Worker } from "./queue/worker.js";
import { openKeyring } from "./seal/keyring.js";
import { type Parts, startPipeline, toPipeline } from "./wire/pipeline.js";
import { openServer } from "./wire/server.js";

export const SYSTEM_CLOCK: Clock = { now: () => new Date() };

/** One attempt of one call of GitHub's API. GitHub itself gives up after 10 s for most. */
const GITHUB_TIMEOUT_MS = 15_000;

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
    const packages = options.packages ?? openPackages({ ...options, clock }, database, github);
    const store = createSealKeyStore(database);
    const seals = await openKeyring({ identities: config.sealIdentities, store, clock });
    const parts: Parts = {
      config,
      credentials,
      logger,
      clock,
      database,
      queue,
      metrics,
      github,
      examiner,
      packages,
      seals,
    };
    const pipeline = toPipeline(parts);
    const worker = await startPipeline(parts, pipeline);
    // While nobody listened, deliveries failed: ask for them now rather than at the next round.
    await queue.enqueue([{ kind: "redeliver" }, { kind: "sweep" }]);
    const server = await openServer(parts, pipeline);
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
  { config, logger, clock }: WireOptions & { readonly clock: Clock },
  database: Database,
  { reader }: Github,
): PackageSource {
  const cache = createPackageCache(database);
  const actions = { reader, knowsAll: config.github.host === null };
  return createPackageSource({ settings: config.packages, cache, clock, logger, actions });
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
