// One address before several servers, as a load balancer is: each request goes to the next server, and to another one when the
// connection is refused. An answer that breaks off is a 502, as GitHub would see it.
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

export async function openFront(backends: () => readonly string[]): Promise<Front> {
  let turn = 0;
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const urls = backends();
      turn += 1;
      const order = urls.map((_, index) => urls[(turn + index) % urls.length] ?? "");
      forward(order, Buffer.concat(chunks));
    });

    function forward([first, ...others]: readonly string[], body: Buffer): void {
      if (first === undefined) {
        outgoing.writeHead(502).end();
        return;
      }
      const call = request(
        `${first}${incoming.url}`,
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502);
          answer.pipe(outgoing);
          answer.on("error", () => outgoing.destroy());
        },
      );
      call.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNREFUSED") forward(others, body);
        else if (!outgoing.headersSent) outgoing.writeHead(502).end();
      });
      call.end(body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
