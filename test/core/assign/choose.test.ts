import fc from "fast-check";
import { type Choice, chooseReviewer } from "../../../src/core/assign/choose.js";
import type { Roster } from "../../../src/core/assign/roster.js";
import type { GateInput } from "../../../src/core/case/input.js";
import { formatContent } from "../../../src/core/comments/content.js";
import type { PersonFacts } from "../../../src/core/facts/facts.js";
import { loaded } from "../../../src/core/facts/source.js";
import type { Verdict } from "../../../src/core/facts/submission.js";
import { commitmentOf } from "../../../src/core/judge/take-sealed.js";
import { mayReview } from "../../../src/core/people/independence.js";
import { maySit } from "../../../src/core/reviews/may-sit.js";
import {
  aGateInput,
  anAccount,
  anExposure,
  aPerson,
  aRecords,
  aReviewRequest,
  aSealedReview,
  fakeHash,
} from "../../support/build.js";
import { aRoster, HIGH_STAKES, history, inTeam, owned, wanted, withPolicy, work } from "./support.js";

function choose(input: GateInput, roster: Roster, roll = 1): Choice {
  return chooseReviewer({ need: wanted(input), input, roster }, roll);
}

describe("the choice", () => {
  it("falls on the highest score, and says among how many", () => {
    const choice = choose(aGateInput(), aRoster({ history: history(["sam", 3]) }));

    expect(choice.person?.login).toBe("sam");
    expect(choice.why).toMatchObject({ adopted: false, suitable: 3, setAside: {}, fit: { commits: 1 } });
  });

  it("falls by a hash among equals: another version, seat or roll may fall on another", () => {
    const rolls = Array.from({ length: 30 }, (_, roll) => choose(aGateInput(), aRoster(), roll).person?.login);
    const versions = Array.from(
      { length: 30 },
      (_, index) => choose(aGateInput({ fingerprint: fakeHash(index) }), aRoster()).person?.login,
    );

    expect(new Set(rolls)).toEqual(new Set(["robin", "sam", "maya"]));
    expect(new Set(versions)).toEqual(new Set(["robin", "sam", "maya"]));
  });

  it("is nobody where nobody is suitable, with how many were set aside for which reason", () => {
    const roster = aRoster({
      people: [aPerson("alice"), aPerson("zoe", "read"), aPerson("yan", "read"), aPerson("robin")],
      workload: work({ robin: { approvals: 99 } }),
      notes: ["the history of the files could not be read (403)"],
    });

    expect(choose(aGateInput(), roster)).toEqual({
      person: null,
      why: {
        adopted: false,
        fit: null,
        suitable: 0,
        setAside: { involved: 1, access: 2, "cool-down": 1 },
        notes: ["the history of the files could not be read (403)"],
      },
    });
  });

  it("takes over whom somebody has asked on GitHub, even one who knows less and has more to do", () => {
    const waiting = Array.from({ length: 9 }, () => ({ lines: 400, tier: "high-stakes" as const }));
    const roster = aRoster({ history: history(["sam", 0]), workload: work({ maya: { waiting } }) });
    const input = aGateInput({ facts: { requested: loaded([anAccount({ login: "maya" })]) } });

    expect(choose(input, roster)).toMatchObject({ person: { login: "maya" }, why: { adopted: true, fit: null } });
  });

  it.each([
    ["the operator", anAccount({ login: "alice" })],
    ["a stranger", anAccount({ login: "stranger" })],
    ["a bot", anAccount({ login: "robot", type: "Bot" })],
  ])("does not take over %s", (_who, account) => {
    const input = aGateInput({ facts: { requested: loaded([account]) } });

    expect(choose(input, aRoster({ people: [aPerson("alice"), aPerson("robin")] }))).toMatchObject({
      person: { login: "robin" },
      why: { adopted: false },
    });
  });
});

const LOGINS = ["alice", "robin", "sam", "maya", "ada", "ines", "yan", "zoe"];

