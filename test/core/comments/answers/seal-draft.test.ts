import fc from "fast-check";
import {
  findSealFaults,
  formatSealedComment,
  MIN_ANSWER_CHARS,
  type SealDraft,
  sizeOf,
  toPlaintext,
} from "../../../../src/core/comments/answers/seal-draft.js";
import { MAX_CONTENT_BYTES, PAD_BYTES, parseContent } from "../../../../src/core/comments/content.js";
import { CHECKLIST, formatAnswers } from "../../../../src/core/comments/form.js";
import { parseCommand } from "../../../../src/core/comments/parse-command.js";
import { byteLength } from "../../../../src/core/ground/bytes.js";
import { Policy } from "../../../../src/core/policy/schema.js";
import { GITHUB_PAT } from "../../secrets/samples.js";
import { aBareForm, aForm, GOOD_ANSWERS } from "../forms.js";

const DRAFT: SealDraft = {
  reviewer: "robin",
  pull: "acme/shop#7",
  fingerprint: "0123456789abcdef".repeat(4),
  verdict: "reject",
  form: aBareForm(),
  elevated: false,
};

function faults(change: Partial<SealDraft>): string[] {
  return findSealFaults({ ...DRAFT, ...change }).map(({ field, message }) => `${field}: ${message}`);
}

describe("a draft of a sealed review", () => {
  it("without a fault becomes a text that reads back, padded", () => {
    const plaintext = toPlaintext({ ...DRAFT, reviewer: " @Robin ", fingerprint: DRAFT.fingerprint.toUpperCase() });

    expect(faults({})).toEqual([]);
    expect(byteLength(plaintext) % PAD_BYTES).toBe(0);
    expect(parseContent(plaintext)).toMatchObject({
      ok: true,
      value: {
        header: { reviewer: "Robin", pull: "acme/shop#7", fingerprint: DRAFT.fingerprint, verdict: "reject" },
        form: DRAFT.form,
      },
    });
  });

  it.each<[string, Partial<SealDraft>, RegExp]>([
    ["no login", { reviewer: " " }, /^reviewer: expected your login on GitHub, such as `octocat`; received nothing$/],
    ["two logins", { reviewer: "a b" }, /^reviewer: .*received `a\?b`, 3 characters$/],
    [
      "a line break in it",
      { reviewer: "robin\nverdict: approve" },
      /^reviewer: .*received `robin\?verdict\?\?approve`/,
    ],
    ["a path for a pull request", { pull: "acme/shop/7" }, /^pull: expected the pull request as owner\/name#number/],
    ["half a fingerprint", { fingerprint: "0123abcd" }, /^fingerprint: expected the 64 hex digits .*8 characters$/],
    ["a long one", { fingerprint: "0".repeat(65) }, /^fingerprint: .*received `0{60}…`, 65 characters$/],
    ["no verdict", { verdict: null }, /^verdict: expected `approve` or `reject`, received neither$/],
    ["a stock phrase", { form: aBareForm({ risks: "none" }) }, /^risks: expected something about this change/],
    ["a short answer", { form: aBareForm({ risks: "money is lost" }) }, /^risks: expected at least 20 characters/],
    ["an answer twice", { form: aBareForm({ risks: GOOD_ANSWERS.intent }) }, /^risks: expected an answer of its own/],
    ["no answer", { form: aBareForm({ tests: "" }) }, /^tests: expected an answer below/],
    ["an open checklist", { elevated: true }, /^checklist: expected the heading `### Prompt injection`/],
    [
      "a credential",
      { form: aBareForm({ risks: `the log shows ${GITHUB_PAT} here` }) },
      /^form: expected no credential/,
    ],
    ["two verdicts", { form: aForm("approve") }, /^form: expected one verdict, found another/],
    [
      "too much text",
      { form: aBareForm({ risks: "many words about one risk of it, ".repeat(320) }) },
      /^size: expected at most 10240 bytes/,
    ],
    ["half of a pair", { form: aBareForm({ risks: `${GOOD_ANSWERS.risks} \ud83d` }) }, /^size: expected text/],
  ])("has one fault with %s, and says what and how to mend it", (_, change, message) => {
    expect(faults(change)).toEqual([expect.stringMatching(message)]);
  });

  it("tells every fault at once, in the order of the page", () => {
    const found = findSealFaults({ ...DRAFT, reviewer: "", fingerprint: "", verdict: null, form: "", elevated: true });

    expect(found.map(({ field }) => field)).toEqual([
      "reviewer",
      "fingerprint",
      "verdict",
      "intent",
      "tests",
      "edgeCases",
      "risks",
      "checklist",
    ]);
  });

  it("asks for the checklist only where the change does", () => {
    const ticked = { ticked: CHECKLIST.map(({ id }) => id), note: "" };

    expect(faults({ elevated: true, form: formatAnswers(GOOD_ANSWERS, ticked) })).toEqual([]);
    expect(faults({ elevated: true, form: formatAnswers(GOOD_ANSWERS, { ...ticked, ticked: ["sources"] }) })).toEqual([
      expect.stringMatching(/2 of 3 are not/),
    ]);
  });

  it("never repeats what an answer says", () => {
    const secret = "xyzzy";
    const messages = faults({ form: aBareForm({ intent: secret, tests: secret, edgeCases: secret, risks: secret }) });

    expect(messages.length).toBeGreaterThanOrEqual(4);
    expect(messages.join()).not.toContain(secret);
  });

  it("is measured as the server measures it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (extra) => {
        const draft = { ...DRAFT, form: `${DRAFT.form}\n${extra}` };
        const parsed = parseContent(toPlaintext(draft));

        fc.pre(parsed.ok);
        expect(sizeOf(draft)).toBe(byteLength(parsed.ok ? parsed.value.content : ""));
        expect(sizeOf(draft)).toBeLessThanOrEqual(MAX_CONTENT_BYTES);
      }),
    );
  });

  it("asks for as many characters as the policy does when it says nothing", () => {
    expect(MIN_ANSWER_CHARS).toBe(Policy.parse({ version: 1 }).review.min_answer_chars);
  });

  it("is submitted by a comment that is the command and the block, and no more", () => {
    const comment = formatSealedComment("-----BEGIN …\n…\n-----END …\n\n");

    expect(comment).toBe("/countersign sealed\n\n-----BEGIN …\n…\n-----END …\n");
    expect(parseCommand(comment)).toMatchObject({ verb: "sealed" });
  });
});
