import type { GateInput } from "../../../src/core/case/input.js";
import type { PersonFacts } from "../../../src/core/facts/facts.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import type { Submission } from "../../../src/core/facts/submission.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { mayDecide, specialistReviews } from "../../../src/core/reviews/specialist.js";
import {
  aChange,
  aComment,
  anAccount,
  aPerson,
  aRevealedReview,
  aSubmission,
  fakeHash,
  HEAD_SHA,
  people,
} from "../../support/build.js";
import { at } from "../comments/forms.js";
import { aPanelInput, type PanelGiven, reasonsOf, revealedBy, sealedBy } from "./panels.js";

const SPLIT = [revealedBy("robin", "reject", "10:10"), revealedBy("sam", "approve", "10:20")];
const LEADS = { escalation: { teams: ["acme/leads"], users: ["Maya"] } };

/** The panel disagrees, revealed at 11:30; ada administers the repository. */
function split(given: PanelGiven = {}): GateInput {
  return aPanelInput({ sealed: SPLIT, ...given });
}

function decision(login: string, time: string, override: Partial<Submission> = {}): Submission {
  const source = { kind: "comment" as const, id: Number(time.replace(/\D/g, "")), revision: at(time) };
  return { ...aSubmission({ source, reviewer: anAccount({ login }), submittedAt: at(time) }), ...override };
}

function reason(person: PersonFacts, input: GateInput = split()): string | null {
  const may = mayDecide(person, input);
  return may.may ? null : may.reason;
}

function view(submissions: readonly Submission[], given: PanelGiven = {}) {
  const { counted, notCounted } = specialistReviews(split({ ...given, records: { submissions, ...given.records } }));
  return {
    counted: counted.map(({ reviewer, verdict }) => `${reviewer.login} ${verdict}`),
    notCounted: reasonsOf(notCounted),
  };
}

function agreement(submissions: readonly Submission[], given: PanelGiven = {}) {
  const { requirements } = decisionOn(split({ ...given, records: { submissions, ...given.records } }));
  return requirements.find(({ id }) => id === "agreement");
}

describe("whoever decides a disagreement", () => {
  it.each([
    ["admin", null],
    [
      "maintain",
      "is no administrator of this repository, and the policy names nobody else under `reviewers.escalation`",
    ],
  ] as const)("is an administrator where the policy names nobody: %s", (permission, expected) => {
    expect(reason(aPerson("ada", permission))).toBe(expected);
  });

  it("is named by the policy, as a person in any case or by a team, whatever their permission", () => {
    const input = split({ reviewers: LEADS });

    expect(reason(aPerson("maya", "read"), input)).toBeNull();
    expect(reason(aPerson("kim", "none", { teams: loaded(["ACME/Leads"]) }), input)).toBeNull();
    expect(reason(aPerson("ada", "admin"), input)).toBe(
      "is not among those who decide a disagreement (acme/leads, Maya)",
    );
  });

  it("is not told by a team that nobody asks about", () => {
    const input = split({ reviewers: { escalation: { users: ["maya"] } } });

    expect(reason(aPerson("ada", "admin", { teams: unavailable("403") }), input)).toContain("is not among those");
  });

  it.each([
    [
      "the permission",
      aPerson("ada", "admin", { permission: unavailable("502") }),
      {},
      "a permission that could not be read (502)",
    ],
    [
      "the teams",
      aPerson("kim", "admin", { teams: unavailable("403") }),
      { reviewers: LEADS },
      "a team membership that could not be read (403)",
    ],
  ])("is not known while %s cannot be read", (_, person, given, expected) => {
    expect(reason(person, split(given))).toBe(`has ${expected}`);
  });

  it.each<[string, PanelGiven, string]>([
    ["set the agent to work", { operator: ["ada"] }, "set the agent to work"],
    [
      "pushed last",
      { records: { pushes: [{ headSha: HEAD_SHA, by: anAccount({ login: "ada" }) }] } },
      "pushed last to this pull request",
    ],
    [
      "opened it",
      { facts: { change: loaded(aChange({ author: anAccount({ login: "ada" }) })) } },
      "opened this pull request",
    ],
    [
      "sat on the panel",
      { sealed: [revealedBy("ada", "reject", "10:10"), revealedBy("sam", "approve", "10:20")] },
      "sat on the panel that disagrees",
    ],
  ])("is independent: nobody who %s", (_, given, expected) => {
    expect(reason(aPerson("ada", "admin"), split(given))).toBe(expected);
  });

  it("is a person", () => {
    const bot = aPerson("ada", "admin", { account: anAccount({ login: "ada", type: "Bot" }) });

    expect(reason(bot)).toBe("is a bot, and only people review");
  });

  it("sees every reason at once", () => {
    expect(reason(aPerson("robin", "write"), split({ operator: ["robin"] }))?.split("; ")).toHaveLength(3);
  });
});

