import fc from "fast-check";
import { formatBlankForm } from "../../../src/core/comments/form.js";
import { withoutCommandLine } from "../../../src/core/comments/parse-command.js";
import { isForm, readForm } from "../../../src/core/comments/parse-form.js";
import type { Answers } from "../../../src/core/facts/submission.js";
import { err, ok } from "../../../src/core/ground/result.js";
import { aBareForm, formOf, GOOD_ANSWERS } from "./forms.js";

const NO_BOXES = { acceptanceCriteria: false, ownTests: false, agentTestsOnly: false };

function problemsOf(body: string): string[] {
  return readForm(body).problems.map(({ field, kind }) => `${field}:${kind}`);
}

function parseForm(body: string) {
  const { answers, problems } = readForm(body);
  return problems.length === 0 ? ok(answers) : err(problems);
}

describe("readForm", () => {
  it("reads a filled form", () => {
    expect(parseForm(aBareForm())).toEqual({ ok: true, value: GOOD_ANSWERS });
  });

  it("reads headings of any level, case and order, with marks and closing marks", () => {
    const body = "# RISKS\nr\n###### **edge-cases:**\ne\n## intent ##\ni\n#Tests\n- [X] Tests I wrote or ran myself\nt";

    expect(parseForm(body)).toEqual({
      ok: true,
      value: { intent: "i", tests: "t", edgeCases: "e", risks: "r", testEvidence: { ...NO_BOXES, ownTests: true } },
    });
  });

  it("reads setext headings, which look the same on GitHub", () => {
    const body = "Intent\n======\ni\n\nTests\n---\nt\n\nEdge cases\n---\ne\n\nRisks\n---\nr";

    expect(parseForm(body)).toMatchObject({ ok: true, value: { intent: "i", tests: "t", edgeCases: "e", risks: "r" } });
  });

  it("does not take a rule below a list or a paragraph for a heading", () => {
    const body = aBareForm({ risks: "some more\nRisks\n---\nthe rest\n\n- Tests\n---\nend" });

    expect(problemsOf(body)).toEqual([]);
  });

  it("reads CRLF, a BOM and old Mac line ends alike", () => {
    const expected = parseForm(aBareForm());

    expect(parseForm(aBareForm().replaceAll("\n", "\r\n"))).toEqual(expected);
    expect(parseForm(`\uFEFF${aBareForm().replaceAll("\n", "\r")}`)).toEqual(expected);
  });

  it("takes text above the first heading for no answer", () => {
    expect(parseForm(`Hello!\n\n${aBareForm()}`)).toEqual(parseForm(aBareForm()));
  });

  it("keeps foreign headings inside the answer that they stand in", () => {
    const answer = "first\n\n#### Details\nsecond";

    expect(parseForm(aBareForm({ intent: answer }))).toMatchObject({ value: { intent: answer } });
  });

  it.each([
    ["a quote", "> ### Tests\n> mine"],
    ["a code fence", "```\n### Tests\n- [x] only the agent's own tests\n```"],
    ["a longer fence around a shorter one", "````\n```\n### Tests\n```\n### Risks\n````"],
    ["a tilde fence", "~~~ md\n### Tests\n~~~"],
    ["an indented block", "    ### Tests"],
    ["a list", "- ### Tests"],
    ["seven marks", "####### Tests"],
    ["a longer name", "### Tests and more"],
  ])("takes no heading from %s", (_, answer) => {
    expect(parseForm(aBareForm({ intent: `It adds.\n${answer}` }))).toEqual({
      ok: true,
      value: { ...GOOD_ANSWERS, intent: `It adds.\n${answer}` },
    });
  });

  it("reads nothing that is hidden in a comment", () => {
    expect(problemsOf(aBareForm({ intent: "<!-- a hidden answer -->" }))).toEqual(["intent:empty"]);
    expect(problemsOf(aBareForm({ intent: "<!--\nhidden\n### Tests\nhidden\n-->" }))).toEqual(["intent:empty"]);
    expect(problemsOf(aBareForm({ risks: "<!-- hidden to the end" }))).toEqual(["risks:empty"]);
    expect(parseForm(aBareForm({ intent: "It <!-- b --> adds." }))).toMatchObject({ value: { intent: "It  adds." } });
  });

  it("ticks a box by its text, whatever the apostrophe, the case and the list mark", () => {
    const body = aBareForm({
      testEvidence: NO_BOXES,
      tests: "* [X] Only the agent’s own tests\n1. [x] acceptance criteria written by a person.\nseen",
    });

    expect(parseForm(body)).toMatchObject({
      value: { tests: "seen", testEvidence: { acceptanceCriteria: true, ownTests: false, agentTestsOnly: true } },
    });
  });

  it("ticks no box that is quoted, in code, or under another heading", () => {
    const box = "- [x] tests I wrote or ran myself";
    const body = aBareForm({ testEvidence: NO_BOXES, tests: `> ${box}\n\`\`\`\n${box}\n\`\`\``, risks: `${box}` });

    expect(readForm(body).answers.testEvidence).toEqual(NO_BOXES);
  });

  it("drops the prompt that was left above an answer", () => {
    const body = aBareForm({ intent: "What the change is meant to do, in your own words.\nIt adds." });

    expect(parseForm(body)).toMatchObject({ value: { intent: "It adds." } });
  });

  it("finds the form's own prompts in the blank form", () => {
    expect(problemsOf(withoutCommandLine(formatBlankForm()))).toEqual([
      "intent:prompt",
      "tests:prompt",
      "edgeCases:prompt",
      "risks:prompt",
    ]);
  });

  it("says every fault of shape at once", () => {
    const body = "### Intent\na\n### Intent\nb\n### Tests\n\n### Risks\nr";

    expect(problemsOf(body)).toEqual(["intent:twice", "tests:empty", "edgeCases:missing"]);
  });

  it("says where a code block was left open", () => {
    const body = aBareForm({ tests: "```\nnpm test" });
    const [problem] = readForm(body).problems;

    expect(problemsOf(body)).toEqual(["edgeCases:missing", "risks:missing"]);
    expect(problem?.message).toContain("the code block that opens in line 8 is never closed");
  });

  it("tells a form from any other text", () => {
    expect(isForm({ body: "LGTM" })).toBe(false);
    expect(isForm({ body: "### Risks" })).toBe(true);
  });

  it.each(["[", "#", "`", "> ", "<!--", "- [x] ", "\n", "### Intent\n", "*", " ", "=\n", "<!-- -->", "é\u0301"])(
    "finds no answer in 65,536 characters of %j",
    (unit) => {
      const body = unit.repeat(Math.floor(65_536 / unit.length));

      expect(problemsOf(body).length).toBeGreaterThan(0);
    },
  );
});

describe("the written form", () => {
  const words = fc.array(fc.stringMatching(/^[A-Za-z0-9àé,.'()/-]{1,12}$/), { minLength: 2, maxLength: 12 });
  const line = words.map((parts) => `It ${parts.join(" ")} so.`);
  const answer = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join("\n"));
  const answers: fc.Arbitrary<Answers> = fc.record({
    intent: answer,
    tests: answer,
    edgeCases: answer,
    risks: answer,
    testEvidence: fc.record({ acceptanceCriteria: fc.boolean(), ownTests: fc.boolean(), agentTestsOnly: fc.boolean() }),
  });

  it("is read back, with any line ends", () => {
    fc.assert(
      fc.property(answers, fc.constantFrom("\n", "\r\n"), (filled, end) => {
        const body = withoutCommandLine(formOf("approve", filled).replaceAll("\n", end));

        expect(parseForm(body)).toEqual({ ok: true, value: filled });
      }),
    );
  });
});
