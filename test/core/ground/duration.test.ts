import { durationSeconds } from "../../../src/core/ground/time.js";

describe("durationSeconds", () => {
  it.each([
    ["0s", 0],
    ["90s", 90],
    ["20m", 1200],
    ["4h", 14_400],
    ["7d", 604_800],
    ["007d", 604_800],
  ])("reads %s", (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each(["", "90", "s", "-1s", "1.5h", "1H", "1w", " 1s", "1s\n", "1234567s", "1h30m", "constructor"])(
    "refuses %j",
    (text) => {
      expect(() => durationSeconds(text)).toThrow(RangeError);
    },
  );
});
