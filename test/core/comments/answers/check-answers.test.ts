import fc from "fast-check";
import { checkAnswers, type FormContext } from "../../../../src/core/comments/answers/check-answers.js";
import { indexCode, shownLines } from "../../../../src/core/comments/answers/code-reference.js";
import { isCopyOf, isSameText, toSource } from "../../../../src/core/comments/answers/similarity.js";
import { QUESTIONS } from "../../../../src/core/comments/form.js";
import { readForm } from "../../../../src/core/comments/parse-form.js";
import type { Answers } from "../../../../src/core/facts/submission.js";
import { fillerFault } from "../../../../src/core/ground/filler.js";
import { visibleLength, words } from "../../../../src/core/ground/words.js";
import { aChange } from "../../../support/build.js";
import { aBareForm, GOOD_ANSWERS, OTHER_ANSWERS } from "../forms.js";

const BODY =
  "The cart total ignores how many of an item were ordered. This change multiplies the price of each item by its quantity, and treats a missing quantity as one, so that the total matches what the customer sees.";
const CONTEXT: FormContext = {
  minAnswerChars: 20,
  code: null,
  shownLines: new Set(),
  checklistRequired: false,
  sources: [{ origin: "the pull request's description", source: toSource(BODY) }],
};

function faults(answers: Partial<Answers>, context: Partial<FormContext> = {}): string[] {
  const problems = checkAnswers(readForm(aBareForm(answers)), { ...CONTEXT, ...context });
  return problems.map(({ field, kind }) => `${field}:${kind}`);
}

