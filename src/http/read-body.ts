// Reads a request's body with two limits: its own size, and the memory of all bodies that are arriving at this moment.
import type { IncomingMessage } from "node:http";

export type Body =
  | { readonly status: "complete"; readonly text: string }
  | { readonly status: "too_large" }
  /** Too many bytes of other requests are in memory. */
  | { readonly status: "busy" }
  | { readonly status: "aborted" };

/** Bodies in memory at once, over all connections. Chosen, not measured: four of the largest webhooks. */
export const MAX_BYTES_IN_FLIGHT = 100 * 1024 * 1024;

let bytesInFlight = 0;

/** Stops keeping at the limit. What is left of the request is for `discardRest`. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return Promise.resolve({ status: "too_large" });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (body: Body) => {
      request.off("data", take).off("end", complete).off("close", abort).off("error", abort);
      bytesInFlight -= size;
      resolve(body);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      bytesInFlight += chunk.length;
      if (size > maxBytes) finish({ status: "too_large" });
      else if (bytesInFlight > MAX_BYTES_IN_FLIGHT) finish({ status: "busy" });
      else chunks.push(chunk);
    };
    const complete = () => finish({ status: "complete", text: Buffer.concat(chunks).toString("utf8") });
    const abort = () => finish({ status: "aborted" });
    request.on("data", take).on("end", complete).on("close", abort).on("error", abort);
  });
}

/** How long a sender may go on after our refusal. Cutting it off at once would lose it the answer; GitHub gives up by then. */
const DISCARD_MS = 10_000;

/** Reads what is left of a refused request into nothing, for a while. */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.on("error", () => request.destroy());
  request.resume();
  const timer = setTimeout(() => request.destroy(), DISCARD_MS);
  timer.unref();
  request.once("close", () => clearTimeout(timer));
}
