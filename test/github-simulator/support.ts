// A small world for the simulator's own tests, and a bare HTTP client.
import { createSign } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { type GithubSimulator, type StartOptions, startGithubSimulator } from "./index.js";

export async function aWorld(options: StartOptions = {}) {
  const sim = await startGithubSimulator(options);
  sim.createOrganization("acme");
  for (const login of ["alice", "bob", "carol"]) sim.createUser(login);
  const files = { "src/a.ts": "export const a = 1;\n", "README.md": "# Shop\n\nSells things.\n" };
  const repo = await sim.createRepository({ owner: "acme", name: "shop", files });
  sim.setPermission(repo, "alice", "maintain");
  sim.setPermission(repo, "bob", "write");
  const installation = sim.install("acme");
  const token = await installationToken(sim, installation.id);
  sim.clearRequests();
  return { sim, repo, installation, token, api: client(sim, token) };
}

export function jwt(sim: GithubSimulator, claims: object = {}, privateKey = sim.app.privateKey): string {
  const now = Math.floor(sim.world.now() / 1000);
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const body = { iat: now - 30, exp: now + 540, iss: String(sim.app.id), ...claims };
  const unsigned = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(body)}`;
  return `${unsigned}.${createSign("RSA-SHA256").update(unsigned).sign(privateKey, "base64url")}`;
}

export async function installationToken(sim: GithubSimulator, id: number, body: object = {}): Promise<string> {
  const { data } = await client(sim, jwt(sim))("POST", `/app/installations/${id}/access_tokens`, body);
  return data.token;
}

export type Client = ReturnType<typeof client>;

export function client(sim: GithubSimulator, token: string | null) {
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${sim.url}/api/v3${path}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("application/json");
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
    const data: any = isJson && text !== "" ? JSON.parse(text) : text;
    return { status: answer.status, data, headers: answer.headers };
  };
}

export async function graphql(sim: GithubSimulator, token: string, query: string, variables: object = {}) {
  const answer = await fetch(`${sim.url}/api/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
  return (await answer.json()) as { data: any; errors?: any[] };
}

export interface ReceivedHook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read payloads of every event
  readonly payload: any;
}

/** An App that only listens. Its answers' status can be set. */
export async function aListener() {
  const received: ReceivedHook[] = [];
  const state = { status: 200 };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    received.push({ headers: incoming.headers, body, payload: JSON.parse(body) });
    outgoing.writeHead(state.status).end("thanks");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { received, state, url, close };
}