describe("checkAnswers", () => {
  it.each([
    ["the first reviewer's", GOOD_ANSWERS],
    ["the second reviewer's", OTHER_ANSWERS],
  ])("finds nothing wrong with %s own words", (_, answers) => {
    expect(faults(answers)).toEqual([]);
  });

  it("finds nothing wrong with answers in other languages", () => {
    expect(
      faults({
        intent: "Eine Bestellung von drei Tassen kostet jetzt dreimal so viel.",
        tests: "我运行了购物车的全部测试，并且自己写了一个数量为零的用例，结果都是绿色。",
        edgeCases: "- количество не указано: считается как одна штука",
        risks: "- カートに数量がない古いデータの場合は合計が変わるかもしれません",
      }),
    ).toEqual([]);
  });

  it("finds faults of shape and of content together, in the order of the form", () => {
    const body = aBareForm({ intent: "LGTM!!", risks: "no" }).replace("### Edge cases", "### Elsewhere");
    const problems = checkAnswers(readForm(body), CONTEXT);

    expect(problems.map(({ field, kind }) => `${field}:${kind}`)).toEqual([
      "intent:filler",
      "edgeCases:missing",
      "risks:filler",
    ]);
  });

  it.each([
    ["copied whole", BODY],
    [
      "copied as a sentence",
      "This change multiplies the price of each item by its quantity, and treats a missing quantity as one",
    ],
    ["copied with other case and marks", BODY.toUpperCase().replaceAll(" ", "  ").replaceAll(",", ";")],
    ["copied as a quote of code", `\`\`\`\n${BODY}\n\`\`\``],
    ["copied with a polite frame", `In short: ${BODY} Thanks.`],
    ["copied with a word changed", BODY.replace("ordered", "bought").replace("customer", "buyer")],
    ["copied with invisible characters", BODY.replaceAll("e", "e\u200b")],
    ["copied with full-width letters", BODY.replaceAll("a", "ａ")],
  ])("refuses an answer that is %s", (_, intent) => {
    expect(faults({ intent })).toEqual(["intent:copied"]);
  });

  it("takes an answer that quotes a sentence and adds as much of its own", () => {
    const intent = `It says it "multiplies the price of each item by its quantity". I followed that through the three callers of the sum, and the invoice page now gets 15.00 for three mugs at 5.00 where it got 5.00 before.`;

    expect(faults({ intent })).toEqual([]);
  });

  it("does not count what is quoted as the reviewer's own words", () => {
    expect(faults({ intent: `> ${BODY}` })).toEqual(["intent:filler"]);
    expect(faults({ intent: `> ${BODY}\n\nyes it does` })).toEqual(["intent:too-short"]);
  });

  it("refuses the form's own examples, prompts and slightly changed prompts", () => {
    const example = QUESTIONS.map(({ id, example: text }) => [id, text]);

    expect(faults(Object.fromEntries(example))).toEqual(QUESTIONS.map(({ id }) => `${id}:copied`));
    expect(faults({ risks: "at least one thing that could go wrong, even if you dismissed it!!" })).toEqual([
      "risks:prompt",
    ]);
    expect(faults({ intent: "What this change is meant to do, in your own words" })).toEqual(["intent:prompt"]);
  });

  it("refuses one answer in two fields, also when a word differs", () => {
    expect(faults({ risks: GOOD_ANSWERS.edgeCases })).toEqual(["risks:repeated"]);
    expect(faults({ risks: GOOD_ANSWERS.intent.replace("three times", "3 times") })).toEqual(["risks:repeated"]);
  });

  it("counts visible characters only", () => {
    expect(faults({ intent: `sums cart${"\u200b".repeat(40)}` })).toEqual(["intent:too-short"]);
    expect(faults({ intent: `cart${" ".repeat(40)}sums` })).toEqual(["intent:too-short"]);
    expect(faults({ intent: "- - - sums the cart" })).toEqual(["intent:too-short"]);
  });

  it("counts what is read, not where links lead and what pictures are called", () => {
    const address = `https://a.example/${"long/".repeat(10)}`;

    expect(faults({ intent: `[sums](${address}) the cart` })).toEqual(["intent:too-short"]);
    expect(faults({ intent: `![a picture of the cart](${address}) sums it` })).toEqual(["intent:too-short"]);
    expect(faults({ intent: `sums <a href="${address}">it</a>&nbsp;&nbsp;` })).toEqual(["intent:too-short"]);
  });

  it.each([
    ["one picture", "![the total of a cart with zero items](https://a.example/b.png)"],
    ["one address", "https://github.com/acme/shop/actions/runs/123456"],
    ["several links", "[the first run of it](https://a.example) and [the second](https://b.example)"],
    ["an empty fold", "<details><summary>What I found when I looked</summary></details>"],
    ["digits", "12345678901234567890 1234567890"],
    ["one long word", "supercalifragilisticexpialidocious"],
    ["a code block", "```ts\nexport const handlesRefunds = true;\n```"],
    ["one mention", "@somebody-with-a-long-name @acme/security"],
    ["tags", '<div class="the total of a cart with zero items"><br></div>'],
    ["names of files", "- src/cart/total.ts\n- src/cart/total.test.ts"],
    ["letters spaced out", "i t s u m s t h e c a r t"],
  ])("refuses an answer that is only %s", (_what, risks) => {
    expect(faults({ risks })).toHaveLength(1);
  });

  it("says that an answer is hollow when nothing better can be said", () => {
    expect(faults({ risks: "supercalifragilisticexpialidocious" })).toEqual(["risks:hollow"]);
    expect(faults({ risks: `\`\`\`\n${BODY}\n\`\`\`` })).toEqual(["risks:copied"]);
    expect(faults({ risks: "👍 lgtm 👍 :rocket: :tada: <b></b>" })).toEqual(["risks:filler"]);
  });

  it("does not take lines of the difference for the reviewer's words", () => {
    const context = { shownLines: shownLines(aChange()) };
    const [line = ""] = [...context.shownLines].filter((shown) => shown.length >= 20);

    expect(line).not.toBe("");
    expect(faults({ risks: line }, context)).toEqual(["risks:hollow"]);
    expect(faults({ risks: `+    ${line}` }, context)).toEqual(["risks:hollow"]);
    expect(faults({ risks: `${line}\nrounds twice` }, context)).toEqual([]);
  });

  it.each([
    ["one link and a sentence", "As https://a.example/b shows, the total stays the same for one item."],
    ["names of code", "`cartTotal` in src/cart/total.ts no longer sees a null quantity"],
    ["a table of cases", "| items | total |\n|---|---|\n| none at all | costs nothing |"],
    ["a short German sentence", "Rundungsfehler bleiben möglich"],
  ])("takes an answer with %s", (_what, risks) => {
    expect(faults({ risks })).toEqual([]);
  });

  it("follows the policy's minimum length", () => {
    expect(faults({ intent: "sums the cart" }, { minAnswerChars: 10 })).toEqual([]);
    expect(faults({}, { minAnswerChars: 500 })).toHaveLength(4);
  });

  it("asks for a reference to the code when the policy does", () => {
    const code = { index: indexCode(aChange()), example: null };

    expect(faults({}, { code })).toEqual(["form:no-code-reference"]);
    expect(faults({ edgeCases: `${GOOD_ANSWERS.edgeCases}\n- see line 12` }, { code })).toEqual([]);
  });
});

