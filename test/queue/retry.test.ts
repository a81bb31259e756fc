import fc from "fast-check";
import { AppError } from "../../src/errors.js";
import { backoffMs, MAX_DELAY_MS, MAX_FIRM_DELAY_MS, toFailure } from "../../src/queue/retry.js";

const NOW = new Date("2026-03-02T12:00:00Z");
const inMs = (ms: number) => new Date(NOW.getTime() + ms);

describe("backoffMs", () => {
  it.each([
    [0, 1_000],
    [1, 2_000],
    [5, 32_000],
    [9, 512_000],
    [10, MAX_DELAY_MS],
    [10_000, MAX_DELAY_MS],
  ])("after %i earlier failures waits %i ms", (attempts, expected) => {
    expect(backoffMs(attempts)).toBe(expected);
  });

  it("never shrinks with more attempts and never gives up", () => {
    fc.assert(
      fc.property(fc.nat(), (attempts) => {
        expect(backoffMs(attempts + 1)).toBeGreaterThanOrEqual(backoffMs(attempts));
        expect(backoffMs(attempts)).toBeLessThanOrEqual(MAX_DELAY_MS);
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
