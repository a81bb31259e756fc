// The HTTP server and the pages, put together, and whether this process can do its work.
import { setTimeout as sleep } from "node:timers/promises";
import { createApp } from "../app.js";
import { createAuditLog } from "../db/audit-log.js";
import { createDeliveryStore } from "../db/deliveries.js";
import { freeBytesOn, sayFull } from "../db/disk-room.js";
import { createPullStore } from "../db/pulls.js";
import { createSignOuts } from "../db/sign-outs.js";
import { sayClock } from "../github/gate.js";
import { isPossible, parseDelivery } from "../github/parse-delivery.js";
import { createIdentify } from "../http/github-identity.js";
import type { Readiness } from "../http/operations.js";
import { createReadAccess } from "../http/read-access.js";
import type { ReadableDependencies } from "../http/readable-pull.js";
import { createPostReview } from "../http/review/post-review.js";
import { createViews } from "../http/review/views.js";
import { type HttpServer, startServer } from "../http/server.js";
import { createSessions } from "../http/session.js";
import { toBeginPost } from "../http/sign-in.js";
import { createViewers } from "../http/viewers.js";
import { createWeb } from "../http/web.js";
import { answerWebhook } from "../http/webhooks.js";
import type { PipelineDependencies } from "../pipeline/dependencies.js";
import { receive } from "../pipeline/receive.js";
import { createReviewDesk } from "../pipeline/review-desk.js";
import type { SignedDelivery } from "../ports.js";
import { readVersion } from "../version.js";
import type { Parts } from "./pipeline.js";

export async function openServer(parts: Parts, pipeline: PipelineDependencies): Promise<HttpServer> {
  const { config, credentials, logger, database, metrics, queue, github } = parts;
  const deliveries = createDeliveryStore(database);
  const own = { appId: credentials.id, isOurs: github.isOurs };
  const readiness = createReadiness({
    // The queue lies in the database: whoever can ask the one has both.
    ask: () => queue.stats(),
    tryToKeep: () => deliveries.tryToKeep(),
    dataDir: database.kind === "embedded" ? config.dataDir : null,
    clockAheadMs: () => github.clock.aheadMs,
  });
  const app = await createApp(credentials, async (delivery) => {
    const startedMs = performance.now();
    const kept = receive(delivery, { parse: (signed) => parseDelivery(signed, own), deliveries });
    kept.then(
      () => readiness.kept(true),
      () => readiness.kept(false),
    );
    const outcome = await kept;
    metrics.delivered(delivery.event, outcome, (performance.now() - startedMs) / 1000);
  });
  const webhook = {
    verify: app.verify,
    isPossible: (delivery: SignedDelivery) => isPossible(delivery, own),
    deliver: app.deliver,
    refused: metrics.refused,
    logger,
  };
  return startServer({
    host: config.host,
    port: config.port,
    webhooks: (request, response) => answerWebhook(request, response, webhook),
    web: createPages(parts, pipeline, readiness).fetch,
    logger,
  });
}

function createPages(
  parts: Parts,
  pipeline: PipelineDependencies,
  readiness: WatchedReadiness,
): ReturnType<typeof createWeb> {
  const { config, logger, clock, database, metrics, github, seals } = parts;
  const githubWebUrl = config.github.webUrl;
  const desk = createReviewDesk(pipeline, { pause: sleep });
  const views = createViews(desk, clock);
  const signIn = createSignIn(parts);
  const readable: ReadableDependencies = {
    canSignIn: signIn !== null,
    viewers: signIn?.viewers ?? NOBODY,
    mayRead: createReadAccess(github.viewers, clock),
    pulls: createPullStore(database),
    // Whoever may read is not kept, and neither is the process.
    pause: (ms) => sleep(ms, undefined, { ref: false }),
  };
  const post = createPostReview({ ...readable, desk, views, restUrl: config.github.restUrl, logger });
  return createWeb({
    version: readVersion(),
    publicUrl: config.publicUrl,
    operations: { readiness: () => readiness.now(), renderMetrics: () => metrics.render() },
    pulls: { ...readable, audit: createAuditLog(database), githubWebUrl },
    reviews: {
      ...readable,
      desk,
      views,
      githubWebUrl,
      signIn: signIn && { sessions: signIn.sessions, beginPost: toBeginPost(signIn) },
    },
    seal: { recipient: () => seals.recipient(), githubWebUrl },
    signIn: signIn && { ...signIn, post },
    logger,
  });
}

/** Without sign-in. */
const NOBODY: ReadableDependencies["viewers"] = { current: async () => null };

function createSignIn({ config, clock, database, logger }: Parts) {
  if (config.signIn === null) return null;
  const { clientId, clientSecret } = config.signIn;
  const sessions = createSessions({ clientSecret, https: config.publicUrl.startsWith("https:"), clock });
  return {
    clientId,
    githubWebUrl: config.github.webUrl,
    publicUrl: config.publicUrl,
    sessions,
    viewers: createViewers(sessions, createSignOuts(database)),
    identify: createIdentify(config.github, config.signIn),
    logger,
  };
}

export interface ReadinessSources {
  /** @throws when the database does not answer. */
  ask(): Promise<unknown>;
  /** Writes as a delivery does and takes it back. @throws when nothing can be kept. */
  tryToKeep(): Promise<void>;
  /** Where the embedded database lies; null: it is on another machine. */
  readonly dataDir: string | null;
  /** Milliseconds by which this machine's clock is ahead of GitHub's. */
  clockAheadMs(): number;
  freeBytes?(directory: string): Promise<number>;
}

interface WatchedReadiness {
  now(): Promise<Readiness>;
  /** Of every delivery that was to be kept: once one was not, `/readyz` tries for itself. */
  kept(isKept: boolean): void;
}

/**
 * For /readyz: can the database be asked, can it keep a delivery, is there room on the disk. And what does not stop it, but somebody should
 * put right.
 */
export function createReadiness(sources: ReadinessSources): WatchedReadiness {
  const { ask, tryToKeep, dataDir, clockAheadMs, freeBytes = freeBytesOn } = sources;
  let isInDoubt = false;
  return {
    kept(isKept) {
      isInDoubt = !isKept;
    },
    async now() {
      const warnings = [sayClock(clockAheadMs())].filter((warning) => warning !== null);
      if (!(await works(ask))) return { reason: "the database does not answer", warnings };
      const full = dataDir === null ? null : sayFull(await freeBytes(dataDir));
      if (full !== null) return { reason: full, warnings };
      if (isInDoubt && !(await works(tryToKeep))) {
        return { reason: "the database answers and keeps nothing; look whether its disk is full", warnings };
      }
      isInDoubt = false;
      return { reason: null, warnings };
    },
  };
}

async function works(run: () => Promise<unknown>): Promise<boolean> {
  return run().then(
    () => true,
    () => false,
  );
}
