import type { GateInput } from "../../../src/core/case/input.js";
import { isElevated } from "../../../src/core/case/is-elevated.js";
import { checkAnswers } from "../../../src/core/comments/answers/check-answers.js";
import { toFormContext } from "../../../src/core/comments/answers/form-context.js";
import { CHECKLIST, CHECKLIST_PROMPT, formatAnswers, formatBlankForm } from "../../../src/core/comments/form.js";
import { readForm } from "../../../src/core/comments/parse-form.js";
import { loaded, unavailable } from "../../../src/core/facts/source.js";
import {
  aChange,
  aClassification,
  aFacts,
  aGateInput,
  aLoadedPolicy,
  anAccount,
  aPolicy,
  READ_AT,
} from "../../support/build.js";
import type { Override } from "../../support/merge.js";
import { aBareForm, GOOD_ANSWERS } from "./forms.js";

const IDS = CHECKLIST.map(({ id }) => id);

function finding(rule: string, tier: "high-stakes" | "behavior-changing" = "high-stakes") {
  return { rule, tier, path: null, line: null, side: "new" as const, reason: "x" };
}

function body(context: string): string {
  return `\`\`\`countersign\nagent: copilot\nintent: It adds.\n${context}\n\`\`\`\n`;
}

/** A security-critical change by an agent that says where it worked from. */
function input(context: string, override: Override<GateInput> = {}): GateInput {
  return aGateInput({
    classification: aClassification({ tier: "high-stakes", findings: [finding("touches-authentication")] }),
    facts: aFacts({ change: loaded(aChange({ body: body(context) })) }),
    ...override,
  });
}

describe("isElevated", () => {
  it.each([
    ["names what it read", 'context: ["https://docs.example"]', true],
    ["does not say", "confidence: 0.9", true],
    ["read nothing from outside", "context: []", false],
  ])("of an agent that %s", (_, context, expected) => {
    expect(isElevated(input(context))).toBe(expected);
  });

  it("is what nobody can read", () => {
    expect(isElevated(input("context: []", { facts: { change: unavailable("502") } }))).toBe(true);
  });

  it("is only what an agent wrote", () => {
    const classification = { ...input("").classification, agent: null };

    expect(isElevated(input("", { classification }))).toBe(false);
  });

  it("is only a high-stakes change with a security-critical finding", () => {
    const withFindings = (...findings: ReturnType<typeof finding>[]) =>
      input("", { classification: { tier: "high-stakes", findings } });

    expect(isElevated(withFindings(finding("changes-dependency")))).toBe(false);
    expect(isElevated(withFindings(finding("changes-dependency"), finding("builds-sql", "behavior-changing")))).toBe(
      true,
    );
    expect(isElevated(input("", { classification: { ...input("").classification, tier: "behavior-changing" } }))).toBe(
      false,
    );
    expect(isElevated(withFindings())).toBe(false);
  });
});

describe("the checklist in a form", () => {
  it("is read with its boxes and the note, whatever mark, case or order", () => {
    const form = `${aBareForm()}\n\n# prompt INJECTION:\n* [X] ${CHECKLIST[2]?.text.toUpperCase()}\n1. [x] ${CHECKLIST[0]?.text}.\n- [ ] ${CHECKLIST[1]?.text}\nNothing there.\n- [x] something of mine\n`;

    expect(readForm(form).answers.checklist).toEqual({
      ticked: ["sources", "smuggled"],
      note: "Nothing there.\n- [x] something of mine",
    });
    expect(readForm(form).answers).toMatchObject(GOOD_ANSWERS);
  });

  it("is absent where the form has none", () => {
    expect(readForm(aBareForm()).answers).not.toHaveProperty("checklist");
  });

  it("is no answer where only the prompt stands there", () => {
    const blank = formatBlankForm("approve", true);

    expect(blank).toContain(CHECKLIST_PROMPT);
    expect(readForm(blank).answers.checklist).toEqual({ ticked: [], note: "" });
  });

  it("ticks nothing that is quoted or in code", () => {
    const box = `- [x] ${CHECKLIST[0]?.text}`;
    const form = `${aBareForm()}\n\n### Prompt injection\n> ${box}\n\`\`\`\n${box}\n\`\`\``;

    expect(readForm(form).answers.checklist?.ticked).toEqual([]);
  });

  it("is told about when it stands there twice", () => {
    const part = "\n\n### Prompt injection\n";

    expect(readForm(aBareForm() + part + part).problems).toEqual([
      expect.objectContaining({ field: "checklist", kind: "twice" }),
    ]);
  });

  it("comes back as it was written", () => {
    const checklist = { ticked: [IDS[1] ?? "sources"], note: "One link\nleads elsewhere." };

    expect(readForm(formatAnswers(GOOD_ANSWERS, checklist)).answers).toEqual({ ...GOOD_ANSWERS, checklist });
  });
});

describe("a review of an elevated change", () => {
  const policy = (prompt_injection: "ask" | "require") =>
    aLoadedPolicy({ policy: aPolicy({ review: { prompt_injection, require_code_reference: "never" } }) });
  const problemsOf = (form: string, asked: "ask" | "require", context = "") =>
    checkAnswers(
      readForm(form),
      toFormContext(input(context, { policy: policy(asked) }), { account: anAccount(), at: READ_AT }),
    ).map(({ field, message }) => `${field}: ${message}`);
  const ticking = (ticked: readonly (typeof IDS)[number][]) => formatAnswers(GOOD_ANSWERS, { ticked, note: "" });

  it("is taken without it unless the policy requires it", () => {
    expect(problemsOf(aBareForm(), "ask")).toEqual([]);
    expect(problemsOf(aBareForm(), "require")).toEqual([
      "checklist: expected the heading `### Prompt injection` with its checklist, because text from outside may have steered this change, found none",
    ]);
    expect(problemsOf(aBareForm(), "require", "context: []")).toEqual([]);
  });

  it("has to tick all of it where it is required", () => {
    expect(problemsOf(ticking(IDS), "require")).toEqual([]);
    expect(problemsOf(ticking(IDS.slice(1)), "require")).toEqual([
      "checklist: expected every item of the checklist ticked, 1 of 3 are not",
    ]);
  });
});
