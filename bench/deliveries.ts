// How fast a webhook is answered at 200 deliveries a second: while all of it is evaluated, and while evaluations wait because
// GitHub's rate limit is spent, which shows the receiving half alone. Generator, simulator and server share the machine.
import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { type ArenaOptions, openArena, openPull } from "./arena.js";
import { percentile, type Row } from "./table.js";

const PER_SECOND = 200;
const SECONDS = 15;
const PULLS = 20;
/** Requests that a start needs, and no more. */
const RECEIVING_ALONE = 5;

export async function deliveries(): Promise<Row[]> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  const rows: Row[] = [];
  for (const requestsPerHour of [RECEIVING_ALONE, undefined]) {
    rows.push(...(await measure("embedded", { requestsPerHour })));
    if (serverUrl !== undefined) rows.push(...(await measure("PostgreSQL", { requestsPerHour, serverUrl })));
  }
  return rows;
}

async function measure(database: string, options: ArenaOptions): Promise<Row[]> {
  const arena = await openArena(options);
  const how = `${database}, ${options.requestsPerHour === undefined ? "all evaluated" : "receiving alone"}`;
  const { github, server } = arena;
  for (let index = 0; index < PULLS; index++) {
    await openPull(github, `pull-${index}`, { [`src/f${index}.ts`]: `export const v = ${index};\n` });
  }
  await github.webhooks.settled();
  const templates = github.webhooks.deliveries.filter(({ event }) => event === "pull_request").map(({ body }) => body);
  const { samples, failed } = await offer(`${server.url}/api/github/webhooks`, templates, github.app.webhookSecret);
  await arena.close();
  return [
    {
      what: `webhook answered, p50 at ${PER_SECOND}/s, ${how}`,
      value: percentile(samples, 0.5),
      unit: "ms",
      promise: null,
      better: "lower",
    },
    {
      what: `webhook answered, p99 at ${PER_SECOND}/s, ${how}`,
      value: percentile(samples, 0.99),
      unit: "ms",
      promise: 20,
      better: "lower",
    },
    {
      what: `deliveries not answered with 202, of ${PER_SECOND * SECONDS}, ${how}`,
      value: failed,
      unit: "",
      promise: null,
      better: "lower",
    },
  ];
}

/** Open loop: a delivery leaves every 5 ms whether or not the last was answered, so that a stall shows in the figures. */
async function offer(url: string, bodies: readonly string[], secret: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const samples: number[] = [];
  const waiting: Promise<void>[] = [];
  let failed = 0;
  const startedAt = performance.now();
  for (let index = 0; index < PER_SECOND * SECONDS; index++) {
    const dueAt = startedAt + (index * 1000) / PER_SECOND;
    while (performance.now() < dueAt) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt - performance.now() - 0.5)));
    }
    const body = bodies[index % bodies.length] ?? "{}";
    waiting.push(
      post(agent, url, body, secret).then((status) => {
        samples.push(performance.now() - dueAt);
        failed += status === 202 ? 0 : 1;
      }),
    );
  }
  await Promise.all(waiting);
  agent.destroy();
  return { samples, failed };
}

function post(agent: Agent, url: string, body: string, secret: string): Promise<number> {
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-github-event": "pull_request",
    "x-github-delivery": randomUUID(),
    "x-hub-signature-256": `sha256=${signature}`,
  };
  return new Promise((resolve) => {
    const call = request(url, { method: "POST", agent, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    call.on("error", () => resolve(0));
    call.end(body);
  });
}
