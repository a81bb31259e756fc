// The pipeline and its worker, put together.

import type { AppCredentials, Config } from "../config.js";
import { createAuditLog } from "../db/audit-log.js";
import type { Database } from "../db/client.js";
import { pruneDeliveries, pruneForms, prunePackageAnswers, pruneReplays } from "../db/maintenance.js";
import { createPullStore } from "../db/pulls.js";
import { createReplayStore } from "../db/replays.js";
import { createFormStore } from "../db/review-forms.js";
import { createWorkloadStore } from "../db/workload.js";
import type { Github } from "../github/github.js";
import type { Metrics } from "../metrics.js";
import type { PipelineDependencies } from "../pipeline/dependencies.js";
import { handleWork } from "../pipeline/handlers.js";
import { createExamineFiles } from "../pipeline/load-examined-files.js";
import type { Clock, Examiner, Logger, PackageSource, Seals } from "../ports.js";
import type { Queue } from "../queue/queue.js";
import { startWorker, type Worker } from "../queue/worker.js";

/** What the running App is put together from. Made once in wire.ts. */
export interface Parts {
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
  readonly seals: Seals;
}

/** Evaluations mostly wait for GitHub; below the database's 10 connections. Chosen, not measured. */
const CONCURRENCY = 8;
/** The embedded database is one thread: more at a time only makes webhooks wait (measured by `npm run bench deliveries`). */
const EMBEDDED_CONCURRENCY = 3;

export function toPipeline(parts: Parts): PipelineDependencies {
  const { config, logger, clock, database, queue, metrics, github, examiner, packages, seals } = parts;
  return {
    reader: github.reader,
    writer: github.writer,
    deliveries: github.deliveries,
    roster: github.roster,
    examiner,
    examine: createExamineFiles(examiner),
    packages,
    store: createPullStore(database),
    workload: createWorkloadStore(database),
    replays: createReplayStore(database),
    forms: createFormStore(database),
    seals,
    audit: createAuditLog(database),
    queue,
    clock,
    logger,
    metrics,
    publicUrl: config.publicUrl,
    signIn: config.signIn !== null,
  };
}

export async function startPipeline(parts: Parts, dependencies: PipelineDependencies): Promise<Worker> {
  const { logger, clock, database, queue, metrics } = parts;
  return startWorker({
    queue,
    concurrency: database.kind === "embedded" ? EMBEDDED_CONCURRENCY : CONCURRENCY,
    clock,
    logger,
    handle: async ({ item }, lease) => {
      await handleWork(item, { ...dependencies, lease });
      if (item.kind === "full-sweep") await prune(database);
    },
    onReport: ({ kind, outcome, tookMs }) => metrics.worked(kind, outcome, tookMs / 1000),
  });
}

async function prune(database: Database): Promise<void> {
  await pruneReplays(database);
  await pruneForms(database);
  await prunePackageAnswers(database);
  await pruneDeliveries(database);
}
