// Starts the process and ends it well. Started by bin/start.js.
import { type Config, formatFaults, loadConfig, readEnvironment } from "./config.js";
import { AppError } from "./errors.js";
import { startServer } from "./http/server.js";
import { createSetup } from "./http/setup/setup.js";
import { createLogger } from "./log.js";
import { loadManifest } from "./manifest.js";
import { createMetrics } from "./metrics.js";
import type { Logger } from "./ports.js";
import { openMigrated, startApp } from "./wire.js";

/** Longer than everything that stops in order; then the process ends anyhow. */
const STOP_DEADLINE_MS = 28_000;

export async function main(): Promise<void> {
  const config = loadConfig(readEnvironment());
  if (!config.ok) {
    process.stderr.write(formatFaults(config.error));
    process.exitCode = 1;
    return;
  }
  const logger = createLogger(config.value.logLevel);
  endOnBugs(logger);
  try {
    const { stop } = await start(config.value, logger);
    stopOnSignals(stop, logger);
  } catch (error) {
    // What the App says itself is for people; everything else may hold anything, and only its kind and place are told.
    if (error instanceof AppError) process.stderr.write(`Countersign does not start: ${error.message}\n`);
    else logger.error({ err: error }, "start failed");
    process.exit(1);
  }
}

interface Started {
  stop(): Promise<void>;
}

async function start(config: Config, logger: Logger): Promise<Started> {
  if (config.app === null) return startSetup(config, logger);
  const app = await startApp({ config, credentials: config.app, logger });
  logger.info({ host: config.host, port: app.port, publicUrl: config.publicUrl }, "listening");
  return app;
}

async function startSetup(config: Config, logger: Logger): Promise<Started> {
  const database = await openMigrated(config, logger);
  const metrics = createMetrics(() => Promise.reject(new Error("no queue during setup")));
  const setup = createSetup({
    manifest: loadManifest(),
    github: config.github,
    publicUrl: config.publicUrl,
    directory: process.cwd(),
    logger,
    renderMetrics: () => metrics.render(),
  });
  const { host, port } = config;
  const server = await startServer({ host, port, webhooks: null, web: setup.fetch, logger });
  const address = `http://${host.includes(":") ? `[${host}]` : host}:${server.port}/setup`;
  process.stdout.write(
    `\nCountersign is not registered with GitHub yet.\nOpen ${address} in a browser on this machine.\n\n`,
  );
  return {
    stop: async () => {
      await server.stop(1_000);
      await database.close();
    },
  };
}

function stopOnSignals(stop: () => Promise<void>, logger: Logger): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    // A second signal means: now.
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, "stopping");
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}

/** A state that nobody foresaw is not one to decide in. What was accepted is in the database; a restart goes on with it. */
function endOnBugs(logger: Logger): void {
  const end = (error: unknown) => {
    logger.error({ err: error instanceof Error ? error : new Error("not an error") }, "unforeseen error; ending");
    process.exit(1);
  };
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}
