import { loaded, unavailable } from "../../../../src/core/facts/source.js";
import type { Submission } from "../../../../src/core/facts/submission.js";
import { structuredReview as structuredReviewKind } from "../../../../src/core/gate/requirements/structured-review.js";
import {
  aClassification,
  aGateInput,
  aLoadedPolicy,
  aNativeReview,
  anAccount,
  aPerson,
  aPolicy,
  aRecords,
  aSubmission,
  people,
} from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";

const structuredReview = inWordsOf(structuredReviewKind);

function reviewed(...submissions: readonly Submission[]) {
  return aGateInput({ records: aRecords({ submissions }) });
}

function bySam(override: Partial<Submission> = {}): Submission {
  return {
    ...aSubmission({ reviewer: anAccount({ login: "sam" }), source: { kind: "comment", id: 9100, revision: "r" } }),
    ...override,
  };
}

describe("structured_review", () => {
  it("is satisfied by one approval that counts", () => {
    expect(structuredReview(reviewed(aSubmission()))).toMatchObject({
      status: "satisfied",
      detail: "approved by `robin`",
    });
  });

  it("waits for people while there is none", () => {
    expect(structuredReview(reviewed())).toMatchObject({
      status: "unsatisfied",
      who: "reviewer",
      waits: "people",
      fix: expect.stringContaining("/countersign start"),
    });
  });

  it("is refused by one rejection, whoever else approved", () => {
    const input = reviewed(aSubmission(), bySam({ verdict: "reject" }));

    expect(structuredReview(input)).toMatchObject({
      status: "unsatisfied",
      waits: "refused",
      detail: "rejected by `sam`",
    });
  });

  it.each([
    ["the permission", unavailable<"write">("502"), {}],
    ["the team", loaded("write" as const), { reviewers: { teams: ["acme/reviewers"] } }],
  ])("stays refused while %s of whoever rejected cannot be read", (_, permission, policy) => {
    const unread = unavailable<readonly string[]>("502");
    const member = loaded(["acme/reviewers"]);
    const input = aGateInput({
      records: aRecords({ submissions: [aSubmission(), bySam({ verdict: "reject" })] }),
      facts: {
        people: people(
          aPerson("robin", "write", { teams: member }),
          aPerson("sam", "write", { permission, teams: unread }),
        ),
      },
      policy: aLoadedPolicy({ policy: aPolicy(policy) }),
    });

    expect(structuredReview(input)).toMatchObject({ waits: "refused", detail: "rejected by `sam`" });
  });

  it("is satisfied again once the same person approves", () => {
    const changedMind = bySam({ submittedAt: "2026-03-02T11:00:00Z" });

    expect(structuredReview(reviewed(bySam({ verdict: "reject" }), changedMind)).status).toBe("satisfied");
  });

  it("does not count a review of another change, and says that some are listed", () => {
    expect(structuredReview(reviewed(aSubmission({ fingerprint: "another" })))).toMatchObject({
      status: "unsatisfied",
      waits: "people",
      detail: "no structured review of this change counts yet; 1 not counted, listed below with the reason",
    });
  });

  it("does not count a native approval without the form", () => {
    const input = aGateInput({ facts: { reviews: loaded([aNativeReview()]) } });

    expect(structuredReview(input).status).toBe("unsatisfied");
  });

  it("does not count the operator's own review", () => {
    const own = aSubmission({ reviewer: anAccount({ login: "alice" }) });

    expect(structuredReview(reviewed(own)).status).toBe("unsatisfied");
  });

  it.each(["format-safe", "high-stakes"] as const)("is not asked of a %s change", (tier) => {
    const input = { ...reviewed(), classification: aClassification({ tier }) };

    expect(structuredReview(input).status).toBe("not_applicable");
  });

  it.each(["comments", "reviews"])(
    "is an error while the %s cannot be read, even with an approval on record",
    (source) => {
      const input = aGateInput({
        facts: { [source]: unavailable("down") },
        records: aRecords({ submissions: [aSubmission()] }),
      });

      expect(structuredReview(input)).toMatchObject({ status: "error", who: "countersign" });
    },
  );
});
