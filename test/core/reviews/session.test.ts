import fc from "fast-check";
import { addSeconds, isAtOrAfter, momentOf, secondsBetween } from "../../../src/core/ground/time.js";
import { expiryOf, isExpired, isFast, requiredSeconds } from "../../../src/core/reviews/session.js";
import { aPolicy, aSession } from "../../support/build.js";

const { review } = aPolicy();

describe("requiredSeconds", () => {
  it.each([
    [0, 90],
    [37, 90],
    [38, 92],
    [100, 240],
    [250, 600],
    [400, 600],
    [100_000, 600],
  ])("for %i lines is %i", (lines, seconds) => {
    expect(requiredSeconds(review, lines)).toBe(seconds);
  });

  it("is never capped below the minimum", () => {
    expect(requiredSeconds({ ...review, min_seconds: 900, max_required_seconds: 600 }, 10_000)).toBe(900);
  });

  it("never falls when lines are added, and lies between the minimum and the cap", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), fc.nat(5_000), fc.nat(5_000), (lines, more, min, max) => {
        const rules = { ...review, min_seconds: min, max_required_seconds: max };
        const [few, many] = [requiredSeconds(rules, lines), requiredSeconds(rules, lines + more)];

        expect(many).toBeGreaterThanOrEqual(few);
        expect(few).toBeGreaterThanOrEqual(min);
        expect(many).toBeLessThanOrEqual(Math.max(min, max));
      }),
    );
  });
});

describe("isFast", () => {
  it.each([
    [200, 1_799, true],
    [200, 1_800, false],
    [0, 0, false],
  ])("%i lines in %i seconds: %s", (lines, seconds, fast) => {
    expect(isFast(review, lines, seconds)).toBe(fast);
  });
});

describe("expiryOf", () => {
  it("adds the policy's duration and keeps GitHub's form of a time", () => {
    expect(expiryOf(review, "2026-03-02T10:00:00Z")).toBe("2026-03-03T10:00:00Z");
    expect(expiryOf({ ...review, session_expires: "90s" }, "2026-03-02T10:00:00.250Z")).toBe("2026-03-02T10:01:31Z");
  });

  it("still holds in its last second", () => {
    const session = aSession({ expiresAt: "2026-03-03T10:00:00Z" });

    expect(isExpired(session, "2026-03-03T10:00:00.000Z")).toBe(false);
    expect(isExpired(session, "2026-03-03T10:00:01Z")).toBe(true);
  });
});

describe("times", () => {
  it("are compared as moments, not as text", () => {
    expect(isAtOrAfter("2026-03-02T10:00:00Z", "2026-03-02T10:00:00.000Z")).toBe(true);
    expect(isAtOrAfter("2026-03-02T10:00:00+02:00", "2026-03-02T09:00:00Z")).toBe(false);
    expect(secondsBetween("2026-03-02T10:00:00Z", "2026-03-02T09:59:30Z")).toBe(-30);
    expect(addSeconds("2026-12-31T23:59:59Z", 1)).toBe("2027-01-01T00:00:00Z");
  });

  it("that are none decide nothing", () => {
    expect(() => momentOf("yesterday")).toThrow(RangeError);
  });
});
