import { loaded, unavailable } from "../../../src/core/facts/source.js";
import { isMemberSeated, maySitBeside, othersOn, panelOf } from "../../../src/core/reviews/panel.js";
import {
  aChange,
  aComment,
  aCommit,
  aGitPerson,
  anAccount,
  anExposure,
  aPerson,
  aSubmission,
  fakeHash,
  fakeSha,
  HEAD_SHA,
  people,
} from "../../support/build.js";
import { aPanelInput, loginsOf, type PanelGiven, reasonsOf, sealedBy } from "./panels.js";

const ROBIN = sealedBy("robin", "10:10");
const SAM = sealedBy("sam", "10:20");
const MAYA = sealedBy("maya", "10:30");

function seatsOf(given: PanelGiven): string[] {
  return loginsOf(panelOf(aPanelInput(given)).seats);
}

describe("the seats of a panel", () => {
  it("are empty while nothing was sealed", () => {
    expect(panelOf(aPanelInput({}))).toEqual({
      round: 1,
      state: "open",
      seats: [],
      outcome: null,
      aside: [],
      notCounted: [],
      unknown: null,
    });
  });

  it("are filled in the order of receipt, whatever order the records have", () => {
    expect(seatsOf({ sealed: [MAYA, SAM, ROBIN] })).toEqual(["robin", "sam"]);
  });

  it("are told apart by number when two reviews came in the same second", () => {
    const [first, second] = [sealedBy("sam", "10:20"), sealedBy("robin", "10:20")];
    const comment = (id: number) => ({ kind: "comment" as const, id, revision: "r" });

    expect(seatsOf({ sealed: [{ ...second, source: comment(2) }, { ...first, source: comment(1) }, MAYA] })).toEqual([
      "sam",
      "robin",
    ]);
  });

  it("compare times as moments, not as text", () => {
    const later = sealedBy("robin", "10:10", { receivedAt: "2026-03-02T10:20:00.500Z" });

    expect(seatsOf({ sealed: [later, SAM, MAYA] })).toEqual(["sam", "robin"]);
  });

  it("make the panel complete when both are taken; a third review is said to have come too late", () => {
    const panel = panelOf(aPanelInput({ sealed: [ROBIN, SAM, MAYA] }));

    expect(panel).toMatchObject({ state: "complete", outcome: null, unknown: null });
    expect(reasonsOf(panel.notCounted)).toEqual(["maya: sealed a review, but both seats were taken"]);
    expect(loginsOf(panel.seats)).toEqual(["robin", "sam"]);
  });

  it("take no review of another version", () => {
    const earlier = sealedBy("robin", "10:10", { fingerprint: fakeHash("another change") });

    expect(seatsOf({ sealed: [earlier, SAM] })).toEqual(["sam"]);
  });

  it("take no review that its author replaced", () => {
    const voided = { at: "2026-03-02T10:40:00Z", reason: "replaced by a later review" };

    expect(seatsOf({ sealed: [{ ...ROBIN, voided }, SAM, sealedBy("robin", "10:40")] })).toEqual(["sam", "robin"]);
  });
});

describe("a member who may not sit any more leaves the seat to the next, with the reason", () => {
  const robinAnd = (commit: Parameters<typeof aCommit>[0]) => ({
    facts: { change: loaded(aChange({ commits: [aCommit(), aCommit({ sha: fakeSha("c"), ...commit })] })) },
  });
  const committed = `committed ${fakeSha("c").slice(0, 7)} to this pull request`;
  const withRobin = (robin: Parameters<typeof aPerson>[2], permission: Parameters<typeof aPerson>[1] = "write") => ({
    facts: { people: people(aPerson("robin", permission, robin), aPerson("sam"), aPerson("maya")) },
  });

  it.each<[string, PanelGiven, string]>([
    ["lost permission", withRobin({}, "read"), "needs write permission on this repository and has read"],
    [
      "has a permission that cannot be read",
      withRobin({ permission: unavailable("502") }),
      "has a permission that could not be read (502)",
    ],
    ["became the operator", { operator: ["alice", "Robin"] }, "set the agent to work"],
    ["committed", robinAnd({ author: aGitPerson({ account: anAccount() }) }), committed],
    ["is a co-author", robinAnd({ coAuthors: [aGitPerson({ account: anAccount() })] }), committed],
    [
      "pushed last",
      { records: { pushes: [{ headSha: HEAD_SHA, by: anAccount() }] } },
      "pushed last to this pull request",
    ],
    [
      "opened the pull request",
      { facts: { change: loaded(aChange({ author: anAccount() })) } },
      "opened this pull request",
    ],
    ["is a bot", withRobin({ account: anAccount({ type: "Bot" }) }), "is a bot, and only people review"],
    ["showed a form", { records: { exposures: [anExposure()] } }, "gave a verdict on this version in the clear"],
    [
      "used GitHub's button",
      { records: { exposures: [anExposure({ kind: "native" })] } },
      "gave a verdict on this version with GitHub's own button, in the clear",
    ],
    [
      "could read a first form in the clear",
      { records: { exposures: [anExposure({ kind: "audience" })] } },
      "could read a first verdict on this version that was given in the clear",
    ],
    [
      "reviewed this version before it was high-stakes",
      { records: { submissions: [aSubmission()] } },
      "gave a verdict on this version in the clear",
    ],
  ])("%s", (_, given, reason) => {
    const panel = panelOf(aPanelInput({ sealed: [ROBIN, SAM, MAYA], ...given }));

    expect(loginsOf(panel.seats)).toEqual(["sam", "maya"]);
    expect(panel.notCounted).toEqual([{ login: "robin", reason: `sealed a review, but ${reason}`, url: ROBIN.url }]);
  });

  it("names every reason at once", () => {
    const { notCounted } = panelOf(
      aPanelInput({ sealed: [ROBIN], operator: ["robin"], records: { exposures: [anExposure()] } }),
    );

    expect(reasonsOf(notCounted)).toEqual([
      "robin: sealed a review, but set the agent to work; gave a verdict on this version in the clear",
    ]);
  });

  it.each([
    ["the last review in the clear", anExposure({ kind: "last" })],
    ["a verdict on another version", anExposure({ fingerprint: fakeHash("another change") })],
    ["somebody else's verdict", anExposure({ person: anAccount({ login: "ada" }) })],
  ])("but not because of %s", (_, exposure) => {
    expect(seatsOf({ sealed: [ROBIN], records: { exposures: [exposure] } })).toEqual(["robin"]);
  });
});

