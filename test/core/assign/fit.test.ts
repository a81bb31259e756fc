import { weigh } from "../../../src/core/assign/choose.js";
import type { Roster } from "../../../src/core/assign/roster.js";
import { loaded } from "../../../src/core/facts/source.js";
import { aChange, aFile, aGateInput, aPerson } from "../../support/build.js";
import { aRoster, history, idOf, inTeam, owned, withPolicy, work } from "./support.js";

const ROBIN = aPerson("robin");
const SAM = aPerson("sam");

function score(roster: Partial<Roster>, person = ROBIN, input = aGateInput()): number {
  return weigh(person, input, aRoster(roster)).score;
}

describe("the score", () => {
  it("is one for somebody of whom nothing is known", () => {
    expect(weigh(ROBIN, aGateInput(), aRoster())).toEqual({
      score: 1,
      fit: { expertOf: [], owned: 0, files: 1, commits: 0, lastCommitAt: null, open: 0, waitingMinutes: 0 },
    });
  });

  it.each<[string, Partial<Roster>, number]>([
    ["a commit of today", { history: history(["robin", 0]) }, 2],
    ["a commit of half a year ago", { history: history(["robin", 180]) }, 1.5],
    ["two commits of a year ago", { history: history(["robin", 360], ["robin", 360]) }, 1.5],
    [
      "any number of commits to one file",
      { history: history(...Array.from({ length: 20 }, () => ["robin", 0] as const)) },
      4,
    ],
    ["somebody else's commits", { history: history(["sam", 0]) }, 1],
    ["a commit from the future", { history: history(["robin", -400]) }, 2],
    ["all files by CODEOWNERS", { owners: owned("* @Robin\n") }, 3],
    [
      "all files by a team of CODEOWNERS",
      { owners: owned("* @acme/Cart\n"), ownerTeams: new Map([["acme/cart", new Set([idOf("robin")])]]) },
      3,
    ],
    [
      "a team that owns them, of which they are no member",
      { owners: owned("* @acme/cart\n"), ownerTeams: new Map([["acme/cart", new Set([idOf("sam")])]]) },
      1,
    ],
    ["files that a later line takes back", { owners: owned("* @robin\n/src/\n") }, 1],
  ])("rises with %s", (_what, roster, expected) => {
    expect(score(roster)).toBeCloseTo(expected, 5);
  });

  it("takes a commit without a time for one of long ago", () => {
    const [file] = history(["robin", 0]);
    const commits = (file?.commits ?? []).map((commit) => ({ ...commit, at: "yesterday" }));

    expect(weigh(ROBIN, aGateInput(), aRoster({ history: [{ path: "x", commits }] }))).toMatchObject({
      score: 1,
      fit: { commits: 1, lastCommitAt: null },
    });
  });

  it("counts the share of the files that somebody owns, and the mean over the files looked at", () => {
    const files = [aFile(), aFile({ path: "src/web/page.ts" })];
    const input = aGateInput({ facts: { change: loaded(aChange({ files })) } });
    const looked = [...history(["robin", 0]), { path: "src/web/page.ts", commits: [] }];

    expect(score({ owners: owned("/src/cart/ @robin\n", "src/cart/total.ts", "src/web/page.ts") }, ROBIN, input)).toBe(
      2,
    );
    expect(score({ history: looked }, ROBIN, input)).toBe(1.5);
  });

  it("rises for a member of a team that has to review these files", () => {
    const input = withPolicy({
      reviewers: { experts: [{ paths: ["src/**"], teams: ["acme/security", "acme/cart"] }] },
    });

    expect(weigh(inTeam("robin", "acme/cart"), input, aRoster())).toMatchObject({
      score: 3,
      fit: { expertOf: ["acme/cart"] },
    });
    expect(score({}, inTeam("robin", "acme/other"), input)).toBe(1);
  });

  it.each<[string, readonly { lines: number; tier: "behavior-changing" | "high-stakes" }[], number, number]>([
    ["an hour of careful reading halves it", [{ lines: 400, tier: "behavior-changing" }], 0.5, 60],
    ["a high-stakes line weighs three", [{ lines: 400, tier: "high-stakes" }], 0.25, 180],
    [
      "several add up",
      [
        { lines: 200, tier: "behavior-changing" },
        { lines: 200, tier: "behavior-changing" },
      ],
      0.5,
      60,
    ],
    ["a pull request of unknown size weighs nothing", [{ lines: 0, tier: "high-stakes" }], 1, 0],
  ])("falls with what waits: %s", (_what, waiting, expected, minutes) => {
    const weighed = weigh(ROBIN, aGateInput(), aRoster({ workload: work({ robin: { waiting } }) }));

    expect(weighed).toMatchObject({ score: expected, fit: { open: waiting.length, waitingMinutes: minutes } });
  });

  it("prefers who knows the files to who is idle, until enough waits for them", () => {
    const knows = history(["robin", 0], ["robin", 10], ["robin", 20]);
    const lines = (count: number) => work({ robin: { waiting: [{ lines: count, tier: "behavior-changing" }] } });

    expect(score({ history: knows, workload: lines(400) })).toBeGreaterThan(score({ history: knows }, SAM));
    expect(score({ history: knows, workload: lines(2_000) })).toBeLessThan(score({ history: knows }, SAM));
  });
});