describe("the reviews that decide", () => {
  it("are those given since the panel was revealed", () => {
    expect(view([decision("ada", "11:00"), decision("ada", "11:45", { verdict: "reject" })]).counted).toEqual([
      "ada reject",
    ]);
    expect(view([decision("ada", "11:00")])).toEqual({ counted: [], notCounted: [] });
    expect(view([decision("ada", "11:30")]).counted).toEqual(["ada approve"]);
  });

  it("are about this version and not withdrawn", () => {
    const voided = { at: at("11:50"), reason: "the comment was deleted" };

    expect(view([decision("ada", "11:45", { fingerprint: fakeHash("another change") })]).counted).toEqual([]);
    expect(view([decision("ada", "11:45", { voided })]).counted).toEqual([]);
  });

  it("are each specialist's latest, whatever order they are remembered in", () => {
    const [first, second] = [decision("ada", "11:45", { verdict: "reject" }), decision("Ada", "11:50")];

    expect(view([first, second]).counted).toEqual(["Ada approve"]);
    expect(view([second, first]).counted).toEqual(["Ada approve"]);
  });

  it("name who does not count by today's login, with the reason", () => {
    const account = anAccount({ login: "kim-new", id: 700 });
    const facts = {
      comments: loaded([aComment({ author: account })]),
      people: people(aPerson("kim-new", "write", { account })),
    };
    const review = decision("kim", "11:45", { reviewer: anAccount({ login: "kim", id: 700 }) });

    expect(view([review], { facts }).notCounted).toEqual([
      "kim-new: is no administrator of this repository, and the policy names nobody else under `reviewers.escalation`",
    ]);
  });

  it("decide: one approval lets the change pass, one rejection refuses it whoever else approves", () => {
    expect(agreement([])).toMatchObject({ status: "unsatisfied", waits: "people" });
    expect(agreement([decision("ada", "11:45")])?.status).toBe("satisfied");
    const facts = {
      people: people(aPerson("robin"), aPerson("sam"), aPerson("ada", "admin"), aPerson("kim", "admin")),
    };
    const both = [decision("ada", "11:45"), decision("kim", "11:50", { verdict: "reject" })];
    expect(agreement(both, { facts })).toMatchObject({ waits: "refused" });
  });

  it("are not known while the comments cannot be read", () => {
    expect(agreement([decision("ada", "11:45")], { facts: { comments: unavailable("502") } })?.status).toBe("error");
  });
});

describe("a specialist's rejection", () => {
  const approval = decision("kim", "11:50");
  const rejection = decision("ada", "11:45", { verdict: "reject" });
  const panelists = [aPerson("robin"), aPerson("sam"), aPerson("kim", "admin", { teams: loaded(["acme/leads"]) })];

  it.each<[string, PanelGiven]>([
    ["made the operator", { operator: ["alice", "ada"] }],
    ["said to have pushed last", { records: { pushes: [{ headSha: HEAD_SHA, by: anAccount({ login: "ada" }) }] } }],
    [
      "an administrator whose permission cannot be read",
      { facts: { people: people(...panelists, aPerson("ada", "admin", { permission: unavailable("502") })) } },
    ],
    [
      "in a team that cannot be read",
      {
        facts: { people: people(...panelists, aPerson("ada", "admin", { teams: unavailable("403") })) },
        reviewers: { escalation: { teams: ["acme/leads"] } },
      },
    ],
    ["somebody who was not looked up", { facts: { people: people(...panelists) } }],
  ])("stands when its author is %s", (_, given) => {
    const facts = { people: people(...panelists, aPerson("ada", "admin")), ...given.facts };

    expect(view([rejection, approval], { ...given, facts }).counted).toContain("ada reject");
    expect(agreement([rejection, approval], { ...given, facts })).toMatchObject({ waits: "refused" });
  });

  it("falls with the right to decide", () => {
    const facts = { people: people(...panelists, aPerson("ada", "write")) };

    expect(view([rejection, approval], { facts }).counted).toEqual(["kim approve"]);
  });

  it("is none when its author sat on the panel", () => {
    const sealed = [revealedBy("ada", "reject", "10:10"), revealedBy("sam", "approve", "10:20")];

    expect(view([rejection], { sealed })).toEqual({
      counted: [],
      notCounted: ["ada: sat on the panel that disagrees"],
    });
  });

  it("of an earlier round's disagreement does not answer a later one", () => {
    const later = [
      ...SPLIT,
      sealedBy("maya", "11:40", { round: 2, revealed: aRevealedReview({ verdict: "reject", at: at("11:48") }) }),
      sealedBy("sam", "11:41", { round: 2, revealed: aRevealedReview({ at: at("11:48") }) }),
    ];

    expect(
      view([rejection, approval], {
        sealed: later,
        facts: { people: people(...panelists, aPerson("maya"), aPerson("ada", "admin")) },
      }).counted,
    ).toEqual(["kim approve"]);
  });
});
