// Nobody is pushed off a panel by a text: what texts say of somebody since their review began holds the change, and frees no seat.

import type { GateInput } from "../../../src/core/case/input.js";
import type { Comment } from "../../../src/core/facts/facts.js";
import { NO_RECORDS, type Records } from "../../../src/core/facts/records.js";
import { loaded } from "../../../src/core/facts/source.js";
import type { Tier } from "../../../src/core/ground/tier.js";
import { claimNotices, toRemember } from "../../../src/core/people/claims.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { countReviews } from "../../../src/core/reviews/count.js";
import { panelOf } from "../../../src/core/reviews/panel.js";
import {
  aChange,
  aClassification,
  aCommit,
  aFacts,
  aGateInput,
  aGitPerson,
  anAccount,
  aPerson,
  fakeSha,
  people,
} from "../../support/build.js";
import { aForm, judge, said } from "../comments/forms.js";
import { sealedBy } from "../reviews/panels.js";

const ROBIN = anAccount();
const START = said("robin", "10:00", "/countersign start");
const FORM = said("robin", "10:05", aForm());
const WAIVE = said("maya", "10:30", "/countersign waive facts_complete:@Robin Robin only reads it, I asked.");
const EXCLUDE = said("maya", "10:30", "/countersign exclude @robin Robin did ask the agent for it.");

interface Shown {
  readonly comments?: readonly Comment[];
  readonly records?: Records;
  readonly tier?: Tier;
  readonly operator?: readonly string[];
  readonly commits?: readonly ReturnType<typeof aCommit>[];
}

function show({ comments = [], records = NO_RECORDS, tier, operator = ["alice"], commits }: Shown): GateInput {
  const change = loaded(aChange(commits === undefined ? {} : { commits: [aCommit(), ...commits] }));
  const voices = people(
    ...["alice", "robin", "sam"].map((login) => aPerson(login)),
    ...["maya", "mona"].map((login) => aPerson(login, "maintain")),
  );
  return {
    ...aGateInput({ records }),
    facts: aFacts({ comments: loaded(comments), change, people: voices }),
    classification: aClassification({
      tier: tier ?? "behavior-changing",
      agent: { name: "copilot", evidence: [], operator },
    }),
  };
}

/** As one evaluation leaves it. */
function evaluate(shown: Shown) {
  const before = show(shown);
  const judged = judge(before);
  return { ...judged, input: { ...before, records: judged.records } };
}

function factsOf(input: GateInput) {
  return decisionOn(input).requirements.find(({ id }) => id === "facts_complete");
}

const STARTED = evaluate({ comments: [START] }).records;
const REVIEWED = evaluate({ comments: [START, FORM] }).records;
const named = (commit: Parameters<typeof aCommit>[0]): Shown => ({
  commits: [aCommit({ sha: fakeSha("c"), ...commit })],
});
const account = aGitPerson({ name: "R", account: ROBIN });

const CLAIMS: readonly [string, Shown, string][] = [
  ["operator", { operator: ["alice", "@ROBIN"] }, "is named as operator"],
  ["operator, by number", { operator: ["102"] }, "is named as operator"],
  ["author", named({ author: account }), `is named as an author of ${fakeSha("c").slice(0, 7)}`],
  ["committer", named({ committer: account }), "is named as an author"],
  ["co-author", named({ coAuthors: [account] }), "is named as an author"],
  [
    "co-author by address",
    named({ coAuthors: [aGitPerson({ name: "R", email: "robin@users.noreply.github.com", account: null })] }),
    "is named as an author",
  ],
];

describe.each(CLAIMS)("a reviewer who is named as %s since their review began", (_, shown, says) => {
  const world = { comments: [START, FORM], records: REVIEWED, ...shown };

  it.each(["behavior-changing", "high-stakes"] as const)("holds a %s change until it is settled", (tier) => {
    const input = show({ ...world, tier });

    expect(factsOf(input)).toMatchObject({ status: "unsatisfied", who: "maintainer", waits: "people" });
    expect(factsOf(input)?.detail).toContain("`@robin` is named");
    expect(factsOf(input)?.detail).toContain(says);
    expect(factsOf(input)?.detail).toContain("since their review began");
    expect(factsOf(input)?.fix).toContain("waive facts_complete:@robin");
    expect(factsOf(input)?.fix).toContain("exclude @robin");
  });

  it("keeps their review and their seat", () => {
    expect(countReviews(show(world)).counted).toMatchObject([{ reviewer: { login: "robin" } }]);
    const records = { ...STARTED, sealed: [sealedBy("robin", "10:05")] };
    expect(panelOf(show({ ...world, records, tier: "high-stakes" })).seats).toHaveLength(1);
  });

  it("may go on and submit", () => {
    const { records } = evaluate({ ...world, records: STARTED });

    expect(records.submissions).toMatchObject([{ verdict: "approve", voided: null }]);
  });

  it("is refused at the start, where the text was there before", () => {
    const { records, replies } = evaluate({ comments: [START], ...shown });

    expect(records.sessions).toEqual([]);
    expect(replies.get(START.id)).toMatch(/set the agent to work|committed/);
  });

  it("is nobody's business any more once the text is gone", () => {
    expect(factsOf(show({ comments: [START, FORM], records: REVIEWED }))?.status).toBe("satisfied");
  });

  it("is told once, in the same words whatever came of the session", () => {
    const [notice, ...more] = claimNotices(show({ ...world, records: STARTED }));

    expect(more).toEqual([]);
    expect(notice?.body).toContain("@robin, since you began");
    expect(claimNotices(show(world))).toEqual([notice]);
    const written = said("countersign", "10:20", notice?.body ?? "", { ours: true });
    expect(claimNotices(show({ ...world, comments: [START, FORM, written] }))).toEqual([]);
  });
});

