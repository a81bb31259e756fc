import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { isMemberSeated, isOnRevealedPanel, panelOf } from "../../../src/core/reviews/panel.js";
import {
  aChange,
  aCommit,
  aGitPerson,
  anAccount,
  aPerson,
  fakeHash,
  fakeSha,
  HEAD_SHA,
  people,
} from "../../support/build.js";
import { aPanelInput, loginsOf, type PanelGiven, reasonsOf, revealedBy, sealedBy } from "./panels.js";

const APPROVED = [revealedBy("robin", "approve", "10:10"), revealedBy("sam", "approve", "10:20")];
const SPLIT = [revealedBy("robin", "reject", "10:10"), revealedBy("sam", "approve", "10:20")];
const REJECTED = [revealedBy("robin", "reject", "10:10"), revealedBy("sam", "reject", "10:20")];

/** robin may no longer review, sam still may. */
const ROBIN_LEFT: PanelGiven["facts"] = { people: people(aPerson("robin", "read"), aPerson("sam")) };

function panel(given: PanelGiven) {
  return panelOf(aPanelInput(given));
}

function statusOf(id: string, given: PanelGiven): string | undefined {
  return decisionOn(aPanelInput(given)).requirements.find((requirement) => requirement.id === id)?.status;
}

describe("the outcome of a revealed panel", () => {
  it.each([
    ["approve", "approve", "approved"],
    ["reject", "reject", "rejected"],
    ["approve", "reject", "split"],
    ["reject", "approve", "split"],
  ] as const)("of %s and %s is %s", (first, second, outcome) => {
    const sealed = [revealedBy("sam", second, "10:20"), revealedBy("robin", first, "10:10")];

    expect(panel({ sealed })).toMatchObject({ state: "revealed", outcome, round: 1, notCounted: [], unknown: null });
    expect(loginsOf(panel({ sealed }).seats)).toEqual(["robin", "sam"]);
  });

  it("stands whatever is sealed afterwards", () => {
    expect(panel({ sealed: [...APPROVED, sealedBy("maya", "12:00", { round: 2 })] })).toMatchObject({
      outcome: "approved",
      round: 1,
    });
  });

  it("is of one version only", () => {
    const sealed = APPROVED.map((review) => ({ ...review, fingerprint: fakeHash("another change") }));

    expect(panel({ sealed })).toMatchObject({ state: "open", outcome: null, seats: [] });
  });
});

function loginsListed({ notCounted }: ReturnType<typeof panelOf>): string[] {
  return notCounted.map(({ login }) => login);
}

const INVOLVED: readonly [string, PanelGiven][] = [
  ["the operator", { operator: ["alice", "robin"] }],
  [
    "a co-author",
    {
      facts: {
        change: loaded(
          aChange({
            commits: [
              aCommit(),
              aCommit({ sha: fakeSha("c"), coAuthors: [aGitPerson({ name: "Robin", account: anAccount() })] }),
            ],
          }),
        ),
      },
    },
  ],
  ["who pushed last", { records: { pushes: [{ headSha: HEAD_SHA, by: anAccount() }] } }],
];

describe("what others say of a member afterwards", () => {
  it.each(INVOLVED)("lifts no rejection: %s", (_, given) => {
    expect(panel({ sealed: REJECTED, ...given })).toMatchObject({ outcome: "rejected", notCounted: [] });
    expect(panel({ sealed: SPLIT, ...given })).toMatchObject({ outcome: "split", notCounted: [] });
  });

  it.each(INVOLVED)("takes an approval away: %s", (_, given) => {
    const after = panel({ sealed: APPROVED, ...given });

    expect(after).toMatchObject({ state: "open", round: 2, outcome: null, seats: [] });
    expect(reasonsOf(after.notCounted).join()).toMatch(/robin: (set the agent to work|committed|pushed last)/);
  });

  it("leaves a disagreement one when the approval falls: only a specialist overrules a rejection", () => {
    const sealed = [revealedBy("robin", "approve", "10:10"), revealedBy("sam", "reject", "10:20")];

    const after = panel({ sealed, operator: ["robin"] });

    expect(after).toMatchObject({ state: "revealed", outcome: "split" });
    expect(loginsOf(after.seats)).toEqual(["sam"]);
    expect(reasonsOf(after.notCounted)).toEqual(["robin: set the agent to work"]);
  });
});

