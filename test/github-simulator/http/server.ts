// Takes HTTP requests: records them, applies ordered faults, and hands them to REST, GraphQL, sign-in or a page.
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { answerRest, type Violation } from "../rest/answer.js";
import type { Actor } from "./credentials.js";
import { type Description, githubDescription } from "./description.js";
import type { OAuth } from "./oauth.js";
import { Problem } from "./problem.js";
import { readBody } from "./read-body.js";
import type { Fault, RecordedRequest, RequestLog } from "./requests.js";
import type { Answer, Backend } from "./route.js";

export interface ServerParts {
  readonly backend: Backend;
  readonly oauth: OAuth;
  readonly log: RequestLog;
  readonly violations: Violation[];
  readonly unmatched: RecordedRequest[];
  readonly latencyMs: () => number;
  readonly answerGraphql: (actor: Actor, body: unknown) => Promise<Answer>;
  /** Anything outside the APIs: pages, the control endpoint. Null when nothing is there. */
  readonly answerElse: (method: string, path: string, body: unknown) => Promise<Answer | null>;
}

const REST_PREFIX = "/api/v3";
const NO_CONTENT = new Set([204, 304]);

export function createSimulatorServer(parts: ServerParts): Server {
  const description = githubDescription();
  return createServer((incoming, outgoing) => {
    serve(parts, description, incoming, outgoing).catch((error: unknown) => {
      // A fault of the simulator itself has to be visible in whatever test met it.
      console.error(error);
      outgoing.destroy();
    });
  });
}

async function serve(
  parts: ServerParts,
  description: Description,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://simulator");
  const method = incoming.method ?? "GET";
  const path = url.pathname.startsWith(`${REST_PREFIX}/`) ? url.pathname.slice(REST_PREFIX.length) : url.pathname;
  let body: unknown;
  let answer: Answer;
  const record = startRecord(parts, { method, path, query: url.search });
  const fault = parts.log.takeFault(method, path);
  try {
    body = await readBody(incoming);
    record.body = body;
    await wait(parts.latencyMs() + (fault?.delayMs ?? 0));
    if (fault?.awaits) await parts.log.arrived(fault.awaits);
    answer =
      fault && !fault.afterEffect && isDecisive(fault)
        ? faultAnswer(fault)
        : await answerRequest({ ...parts, description, record }, { incoming, method, path, url, body });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    answer = { status: error.status, body: error.body, headers: error.headers };
  }
  if (fault?.afterEffect) answer = faultAnswer(fault);
  record.status = answer.status;
  parts.log.end(record);
  if (fault?.hangUp) {
    outgoing.destroy();
    return;
  }
  send(outgoing, answer, new Date(parts.backend.world.now()));
}

type MutableRecord = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] };

function startRecord(
  parts: ServerParts,
  own: { readonly method: string; readonly path: string; readonly query: string },
): MutableRecord {
  const isTokenRequest = /^\/app\/installations\/\d+\/access_tokens$/.test(own.path);
  const atMs = parts.backend.world.now();
  return parts.log.begin({ ...own, body: undefined, actor: "anonymous", atMs, isTokenRequest, status: 0 });
}

// A fault that only delays lets the request through.
function isDecisive(fault: Fault): boolean {
  return fault.status !== undefined || fault.hangUp === true;
}

function faultAnswer(fault: Fault): Answer {
  const status = fault.status ?? 502;
  return { status, body: fault.body ?? { message: "Server Error" }, headers: fault.headers };
}

interface Incoming {
  readonly incoming: IncomingMessage;
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly body: unknown;
}

async function answerRequest(
  parts: ServerParts & { readonly description: Description; readonly record: MutableRecord },
  request: Incoming,
): Promise<Answer> {
  const { incoming, method, path, url, body } = request;
  if (path === "/login/oauth/authorize") return parts.oauth.authorize(url.searchParams);
  if (path === "/login/oauth/access_token") return parts.oauth.exchange((body ?? {}) as Record<string, string>);
  const isRest = url.pathname.startsWith(`${REST_PREFIX}/`);
  if (!isRest && path !== "/api/graphql") {
    const found = await parts.answerElse(method, path, body);
    if (!found) parts.unmatched.push(parts.record);
    return found ?? { status: 404, body: { message: "Not Found" } };
  }
  const actor = parts.backend.credentials.identify(incoming.headers.authorization);
  parts.record.actor = nameOf(actor);
  if (!isRest) return parts.answerGraphql(actor, body);
  const accept = incoming.headers.accept ?? "";
  const answer = await answerRest(parts, { method, path, query: url.searchParams, body, accept, actor });
  if (!answer) {
    parts.unmatched.push(parts.record);
    throw new Problem(404, "Not Found");
  }
  return withEtag(parts, actor, answer, { method, etag: incoming.headers["if-none-match"] });
}

function nameOf(actor: Actor): string {
  if (actor.kind === "installation") return `installation ${actor.installation.id}`;
  return actor.kind === "user" ? actor.account.login : actor.kind;
}

function withEtag(
  parts: ServerParts,
  actor: Actor,
  answer: Answer,
  request: { readonly method: string; readonly etag: string | undefined },
): Answer {
  const limits = parts.backend.limits.headers(actor);
  const headers = { "X-GitHub-Api-Version-Selected": "2022-11-28", ...limits, ...answer.headers };
  if (request.method !== "GET" || answer.status !== 200) return { ...answer, headers };
  // The token is part of it: an ETag of one token never matches under the next.
  const token = "token" in actor ? actor.token : actor.kind;
  const hash = createHash("sha256").update(token).update(serialize(answer.body));
  const etag = `W/"${hash.digest("hex")}"`;
  if (request.etag !== etag) return { ...answer, headers: { ...headers, ETag: etag } };
  parts.backend.limits.refund(actor);
  return { status: 304, headers: { ...headers, ...parts.backend.limits.headers(actor), ETag: etag } };
}

function serialize(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body ?? null));
}

function send(outgoing: ServerResponse, answer: Answer, now: Date): void {
  const isEmpty = NO_CONTENT.has(answer.status) || answer.body === undefined;
  const content = isEmpty ? Buffer.alloc(0) : serialize(answer.body);
  outgoing.writeHead(answer.status, {
    Date: now.toUTCString(),
    "Content-Type": "application/json; charset=utf-8",
    "X-GitHub-Request-Id": randomUUID(),
    "X-GitHub-Media-Type": "github.v3; format=json",
    ...answer.headers,
  });
  outgoing.end(content);
}
