// Reads a request's body within four limits: its own size, its time, and the memory of all bodies that are arriving at this moment, of
// which small ones have a part of their own: hardly any webhook is large, and large ones must not keep them out.
import type { IncomingMessage } from "node:http";
import { type Arriving, BodyRoom } from "./body-room.js";
import { GatheredText } from "./gathered-text.js";

export type Body =
  | { readonly status: "complete"; readonly text: string }
  | { readonly status: "too_large" | "too_slow" }
  /** Too many bytes of other requests are in memory. */
  | { readonly status: "busy" }
  | { readonly status: "aborted" };

export type ReadBody = (request: IncomingMessage, maxBytes: number) => Promise<Body>;

export interface BodyLimits {
  readonly smallBytes: number;
  readonly smallRoomBytes: number;
  readonly largeRoomBytes: number;
  readonly patienceMs: number;
  readonly withinMs: number;
  readonly now: () => number;
}

/** Chosen, not measured. GitHub gives up after 10 s, so whatever takes longer holds memory for nothing. */
const LIMITS: BodyLimits = {
  smallBytes: 256 * 1024,
  smallRoomBytes: 32 * 1024 * 1024,
  largeRoomBytes: 100 * 1024 * 1024,
  patienceMs: 500,
  withinMs: 10_000,
  now: () => performance.now(),
};

/** All requests that one of these reads share its memory. */
export function createBodyReader(override: Partial<BodyLimits> = {}): ReadBody {
  const { smallBytes, smallRoomBytes, largeRoomBytes, patienceMs, withinMs, now } = { ...LIMITS, ...override };
  const small = new BodyRoom({ bytes: smallRoomBytes, patienceMs, now });
  const large = new BodyRoom({ bytes: largeRoomBytes, patienceMs, now });

  return (request, maxBytes) => {
    const announced = Number(request.headers["content-length"] ?? 0);
    if (announced > maxBytes) return Promise.resolve({ status: "too_large" });
    return new Promise((resolve) => {
      const text = new GatheredText();
      let room = announced > smallBytes ? large : small;
      const body: Arriving = {
        sender: request.socket?.remoteAddress ?? "",
        since: now(),
        size: 0,
        giveWay: () => finish({ status: "busy" }),
      };
      const late = setTimeout(() => finish({ status: "too_slow" }), withinMs);
      const finish = (end: Body) => {
        clearTimeout(late);
        request.off("data", take).off("end", complete).off("close", abort).off("error", abort);
        room.leave(body);
        text.clear();
        resolve(end);
      };
      const take = (chunk: Buffer) => {
        const size = body.size + chunk.length;
        if (size > maxBytes) return finish({ status: "too_large" });
        if (!has(chunk, size)) return finish({ status: "busy" });
        text.add(chunk);
      };
      /** One whose length was not announced moves when it turns out to be large. */
      const has = (chunk: Buffer, size: number): boolean => {
        if (room === large || size <= smallBytes) return room.take(body, chunk.length);
        small.leave(body);
        room = large;
        body.size = 0;
        return large.take(body, size);
      };
      const complete = () => finish({ status: "complete", text: text.toString() });
      const abort = () => finish({ status: "aborted" });
      request.on("data", take).on("end", complete).on("close", abort).on("error", abort);
    });
  };
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