describe("fillerFault", () => {
  it.each([
    "lgtm",
    "LGTM!",
    "LGTM, ship it 🚀",
    "n/a",
    "N.A.",
    "none",
    "None.",
    "looks good",
    "Looks good to me, thanks!",
    "ok",
    "OK 👍",
    "👍👍👍",
    "...........................",
    "----------------------",
    "all good here",
    "no risks at all",
    "No edge cases that I can think of",
    "nothing",
    "tests pass",
    "All tests passed.",
    "CI is green",
    "as described in the PR",
    "see above",
    "See the description.",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    "hahahahahahahaha",
    "asdf asdf asdf asdf",
    "fix fix fix fix fix",
    "foo bar foo bar foo bar",
    "whatever whatever whatever",
    "lorem ipsum dolor sit amet",
    "I think this change is good",
    "**none**",
    "`n/a`",
    "- none\n- none",
    "it's fine",
    "It’s all good, really.",
    "I have reviewed the code and it looks good to me",
    "works on my machine",
    "1 1 1 1 1 1 1",
    "x x x x x x",
    "\u200b\u200b",
    "no",
    "None none none none none",
  ])("calls %j filler", (text) => {
    expect(fillerFault(text)).not.toBeNull();
  });

  it.each([
    "A negative quantity gives a negative total.",
    "None of the callers passes a null cart, I looked at all three.",
    "No risk for stored carts: they are summed again at checkout.",
    "Ok for one item, wrong for zero.",
    "Rounding",
    "The test for an empty cart fails on main and passes here.",
    "Пустая корзина",
    "空のカート",
    "Good with 2 items; with 0 it returns NaN.",
  ])("lets %j pass", (text) => {
    expect(fillerFault(text)).toBeNull();
  });

  it("judges a long text to the end", () => {
    expect(fillerFault("looks good to ".repeat(5_000))).not.toBeNull();
  });
});

describe("similarity", () => {
  it("holds every text of some length for a copy of itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        expect(isCopyOf(text, toSource(text))).toBe(words(text).length > 0);
        expect(isSameText(text, text)).toBe(words(text).length > 0);
      }),
    );
  });

  it("compares two texts of 65,536 characters by their runs of words alone", () => {
    const text = "the quick brown fox jumps over the lazy dog. ".repeat(1_450);

    expect(isCopyOf(text, toSource(`${text}x`))).toBe(true);
    expect(isSameText(text, `${text}x`)).toBe(false);
  });

  it.each([0, 1, 2])("finds a short answer that is sentence %i of the source with a word changed", (index) => {
    const sentences = [
      "Zero items cost nothing at all here",
      "A missing price counts as zero then",
      "Halves stay exact to the cent",
    ];
    const answer = `${sentences[index]}`.replace(/here|then|the cent/, "there");

    expect(isCopyOf(answer, toSource(`${sentences.join(". ")}.`))).toBe(true);
    expect(isCopyOf(answer, toSource(sentences.filter((_, at) => at !== index).join(". ")))).toBe(false);
  });

  it("never calls unrelated short answers the same", () => {
    expect(isSameText("zero items cost nothing", "a missing price counts as zero")).toBe(false);
  });
});

describe("visibleLength", () => {
  it.each([
    ["", 0],
    ["  a \n\n b  ", 3],
    ["a\u200bb", 2],
    ["e\u0301", 1],
    ["🚀", 1],
    ["日本", 2],
  ])("of %j is %i", (text, length) => {
    expect(visibleLength(text)).toBe(length);
  });
});
