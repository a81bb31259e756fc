import fc from "fast-check";
import { endOfAbsence } from "../../../../src/core/judge/commands/away.js";
import { anyText } from "../../../support/any-text.js";

const AT = "2026-12-01T10:00:00Z";

/** Until when somebody is away who wrote this; or what is wrong with it. */
function until(text: string): string {
  const end = endOfAbsence(text, AT);
  return end.ok ? end.value : end.error;
}

describe("/countersign away", () => {
  it.each([
    ["", "2027-03-01T10:00:00Z"],
    ["   ", "2027-03-01T10:00:00Z"],
    ["3d", "2026-12-04T10:00:00Z"],
    [" 12h ", "2026-12-01T22:00:00Z"],
    ["until 2026-12-24", "2026-12-25T00:00:00Z"],
    ["UNTIL 2026-12-01", "2026-12-02T00:00:00Z"],
    ["90d", "2027-03-01T10:00:00Z"],
  ])("%j ends at %s", (text, end) => {
    expect(until(text)).toBe(end);
  });

  it.each([
    ["tomorrow", /^expected nothing, a day or a duration, received `tomorrow`; write/],
    ["until", /received `until`/],
    ["until friday", /received `until friday`/],
    ["until 2026-02-30", /received/],
    ["until 2026-12", /received/],
    ["until 2026-12-24T10:00", /received/],
    ["until 2026-12-24 please", /received/],
    ["3 d", /received/],
    ["-3d", /received/],
    ["3w", /received/],
    ["2026-12-24", /received/],
    ["until 2026-11-30", /^expected an end in the future/],
    ["0s", /^expected an end in the future/],
    ["91d", /^expected at most 90 days/],
    ["999999d", /^expected at most 90 days/],
    ["until 9999-12-31", /^expected at most 90 days/],
    ["until @acme/everyone <img src=x>", /received `until @acme\/everyone <img src=x>`/],
  ])("%j is refused", (text, reason) => {
    expect(until(text)).toMatch(reason);
  });

  it("takes or refuses any text, on one line", () => {
    fc.assert(
      fc.property(anyText({ maxLength: 80 }), (text) => {
        expect(until(text)).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it("never ends an absence before it begins, nor more than 90 days later", () => {
    const hours = fc.nat(24 * 400).map((count) => `${count}h`);
    const days = fc.date({ noInvalidDate: true }).map((day) => `until ${day.toISOString().slice(0, 10)}`);
    fc.assert(
      fc.property(fc.oneof(fc.constant(""), hours, days), (text) => {
        const end = endOfAbsence(text, AT);
        if (!end.ok) return;
        const length = (Date.parse(end.value) - Date.parse(AT)) / 86_400_000;
        expect(length).toBeGreaterThan(0);
        expect(length).toBeLessThanOrEqual(90);
      }),
    );
  });
});
