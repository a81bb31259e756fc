import { err, ok } from "../../src/core/ground/result.js";
import { AppError } from "../../src/errors.js";
import { receive } from "../../src/pipeline/receive.js";
import type { Delivery, DeliveryStore } from "../../src/ports.js";

const SIGNED = { id: "d-1", event: "pull_request", payload: {} };
const DELIVERY: Delivery = {
  id: "d-1",
  event: "pull_request",
  action: "opened",
  work: [{ kind: "installation", installationId: 5 }],
  push: null,
  hints: [],
  signsOut: null,
};

describe("receive", () => {
  it("keeps a delivery with its work", async () => {
    const store = aStore();

    expect(await receive(SIGNED, { parse: () => ok(DELIVERY), deliveries: store })).toBe("accepted");
    expect(store.kept).toEqual([DELIVERY]);
  });

  it("tells of a delivery that came before", async () => {
    expect(await receive(SIGNED, { parse: () => ok(DELIVERY), deliveries: aStore(false) })).toBe("duplicate");
  });

  it("keeps a push even when it asks for no work", async () => {
    const store = aStore();
    const push = { repositoryId: 1, number: 2, headSha: "a", sender: { id: 1, login: "alice", type: "User" as const } };

    await receive(SIGNED, { parse: () => ok({ ...DELIVERY, work: [], push }), deliveries: store });

    expect(store.kept).toHaveLength(1);
  });

  it.each([
    ["ignored", ok({ ...DELIVERY, work: [] })],
    ["malformed", err("pull_request.number")],
  ])("spends no write on what is %s", async (outcome, parsed) => {
    const store = aStore();

    expect(await receive(SIGNED, { parse: () => parsed, deliveries: store })).toBe(outcome);
    expect(store.kept).toEqual([]);
  });

  it("does not swallow a database that refuses, so that GitHub keeps the delivery as failed", async () => {
    const deliveries = {
      tryToKeep: async () => undefined,
      receive: async () => {
        throw new AppError("DATABASE_UNAVAILABLE", "no answer");
      },
    };

    await expect(receive(SIGNED, { parse: () => ok(DELIVERY), deliveries })).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE",
    });
  });
});

function aStore(fresh = true): DeliveryStore & { readonly kept: Delivery[] } {
  const kept: Delivery[] = [];
  return {
    kept,
    tryToKeep: async () => undefined,
    receive: async (delivery) => {
      kept.push(delivery);
      return fresh;
    },
  };
}