describe("a member who may not review here any more", () => {
  it("takes their rejection along, and two new reviews are needed", () => {
    expect(panel({ sealed: SPLIT, facts: ROBIN_LEFT })).toMatchObject({ state: "open", round: 2, seats: [] });
    expect(statusOf("blind_reviews", { sealed: SPLIT, facts: ROBIN_LEFT })).toBe("unsatisfied");
  });

  it("leaves the other rejection standing", () => {
    expect(panel({ sealed: REJECTED, facts: ROBIN_LEFT })).toMatchObject({ state: "revealed", outcome: "split" });
  });

  it("is listed with the reason, and so is the one whose review falls with the panel", () => {
    expect(reasonsOf(panel({ sealed: APPROVED, facts: ROBIN_LEFT }).notCounted)).toEqual([
      "robin: needs write permission on this repository and has read",
      "sam: sat on a panel of this version that lost a member since, so two new reviews are needed",
    ]);
  });

  it("gives the seats to the next round, in which the other may sit again", () => {
    const facts = { people: people(aPerson("robin", "read"), aPerson("sam"), aPerson("maya")) };
    const again = [sealedBy("sam", "12:00", { round: 2 }), sealedBy("maya", "12:10", { round: 2 })];

    const after = panel({ sealed: [...APPROVED, ...again], facts });

    expect(after).toMatchObject({ state: "complete", round: 2 });
    expect(loginsOf(after.seats)).toEqual(["sam", "maya"]);
    expect(reasonsOf(after.notCounted)).toEqual(["robin: needs write permission on this repository and has read"]);
  });

  it("brings the panel back with the permission, unless the next one was revealed", () => {
    const begun = [...APPROVED, sealedBy("maya", "12:00", { round: 2 })];
    const decided = [
      ...APPROVED,
      revealedBy("maya", "reject", "12:00", { round: 2 }),
      revealedBy("sam", "approve", "12:10", { round: 2 }),
    ];

    expect(panel({ sealed: begun })).toMatchObject({ outcome: "approved", round: 1 });
    expect(panel({ sealed: decided })).toMatchObject({ outcome: "split", round: 2 });
  });

  it("is told of every round that fell", () => {
    const sealed = [
      ...APPROVED,
      revealedBy("robin", "approve", "12:00", { round: 2 }),
      revealedBy("maya", "approve", "12:10", { round: 2 }),
    ];

    const facts = { people: people(aPerson("robin", "read"), aPerson("sam"), aPerson("maya")) };

    const after = panel({ sealed, facts });

    expect(after).toMatchObject({ state: "open", round: 3, seats: [] });
    expect(loginsListed(after)).toEqual(["robin", "robin", "sam", "maya"]);
  });
});

describe("what is not known of a member of a revealed panel", () => {
  const robin = (override: Parameters<typeof aPerson>[2], permission: Parameters<typeof aPerson>[1] = "write") => ({
    people: people(aPerson("robin", permission, override), aPerson("sam", "write", { teams: loaded(["acme/sec"]) })),
  });
  const experts = { experts: [{ paths: ["src/**"], teams: ["acme/sec"] }] };
  const gone = { people: people(aPerson("sam")) };

  it.each<[string, PanelGiven, string]>([
    ["the permission", { facts: robin({ permission: unavailable("502") }) }, "the permission of robin: 502"],
    ["whether there is such a person", { facts: gone }, "the permission of robin: it was not looked up"],
    [
      "the teams, where the policy names who reviews",
      { facts: robin({ teams: unavailable("403") }), reviewers: { teams: ["acme/sec"] } },
      "the teams of robin: 403",
    ],
    [
      "the teams, where a team of experts stands for the permission",
      { facts: robin({ teams: unavailable("403") }, "read"), reviewers: experts },
      "the teams of robin: 403",
    ],
    ["the change", { facts: { change: unavailable("timeout") } }, "the change: timeout"],
  ])("blocks and opens no new panel: %s", (_, given, unknown) => {
    for (const sealed of [APPROVED, SPLIT, REJECTED]) {
      expect(panel({ sealed, ...given })).toMatchObject({ state: "revealed", round: 1, unknown });
      expect(statusOf("blind_reviews", { sealed, ...given })).toBe("error");
      expect(statusOf("agreement", { sealed, ...given })).toBe("error");
    }
  });

  it.each<[string, PanelGiven]>([
    ["the teams, where nobody asks for them", { facts: robin({ teams: unavailable("403") }) }],
    [
      "the permission of a member of a named team",
      {
        facts: {
          people: people(
            aPerson("robin", "write", { permission: unavailable("502"), teams: loaded(["acme/sec"]) }),
            aPerson("sam", "read", { teams: loaded(["acme/sec"]) }),
          ),
        },
        reviewers: { teams: ["acme/sec"] },
      },
    ],
    [
      "the teams of somebody whose permission does",
      { facts: robin({ teams: unavailable("403") }), reviewers: experts },
    ],
  ])("does not matter where it decides nothing: %s", (_, given) => {
    expect(panel({ sealed: APPROVED, ...given })).toMatchObject({ outcome: "approved", unknown: null });
  });
});

describe("who sat on a revealed panel", () => {
  it("is known by number, for this version only", () => {
    const input = aPanelInput({ sealed: [...APPROVED, sealedBy("maya", "10:30")] });

    expect(isOnRevealedPanel(102, input)).toBe(true);
    expect(isOnRevealedPanel(104, input)).toBe(false);
    expect(isOnRevealedPanel(null, input)).toBe(false);
    expect(isOnRevealedPanel(102, { ...input, fingerprint: fakeHash("another change") })).toBe(false);
    expect(isMemberSeated(anAccount(), input)).toBe(false);
  });
});