describe("two people are two numbers", () => {
  it("so one account has one seat, under whatever logins it sealed", () => {
    const renamed = sealedBy("robin-new", "10:30", { reviewer: anAccount({ login: "robin-new", id: 102 }) });

    expect(seatsOf({ sealed: [ROBIN, renamed] })).toHaveLength(1);
  });

  it("so the later of two reviews of one account is the one that sits", () => {
    const again = sealedBy("Robin", "10:30");

    expect(panelOf(aPanelInput({ sealed: [again, ROBIN, SAM] })).seats).toEqual([SAM, again]);
  });

  it("so a renamed account keeps its seat, found by the login that a comment shows today", () => {
    const account = anAccount({ login: "robin-new", id: 102 });
    const facts = {
      comments: loaded([aComment({ author: account })]),
      people: people(aPerson("robin-new", "write", { account }), aPerson("sam")),
    };

    expect(seatsOf({ sealed: [ROBIN, SAM], facts })).toEqual(["robin", "sam"]);
  });

  it("so a login that belongs to another account now lends its permission to nobody", () => {
    const facts = { people: people(aPerson("robin", "admin", { account: anAccount({ id: 999 }) }), aPerson("sam")) };
    const panel = panelOf(aPanelInput({ sealed: [ROBIN, SAM], facts }));

    expect(loginsOf(panel.seats)).toEqual(["sam"]);
    expect(reasonsOf(panel.notCounted)).toEqual([
      "robin: sealed a review, but has a permission that could not be read (the login belongs to another account now)",
    ]);
  });

  it("so whoever took over a login may sit beside its earlier owner", () => {
    const earlier = anAccount({ login: "robin-new", id: 102 });
    const facts = {
      comments: loaded([aComment({ author: earlier })]),
      people: people(
        aPerson("robin-new", "write", { account: earlier }),
        aPerson("robin", "write", { account: anAccount({ id: 999 }) }),
      ),
    };
    const successor = sealedBy("robin", "10:30", { reviewer: anAccount({ login: "robin", id: 999 }) });

    expect(seatsOf({ sealed: [ROBIN, successor], facts })).toHaveLength(2);
  });
});

describe("somebody who comes to an open panel", () => {
  const input = aPanelInput({ sealed: [ROBIN] });

  it("may sit beside another, and may replace their own review", () => {
    const panel = panelOf(input);

    expect(maySitBeside(aPerson("sam"), panel, input)).toEqual({ may: true });
    expect(maySitBeside(aPerson("Robin"), panel, input)).toEqual({ may: true });
    expect(loginsOf(othersOn(panel.seats, aPerson("robin")))).toEqual([]);
    expect(loginsOf(othersOn(panel.seats, aPerson("sam")))).toEqual(["robin"]);
  });

  it("is a member only with a review on the seat", () => {
    expect(isMemberSeated(anAccount(), input)).toBe(true);
    expect(isMemberSeated(anAccount({ login: "sam" }), input)).toBe(false);
    expect(isMemberSeated(anAccount(), aPanelInput({ sealed: [ROBIN], operator: ["robin"] }))).toBe(false);
  });
});
