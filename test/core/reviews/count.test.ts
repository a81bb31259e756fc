import fc from "fast-check";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import type { Submission } from "../../../src/core/facts/submission.js";
import { countReviews } from "../../../src/core/reviews/count.js";
import {
  aChange,
  aClassification,
  aCommit,
  aGitPerson,
  anAccount,
  aPerson,
  aRecords,
  aSubmission,
  fakeHash,
  fakeSha,
  people,
} from "../../support/build.js";
import { aBareForm, at, aWorld, reviewed, said, type World } from "../comments/forms.js";

function by(login: string, time: string, override: Partial<Submission> = {}): Submission {
  const submittedAt = at(time);
  const id = Number(time.replace(/\D/g, ""));
  return aSubmission({
    reviewer: anAccount({ login }),
    submittedAt,
    source: { kind: "comment", id, revision: submittedAt },
    url: `https://github.com/acme/shop/pull/7#issuecomment-${id}`,
    ...override,
  });
}

function count(submissions: readonly Submission[], world: World = {}) {
  const { counted, notCounted } = countReviews(aWorld({ ...world, records: aRecords({ submissions }) }));
  return {
    counted: counted.map(({ reviewer, verdict }) => `${reviewer.login} ${verdict}`),
    notCounted: notCounted.map(({ login, reason }) => `${login}: ${reason}`),
  };
}

const NONE = { counted: [], notCounted: [] };

