// Resident memory of the server at start, and with 10,000 open pull requests in its database and its queue.
import { createHmac, randomUUID } from "node:crypto";
import { openArena, openPull } from "./arena.js";
import type { Row } from "./table.js";

const PULLS = 10_000;
const AT_ONCE = 50;
const MEGABYTE = 1024 * 1024;

export async function memory(): Promise<Row[]> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  const embedded = await measure("embedded", undefined);
  return serverUrl === undefined ? embedded : [...embedded, ...(await measure("PostgreSQL", serverUrl))];
}

async function measure(database: string, serverUrl: string | undefined): Promise<Row[]> {
  const arena = await openArena({ serverUrl });
  const { github, server } = arena;
  await openPull(github, "template", { "src/t.ts": "export const t = 1;\n" });
  await github.webhooks.settled();
  const atStart = server.residentBytes();
  const template = github.webhooks.deliveries.find(
    ({ event, action }) => event === "pull_request" && action === "opened",
  );
  const payload = JSON.parse(template?.body ?? "{}");
  for (let first = 1000; first < 1000 + PULLS; first += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => {
        const number = first + index;
        const pull = { ...payload.pull_request, number, head: { ...payload.pull_request.head, sha: fakeSha(number) } };
        return post(server.url, { ...payload, number, pull_request: pull }, github.app.webhookSecret);
      }),
    );
  }
  const loaded = server.residentBytes();
  await arena.close();
  return [
    { what: `memory at start, ${database}`, value: atStart / MEGABYTE, unit: "MB", promise: null, better: "lower" },
    {
      what: `memory with 10,000 open pull requests, ${database}`,
      value: loaded / MEGABYTE,
      unit: "MB",
      promise: 300,
      better: "lower",
    },
  ];
}

async function post(url: string, payload: unknown, secret: string): Promise<void> {
  const body = JSON.stringify(payload);
  await fetch(`${url}/api/github/webhooks`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "pull_request",
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    body,
  });
}

function fakeSha(number: number): string {
  return number.toString(16).padStart(40, "0");
}
