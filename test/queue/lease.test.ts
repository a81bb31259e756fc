import { createLease, HEARTBEAT_MS, LEASE_MS, SAFETY_MS } from "../../src/queue/queue.js";
import { aClock } from "../support/fake-clock.js";

describe("a lease", () => {
  it("ends before the database's does, counted from before the database was asked", () => {
    const clock = aClock();
    const askedAt = clock.now();
    clock.advance(2_000);
    const lease = createLease(clock, askedAt);

    clock.advance(LEASE_MS - SAFETY_MS - 2_000 - 1);
    expect(lease.stillHeld()).toBe(true);
    expect(() => lease.assertHeld()).not.toThrow();
    clock.advance(1);
    expect(lease.stillHeld()).toBe(false);
    expect(() => lease.assertHeld()).toThrow(expect.objectContaining({ code: "LEASE_LOST" }));
  });

  it("outlives one heartbeat that fails", () => {
    expect(2 * HEARTBEAT_MS).toBeLessThan(LEASE_MS - SAFETY_MS);
  });

  it("goes on when it is prolonged in time", () => {
    const clock = aClock();
    const lease = createLease(clock, clock.now());

    clock.advance(HEARTBEAT_MS);
    lease.prolong(clock.now());
    clock.advance(LEASE_MS - SAFETY_MS - 1);

    expect(lease.stillHeld()).toBe(true);
    expect(lease.signal.aborted).toBe(false);
  });

  it("never comes back once it is lost", () => {
    const clock = aClock();
    const lease = createLease(clock, clock.now());
    clock.advance(LEASE_MS);
    expect(lease.stillHeld()).toBe(false);

    lease.prolong(clock.now());

    expect(lease.stillHeld()).toBe(false);
    expect(lease.signal.aborted).toBe(true);
  });

  it("tells at once when it is taken away", () => {
    const clock = aClock();
    const lease = createLease(clock, clock.now());
    let told = false;
    lease.signal.addEventListener("abort", () => {
      told = true;
    });

    lease.lose();

    expect(told).toBe(true);
    expect(lease.stillHeld()).toBe(false);
  });
});
