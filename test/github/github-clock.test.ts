// This machine's clock and GitHub's.
import { GithubClock } from "../../src/github/gate.js";
import { createRecordingLogger } from "../support/recording-logger.js";

const THEIRS = Date.parse("2026-03-02T12:00:00Z");
const MINUTE = 60_000;
const at = (ms: number) => new Date(THEIRS + ms).toUTCString();

/** A machine whose clock is ahead by so much, and what it hears: how much later than noon each answer was. */
function aClock(aheadMs: number) {
  const logger = createRecordingLogger();
  let passedMs = 0;
  const clock = new GithubClock(() => new Date(THEIRS + passedMs + aheadMs), logger);
  const hear = (count: number, wrongMs = 0) => {
    for (let answer = 0; answer < count; answer++) {
      passedMs += 1_000;
      clock.observe(at(passedMs + wrongMs), 200);
    }
  };
  return { clock, hear, logger, gone: () => passedMs };
}

describe("the clock of GitHub", () => {
  it.each([10 * MINUTE, -10 * MINUTE, 26 * 60 * MINUTE, MINUTE])(
    "is known after a few answers when ours is off by %i ms",
    (ms) => {
      const { clock, hear, gone } = aClock(ms);
      hear(2);
      expect(clock.aheadMs).toBe(0);

      hear(1);

      expect(Math.abs(clock.aheadMs - ms)).toBeLessThan(1_500);
      expect(Math.abs(clock.now().getTime() - (THEIRS + gone()))).toBeLessThan(1_500);
    },
  );

  it("is ours as long as they differ by less than half a minute", () => {
    const { clock, hear } = aClock(20_000);
    hear(10);

    expect(clock.aheadMs).toBe(0);
  });

  it("is moved by no single odd answer", () => {
    const { clock, hear } = aClock(0);
    hear(4);
    hear(1, 5 * 60 * MINUTE);
    expect(clock.aheadMs).toBe(0);
    hear(1, -5 * 60 * MINUTE);

    expect(clock.aheadMs).toBe(0);
  });

  it.each(["", "soon", undefined])("is not told by an answer whose date is %j", (date) => {
    const { clock } = aClock(10 * MINUTE);
    for (let answer = 0; answer < 5; answer++) clock.observe(date, 200);

    expect(clock.aheadMs).toBe(0);
  });

  it("is not told by an answer that took long", () => {
    const { clock } = aClock(10 * MINUTE);
    for (let answer = 0; answer < 5; answer++) clock.observe(at(0), 11_000);

    expect(clock.aheadMs).toBe(0);
  });

  it("is told of once when ours lies at the border of what is tolerated", () => {
    const { hear, logger } = aClock(0);
    for (let round = 0; round < 10; round++) {
      hear(5, -32_000);
      hear(5, -28_000);
    }

    expect(logger.lines).toHaveLength(1);
  });

  it("is told of again when it goes wrong by another amount", () => {
    const { hear, logger } = aClock(0);
    hear(5, -10 * MINUTE);
    hear(5, 60 * MINUTE);

    expect(logger.lines).toHaveLength(2);
  });

  it("is logged once when ours goes wrong and once when it is right again", () => {
    const { hear, logger } = aClock(0);
    hear(5);
    hear(9, 10 * MINUTE);
    hear(9);

    expect(logger.lines.filter((line) => line.includes("clock"))).toHaveLength(2);
  });
});
