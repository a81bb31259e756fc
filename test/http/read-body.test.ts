// Bodies that arrive slowly, in part, or too many at once.
import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { jest } from "@jest/globals";
import fc from "fast-check";
import { type Body, type BodyLimits, createBodyReader } from "../../src/http/read-body.js";

const MAX = 1_000;
const LIMITS = { smallBytes: 10, smallRoomBytes: 100, largeRoomBytes: 2_000, patienceMs: 500, withinMs: 10_000 };

let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
  jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "performance", "queueMicrotask"] });
});
afterEach(() => jest.useRealTimers());

const aReader = (override: Partial<BodyLimits> = {}) => createBodyReader({ ...LIMITS, now: () => nowMs, ...override });

interface Sent {
  readonly stream: PassThrough;
  readonly result: Promise<Body>;
  /** Null while it is read. */
  status(): Body["status"] | null;
}

/** `length`: as its header announces it; absent: none. */
function send(read: ReturnType<typeof aReader>, length?: number, sender = "192.0.2.1"): Sent {
  const stream = new PassThrough({ highWaterMark: 100_000 });
  const headers = length === undefined ? {} : { "content-length": String(length) };
  const request = Object.assign(stream, { headers, socket: { remoteAddress: sender } }) as unknown as IncomingMessage;
  let status: Body["status"] | null = null;
  const result = read(request, MAX);
  void result.then((body) => {
    status = body.status;
  });
  return { stream, result, status: () => status };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function write({ stream }: Sent, bytes: number): Promise<void> {
  stream.write("x".repeat(bytes));
  await settled();
}

it("reads a body to its end, in whatever parts it comes", async () => {
  const sent = send(aReader());
  for (const part of ["{", '"a":', "1}"]) sent.stream.write(part);
  sent.stream.end();

  expect(await sent.result).toEqual({ status: "complete", text: '{"a":1}' });
});

it("refuses what is announced as too large before any of it is there, and what turns out to be", async () => {
  const read = aReader();

  expect(await send(read, MAX + 1).result).toEqual({ status: "too_large" });
  const sent = send(read);
  await write(sent, MAX + 1);
  expect(sent.status()).toBe("too_large");
});

it("ends one that takes too long, however steadily it comes", async () => {
  const sent = send(aReader(), 50);
  for (let second = 0; second < 10; second++) {
    await write(sent, 1);
    expect(sent.status()).toBeNull();
    jest.advanceTimersByTime(1_000);
    await settled();
  }

  expect(sent.status()).toBe("too_slow");
});

it.each([
  ["announced", 1_000],
  ["not announced", undefined],
])("reads small ones while large ones that never end fill their part: %s", async (_, length) => {
  const read = aReader();
  const stuck = Array.from({ length: 12 }, (_, index) => send(read, length, `192.0.2.${index}`));
  for (const one of stuck) await write(one, 900);
  expect(stuck.filter((one) => one.status() === null).length).toBeGreaterThan(0);

  const small = send(read, 10, "192.0.2.99");
  await write(small, 10);
  small.stream.end();

  expect((await small.result).status).toBe("complete");
});

it("sends away the slowest when there is no room, and never one that has just begun", async () => {
  const read = aReader();
  const slow = send(read, 1_000, "192.0.2.1");
  await write(slow, 700);
  nowMs = 400;
  const quick = send(read, 1_000, "192.0.2.2");
  await write(quick, 900);
  const young = send(read, 1_000, "192.0.2.3");
  await write(young, 900);
  expect([slow, quick, young].map((one) => one.status())).toEqual([null, null, "busy"]);

  nowMs = 600;
  const next = send(read, 1_000, "192.0.2.4");
  await write(next, 900);
  next.stream.end();

  expect(slow.status()).toBe("busy");
  expect(quick.status()).toBeNull();
  expect((await next.result).status).toBe("complete");
});

it("gives one sender half of the memory, and the others the rest at once", async () => {
  const read = aReader();
  const greedy = Array.from({ length: 5 }, () => send(read, 1_000, "192.0.2.1"));
  for (const one of greedy) await write(one, 400);
  expect(greedy.map((one) => one.status())).toEqual([null, null, "busy", "busy", "busy"]);

  const other = send(read, 1_000, "192.0.2.2");
  await write(other, 1_000);
  other.stream.end();

  expect((await other.result).status).toBe("complete");
});

it("has its memory back when a body ends, whichever way", async () => {
  const read = aReader();
  const ends: readonly ((sent: Sent) => unknown)[] = [
    ({ stream }) => stream.end(),
    ({ stream }) => stream.destroy(),
    ({ stream }) => stream.destroy(new Error("reset")),
    () => jest.advanceTimersByTime(LIMITS.withinMs),
  ];
  for (let round = 0; round < 12; round++) {
    const sent = send(read, 1_000);
    await write(sent, 900);
    ends[round % ends.length]?.(sent);
    expect((await sent.result).status).not.toBe("busy");
  }
});

it("never holds more than its rooms, whatever comes in whatever order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ of: fc.nat({ max: 9 }), bytes: fc.integer({ min: 1, max: 600 }), ms: fc.nat({ max: 700 }) }),
        {
          maxLength: 40,
        },
      ),
      async (steps) => {
        nowMs = 0;
        const read = aReader();
        const bodies = new Map<number, { readonly sent: Sent; bytes: number }>();
        for (const { of, bytes, ms } of steps) {
          nowMs += ms;
          const body = bodies.get(of) ?? { sent: send(read, undefined, `192.0.2.${of}`), bytes: 0 };
          bodies.set(of, body);
          if (body.sent.status() !== null) continue;
          body.bytes += bytes;
          await write(body.sent, bytes);
        }
        const held = [...bodies.values()].filter(({ sent }) => sent.status() === null);
        const total = held.reduce((sum, { bytes }) => sum + bytes, 0);
        for (const { sent } of held) sent.stream.destroy();

        expect(total).toBeLessThanOrEqual(LIMITS.smallRoomBytes + LIMITS.largeRoomBytes);
      },
    ),
    { numRuns: 50 },
  );
});
