// The web app on a port of this machine, with a note of every path that was asked for.
import type { Hono } from "hono";
import { startServer } from "../../src/http/server.js";
import { createRecordingLogger } from "./recording-logger.js";

export interface ServedWeb {
  readonly url: string;
  /** Method and path of each request, oldest first. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function serveWeb(web: Hono): Promise<ServedWeb> {
  const asked: string[] = [];
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    webhooks: null,
    web: (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return web.fetch(request);
    },
    logger: createRecordingLogger(),
  });
  return { url: `http://127.0.0.1:${server.port}`, asked, close: () => server.stop(0) };
}