/** Any people with any rights, any files' histories, any load; and any past of the pull request. */
const aWorld = fc
  .record({
    people: fc.uniqueArray(
      fc.record({
        login: fc.constantFrom(...LOGINS),
        permission: fc.constantFrom("read", "write", "maintain", "admin" as const),
        teams: fc.subarray(["acme/cart", "acme/security"]),
      }),
      { selector: ({ login }) => login, maxLength: LOGINS.length },
    ),
    commits: fc.array(fc.tuple(fc.constantFrom(...LOGINS), fc.nat(500)), { maxLength: 20 }),
    owner: fc.constantFrom(...LOGINS),
    busy: fc.subarray(LOGINS),
    tired: fc.subarray(LOGINS),
    away: fc.subarray(LOGINS),
    asked: fc.subarray(LOGINS),
    requested: fc.subarray(LOGINS),
    exposed: fc.subarray(LOGINS),
    seated: fc.option(fc.constantFrom("robin", "sam", "maya")),
    highStakes: fc.boolean(),
    experts: fc.boolean(),
    roll: fc.integer({ min: 1, max: 9 }),
  })
  .map((world) => {
    const people = world.people.map(({ login, permission, teams }) => ({
      ...inTeam(login, ...teams),
      permission: loaded(permission),
    }));
    const experts = world.experts ? [{ paths: ["src/**"], teams: ["acme/cart"] }] : [];
    const seated = world.highStakes ? world.seated : null;
    const input = withPolicy(
      { reviewers: { experts } },
      {
        facts: {
          requested: loaded(world.requested.map((login) => anAccount({ login }))),
          people: new Map(people.map((person) => [person.account.login, person])),
        },
        records: aRecords({
          asked: world.asked.map((login, index) =>
            aReviewRequest({
              roll: index + 1,
              person: anAccount({ login }),
              ended: { at: "2026-03-02T11:00:00Z", how: "reassigned", outcome: null },
            }),
          ),
          sealed: seated === null ? [] : [aSealedReview({ reviewer: anAccount({ login: seated }) })],
          exposures: world.exposed.map((login) => anExposure({ person: anAccount({ login }) })),
        }),
        ...(world.highStakes ? { classification: HIGH_STAKES } : {}),
      },
    );
    const waiting = [{ lines: 77, tier: "high-stakes" as const }];
    const roster = aRoster({
      people,
      owners: owned(`* @${world.owner}\n`),
      history: history(...world.commits),
      away: world.away.map((login) => ({
        login,
        accountId: null,
        from: "2026-01-01T00:00:00Z",
        until: "2027-01-01T00:00:00Z",
      })),
      workload: work({
        ...Object.fromEntries(world.busy.map((login) => [login, { waiting }])),
        ...Object.fromEntries(world.tired.map((login) => [login, { approvals: 10 }])),
      }),
    });
    return { input, roster, roll: world.roll };
  });

function shuffled<T>(items: readonly T[], order: readonly number[]): T[] {
  return [...items.entries()].sort(([a], [b]) => (order[a] ?? 0) - (order[b] ?? 0) || b - a).map(([, item]) => item);
}

describe("for any world, the choice", () => {
  it("is the same for the same facts, in whatever order people are listed", () => {
    fc.assert(
      fc.property(aWorld, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), ({ input, roster, roll }, order) => {
        const choice = choose(input, roster, roll);
        const other = { ...roster, people: shuffled(roster.people, order) };

        expect(choose(input, roster, roll)).toEqual(choice);
        expect(choose(input, other, roll)).toEqual(choice);
      }),
      { numRuns: 300 },
    );
  });

  it("never falls on somebody whom the rules refuse, who sits, was asked before or is away", () => {
    fc.assert(
      fc.property(aWorld, ({ input, roster, roll }) => {
        const need = wanted(input);
        const { person } = choose(input, roster, roll);
        if (person === null) return;
        const found = roster.people.find(({ account }) => account.id === person.id) as PersonFacts;

        const may = need.tier === "high-stakes" ? maySit(found, need.seated, input) : mayReview(found, input);
        expect(may).toEqual({ may: true });
        expect(person.login).not.toBe("alice");
        expect(need.seated.map(({ account }) => account.login)).not.toContain(person.login);
        expect(input.records.asked.map((request) => request.person?.login)).not.toContain(person.login);
        expect(roster.away.map(({ login }) => login)).not.toContain(person.login);
      }),
      { numRuns: 300 },
    );
  });

  it("accounts for everybody: suitable or set aside", () => {
    fc.assert(
      fc.property(aWorld, ({ input, roster, roll }) => {
        const { why, person } = choose(input, roster, roll);
        if (why.adopted) return;

        const aside = Object.values(why.setAside).reduce((sum, count) => sum + count, 0);
        expect(why.suitable + aside).toBe(roster.people.length);
        expect(person === null).toBe(why.suitable === 0);
      }),
      { numRuns: 200 },
    );
  });

  it("is the same whatever the review says that is sealed", () => {
    fc.assert(
      fc.property(aWorld, fc.string(), fc.string(), fc.nat(), ({ input, roster, roll }, one, other, nonce) => {
        const withVerdict = (verdict: Verdict, answers: string): GateInput => {
          const header = { reviewer: "robin", pull: "acme/shop#7", fingerprint: input.fingerprint, verdict };
          const commitment = commitmentOf(fakeHash(nonce + verdict.length), formatContent(header, answers));
          const sealed = input.records.sealed.map((review) => ({ ...review, commitment }));
          return { ...input, records: { ...input.records, sealed } };
        };
        const first = withVerdict("approve", one);
        const second = withVerdict("reject", other);

        expect(wanted(second)).toEqual(wanted(first));
        expect(choose(second, roster, roll)).toEqual(choose(first, roster, roll));
      }),
      { numRuns: 200 },
    );
  });
});
