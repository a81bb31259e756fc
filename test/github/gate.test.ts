import { jest } from "@jest/globals";
import { Gate } from "../../src/github/gate.js";

const NOW = new Date("2026-03-02T12:00:00Z");

/** A call that ends when told to. */
function aCall() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { run: () => ended, end };
}

describe("the gate", () => {
  it("lets one write through at a time, and reads beside it", async () => {
    const gate = new Gate(() => NOW);
    const order: string[] = [];
    const first = aCall();
    const one = gate.run({ caller: 77, kind: "write", resource: "core", route: "first" }, async () => {
      order.push("first");
      await first.run();
    });
    const two = gate.run(
      { caller: 77, kind: "write", resource: "core", route: "second" },
      async () => void order.push("second"),
    );
    await gate.run({ caller: 77, kind: "read", resource: "core", route: "read" }, async () => void order.push("read"));
    expect(order).toEqual(["first", "read"]);

    first.end();
    await Promise.all([one, two]);

    expect(order).toEqual(["first", "read", "second"]);
  });

  it("bounds what runs at once, per caller", async () => {
    const gate = new Gate(() => NOW);
    const calls = Array.from({ length: 22 }, aCall);
    let running = 0;
    const all = calls.map((call) =>
      gate.run({ caller: 77, kind: "read", resource: "core", route: "read" }, async () => {
        running += 1;
        await call.run();
      }),
    );
    await gate.run(
      { caller: 88, kind: "read", resource: "core", route: "another installation's" },
      async () => undefined,
    );

    expect(running).toBe(20);

    for (const call of calls) call.end();
    await Promise.all(all);
    expect(running).toBe(22);
  });

  it("lets a line that moves wait longer, but not for ever", async () => {
    jest.useFakeTimers();
    try {
      const gate = new Gate(() => NOW);
      const call = aCall();
      const writing = gate.run({ caller: 77, kind: "write", resource: "core", route: "long" }, call.run);
      let outcome = "waiting";
      const waiting = gate
        .run({ caller: 77, kind: "write", resource: "core", route: "waiting" }, async () => undefined)
        .catch(() => {
          outcome = "sent away";
        });
      for (let round = 0; round < 4; round++) {
        await gate.run({ caller: 77, kind: "read", resource: "core", route: "beside" }, async () => undefined);
        await jest.advanceTimersByTimeAsync(4000);
      }
      expect(outcome).toBe("waiting");

      await gate.run({ caller: 77, kind: "read", resource: "core", route: "beside" }, async () => undefined);
      await jest.advanceTimersByTimeAsync(4000);

      await waiting;
      expect(outcome).toBe("sent away");
      call.end();
      await writing;
    } finally {
      jest.useRealTimers();
    }
  });

  it("sends who waits for long away with a time to come back", async () => {
    jest.useFakeTimers();
    try {
      const gate = new Gate(() => NOW);
      const call = aCall();
      const writing = gate.run({ caller: 77, kind: "write", resource: "core", route: "long" }, call.run);
      const waiting = gate.run(
        { caller: 77, kind: "write", resource: "core", route: "waiting" },
        async () => undefined,
      );
      const refused = expect(waiting).rejects.toMatchObject({ code: "GITHUB_RATE_LIMITED", retryAt: expect.any(Date) });

      await jest.advanceTimersByTimeAsync(4000);
      await refused;
      call.end();
      await writing;
      await expect(
        gate.run({ caller: 77, kind: "write", resource: "core", route: "next" }, async () => "done"),
      ).resolves.toBe("done");
    } finally {
      jest.useRealTimers();
    }
  });

  it("frees its place when a call fails", async () => {
    const gate = new Gate(() => NOW);
    const failing = () => Promise.reject(new Error("no"));

    for (let count = 0; count < 30; count++)
      await gate.run({ caller: 77, kind: "write", resource: "core", route: "x" }, failing).catch(() => undefined);

    await expect(gate.run({ caller: 77, kind: "write", resource: "core", route: "x" }, async () => 1)).resolves.toBe(1);
  });

  it("keeps a primary limit to its resource and a secondary one for all", async () => {
    const gate = new Gate(() => NOW);
    const later = new Date(NOW.getTime() + 1000);
    gate.limit(77, "graphql", later);
    await expect(gate.run({ caller: 77, kind: "read", resource: "core", route: "x" }, async () => 1)).resolves.toBe(1);
    await expect(
      gate.run({ caller: 77, kind: "read", resource: "graphql", route: "x" }, async () => 1),
    ).rejects.toMatchObject({ retryAt: later });

    gate.limit(77, "everything", later);

    await expect(
      gate.run({ caller: 77, kind: "read", resource: "core", route: "x" }, async () => 1),
    ).rejects.toMatchObject({ retryAt: later });
  });
});
