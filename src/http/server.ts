// The one HTTP server: webhooks go to their own function on the raw request, everything else to the web app. Bounds slow
// and large requests, and stops without cutting off answers.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { AppError } from "../errors.js";
import type { Logger } from "../ports.js";
import { WEBHOOK_PATH } from "./webhooks.js";

export interface HttpServer {
  /** The port that is really open, also when 0 was asked for. */
  readonly port: number;
  /** Takes no new connection, lets answers finish for `graceMs`, then closes what is left. */
  stop(graceMs: number): Promise<void>;
}

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** Null: no App yet, so no webhooks either. */
  readonly webhooks: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | null;
  /** The web app's fetch. */
  readonly web: Parameters<typeof getRequestListener>[0];
  readonly logger: Logger;
}

/** GitHub gives up after 10 s; slower senders hold memory for nothing. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;

export async function startServer({ host, port, webhooks, web, logger }: ServerOptions): Promise<HttpServer> {
  const answerWeb = getRequestListener(web, { overrideGlobalObjects: false });
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    webhooks && isWebhook(request) ? webhooks(request, response) : answerWeb(request, response);

  let stopping = false;
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS },
    (request, response) => {
      if (stopping) response.setHeader("connection", "close");
      response.on("close", () => {
        if (stopping) setImmediate(() => server.closeIdleConnections());
      });
      answer(request, response).catch((error: unknown) => {
        logger.error({ err: error }, "request failed");
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end();
      });
    },
  );

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explainListen(error, host, port)));
    server.listen({ host, port }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async (graceMs) => {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

function isWebhook(request: IncomingMessage): boolean {
  const path = request.url?.split("?", 1)[0] ?? "";
  return path === WEBHOOK_PATH || path === `${WEBHOOK_PATH}/`;
}

function explainListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new AppError(
        "CONFIG_INVALID",
        `port ${port} on ${host} is taken by another program; stop it, or choose another, for example PORT=${port + 1}`,
      );
    case "EACCES":
      return new AppError(
        "CONFIG_INVALID",
        `port ${port} may not be opened by this user; choose one above 1023, for example PORT=3000`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new AppError("CONFIG_INVALID", `this machine has no address ${host}; mend HOST, for example HOST=0.0.0.0`);
    default:
      return error;
  }
}
