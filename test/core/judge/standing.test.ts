import type { GateInput } from "../../../src/core/case/input.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import type { Session } from "../../../src/core/facts/submission.js";
import { type Standing, standingOf } from "../../../src/core/judge/standing.js";
import {
  aChange,
  aClassification,
  aFacts,
  aGateInput,
  anAccount,
  anExposure,
  aPerson,
  aRecords,
  aSession,
  fakeHash,
  people,
} from "../../support/build.js";
import type { Override } from "../../support/merge.js";
import { aPanelInput, type PanelGiven, revealedBy, sealedBy } from "../reviews/panels.js";

const ROBIN = anAccount();
const ADA = anAccount({ login: "ada" });

/** What robin may do about the default change, which is behavior-changing. */
function inTheClear(override: Override<GateInput> = {}, account = ROBIN): Standing {
  return standingOf(account, aGateInput(override));
}

/** What robin may do about a high-stakes change. */
function onPanel(given: PanelGiven = {}, account = ROBIN): Standing {
  return standingOf(account, aPanelInput(given));
}

function withSessions(...sessions: readonly Session[]) {
  return { records: aRecords({ sessions }) };
}

describe("a pull request that is over", () => {
  it.each(["closed", "merged"] as const)("is %s, whoever asks", (state) => {
    const facts = { pull: { ...aFacts().pull, state }, change: unavailable<never>("502") };

    expect(inTheClear({ facts })).toEqual({
      kind: "closed",
      text: `This pull request is ${state}. Nothing can be decided on it any more.`,
    });
    expect(onPanel({ facts })).toMatchObject({ kind: "closed" });
  });
});

describe("a change that needs no review", () => {
  it("says why", () => {
    expect(inTheClear({ classification: { tier: "format-safe" } })).toEqual({
      kind: "not-needed",
      reason: "it cannot change what the program does",
    });
    expect(inTheClear({ classification: aClassification({ agent: null, findings: [] }) })).toEqual({
      kind: "not-needed",
      reason: "no coding agent wrote it, and the policy asks only about changes by agents",
    });
  });
});

describe("what cannot be read", () => {
  it("is not known: the change, or the person's permission", () => {
    expect(onPanel({ facts: { change: unavailable("timeout") } })).toEqual({ kind: "unknown", reason: "timeout" });
    const facts = { people: people(aPerson("robin", "write", { permission: unavailable("502") })) };
    expect(inTheClear({ facts })).toEqual({ kind: "unknown", reason: "502" });
    expect(onPanel({ facts })).toEqual({ kind: "unknown", reason: "502" });
  });

  it("is not known of somebody who was not looked up, or whose login another account has now", () => {
    expect(inTheClear({}, anAccount({ login: "zoe" }))).toEqual({ kind: "unknown", reason: "it was not looked up" });
    expect(inTheClear({}, anAccount({ id: 999 }))).toEqual({
      kind: "unknown",
      reason: "the login belongs to another account now",
    });
  });
});

describe("a behavior-changing change", () => {
  it("may be reviewed in the clear by an independent person", () => {
    expect(inTheClear()).toEqual({ kind: "may-start", mode: "clear", sealed: false });
  });

  it.each<[string, Override<GateInput>, string]>([
    [
      "the operator",
      { classification: { agent: { name: "copilot", evidence: [], operator: ["robin"] } } },
      "set the agent to work",
    ],
    [
      "somebody who may only read",
      { facts: { people: people(aPerson("robin", "read")) } },
      "needs write permission on this repository and has read",
    ],
    ["the author", { facts: { change: loaded(aChange({ author: ROBIN })) } }, "opened this pull request"],
  ])("may not be reviewed by %s", (_, override, reason) => {
    expect(inTheClear(override)).toEqual({ kind: "may-not", reason });
  });

  it("is being reviewed from the start on, and can be submitted once the time to read has passed", () => {
    const session = aSession();

    expect(inTheClear({ ...withSessions(session), size: { counted: 100 } })).toEqual({
      kind: "reviewing",
      mode: "clear",
      session,
      opensAt: "2026-03-02T10:04:00Z",
    });
  });
});

