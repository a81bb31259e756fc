import fc from "fast-check";
import { AppError } from "../../src/errors.js";
import { backoffMs, MAX_DELAY_MS, MAX_FIRM_DELAY_MS, toFailure } from "../../src/queue/queue.js";

const NOW = new Date("2026-03-02T12:00:00Z");
const inMs = (ms: number) => new Date(NOW.getTime() + ms);

const CODES = [
  "GITHUB_UNAVAILABLE",
  "GITHUB_FORBIDDEN",
  "GITHUB_REJECTED",
  "DATABASE_UNAVAILABLE",
  "INTERNAL",
] as const;
const MINUTE = 60_000;

describe("backoffMs", () => {
  it.each([
    [0, 1_000],
    [1, 2_000],
    [5, 32_000],
    [6, MAX_DELAY_MS],
    [39, MAX_DELAY_MS],
  ])("after %i earlier failures waits %i ms, whatever failed", (attempts, expected) => {
    expect(CODES.map((code) => backoffMs(attempts, code))).toEqual(CODES.map(() => expected));
  });

  it("comes again within a minute of an outage's end, however long that lasts", () => {
    fc.assert(
      fc.property(fc.nat(), (attempts) => {
        expect(backoffMs(attempts, "GITHUB_UNAVAILABLE")).toBeLessThan(MINUTE);
        expect(backoffMs(attempts, "DATABASE_UNAVAILABLE")).toBeLessThan(MINUTE);
      }),
    );
  });

  it("comes rarely for what a person has to mend, once it has failed for half an hour", () => {
    const untilThen = Array.from({ length: 40 }, (_, attempts) => backoffMs(attempts, "GITHUB_FORBIDDEN"));

    expect(untilThen.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(25 * MINUTE);
    expect(backoffMs(40, "GITHUB_FORBIDDEN")).toBe(15 * MINUTE);
  });

  it("never shrinks with more attempts and never gives up", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...CODES), (attempts, code) => {
        expect(backoffMs(attempts + 1, code)).toBeGreaterThanOrEqual(backoffMs(attempts, code));
        expect(backoffMs(attempts, code)).toBeLessThanOrEqual(15 * MINUTE);
      }),
    );
  });
});

describe("toFailure", () => {
  it("backs off from what is no failure of ours to name", () => {
    expect(toFailure(new Error("secret"), 2, NOW)).toEqual({ code: "INTERNAL", delayMs: 4_000, firm: false });
    expect(toFailure("thrown text", 0, NOW)).toEqual({ code: "INTERNAL", delayMs: 1_000, firm: false });
  });

  it("keeps the code of what we name", () => {
    expect(toFailure(new AppError("GITHUB_UNAVAILABLE", "502"), 0, NOW)).toEqual({
      code: "GITHUB_UNAVAILABLE",
      delayMs: 1_000,
      firm: false,
    });
  });

  it("waits as long as GitHub asks", () => {
    const error = new AppError("GITHUB_RATE_LIMITED", "limit", { retryAt: inMs(90_000) });

    expect(toFailure(error, 0, NOW)).toEqual({ code: "GITHUB_RATE_LIMITED", delayMs: 90_000, firm: true });
  });

  it("never waits shorter than its own backoff, so that a wrong clock cannot make it hammer", () => {
    const error = new AppError("GITHUB_RATE_LIMITED", "limit", { retryAt: inMs(-90_000) });

    expect(toFailure(error, 3, NOW)).toMatchObject({ delayMs: 8_000, firm: true });
  });

  it("never believes a moment beyond the hour", () => {
    const error = new AppError("GITHUB_RATE_LIMITED", "limit", { retryAt: inMs(24 * 3_600_000) });

    expect(toFailure(error, 0, NOW).delayMs).toBe(MAX_FIRM_DELAY_MS);
  });
});
