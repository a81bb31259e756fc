import { createHmac, generateKeyPairSync } from "node:crypto";
import { connect, type Socket } from "node:net";
import { Hono } from "hono";
import { createApp } from "../../src/app.js";
import { AppError } from "../../src/errors.js";
import { type HttpServer, startServer } from "../../src/http/server.js";
import { answerWebhook, MAX_WEBHOOK_BYTES, WEBHOOK_PATH } from "../../src/http/webhooks.js";
import type { SignedDelivery } from "../../src/ports.js";
import { createRecordingLogger, type RecordingLogger } from "../support/recording-logger.js";

const SECRET = "a webhook secret of thirty chars";
/** What has come of one that fills nearly 25 MB, headers included. */
const LARGE = MAX_WEBHOOK_BYTES - 1;
const BODY = JSON.stringify({ action: "opened", note: "SESAME" });

let server: HttpServer;
let address: string;
let logger: RecordingLogger;
let received: SignedDelivery[];
let refused: string[];
let possible: boolean;
/** The server's ends of the requests so far. */
const arriving = new Set<Socket>();
let keep: (delivery: SignedDelivery) => Promise<void>;

beforeAll(async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  logger = createRecordingLogger();
  const app = await createApp({ id: 7, privateKey: pem, webhookSecret: SECRET }, (delivery) => keep(delivery));
  server = await startServer({
    host: "127.0.0.1",
    port: 0,
    logger,
    web: new Hono().get("/", (context) => context.text("web")).fetch,
    webhooks: (request, response) => {
      arriving.add(request.socket);
      return answerWebhook(request, response, {
        ...app,
        isPossible: () => possible,
        refused: (reason) => refused.push(reason),
        logger,
      });
    },
  });
  address = `http://127.0.0.1:${server.port}${WEBHOOK_PATH}`;
});

afterAll(() => server.stop(1_000));

beforeEach(() => {
  received = [];
  refused = [];
  arriving.clear();
  possible = true;
  logger.lines.length = 0;
  keep = async (delivery) => {
    received.push(delivery);
  };
});

