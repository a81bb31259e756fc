import fc from "fast-check";
import { isAway, mergeAway, parseAwayFile } from "../../../src/core/assign/away.js";
import type { Absence } from "../../../src/core/assign/roster.js";
import { anAccount } from "../../support/build.js";
import { idOf } from "./support.js";

const ROBIN = anAccount();

function awayAt(file: string, at: string, own: readonly Absence[] = []): boolean {
  const parsed = parseAwayFile(file);
  if (!parsed.ok) throw new Error(parsed.error);
  return isAway(ROBIN, mergeAway(own, parsed.value, [ROBIN]), at);
}

function word(saidAt: string, until: string, login = "robin"): Absence {
  return { accountId: idOf("robin"), login, saidAt, until };
}

const WINTER = "away: [{ login: Robin, from: 2026-12-20, until: 2027-01-03 }]\n";

describe("a list of who is away", () => {
  it.each([
    ["2026-12-19T23:59:59Z", false],
    ["2026-12-20T00:00:00Z", true],
    ["2027-01-03T23:59:59Z", true],
    ["2027-01-04T00:00:00Z", false],
  ])("holds from the start of its first day to the end of its last: %s is %s", (at, expected) => {
    expect(awayAt(WINTER, at)).toBe(expected);
  });

  it("may leave out the first day, and may be empty", () => {
    expect(awayAt("away:\n  - { login: robin, until: 2027-01-03 }\n", "2000-01-01T00:00:00Z")).toBe(true);
    expect(awayAt("", "2026-12-24T00:00:00Z")).toBe(false);
    expect(awayAt("away: []\n", "2026-12-24T00:00:00Z")).toBe(false);
  });

  it.each([
    ["an unknown key", "away:\n  - { login: robin, until: 2026-12-24, why: tired }\n", "line 2"],
    ["another key beside the list", "away: []\nmode: x\n", "line 1"],
    ["a day that does not exist", "away:\n  - login: robin\n    until: 2026-02-30\n", "line 3"],
    ["a month", "away: [{ login: robin, until: 2026-12 }]", "line 1"],
    ["a moment", "away: [{ login: robin, until: 2026-12-24T10:00:00Z }]", "line 1"],
    ["a mention", 'away: [{ login: "@robin", until: 2026-12-24 }]', "line 1"],
    ["an entry without an end", "away:\n\n  - login: robin\n", "line 3"],
    ["a text", "robin is away", "line 1"],
    ["no YAML", "away: [", "line 1"],
    ["too many entries", `away: [${"{ login: a, until: 2026-12-24 },".repeat(501)}]`, "line 1"],
    ["an alias", "away: &a [{ login: robin, until: 2026-12-24 }]", "line 1"],
  ])("with %s is not used, and the place is named", (_what, text, place) => {
    const parsed = parseAwayFile(text);

    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? "" : parsed.error).toContain(place);
  });

  it("never repeats what stands in it", () => {
    const parsed = parseAwayFile("away: [{ login: '@acme/everyone <img>', until: x, '<b>': 1 }]");

    expect(parsed.ok ? "" : parsed.error).not.toMatch(/@|<|img/);
  });

  it("is read, or refused, whatever it holds", () => {
    const piece = fc.constantFrom(
      "away:",
      " ",
      "\n",
      "- ",
      "{",
      "}",
      "[",
      "login: robin",
      ", ",
      "until: ",
      "2026-12-24",
      "&a",
      "*a",
      "\u0000",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(typeof parseAwayFile(pieces.join("")).ok).toBe("boolean");
      }),
      { numRuns: 300 },
    );
  });
});

describe("a person's own word", () => {
  it("holds until its end, from the moment it is known, whatever their login was then", () => {
    const own = [word("2026-12-01T10:00:00Z", "2026-12-03T10:00:00Z", "robin-of-old")];

    expect(awayAt("", "2026-12-03T09:59:59Z", own)).toBe(true);
    expect(awayAt("", "2026-12-01T09:59:50Z", own)).toBe(true);
    expect(awayAt("", "2026-12-03T10:00:00Z", own)).toBe(false);
  });

  it("is over once they said that they are back, by whichever clock", () => {
    const back = [word("2026-12-02T10:00:00Z", "2026-12-02T10:00:00Z")];

    expect(awayAt("", "2026-12-02T09:59:58Z", back)).toBe(false);
  });

  it("takes the place of what a list says of the time before it was said, and of nothing later", () => {
    const at = "2026-12-28T00:00:00Z";

    expect(awayAt(WINTER, at, [word("2026-12-27T10:00:00Z", "2026-12-27T10:00:00Z")])).toBe(false);
    expect(awayAt(WINTER, at, [word("2026-12-10T10:00:00Z", "2026-12-10T10:00:00Z")])).toBe(true);
  });

  it("says nothing about anybody else", () => {
    expect(
      isAway(
        anAccount({ login: "sam" }),
        mergeAway([word("2026-12-01T10:00:00Z", "2026-12-30T10:00:00Z")], [], []),
        "2026-12-02T00:00:00Z",
      ),
    ).toBe(false);
  });
});
