// Reads a request's body: JSON, or a form as the OAuth endpoints accept it.
import type { IncomingMessage } from "node:http";
import { Problem } from "./problem.js";

export async function readBody(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  if (text === "") return undefined;
  if (incoming.headers["content-type"]?.includes("x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, "Problems parsing JSON");
  }
}
