// The HTTP side: records, applies faults, and hands the rest to the registry whose folder the path names.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answerFault, type Fault } from "./faults.js";
import { type Answer, REGISTRIES } from "./registries.js";
import type { World } from "./world.js";

export interface RecordedRequest {
  readonly method: string;
  /** With the registry's folder and the query, decoded nowhere. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export async function startServer(world: World) {
  const requests: RecordedRequest[] = [];
  const faults: { readonly path: string; readonly fault: Fault; left: number }[] = [];

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const path = incoming.url ?? "/";
    const method = incoming.method ?? "GET";
    const body = await text(incoming);
    requests.push({ method, path, headers: incoming.headers, body });
    const scripted = faults.find((each) => each.left > 0 && path.includes(each.path));
    if (scripted !== undefined) {
      scripted.left--;
      answerFault(scripted.fault, outgoing);
      return;
    }
    send(answer(world, path, body), outgoing, method);
  };

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail: (path: string, fault: Fault, times = Number.POSITIVE_INFINITY) => {
      faults.unshift({ path, fault, left: times });
    },
    heal: () => {
      faults.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(world: World, path: string, body: string): Answer {
  const [, folder = "", rest = ""] = /^\/([^/]+)(\/.*)$/.exec(path) ?? [];
  const registry = Object.hasOwn(REGISTRIES, folder) ? REGISTRIES[folder] : undefined;
  return registry?.(world, rest, body) ?? { status: 404, body: { error: "not found" } };
}

function send({ status = 200, body, headers = {} }: Answer, outgoing: ServerResponse, method: string): void {
  outgoing.writeHead(status, { "Content-Type": "application/json", ...headers });
  outgoing.end(method === "HEAD" ? undefined : typeof body === "string" ? body : JSON.stringify(body));
}