describe("what GitHub itself shows of a reviewer", () => {
  it.each<[string, Partial<Records>]>([
    ["a push of theirs", { pushers: [ROBIN, anAccount({ login: "alice" })] }],
    ["the last push", { pushes: [{ headSha: aFacts().pull.headSha, by: ROBIN }] }],
  ])("needs no maintainer: %s", (_, seen) => {
    const input = show({
      comments: [START, FORM],
      records: { ...REVIEWED, ...seen },
      ...named({ author: account }),
    });

    expect(countReviews(input).counted).toEqual([]);
    expect(factsOf(input)?.status).toBe("satisfied");
  });
});

describe("a claim is settled", () => {
  const NAMED = { operator: ["alice", "robin"] };
  const settle = (by: Comment, shown: Shown = NAMED) =>
    evaluate({ comments: [START, FORM, by], records: REVIEWED, ...shown });

  it("as wrong: the seat stands, and the person is told", () => {
    const { input, replies } = settle(WAIVE);

    expect(factsOf(input)).toMatchObject({ status: "waived" });
    expect(countReviews(input).counted).toHaveLength(1);
    expect(replies.get(WAIVE.id)).toContain("@robin, your seat stands");
    expect(claimNotices(input)).toEqual([]);
  });

  it("as true: the seat is free, the reason is listed, and the person is told", () => {
    const { input, replies, outcomes } = settle(EXCLUDE);

    expect(factsOf(input)?.status).toBe("satisfied");
    expect(countReviews(input).counted).toEqual([]);
    expect(countReviews(input).notCounted[0]?.reason).toContain(
      "had a hand in this change, says `maya`: `Robin did ask",
    );
    expect(replies.get(EXCLUDE.id)).toContain("@robin, your review does not count");
    expect(outcomes.events).toMatchObject([{ kind: "exclusion", data: { person: "robin" } }]);
    const again = said("robin", "10:40", "/countersign start");
    expect(
      judge({ ...input, facts: { ...input.facts, comments: loaded([START, FORM, EXCLUDE, again]) } }).records.sessions,
    ).toHaveLength(1);
  });

  it("for every version, as true, also when the text is gone again", () => {
    const { records } = settle(EXCLUDE);
    const later = { ...show({ comments: [START, FORM, EXCLUDE], records }), fingerprint: "another" };

    expect(
      judge({
        ...later,
        facts: {
          ...later.facts,
          comments: loaded([START, FORM, EXCLUDE, said("robin", "11:00", "/countersign start")]),
        },
      }).records.sessions,
    ).toHaveLength(1);
  });

  it.each([
    ["waiver", WAIVE],
    ["exclusion", EXCLUDE],
  ])("no longer once the comment of the %s is gone", (_, by) => {
    const { records } = settle(by);
    const { input } = evaluate({ comments: [START, FORM], records, ...NAMED });

    expect(factsOf(input)?.status).toBe("unsatisfied");
    expect(countReviews(input).counted).toHaveLength(1);
  });

  it.each<[string, Comment, Shown]>([
    ["whoever may only write", said("sam", "10:30", WAIVE.body), NAMED],
    ["a maintainer who is named as well", WAIVE, { operator: ["robin", "maya"] }],
    [
      "a maintainer of whom nothing is claimed but who names nobody claimed",
      said("mona", "10:30", "/countersign exclude @sam Sam asked the agent for it."),
      NAMED,
    ],
    [
      "a waiver of what nobody claims",
      said("mona", "10:30", "/countersign waive facts_complete:@sam Sam only reads it, I asked."),
      NAMED,
    ],
    ["an exclusion without a reason", said("mona", "10:30", "/countersign exclude @robin"), NAMED],
    ["an exclusion of nobody", said("mona", "10:30", "/countersign exclude robin asked the agent for it"), NAMED],
  ])("not by %s", (_, by, shown) => {
    const { input, reactions, replies } = settle(by, shown);

    expect(reactions.get(by.id)).toBe("confused");
    expect(replies.get(by.id)).toBeDefined();
    expect(factsOf(input)?.status).toBe("unsatisfied");
    expect(countReviews(input).counted).toHaveLength(1);
  });

  it("not by the reviewer, where it would keep their own seat", () => {
    const start = said("maya", "10:00", "/countersign start");
    const own = said("maya", "10:30", "/countersign waive facts_complete:@maya I only read it, believe me.");
    const began = evaluate({ comments: [start] }).records;
    const shown = named({ coAuthors: [aGitPerson({ name: "M", account: anAccount({ login: "maya" }) })] });

    const { input, reactions } = evaluate({ comments: [start, own], records: began, ...shown });

    expect(reactions.get(own.id)).toBe("confused");
    expect(factsOf(input)?.status).toBe("unsatisfied");
  });
});

it("is not remembered beyond the text, unless it was found true", () => {
  const shown = { comments: [START, FORM], records: REVIEWED, operator: ["alice", "Robin"] };

  expect(toRemember(show(shown))?.operator).toEqual(["alice"]);
  const excluded = evaluate({ ...shown, comments: [START, FORM, EXCLUDE] });
  expect(toRemember(excluded.input)?.operator).toEqual(["alice", "Robin"]);
});

it("asks nothing where nobody reviews", () => {
  const input = show({ comments: [START], records: STARTED, operator: ["robin"], tier: "format-safe" });

  expect(factsOf(input)?.status).toBe("satisfied");
  expect(claimNotices(input)).toEqual([]);
});
