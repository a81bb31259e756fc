import { whyNotEligible, whySetAside } from "../../../src/core/assign/choose.js";
import type { GateInput } from "../../../src/core/case/input.js";
import type { PersonFacts } from "../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import {
  aChange,
  aCommit,
  aGateInput,
  aGitPerson,
  anAccount,
  anExposure,
  aPerson,
  aRecords,
  aReviewRequest,
  aSealedReview,
  aSubmission,
} from "../../support/build.js";
import { aRoster, HIGH_STAKES, type InputOverride, inTeam, wanted, withPolicy, work } from "./support.js";

const ROBIN = aPerson("robin");
const waiting = (count: number) => Array.from({ length: count }, () => ({ lines: 10, tier: "high-stakes" as const }));

function why(person: PersonFacts, input: GateInput, roster = aRoster()) {
  return whySetAside(person, { need: wanted(input), input, roster });
}

function onPanel(override: InputOverride = {}, policy: Parameters<typeof withPolicy>[0] = {}): GateInput {
  return withPolicy(policy, { classification: HIGH_STAKES, ...override });
}

const EXPERTS = { reviewers: { experts: [{ paths: ["src/cart/**"], teams: ["acme/cart"] }] } };

describe("who is set aside", () => {
  it("is not somebody who may review and has time", () => {
    expect(why(ROBIN, aGateInput())).toBeNull();
    expect(why(ROBIN, onPanel())).toBeNull();
  });

  it.each<[string, PersonFacts, GateInput, string]>([
    ["somebody who may only read", aPerson("zoe", "read"), aGateInput(), "access"],
    [
      "somebody whose permission is not known",
      aPerson("zoe", "write", { permission: unavailable("502") }),
      aGateInput(),
      "access",
    ],
    [
      "a bot",
      aPerson("robot", "write", { account: anAccount({ login: "robot", type: "Bot" }) }),
      aGateInput(),
      "access",
    ],
    [
      "an account without a number",
      aPerson("robin", "write", { account: { id: null, login: "robin", type: "User" } }),
      aGateInput(),
      "access",
    ],
    ["a house agent", ROBIN, withPolicy({ agents: [{ name: "house", logins: ["robin"] }] }), "access"],
    ["somebody outside of the teams that review", ROBIN, withPolicy({ reviewers: { teams: ["acme/web"] } }), "access"],
    ["the operator", aPerson("alice"), aGateInput(), "involved"],
    ["the author", ROBIN, aGateInput({ facts: { change: loaded(aChange({ author: anAccount() })) } }), "involved"],
    [
      "a committer",
      ROBIN,
      aGateInput({
        facts: { change: loaded(aChange({ commits: [aCommit({ author: aGitPerson({ account: anAccount() }) })] })) },
      }),
      "involved",
    ],
    [
      "whoever pushed last",
      ROBIN,
      aGateInput({ facts: { change: loaded(aChange({ pushers: [anAccount()] })) } }),
      "involved",
    ],
    [
      "somebody who gave a verdict in the clear",
      ROBIN,
      onPanel({ records: aRecords({ exposures: [anExposure()] }) }),
      "exposed",
    ],
    [
      "somebody who reviewed this version when it was not high-stakes",
      ROBIN,
      onPanel({ records: aRecords({ submissions: [aSubmission()] }) }),
      "exposed",
    ],
    ["no expert, on the first seat", ROBIN, onPanel({}, EXPERTS), "expertise"],
    [
      "an expert whose teams are not known",
      aPerson("sam", "write", { teams: unavailable("403") }),
      onPanel({}, EXPERTS),
      "expertise",
    ],
    ["who sits already", ROBIN, onPanel({ records: aRecords({ sealed: [aSealedReview()] }) }), "seated"],
  ])("is %s", (_who, person, input, reason) => {
    expect(why(person, input)).toBe(reason);
  });

  it("is an expert neither on the first seat nor, where another entry is open, its member on the second", () => {
    expect(why(inTeam("sam", "acme/cart"), onPanel({}, EXPERTS))).toBeNull();

    const two = {
      reviewers: {
        experts: [
          { paths: ["src/cart/**"], teams: ["acme/cart"] },
          { paths: ["src/**"], teams: ["acme/security"] },
        ],
      },
    };
    const first = inTeam("sam", "acme/cart");
    const input = onPanel({ records: aRecords({ sealed: [aSealedReview({ reviewer: first.account })] }) }, two);
    const seated = { ...input, facts: { ...input.facts, people: new Map([["sam", first]]) } };
    expect(why(inTeam("robin", "acme/cart"), seated)).toBe("expertise");
    expect(why(inTeam("robin", "acme/security"), seated)).toBeNull();
  });

  it.each([
    ["answered", "asked-before"],
    ["reassigned", "asked-before"],
    ["refused", "asked-before"],
    ["timed-out", "asked-before"],
    ["superseded", null],
    ["unneeded", null],
  ] as const)("is somebody whose request for this version ended as %s: %s", (how, expected) => {
    const asked = [aReviewRequest({ ended: { at: "2026-03-02T11:00:00Z", how, outcome: null } })];
    const other = [
      aReviewRequest({ fingerprint: "earlier", ended: { at: "2026-03-02T11:00:00Z", how, outcome: null } }),
    ];

    expect(why(ROBIN, aGateInput({ records: aRecords({ asked }) }))).toBe(expected);
    expect(why(ROBIN, aGateInput({ records: aRecords({ asked: other }) }))).toBeNull();
  });

  it("is somebody out of office", () => {
    const away = [{ login: "robin", accountId: null, from: "2026-03-01T00:00:00Z", until: "2026-03-04T00:00:00Z" }];

    expect(why(ROBIN, aGateInput(), aRoster({ away }))).toBe("away");
    expect(why(aPerson("sam"), aGateInput(), aRoster({ away }))).toBeNull();
  });

  it.each([
    [4, {}, null],
    [5, {}, "busy"],
    [1, { max_open: 1 }, "busy"],
    [5, { max_open: 6 }, null],
  ] as const)("is somebody for whom %i reviews wait under %j: %s", (count, reviewers, expected) => {
    const roster = aRoster({ workload: work({ robin: { waiting: waiting(count) } }) });

    expect(why(ROBIN, withPolicy({ reviewers }), roster)).toBe(expected);
  });

  it.each([
    [9, {}, null],
    [10, {}, "cool-down"],
    [3, { cool_down: { approvals: 3 } }, "cool-down"],
  ] as const)("is somebody with %i approvals under %j: %s", (approvals, reviewers, expected) => {
    const roster = aRoster({ workload: work({ robin: { approvals } }) });

    expect(why(ROBIN, withPolicy({ reviewers }), roster)).toBe(expected);
  });

  it("is nobody for being busy whom somebody else has asked", () => {
    const roster = aRoster({ workload: work({ robin: { waiting: waiting(50), approvals: 50 } }) });
    const input = aGateInput();

    expect(whyNotEligible(ROBIN, { need: wanted(input), input, roster })).toBeNull();
  });
});
