import fc from "fast-check";
import { CHECKLIST } from "../../../src/core/comments/form.js";
import {
  EMPTY_FIELDS,
  type FormFields,
  formOf,
  isBlank,
  MAX_FIELD_CHARS,
  readFields,
  StoredFields,
} from "../../../src/core/comments/form-fields.js";
import { readForm } from "../../../src/core/comments/parse-form.js";
import type { Answers } from "../../../src/core/facts/submission.js";
import { GOOD_ANSWERS } from "./forms.js";

type Sent = Readonly<Record<string, string | readonly string[]>>;

function read(sent: Sent): FormFields | null {
  return readFields((name) => [sent[name] ?? []].flat());
}

const FILLED: Sent = {
  verdict: "approve",
  intent: GOOD_ANSWERS.intent,
  tests: GOOD_ANSWERS.tests,
  edgeCases: GOOD_ANSWERS.edgeCases,
  risks: GOOD_ANSWERS.risks,
  testEvidence: ["acceptanceCriteria", "ownTests"],
};

describe("readFields", () => {
  it("reads what a page sends", () => {
    expect(read(FILLED)).toEqual({ verdict: "approve", answers: GOOD_ANSWERS });
  });

  it("reads nothing as the empty form", () => {
    expect(read({})).toEqual(EMPTY_FIELDS);
  });

  it.each(["APPROVE", "approved", "", "constructor"])("takes %j for no verdict", (verdict) => {
    expect(read({ ...FILLED, verdict })?.verdict).toBeNull();
  });

  it("takes the first of several values, and browsers' line ends", () => {
    const fields = read({ ...FILLED, verdict: ["reject", "approve"], intent: ["  one\r\ntwo \r\n", "three"] });

    expect(fields?.verdict).toBe("reject");
    expect(fields?.answers.intent).toBe("one\ntwo");
  });

  it("ticks what it knows, whatever else is sent", () => {
    const fields = read({ ...FILLED, testEvidence: ["agentTestsOnly", "__proto__", "everything"] });

    expect(fields?.answers.testEvidence).toEqual({ acceptanceCriteria: false, ownTests: false, agentTestsOnly: true });
  });

  it("reads a checklist where the form asked for one, in the checklist's order", () => {
    const ids = CHECKLIST.map(({ id }) => id);

    expect(read({ ...FILLED, note: " seen ", checklist: [...ids].reverse() })?.answers.checklist).toEqual({
      ticked: ids,
      note: "seen",
    });
    expect(read({ ...FILLED, note: "", checklist: "other" })?.answers.checklist).toEqual({ ticked: [], note: "" });
    expect(read({ ...FILLED, checklist: ids })?.answers).not.toHaveProperty("checklist");
  });

  it.each(["intent", "tests", "edgeCases", "risks", "note"])("cuts nothing: %s may be too long", (name) => {
    expect(read({ ...FILLED, note: "", [name]: "a".repeat(MAX_FIELD_CHARS) })).not.toBeNull();
    expect(read({ ...FILLED, note: "", [name]: "a".repeat(MAX_FIELD_CHARS + 1) })).toBeNull();
  });
});

const anAnswer = fc.string({ unit: "grapheme", maxLength: 40 });
const someFields: fc.Arbitrary<FormFields> = fc.record({
  verdict: fc.constantFrom(null, "approve", "reject"),
  answers: fc
    .record({
      intent: anAnswer,
      tests: anAnswer,
      edgeCases: anAnswer,
      risks: anAnswer,
      testEvidence: fc.record({
        acceptanceCriteria: fc.boolean(),
        ownTests: fc.boolean(),
        agentTestsOnly: fc.boolean(),
      }),
      checklist: fc.option(fc.record({ ticked: fc.subarray(CHECKLIST.map(({ id }) => id)), note: anAnswer }), {
        nil: undefined,
      }),
    })
    .map(({ checklist, ...answers }): Answers => (checklist === undefined ? answers : { ...answers, checklist })),
});

describe("a draft", () => {
  it("comes back as it was stored, whatever was typed", () => {
    fc.assert(
      fc.property(someFields, (fields) => {
        expect(StoredFields.parse(JSON.parse(JSON.stringify(fields)))).toEqual({
          ...fields,
          answers: JSON.parse(JSON.stringify(fields.answers).replaceAll("\\r\\n", "\\n")),
        });
      }),
    );
  });

  it.each([
    ["nothing", null],
    ["another verdict", { ...EMPTY_FIELDS, verdict: "maybe" }],
    ["an answer that is none", { ...EMPTY_FIELDS, answers: { ...EMPTY_FIELDS.answers, risks: 7 } }],
    [
      "an answer that is too long",
      { ...EMPTY_FIELDS, answers: { ...EMPTY_FIELDS.answers, risks: "a".repeat(20_001) } },
    ],
    [
      "an unknown item",
      { ...EMPTY_FIELDS, answers: { ...EMPTY_FIELDS.answers, checklist: { ticked: ["x"], note: "" } } },
    ],
  ])("is none when it is %s", (_, stored) => {
    expect(StoredFields.safeParse(stored).success).toBe(false);
  });
});

describe("formOf", () => {
  it("writes what the reader of forms reads back", () => {
    const words = fc.array(fc.constantFrom("cart", "total", "`quantity`", "zero", "12.50", "- an item", "\n"), {
      minLength: 1,
    });
    const answer = words.map((list) => `It adds ${list.join(" ")}`.replace(/ *\n */g, "\n").trim());
    fc.assert(
      fc.property(someFields, fc.tuple(answer, answer, answer, answer), (fields, [intent, tests, edgeCases, risks]) => {
        const answers = { ...fields.answers, intent, tests, edgeCases, risks };
        const written = {
          ...answers,
          ...(answers.checklist ? { checklist: { ...answers.checklist, note: "seen" } } : {}),
        };

        expect(readForm(formOf({ ...fields, answers: written }))).toEqual({
          answers: written,
          problems: [],
          headings: written.checklist === undefined ? 4 : 5,
        });
      }),
    );
  });

  it("says no verdict", () => {
    expect(formOf({ verdict: "approve", answers: GOOD_ANSWERS })).toBe(
      formOf({ verdict: "reject", answers: GOOD_ANSWERS }),
    );
  });
});

describe("isBlank", () => {
  it("is what holds no word, whatever is ticked", () => {
    const blank = { ...EMPTY_FIELDS.answers, intent: " \n", checklist: { ticked: ["sources" as const], note: "" } };

    expect(isBlank(EMPTY_FIELDS)).toBe(true);
    expect(isBlank({ verdict: "approve", answers: blank })).toBe(true);
  });

  it.each(["intent", "tests", "edgeCases", "risks"] as const)("is not a form with %s", (field) => {
    expect(isBlank({ verdict: null, answers: { ...EMPTY_FIELDS.answers, [field]: "x" } })).toBe(false);
  });

  it("is not a form with a note", () => {
    expect(isBlank({ verdict: null, answers: { ...EMPTY_FIELDS.answers, checklist: { ticked: [], note: "x" } } })).toBe(
      false,
    );
  });
});
