import type { GateInput } from "../../../../src/core/case/input.js";
import { loaded, unavailable } from "../../../../src/core/facts/source.js";
import { intentStated as intentStatedKind } from "../../../../src/core/gate/requirements/intent-stated.js";
import { aChange, aClassification, aGateInput } from "../../../support/build.js";
import { inWordsOf } from "../../../support/judged.js";
import { expectInert } from "../../render/hostile.js";

const intentStated = inWordsOf(intentStatedKind);

function stating(body: string, title = "Count quantities in the cart total"): GateInput {
  return aGateInput({ facts: { change: loaded(aChange({ title, body })) } });
}

function block(intent: string): string {
  return `\`\`\`countersign\nintent: ${JSON.stringify(intent)}\n\`\`\``;
}

describe("intent_stated", () => {
  it.each([
    ["a block", block("Retry refunds that time out, at most three times.")],
    ["a heading", "## Intent\n\nRetry refunds that time out, at most three times."],
    ["a language without spaces", block("返金がタイムアウトした場合に三回まで再試行する")],
  ])("is satisfied by an intent in %s", (_what, body) => {
    expect(intentStated(stating(body))).toMatchObject({ status: "satisfied", who: null });
  });

  it("is not asked of a format-safe change", () => {
    const input = aGateInput({ classification: aClassification({ tier: "format-safe" }) });

    expect(intentStated(input).status).toBe("not_applicable");
  });

  it("is asked of a high-stakes change", () => {
    const input = { ...stating(""), classification: aClassification({ tier: "high-stakes" }) };

    expect(intentStated(input).status).toBe("unsatisfied");
  });

  it.each([
    ["nothing at all", "", "the description states no intent"],
    ["words outside a block", "This retries refunds that time out.", "the description states no intent"],
    ["only the template's comment", "## Intent\n<!-- What is it for? -->", "the description states no intent"],
    ["filler", block("n/a"), "a stock phrase"],
    ["letters over and over", block("aaaaaaaaaaaa aaaaaaa"), "over and over"],
    ["the form's prompt", block("What the change is meant to do, in your own words."), "the template's own words"],
    ["a common template's prompt", "## Intent\nPlease describe your changes.", "the template's own words"],
    ["the title", block("count quantities in the cart total!"), "expected more than the title"],
    ["too few words", block("Quantities fixed now"), "at least 4 words"],
    ["a broken block", "```countersign\nintent: a: b\n```", "not valid YAML"],
    [
      "a bad value beside a good intent",
      "```countersign\nintent: Retry refunds that time out.\nretries: many\n```",
      "whole number",
    ],
  ])("is unsatisfied by %s, and shows what to write", (_what, body, detail) => {
    const requirement = intentStated(stating(body));

    expect(requirement).toMatchObject({ status: "unsatisfied", who: "agent", waits: "author" });
    expect(requirement.detail).toContain(detail);
    expect(requirement.fix).toContain("`intent: Retry refunds that time out, at most three times.`");
  });

  it("is an error while the description cannot be read", () => {
    const input = aGateInput({ facts: { change: unavailable("down") } });

    expect(intentStated(input)).toMatchObject({ status: "error", who: "countersign" });
  });

  it.each(["@acme/all <img src=x> ` #12 GH-1", "@a"])("shows the hostile intent %j as text", (intent) => {
    expectInert(intentStated(stating(block(intent))).detail);
  });
});