describe("countReviews", () => {
  it("counts nothing where nothing was submitted", () => {
    expect(count([])).toEqual(NONE);
  });

  it("counts each person's review", () => {
    expect(count([by("robin", "10:10"), by("sam", "10:20", { verdict: "reject" })])).toEqual({
      counted: ["robin approve", "sam reject"],
      notCounted: [],
    });
  });

  it("lists who does not count by login, then by place, whatever order they wrote in", () => {
    const readers = {
      facts: { people: people(aPerson("robin", "read"), aPerson("sam", "read"), aPerson("ada", "read")) },
    };
    const reviews = [by("sam", "10:10"), by("ada", "10:20"), by("robin", "10:30")];
    const listed = (list: readonly Submission[]) => count(list, readers).notCounted.map((line) => line.split(":")[0]);

    expect(listed(reviews)).toEqual(["ada", "robin", "sam"]);
    expect(listed([...reviews].reverse())).toEqual(["ada", "robin", "sam"]);
  });

  it("takes each person's latest verdict", () => {
    const early = by("robin", "10:10");
    const late = by("robin", "10:20", { verdict: "reject" });

    expect(count([late, early]).counted).toEqual(["robin reject"]);
  });

  it("counts a person once although the login was changed", () => {
    const renamed = by("robin2", "10:20", { reviewer: anAccount({ login: "robin2", id: 102 }) });
    const facts = { people: people(aPerson("robin2", "write", { account: anAccount({ login: "robin2", id: 102 }) })) };

    expect(count([by("robin", "10:10"), renamed], { facts }).counted).toEqual(["robin2 approve"]);
  });

  it("finds the standing of a renamed person by the login that the comment shows today", () => {
    const account = anAccount({ login: "robin-new", id: 102 });
    const comments = [said("x", "09:00", "gone", { id: 1010, author: account })];
    const facts = { people: people(aPerson("robin-new", "write", { account })) };

    expect(count([by("robin", "10:10")], { comments, facts }).counted).toEqual(["robin approve"]);
  });

  it("does not count somebody who lost access, and says so", () => {
    const facts = { people: people(aPerson("robin", "read")) };

    expect(count([by("robin", "10:10")], { facts })).toEqual({
      counted: [],
      notCounted: ["robin: needs write permission on this repository and has read"],
    });
  });

  it("does not bring back an earlier verdict of somebody whose latest does not count", () => {
    const facts = { people: people(aPerson("robin", "read"), aPerson("sam")) };

    expect(
      count([by("robin", "10:10"), by("robin", "10:20", { verdict: "reject" }), by("sam", "10:30")], { facts }).counted,
    ).toEqual(["sam approve"]);
  });

  it("does not count somebody who was not looked up, or could not be", () => {
    expect(count([by("robin", "10:10")], { facts: { people: new Map() } }).notCounted).toEqual([
      "robin: has a permission that could not be read (it was not looked up)",
    ]);
    const facts = { people: people(aPerson("robin", "write", { permission: unavailable("502") })) };
    expect(count([by("robin", "10:10")], { facts }).notCounted).toEqual([
      "robin: has a permission that could not be read (502)",
    ]);
  });

  it("does not count whoever committed since", () => {
    const commit = aCommit({ sha: fakeSha("c"), author: aGitPerson({ account: anAccount() }) });
    const facts = { change: loaded(aChange({ commits: [commit] })) };

    expect(count([by("robin", "10:10")], { facts }).notCounted).toEqual([
      `robin: committed ${fakeSha("c").slice(0, 7)} to this pull request`,
    ]);
  });

  it("does not count a review of an earlier version", () => {
    expect(count([by("robin", "10:10", { fingerprint: fakeHash("old") })])).toEqual({
      counted: [],
      notCounted: ["robin: reviewed an earlier version of this change"],
    });
  });

  it("says why a withdrawn review does not count, unless the person has a newer one", () => {
    const voided = { at: at("11:00"), reason: "the comment was deleted" };

    expect(count([by("robin", "10:10", { voided })]).notCounted).toEqual([
      "robin: submitted a review that was withdrawn: the comment was deleted",
    ]);
    expect(count([by("robin", "10:10", { voided }), by("robin", "10:30")])).toEqual({
      counted: ["robin approve"],
      notCounted: [],
    });
  });

  it.each([
    ["without the form", {}, "approved without the structured form"],
    [
      "of an earlier commit",
      { commitSha: fakeSha("old") },
      "approved an earlier version of this change, without a form that counts",
    ],
    [
      "with a form that was refused",
      { body: aBareForm() },
      "approved with a form that was refused; the reply in the conversation says what it lacks",
    ],
    ["of a bot", { author: anAccount({ login: "sam", type: "Bot" }) }, "approved, and only people review"],
  ] as const)("lists a native approval %s", (_, override, reason) => {
    expect(count([], { reviews: [reviewed("sam", "10:30", override)] }).notCounted).toEqual([`sam: ${reason}`]);
  });

  it("lists a native approval on high-stakes as never counting", () => {
    const input = { classification: aClassification({ tier: "high-stakes" }) };

    expect(count([], { reviews: [reviewed("sam", "10:30")], input }).notCounted[0]).toContain(
      "only sealed reviews count",
    );
  });

  it("does not list the native approval of somebody whose review counts, nor other native reviews", () => {
    const reviews = [
      reviewed("robin", "10:30"),
      reviewed("sam", "10:31", { state: "COMMENTED" }),
      reviewed("maya", "10:32", { state: "DISMISSED" }),
    ];

    expect(count([by("robin", "10:10")], { reviews })).toEqual({ counted: ["robin approve"], notCounted: [] });
  });

  it("lists a person's repeated native approvals once", () => {
    expect(count([], { reviews: [reviewed("sam", "10:30"), reviewed("SAM", "10:40")] }).notCounted).toHaveLength(1);
  });

  describe("whatever the reviews are", () => {
    const login = fc.constantFrom("robin", "Robin", "ROBIN", "sam", "Sam", "maya", "alice", "nobody");
    const submission = fc.record({
      login,
      minute: fc.integer({ min: 10, max: 59 }),
      verdict: fc.constantFrom("approve" as const, "reject" as const),
      old: fc.boolean(),
      voided: fc.boolean(),
    });
    const submissions = fc.uniqueArray(submission, { selector: ({ minute }) => minute, maxLength: 12 }).map((list) =>
      list.map(({ login, minute, verdict, old, voided }) =>
        by(login, `10:${minute}`, {
          verdict,
          ...(old ? { fingerprint: fakeHash("old") } : {}),
          voided: voided ? { at: at("11:00"), reason: "the comment was deleted" } : null,
        }),
      ),
    );

    it("does not depend on their order", () => {
      fc.assert(
        fc.property(submissions, fc.func(fc.integer()), (list, rank) => {
          const shuffled = [...list].sort((a, b) => rank(a.source.id) - rank(b.source.id));

          expect(count(shuffled)).toEqual(count(list));
        }),
      );
    });

    it("never counts a person twice, whatever the case of the login, and no approval of the operator or of a stranger", () => {
      fc.assert(
        fc.property(submissions, (list) => {
          const { counted } = countReviews(aWorld({ records: aRecords({ submissions: list }) }));
          const ids = counted.map(({ reviewer }) => reviewer.id);

          expect(new Set(ids).size).toBe(ids.length);
          const approvals = counted.filter(({ verdict }) => verdict === "approve");
          expect(approvals.some(({ reviewer }) => reviewer.login === "alice")).toBe(false);
          expect(approvals.some(({ reviewer }) => reviewer.login === "nobody")).toBe(false);
          expect(counted.every(({ voided }) => voided === null)).toBe(true);
        }),
      );
    });

    it("mentions everybody who reviewed exactly once", () => {
      fc.assert(
        fc.property(submissions, (list) => {
          const { counted, notCounted } = countReviews(aWorld({ records: aRecords({ submissions: list }) }));
          const mentioned = [...counted.map(({ reviewer }) => reviewer.login), ...notCounted.map(({ login }) => login)];
          const names = mentioned.map((name) => name.toLowerCase()).sort();

          expect(names).toEqual([...new Set(list.map(({ reviewer }) => reviewer.login.toLowerCase()))].sort());
        }),
      );
    });

    it("is not changed by a comment that has nothing to do with it", () => {
      fc.assert(
        fc.property(submissions, fc.string({ maxLength: 40 }), (list, text) => {
          expect(count(list, { comments: [said("sam", "11:30", `hi ${text}`)] })).toEqual(count(list));
        }),
      );
    });
  });
});