describe("the session that counts", () => {
  const earlier = aSession({ key: { kind: "comment", id: 1 }, startedAt: "2026-03-02T09:00:00Z" });
  const later = aSession({ key: { kind: "form", id: 1 }, startedAt: "2026-03-02T09:00:00.500Z" });

  it("is the newest of this person, also under an earlier login", () => {
    const renamed = aSession({ reviewer: anAccount({ login: "robin-before", id: ROBIN.id }) });

    expect(inTheClear(withSessions(later, earlier))).toMatchObject({ session: later });
    expect(inTheClear(withSessions(renamed))).toMatchObject({ kind: "reviewing" });
  });

  it.each<[string, Session]>([
    ["somebody else's", aSession({ reviewer: anAccount({ login: "sam" }) })],
    ["one of another version", aSession({ fingerprint: fakeHash("another change") })],
    ["one that has its review", aSession({ state: "submitted" })],
    ["one that was replaced", aSession({ state: "superseded" })],
    ["one that is over", aSession({ expiresAt: "2026-03-02T11:59:59Z" })],
  ])("is not %s", (_, session) => {
    expect(inTheClear(withSessions(session))).toMatchObject({ kind: "may-start" });
  });

  it("still counts in its last second", () => {
    expect(inTheClear(withSessions(aSession({ expiresAt: "2026-03-02T12:00:00Z" })))).toMatchObject({
      kind: "reviewing",
    });
  });

  it("does not help somebody who may not review any more", () => {
    expect(onPanel({ ...withSessions(aSession()), facts: { people: people(aPerson("robin", "read")) } })).toEqual({
      kind: "may-not",
      reason: "needs write permission on this repository and has read",
    });
  });
});

describe("a high-stakes change whose panel is open", () => {
  it("may be reviewed sealed", () => {
    expect(onPanel()).toEqual({ kind: "may-start", mode: "sealed", sealed: false });
    expect(onPanel({ sealed: [sealedBy("sam", "10:10")] })).toEqual({
      kind: "may-start",
      mode: "sealed",
      sealed: false,
    });
    expect(onPanel({ records: { sessions: [aSession()] } })).toMatchObject({ kind: "reviewing", mode: "sealed" });
  });

  it("tells somebody that their review is sealed already", () => {
    expect(onPanel({ sealed: [sealedBy("robin", "10:10")] })).toEqual({
      kind: "may-start",
      mode: "sealed",
      sealed: true,
    });
  });

  it("says why somebody may not sit", () => {
    expect(onPanel({ records: { exposures: [anExposure()] } })).toEqual({
      kind: "may-not",
      reason: "gave a verdict on this version in the clear",
    });
    const experts = { experts: [{ paths: ["src/**"], teams: ["acme/security"] }] };
    expect(onPanel({ reviewers: experts })).toMatchObject({
      kind: "may-not",
      reason: expect.stringContaining("acme/security"),
    });
  });
});

describe("a high-stakes change whose panel is complete and not revealed", () => {
  const sealed = [sealedBy("robin", "10:10"), sealedBy("sam", "10:20")];

  it("is closed to everybody else, and lets its members seal again", () => {
    expect(onPanel({ sealed })).toEqual({ kind: "may-start", mode: "sealed", sealed: true });
    expect(onPanel({ sealed }, ADA)).toEqual({
      kind: "closed",
      text: "Both blind reviews of this version are in and are being revealed.",
    });
  });
});

describe("a high-stakes change whose panel was revealed", () => {
  const revealed = (first: "approve" | "reject", second: "approve" | "reject") => [
    revealedBy("robin", first, "10:10"),
    revealedBy("sam", second, "10:20"),
  ];

  it.each([
    ["approve", "approve", "both approve"],
    ["reject", "reject", "refused this version"],
  ] as const)("with %s and %s is closed to all", (first, second, said) => {
    for (const account of [ROBIN, ADA, anAccount({ login: "maya" })]) {
      expect(onPanel({ sealed: revealed(first, second) }, account)).toEqual({
        kind: "closed",
        text: expect.stringContaining(said),
      });
    }
  });

  it("is closed while it is not known how it stands", () => {
    const facts = {
      people: people(aPerson("robin", "write", { permission: unavailable("502") }), aPerson("ada", "admin")),
    };

    expect(onPanel({ sealed: revealed("approve", "approve"), facts }, ADA)).toEqual({
      kind: "closed",
      text: expect.stringContaining("cannot be told at the moment"),
    });
  });

  it("and disagrees is decided by a specialist, in the clear", () => {
    const given = { sealed: revealed("approve", "reject") };

    expect(onPanel(given, ADA)).toEqual({ kind: "may-start", mode: "clear", sealed: false });
    expect(onPanel({ ...given, records: { sessions: [aSession({ reviewer: ADA })] } }, ADA)).toMatchObject({
      kind: "reviewing",
      mode: "clear",
    });
    for (const account of [ROBIN, anAccount({ login: "maya" })]) {
      expect(onPanel(given, account)).toEqual({
        kind: "closed",
        text: expect.stringMatching(
          /a specialist decides now\. Not you, because your account .*(sat on|no administrator)/,
        ),
      });
    }
  });

  it("and lost a member is open to two new reviews, also of whoever is left", () => {
    const facts = { people: people(aPerson("robin"), aPerson("sam", "read")) };

    expect(onPanel({ sealed: revealed("approve", "approve"), facts })).toEqual({
      kind: "may-start",
      mode: "sealed",
      sealed: false,
    });
  });
});
