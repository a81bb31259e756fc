import { loaded } from "../../../src/core/facts/source.js";
import { REQUIREMENTS } from "../../../src/core/gate/requirements/index.js";
import { checkSummary } from "../../../src/core/render/check-summary.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import {
  aChange,
  aClassification,
  aGateInput,
  aLoadedPolicy,
  aNativeReview,
  anAccount,
  anOverride,
  aPolicy,
  aRecords,
  aSubmission,
} from "../../support/build.js";

const CONTEXT = { pullUrl: "https://github.com/acme/shop/pull/7", siblings: [], closed: false };

function summaryOf(override: Parameters<typeof aGateInput>[0], context: Partial<typeof CONTEXT> = {}): string {
  return checkSummary(decisionOn(aGateInput(override)), { ...CONTEXT, ...context });
}

const DELETED = { at: "2026-03-02T11:00:00Z", reason: "its comment was deleted" };

describe("the summary", () => {
  it("has a row for each requirement, in order", () => {
    const rows = summaryOf({})
      .split("\n")
      .filter((line) => /\*\* `[a-z_]+` \|/.test(line));

    expect(rows.map((row) => /\*\* `([a-z_]+)` \|/.exec(row)?.[1])).toEqual(REQUIREMENTS.map(({ id }) => id));
  });

  it("says of what is missing who acts and how", () => {
    expect(summaryOf({})).toContain(
      "| ⏳ waiting | **Structured review** `structured_review` | no structured review of this change counts yet | reviewer | an independent reviewer comments `/countersign start`, reads the change and submits the form |",
    );
  });

  it("calls the one who acts the author where no agent wrote the change", () => {
    const scopeAll = aLoadedPolicy({ policy: aPolicy({ scope: "all" }) });
    const override = {
      policy: scopeAll,
      classification: aClassification({ agent: null }),
      facts: { change: loaded(aChange({ body: "" })) },
    };

    expect(summaryOf(override)).toContain("The author or a maintainer has something to do");
    expect(summaryOf(override)).toContain("| author | edit the pull request's description");
  });

  it.each<[string, Parameters<typeof aGateInput>[0]]>([
    ["Every requirement is met.", { records: aRecords({ submissions: [aSubmission()] }) }],
    ["Nothing is wrong; the rows marked ⏳ are still awaited.", {}],
    ["A reviewer refused this change.", { records: aRecords({ submissions: [aSubmission({ verdict: "reject" })] }) }],
    ["No agent wrote this change", { classification: aClassification({ agent: null }) }],
    [
      "Under `mode: enforce` it would be `in_progress` now.",
      { policy: aLoadedPolicy({ policy: aPolicy({ mode: "observe" }) }) },
    ],
    ["### ⚠ Overridden by `ada`", { records: aRecords({ overrides: [anOverride()] }) }],
    [
      "The override by `ada` ended: its comment was deleted. What is asked for below counts again.",
      { records: aRecords({ overrides: [anOverride({ voided: DELETED })] }) },
    ],
    [
      "The override by `ada` cannot be confirmed: ",
      { records: aRecords({ overrides: [anOverride()] }), facts: { people: new Map() } },
    ],
  ])("opens with: %s", (opening, override) => {
    expect(summaryOf(override).startsWith(opening.slice(0, 12)) || summaryOf(override).includes(opening)).toBe(true);
    expect(summaryOf(override)).toContain(opening);
  });

  it("lists every approval that was not counted, with the reason and a link to it", () => {
    expect(summaryOf({ facts: { reviews: loaded([aNativeReview()]) } })).toContain(
      "- `robin`: approved without the structured form ([see it](https://github.com/acme/shop/pull/7#pullrequestreview-8001))",
    );
  });

  it("links to no review outside the pull request", () => {
    const review = aNativeReview({ author: anAccount(), url: "https://evil.example/pull/7#x" });

    expect(summaryOf({ facts: { reviews: loaded([review]) } })).not.toContain("evil.example");
  });

  it("counts what it does not list", () => {
    const reviews = Array.from({ length: 33 }, (_, index) =>
      aNativeReview({ id: index + 1, author: anAccount({ login: `person${index}`, id: index + 1 }) }),
    );

    expect(summaryOf({ facts: { reviews: loaded(reviews) } })).toContain("- and 3 more");
  });

  it("says when the pull request was closed", () => {
    expect(summaryOf({}, { closed: true })).toContain("closed without merging");
  });
});
