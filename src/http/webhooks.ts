// POST /api/github/webhooks: size, type, signature, then hand on and answer. Works on Node's own request, since the
// signature holds over the raw bytes. Nothing of a call is ever logged; refusals are only counted.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger, SignedDelivery } from "../ports.js";
import { createBodyReader, discardRest } from "./read-body.js";

export const WEBHOOK_PATH = "/api/github/webhooks";

/** GitHub never sends more. @see docs.github.com, “Webhook events and payloads”, payload cap (read 2026-11) */
export const MAX_WEBHOOK_BYTES = 25 * 1024 * 1024;

const readBody = createBodyReader();

export type Refusal = "bad_request" | "bad_signature" | "impossible" | "too_large" | "unavailable";

export interface WebhookDependencies {
  verify(body: string, signature: string): Promise<boolean>;
  /** False: it holds values that GitHub cannot have sent, and that nothing behind this is made for. */
  isPossible(delivery: SignedDelivery): boolean;
  deliver(delivery: SignedDelivery): Promise<void>;
  refused(refusal: Refusal): void;
  readonly logger: Logger;
}

export async function answerWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  dependencies: WebhookDependencies,
): Promise<void> {
  const answer = await receiveWebhook(request, dependencies);
  if (answer.refusal) dependencies.refused(answer.refusal);
  const body = JSON.stringify(answer.refusal ? { error: answer.text } : { status: answer.text });
  response.writeHead(answer.status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...answer.headers,
  });
  response.end(body);
  discardRest(request);
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly refusal: Refusal | null;
  readonly headers?: Record<string, string>;
}

async function receiveWebhook(request: IncomingMessage, dependencies: WebhookDependencies): Promise<Answer> {
  if (request.method !== "POST") {
    return { ...refuse(405, "webhooks are sent with POST", "bad_request"), headers: { allow: "POST" } };
  }
  if (!/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? "")) {
    return refuse(415, "expected content type application/json; set it in the App's webhook settings", "bad_request");
  }
  const id = header(request, "x-github-delivery", /^[\w-]{1,100}$/);
  const event = header(request, "x-github-event", /^[a-z][a-z_]{0,59}$/);
  if (!id || !event) return refuse(400, "expected headers X-GitHub-Delivery and X-GitHub-Event", "bad_request");
  const signature = header(request, "x-hub-signature-256", /^sha256=[0-9a-f]{64}$/);
  if (!signature) return refuse(401, "expected a signature in X-Hub-Signature-256", "bad_signature");

  const read = await readBody(request, MAX_WEBHOOK_BYTES);
  switch (read.status) {
    case "too_large":
      return refuse(413, "expected at most 25 MB", "too_large");
    case "busy":
      return {
        ...refuse(503, "too much is arriving at once; send it again", "unavailable"),
        headers: { ...CLOSE, "retry-after": "5" },
      };
    case "too_slow":
      return { ...refuse(408, "expected the whole body within 10 seconds", "bad_request"), headers: CLOSE };
    case "aborted":
      return refuse(400, "the body ended early", "bad_request");
    case "complete":
      return verifyAndDeliver({ id, event, body: read.text, signature }, dependencies);
  }
}

/** A sender that was too slow sends no further request on its connection. */
const CLOSE = { connection: "close" };

interface Call {
  readonly id: string;
  readonly event: string;
  readonly body: string;
  readonly signature: string;
}

async function verifyAndDeliver(call: Call, dependencies: WebhookDependencies): Promise<Answer> {
  const { verify, isPossible, deliver, logger } = dependencies;
  // Probot's check takes an empty text for a mistake of ours, and throws.
  if (call.body === "") return refuse(400, "expected a JSON object, received an empty body", "bad_request");
  // INVARIANT: nothing of a body is parsed, kept or passed on before its signature holds.
  if (!(await verify(call.body, call.signature))) return refuse(401, "the signature does not fit", "bad_signature");
  const payload = parseObject(call.body);
  if (payload === null) return refuse(400, "expected a JSON object as the body", "bad_request");
  const delivery = { id: call.id, event: call.event, payload };
  if (!isPossible(delivery)) return refuse(422, "expected a payload as GitHub sends it", "impossible");
  try {
    await deliver(delivery);
    return { status: 202, text: "accepted", refusal: null };
  } catch (error) {
    logger.error({ err: firstError(error), delivery: call.id, event: call.event }, "delivery could not be kept");
    return refuse(503, "the delivery could not be kept; send it again", "unavailable");
  }
}

function refuse(status: number, text: string, refusal: Refusal): Answer {
  return { status, text, refusal };
}

function header(request: IncomingMessage, name: string, shape: RegExp): string | null {
  const value = request.headers[name];
  return typeof value === "string" && shape.test(value) ? value : null;
}

/** Null: not JSON, or not the object that every one of GitHub's events is. */
function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Probot gathers the errors of all listeners; we have one. Its wrapper carries the payload and must not be logged. */
function firstError(error: unknown): unknown {
  return error instanceof AggregateError ? error.errors[0] : error;
}
