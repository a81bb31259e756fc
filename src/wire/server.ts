// The HTTP server and the pages, put together.
import { createApp } from "../app.js";
import { createAuditLog } from "../db/audit-log.js";
import { createDeliveryStore } from "../db/deliveries.js";
import { createPullStore } from "../db/pulls.js";
import { parseDelivery } from "../github/parse-delivery.js";
import { createIdentify } from "../http/github-identity.js";
import type { PullDependencies } from "../http/pull-routes.js";
import { createReadAccess } from "../http/read-access.js";
import { type HttpServer, startServer } from "../http/server.js";
import { createSessions } from "../http/session.js";
import type { SignInDependencies } from "../http/sign-in.js";
import { createWeb } from "../http/web.js";
import { answerWebhook } from "../http/webhooks.js";
import { receive } from "../pipeline/receive.js";
import type { Queue } from "../queue/queue.js";
import { readVersion } from "../version.js";
import type { Parts } from "./parts.js";

export async function openServer(parts: Parts): Promise<HttpServer> {
  const { config, credentials, logger, database, metrics } = parts;
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
  const webhook = { verify: app.verify, deliver: app.deliver, refused: metrics.refused, logger };
  return startServer({
    host: config.host,
    port: config.port,
    webhooks: (request, response) => answerWebhook(request, response, webhook),
    web: createPages(parts).fetch,
    logger,
  });
}

function createPages(parts: Parts): ReturnType<typeof createWeb> {
  const { config, logger, clock, database, queue, metrics, github, seals } = parts;
  const signIn = createSignIn(parts);
  const githubWebUrl = config.github.webUrl;
  const pulls: PullDependencies = {
    sessions: signIn?.sessions ?? null,
    mayRead: createReadAccess(github.reader, clock),
    pulls: createPullStore(database),
    audit: createAuditLog(database),
    githubWebUrl,
  };
  const operations = {
    notReadyBecause: () => reasonNotReady(queue),
    renderMetrics: () => metrics.render(),
  };
  const seal = { recipient: () => seals.recipient(), githubWebUrl };
  return createWeb({
    version: readVersion(),
    publicUrl: config.publicUrl,
    operations,
    pulls,
    seal,
    signIn,
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
