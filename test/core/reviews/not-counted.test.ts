import fc from "fast-check";
import { loaded } from "../../../src/core/facts/source.js";
import type { Verdict } from "../../../src/core/facts/submission.js";
import { reviewsOf } from "../../../src/core/reviews/reviews.js";
import {
  aComment,
  aNativeReview,
  anAccount,
  anAgentAccount,
  anExposure,
  aPerson,
  aRevealedReview,
  aSubmission,
  fakeHash,
  people,
} from "../../support/build.js";
import { at } from "../comments/forms.js";
import { aPanelInput, type PanelGiven, reasonsOf, revealedBy, sealedBy } from "./panels.js";

const EARLIER = { fingerprint: fakeHash("an earlier change") };
const SPLIT = [revealedBy("robin", "reject", "10:10"), revealedBy("sam", "approve", "10:20")];

function listed(given: PanelGiven): string[] {
  return reasonsOf(reviewsOf(aPanelInput(given)).notCounted);
}

describe("whoever reviewed a high-stakes change and does not count", () => {
  it("is nobody while nobody did, or while everybody sits", () => {
    expect(listed({})).toEqual([]);
    expect(listed({ sealed: [sealedBy("robin", "10:10"), sealedBy("sam", "10:20")] })).toEqual([]);
    expect(listed({ sealed: SPLIT })).toEqual([]);
  });

  it("is told why a sealed review takes no seat, with its address", () => {
    const review = sealedBy("robin", "10:10");

    expect(reviewsOf(aPanelInput({ sealed: [review], operator: ["robin"] })).notCounted).toEqual([
      { login: "robin", reason: "sealed a review, but set the agent to work", url: review.url },
    ]);
  });

  it("is sorted by login, whatever the order of the records", () => {
    const sealed = ["sam", "maya", "robin"].map((login, index) => sealedBy(login, `10:1${index}`));

    expect(listed({ sealed, operator: ["robin", "sam", "maya"] }).map((line) => line.split(":")[0])).toEqual([
      "maya",
      "robin",
      "sam",
    ]);
  });

  it.each([
    ["form", "gave a verdict on this version in the clear before its panel was complete, and cannot sit on it"],
    [
      "native",
      "gave a verdict on this version with GitHub's own button before its panel was complete, and cannot sit on it",
    ],
    ["audience", "could read a first verdict on this version in the clear, and cannot be its second reviewer"],
  ] as const)("gave a verdict away or could read one: %s", (kind, reason) => {
    expect(listed({ records: { exposures: [anExposure({ kind })] } })).toEqual([`robin: ${reason}`]);
  });

  it("is not whoever showed the last review, or one of another version", () => {
    const exposures = [anExposure({ kind: "last" }), anExposure({ ...EARLIER })];

    expect(listed({ records: { exposures } })).toEqual([]);
  });

  it("is named once for many exposures, by today's login", () => {
    const account = anAccount({ login: "robin-new", id: 102 });
    const exposures = [anExposure(), anExposure({ kind: "native" }), anExposure({ kind: "audience" })];

    const lines = listed({ records: { exposures }, facts: { comments: loaded([aComment({ author: account })]) } });

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^robin-new: gave a verdict/);
  });

  it("names ten of the readers of a first verdict, and everybody who gave one", () => {
    const readers = Array.from({ length: 2_000 }, (_, index) =>
      anExposure({ kind: "audience", person: anAccount({ login: `reader-${index}`, id: null }) }),
    );
    const exposures = [...readers, anExposure({ kind: "native", person: anAccount({ login: "sam" }) })];

    const lines = listed({ records: { exposures } });

    expect(lines.filter((line) => line.startsWith("reader-"))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("sam:"))).toHaveLength(1);
  });

  it("reviewed an earlier version, sealed, and none since", () => {
    const earlier = sealedBy("robin", "09:10", EARLIER);

    expect(listed({ sealed: [earlier] })).toEqual(["robin: reviewed an earlier version of this change"]);
    expect(listed({ sealed: [earlier, sealedBy("robin", "10:10")] })).toEqual([]);
    const voided = { at: at("09:20"), reason: "replaced by a later review" };
    expect(listed({ sealed: [{ ...earlier, voided }] })).toEqual([]);
  });

  it("is told once of several earlier versions", () => {
    const sealed = [
      sealedBy("robin", "09:10", EARLIER),
      sealedBy("Robin", "09:20", { fingerprint: fakeHash("another earlier change") }),
    ];

    expect(listed({ sealed })).toEqual(["robin: reviewed an earlier version of this change"]);
  });

  it("reviewed this version in the clear before it was high-stakes", () => {
    expect(listed({ records: { submissions: [aSubmission()] } })).toEqual([
      "robin: gave a verdict on this version in the clear before its panel was complete, and cannot sit on it",
    ]);
  });

  it("approved with GitHub's own button, also as a bot", () => {
    const reviews = loaded([
      aNativeReview(),
      aNativeReview({ id: 8002, author: anAgentAccount({ login: "helper[bot]", id: 7 }) }),
    ]);

    expect(listed({ facts: { reviews } })).toEqual([
      "helper[bot]: approved, and only people review",
      "robin: approved in the clear, and on a high-stakes change only sealed reviews count",
    ]);
  });

  it("is not told of a button beside a review that counts, or of the same twice", () => {
    const facts = { reviews: loaded([aNativeReview()]) };

    expect(listed({ facts, sealed: [sealedBy("robin", "10:10"), sealedBy("sam", "10:20")] })).toEqual([]);
    expect(listed({ facts, records: { exposures: [anExposure({ kind: "native" })] } })).toHaveLength(1);
  });
});

describe("a disagreement", () => {
  const decision = (login: string) =>
    aSubmission({
      reviewer: anAccount({ login }),
      submittedAt: at("11:45"),
      source: { kind: "comment", id: 9100, revision: "r" },
    });

  it("lists nobody who decides it", () => {
    expect(listed({ sealed: SPLIT, records: { submissions: [decision("ada")] } })).toEqual([]);
  });

  it("lists whoever may not decide it, with the reason and once", () => {
    expect(listed({ sealed: SPLIT, records: { submissions: [decision("maya")] } })).toEqual([
      "maya: is no administrator of this repository, and the policy names nobody else under `reviewers.escalation`",
    ]);
  });

  it("lists a renamed specialist once", () => {
    const account = anAccount({ login: "maya-new", id: 104 });
    const facts = {
      comments: loaded([aComment({ author: account })]),
      people: people(aPerson("robin"), aPerson("sam"), aPerson("maya-new", "write", { account })),
    };

    expect(listed({ sealed: SPLIT, facts, records: { submissions: [decision("maya")] } })).toHaveLength(1);
  });
});

it("says the same whatever a sealed review says, while it is not known", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Verdict>("approve", "reject"),
      fc.constantFrom("robin", "alice", "zoe"),
      fc.constantFrom("10:10", "10:30"),
      (verdict, login, time) => {
        const lone = (revealed: Verdict) =>
          listed({
            sealed: [
              sealedBy(login, time, { revealed: aRevealedReview({ verdict: revealed }) }),
              sealedBy("sam", "10:20", { round: 2 }),
            ],
          });

        expect(lone(verdict)).toEqual(lone(verdict === "approve" ? "reject" : "approve"));
      },
    ),
  );
});
