import fc from "fast-check";
import type { GateInput } from "../../../src/core/case/input.js";
import { CHECKLIST } from "../../../src/core/comments/form.js";
import { loaded } from "../../../src/core/facts/source.js";
import type { SealedReview } from "../../../src/core/facts/submission.js";
import { revealComment } from "../../../src/core/render/reveal.js";
import { aChange, aClassification, aFacts } from "../../support/build.js";
import { GOOD_ANSWERS, OTHER_ANSWERS } from "../comments/forms.js";
import { aPanelInput, sealedBy } from "../reviews/panels.js";
import { hostileText } from "./hostile.js";
import { comment, recomputed, reviewBy, two } from "./reveals.js";

describe("the comment that reveals", () => {
  it("names what came of it", () => {
    expect(comment(two())).toContain("### Both blind reviews are in: both approve");
    expect(comment(two({ verdict: "reject" }, { verdict: "reject" }))).toContain("both refuse this change");
    expect(comment(two({ verdict: "reject" }))).toContain("and they disagree");
  });

  it("says who decides a disagreement, in words that notify nobody", () => {
    const reviewers = { escalation: { teams: ["acme/leads"], users: ["maya"] } };

    expect(comment(two({ verdict: "reject" }))).toContain(
      "An administrator of the repository who was not on this panel",
    );
    expect(comment(two({ verdict: "reject" }), { reviewers })).toContain("One of `acme/leads`, `maya` who was not");
  });

  it("shows both reviews, with verdict, time, pace and what was ticked", () => {
    const body = comment([
      reviewBy("robin", "10:10", {}, { fast: true, onPageSeconds: 90 }),
      reviewBy("sam", "10:20", { ...OTHER_ANSWERS, verdict: "reject" }),
    ]);

    expect(body).toMatch(
      /#### ✅ Approved by `robin`\n\nSealed 2026-03-02 10:10:00 UTC, 10 minutes after the start, 1 minute 30 seconds with the page in front, faster than the pace/,
    );
    expect(body).toMatch(
      /#### ⛔ Refused by `sam`\n\nSealed 2026-03-02 10:20:00 UTC, 10 minutes after the start\. Commitment `sha256:[0-9a-f]{64}`/,
    );
    expect(body).toContain("**Tests** (acceptance criteria written by a person; tests I wrote or ran myself)");
    for (const { intent, risks } of [GOOD_ANSWERS, OTHER_ANSWERS])
      for (const text of [intent, risks]) expect(body).toContain(text);
  });

  it("says (nothing) for an answer that is empty", () => {
    expect(comment(two({ risks: "" }))).toMatch(/\*\*Risks\*\*\n\n```text\n\(nothing\)\n```/);
  });

  it("is the same comment however often it is made, and another for other reviews", () => {
    const [robin, sam] = two();
    const input = aPanelInput({ sealed: two() });
    const markerOf = (reviews: readonly (SealedReview | undefined)[]) =>
      revealComment(
        input,
        reviews.filter((review) => review !== undefined),
      ).marker;

    expect(markerOf([sam, robin])).toBe(markerOf([robin, sam]));
    expect(markerOf([robin])).not.toBe(markerOf([robin, sam]));
    expect(revealComment(input, two()).body.startsWith(`${markerOf([robin, sam])}\n`)).toBe(true);
  });

  it("shows what an administrator asked for once the pull request is over", () => {
    const { pull } = aFacts();
    const body = comment([reviewBy("robin", "10:10", {})], { facts: { pull: { ...pull, state: "closed" } } });

    expect(body).toContain("revealed at an administrator's request");
    expect(body).toContain("This pull request is closed; they decide nothing any more.");
    expect(recomputed(body)).toHaveLength(1);
  });

  it("shows no review that is not known", () => {
    const body = revealComment(aPanelInput({}), [sealedBy("robin", "10:10"), reviewBy("sam", "10:20", {})]).body;

    expect(body).not.toContain("`robin`");
  });
});

describe("the prompt-injection checklist", () => {
  const answered = {
    ticked: [CHECKLIST[0]?.id ?? "sources"],
    note: "One link leads to a page\n<!-- countersign:briefing --> that anybody edits.",
  };
  const elevated = (input: GateInput): GateInput => ({
    ...input,
    classification: aClassification({
      tier: "high-stakes",
      findings: [
        { rule: "touches-authentication", tier: "high-stakes", path: null, line: null, side: "new", reason: "x" },
      ],
    }),
    facts: aFacts({ change: loaded(aChange({ body: "" })) }),
  });

  it("is shown with its boxes and the note", () => {
    const body = comment(two({ checklist: answered }));

    expect(body).toContain(`**Prompt injection**\n\n- ☑ ${CHECKLIST[0]?.text}\n- ☐ ${CHECKLIST[1]?.text}`);
    expect(body).toMatch(/```text\nOne link leads to a page\n<!-- countersign:briefing --> that anybody edits\.\n```/);
  });

  it("is said to be missing where it was asked for, and not mentioned elsewhere", () => {
    const reviews = two({ checklist: answered });

    expect(revealComment(elevated(aPanelInput({ sealed: reviews })), reviews).body).toContain(
      "**Prompt injection**: the checklist was not answered",
    );
    expect(comment(two())).not.toContain("Prompt injection");
  });
});

describe("two answers that are nearly the same", () => {
  it("are pointed out, under which questions", () => {
    const body = comment(two({}, { intent: `${GOOD_ANSWERS.intent}!`, risks: GOOD_ANSWERS.risks.toUpperCase() }));

    expect(body).toContain("**The two reviews say nearly the same under Intent, Risks.**");
  });

  it("are not where they differ, or where both are empty", () => {
    expect(comment(two())).not.toContain("nearly the same");
    expect(comment(two({ intent: "" }, { intent: "" }))).not.toContain("nearly the same");
  });
});

describe("the commitments", () => {
  it("come out of the lines that the comment gives a shell, for both", () => {
    const reviews = two(
      { verdict: "reject" },
      { tests: "Ünïcödé 漢字 🦊, `$(exit 1)`, $HOME, 'quotes' \"and\" \\ back" },
    );

    expect(recomputed(comment(reviews))).toEqual(reviews.map(({ commitment }) => commitment));
  });

  it("come out whatever the answers are", () => {
    const answer = fc.oneof(hostileText, fc.constantFrom("END", "\nEND\n} | sha256sum", "-- ", "\r\n", "$(exit 1)"));
    fc.assert(
      fc.property(answer, answer, (intent, risks) => {
        const clean = (text: string) => text.replace(/\0|\p{Cs}/gu, "");
        const reviews = two({ intent: clean(intent) }, { risks: clean(risks) });

        expect(recomputed(comment(reviews))).toEqual(reviews.map(({ commitment }) => commitment));
      }),
      { numRuns: 25 },
    );
  });
});