describe("POST /api/github/webhooks", () => {
  it("hands a signed delivery on and answers 202 with a short JSON", async () => {
    const response = await post(BODY);

    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ status: "accepted" });
    expect(received).toEqual([{ id: "d-1", event: "pull_request", payload: JSON.parse(BODY) }]);
  });

  it.each([
    ["an event of tomorrow", "brand_new_event"],
    ["a ping", "ping"],
  ])("takes %s", async (_, event) => {
    expect((await post(BODY, { "x-github-event": event })).status).toBe(202);
  });

  it.each([
    ["a wrong signature", { "x-hub-signature-256": `sha256=${"0".repeat(64)}` }, 401],
    ["a signature made with Probot's default secret", { "x-hub-signature-256": sign(BODY, "development") }, 401],
    ["a signature that is no hash", { "x-hub-signature-256": "sha256=zz" }, 401],
    ["no signature", { "x-hub-signature-256": null }, 401],
    ["only the old SHA-1 signature", { "x-hub-signature-256": null, "x-hub-signature": "sha1=00" }, 401],
    ["no delivery id", { "x-github-delivery": null }, 400],
    ["a delivery id with odd characters", { "x-github-delivery": "a b/../c" }, 400],
    ["no event name", { "x-github-event": null }, 400],
    ["an event name that every object has", { "x-github-event": "__proto__" }, 400],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }, 415],
  ])("refuses %s, counts it and logs nothing", async (_, headers, status) => {
    const response = await post(BODY, headers);

    expect(response.status).toBe(status);
    expect(Object.keys((await response.json()) as object)).toEqual(["error"]);
    expect(refused).toHaveLength(1);
    expect(received).toEqual([]);
    expect(logger.lines).toEqual([]);
  });

  it("refuses a body that was changed on the way", async () => {
    expect((await post(`${BODY} `, { "x-hub-signature-256": sign(BODY) })).status).toBe(401);
  });

  it.each([
    ["no JSON", "{"],
    ["null", "null"],
    ["a text", '"opened"'],
    ["a list", "[{}]"],
    ["nothing", ""],
  ])("refuses a signed body that is %s, and keeps nothing", async (_, body) => {
    expect((await post(body, {})).status).toBe(400);
    expect(received).toEqual([]);
    expect(logger.lines).toEqual([]);
  });

  it("refuses what cannot be, after its signature held, and keeps nothing", async () => {
    possible = false;

    expect((await post(BODY)).status).toBe(422);
    expect((await post(BODY, { "x-hub-signature-256": sign("x") })).status).toBe(401);
    expect(refused).toEqual(["impossible", "bad_signature"]);
    expect(received).toEqual([]);
    expect(logger.lines).toEqual([]);
  });

  it("refuses other methods", async () => {
    const response = await fetch(address);

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  });

  it("answers 503 when the delivery cannot be kept, and logs no payload", async () => {
    keep = async () => {
      throw new AppError("DATABASE_UNAVAILABLE", "the database does not answer");
    };

    const response = await post(BODY);

    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("database");
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toContain("DATABASE_UNAVAILABLE");
    expect(logger.lines[0]).not.toContain("SESAME");
    expect(refused).toEqual(["unavailable"]);
  });

  it("takes a body of nearly 25 MB", async () => {
    const body = JSON.stringify({ filler: "x".repeat(MAX_WEBHOOK_BYTES - 100) });

    expect((await post(body)).status).toBe(202);
  });

  it("refuses a body over 25 MB by its stated length", async () => {
    const response = await post("x".repeat(MAX_WEBHOOK_BYTES + 1));

    expect(response.status).toBe(413);
    expect(refused).toEqual(["too_large"]);
  });

  it("refuses a body over 25 MB that does not state its length", async () => {
    const megabyte = new Uint8Array(1024 * 1024).fill(120);
    let sent = 0;
    const stream = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 27) controller.close();
        else controller.enqueue(megabyte);
      },
    });

    const response = await fetch(address, {
      method: "POST",
      headers: headersFor("x", {}),
      body: stream,
      duplex: "half",
    } as RequestInit);

    expect(response.status).toBe(413);
  });

  it("survives a sender that hangs up halfway", async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, "127.0.0.1", () => {
        const lines = Object.entries(headersFor(BODY, { "content-length": "1000" })).map(
          ([name, value]) => `${name}: ${value}`,
        );
        socket.write(`POST ${WEBHOOK_PATH} HTTP/1.1\r\nhost: localhost\r\n${lines.join("\r\n")}\r\n\r\n{"half`, () =>
          socket.destroy(),
        );
      });
      socket.on("close", () => resolve());
    });

    expect((await post(BODY)).status).toBe(202);
    expect(received).toHaveLength(1);
  });

  it("takes a small webhook while large ones of strangers never end", async () => {
    const stuck = Array.from({ length: 4 }, () => leaveUnfinished(LARGE));
    while (arriving.size < 4 || [...arriving].some(({ bytesRead, destroyed }) => !destroyed && bytesRead < LARGE)) {
      await new Promise(setImmediate);
    }

    const { status } = await post(BODY);
    for (const socket of stuck) socket.destroy();
    expect(status).toBe(202);
  });

  it("leaves every other path to the web app", async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/`);

    expect(await response.text()).toBe("web");
  });
});

describe("startServer", () => {
  it("lets an answer finish when it stops, and takes no new connection", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let started = () => {};
    const underway = new Promise<void>((resolve) => {
      started = resolve;
    });
    const web = new Hono().get("/slow", async (context) => {
      started();
      await held;
      return context.text("whole");
    });
    const slow = await startServer({ host: "127.0.0.1", port: 0, webhooks: null, web: web.fetch, logger });
    const answer = fetch(`http://127.0.0.1:${slow.port}/slow`);
    await underway;

    const stopped = slow.stop(10_000);
    await expect(fetch(`http://127.0.0.1:${slow.port}/slow`)).rejects.toThrow();
    release();

    expect(await (await answer).text()).toBe("whole");
    await stopped;
  });

  it.each([
    ["a port that is taken", () => ({ host: "127.0.0.1", port: server.port }), /taken by another program/],
    ["an address of another machine", () => ({ host: "203.0.113.1", port: 0 }), /no address 203\.0\.113\.1/],
  ])("says how to mend %s", async (_, place, message) => {
    const start = startServer({ ...place(), webhooks: null, web: new Hono().fetch, logger });

    await expect(start).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringMatching(message) });
  });

  it("cuts off what does not finish in time", async () => {
    const web = new Hono().get("/never", () => new Promise<Response>(() => {}));
    const stuck = await startServer({ host: "127.0.0.1", port: 0, webhooks: null, web: web.fetch, logger });
    const answer = fetch(`http://127.0.0.1:${stuck.port}/never`).catch(() => "cut");
    await fetch(`http://127.0.0.1:${stuck.port}/nothing`);

    await stuck.stop(10);

    expect(await answer).toBe("cut");
  });
});

function sign(body: string, secret = SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** A request whose last byte never comes. */
function leaveUnfinished(bytes: number): Socket {
  const headers = headersFor("x", { "content-length": String(bytes + 1) });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const socket = connect(server.port, "127.0.0.1").on("error", () => socket.destroy());
  socket.write(`POST ${WEBHOOK_PATH} HTTP/1.1\r\nhost: localhost\r\n${lines.join("\r\n")}\r\n\r\n`);
  socket.write(Buffer.alloc(bytes, "x"));
  return socket;
}

function headersFor(body: string, given: Record<string, string | null>): Record<string, string> {
  const headers = {
    "content-type": "application/json",
    "x-github-delivery": "d-1",
    "x-github-event": "pull_request",
    "x-hub-signature-256": sign(body),
    ...given,
  };
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null));
}

function post(body: string, given: Record<string, string | null> = {}): Promise<Response> {
  return fetch(address, { method: "POST", headers: headersFor(body, given), body });
}
