// A copy stays a copy, and a stock phrase one, however its letters are spaced out, joined, split by markup or swapped.
import fc from "fast-check";
import { copyOf, isCopyOf, isSameText, toSource } from "../../../../src/core/comments/answers/similarity.js";
import { QUESTIONS } from "../../../../src/core/comments/form.js";
import { reasonFault } from "../../../../src/core/comments/parse-command.js";
import { fillerFault } from "../../../../src/core/ground/filler.js";
import { FILLER_PHRASES } from "../../../../src/core/ground/filler-phrases.js";
import { normalise } from "../../../../src/core/ground/words.js";
import { readableText } from "../../../../src/core/markdown/own-words.js";
import { lookingAlike, spacedOut } from "../disguises.js";
import { GOOD_ANSWERS, OTHER_ANSWERS } from "../forms.js";

const BODY = `The cart total ignores how many of an item were ordered. This change multiplies the price of each item by its quantity,
and treats a missing quantity as one, so that the total matches what the customer sees.`;
const SENTENCE = "treats a missing quantity as one";
const SOURCE = toSource(BODY);
const TITLE = "Fix carts";

const copied = fc.constantFrom(BODY, SENTENCE, BODY.slice(0, 60), `${BODY.slice(40)} ${BODY.slice(0, 40)}`);

describe("a copy", () => {
  it.each([
    ["letters with spaces between them", [...SENTENCE].join(" ")],
    ["letters in pairs", SENTENCE.replace(/(\w\w)/g, "$1 ")],
    ["letters with dots", [...SENTENCE].join(".")],
    ["letters with hyphens", SENTENCE.replace(/(\w)(?=\w)/g, "$1-")],
    ["letters with underscores", SENTENCE.replace(/(\w)(?=\w)/g, "$1_")],
    ["words that are joined", SENTENCE.replaceAll(" ", "")],
    ["soft hyphens", SENTENCE.replaceAll("i", "i\u00ad")],
    ["Hangul fillers", SENTENCE.replaceAll("i", "i\u3164")],
    ["bold letters inside of words", SENTENCE.replace(/(\w)(\w\w)(\w)/g, "$1**$2**$3")],
    ["tags inside of words", SENTENCE.replace(/(\w)(\w\w)(\w)/g, '$1<b class="x">$2</b>$3')],
    ["comments inside of words", SENTENCE.replace(/(\w\w)(\w)/g, "$1<!-- as seen -->$2")],
    ["links inside of words", SENTENCE.replace(/(\w\w)(\w)/g, "[$1](https://a.example/some/where)$2")],
    ["pictures between words", SENTENCE.replaceAll(" ", " ![a picture of a cart](https://a.example/b.png) ")],
    ["numbered entities", SENTENCE.replaceAll("i", "&#105;").replaceAll("t", "&#x74;")],
    ["named entities", SENTENCE.replaceAll("a", "&aopf;").replaceAll("e", "&eacute;")],
    ["Cyrillic letters", SENTENCE.replaceAll("a", "а").replaceAll("e", "е").replaceAll("o", "о")],
    ["Greek letters", SENTENCE.replaceAll("a", "α").replaceAll("o", "ο").replaceAll("n", "η")],
    ["Greek capitals among Latin ones", SENTENCE.toUpperCase().replaceAll("N", "Ν").replaceAll("Y", "Υ")],
    ["full-width letters", SENTENCE.replace(/[a-z]/g, (a) => String.fromCharCode(a.charCodeAt(0) + 0xfee0))],
    ["mathematical letters", SENTENCE.replace(/[a-z]/g, (a) => String.fromCodePoint(a.charCodeAt(0) + 0x1d3b9))],
    ["small capitals", SENTENCE.replaceAll("n", "ɴ").replaceAll("t", "ᴛ").replaceAll("i", "ɪ")],
    ["letters in any case", SENTENCE.replace(/(.)(.)/g, (_, a, b) => a.toUpperCase() + b)],
  ])("is one with %s", (_, answer) => {
    expect(isCopyOf(answer, SOURCE)).toBe(true);
    expect(isSameText(answer, SENTENCE)).toBe(true);
  });

  it("is one of a short text as well", () => {
    expect(isCopyOf("F i x   c-a-r-t-s", toSource(TITLE))).toBe(true);
    expect(isCopyOf("Fіх саrtѕ", toSource(TITLE))).toBe(true);
  });

  it("is one where the source is disguised, and where both are", () => {
    expect(isCopyOf(SENTENCE, toSource([...BODY].join(" ")))).toBe(true);
    expect(isCopyOf([...SENTENCE].join("."), toSource([...BODY].join("-")))).toBe(true);
  });

  it("is one of what the source says in a comment", () => {
    expect(isCopyOf(SENTENCE, toSource(`Fixes #41\n<!-- ${BODY} -->`))).toBe(true);
  });

  it("stays one whatever separators and hidden markup come in", () => {
    fc.assert(fc.property(copied.chain(spacedOut), (answer) => expect(isCopyOf(answer, SOURCE)).toBe(true)));
  });

  it("stays one whatever letters are swapped for look-alikes, in any case", () => {
    fc.assert(fc.property(copied.chain(lookingAlike), (answer) => expect(isCopyOf(answer, SOURCE)).toBe(true)));
    fc.assert(
      fc.property(copied.chain(lookingAlike).chain(spacedOut), (answer) => {
        expect(isCopyOf(answer, SOURCE)).toBe(true);
      }),
    );
  });

  it("is no answer of another person about the same change, however it is spelled", () => {
    const answers = QUESTIONS.map(({ id }) => OTHER_ANSWERS[id]);
    const sources = [BODY, ...QUESTIONS.map(({ id }) => GOOD_ANSWERS[id])].map(toSource);

    fc.assert(
      fc.property(fc.constantFrom(...answers).chain(lookingAlike), (answer) => {
        expect(sources.some(copyOf(answer))).toBe(false);
      }),
    );
    expect(answers.map((answer) => [...answer].join(" ")).some((answer) => sources.some(copyOf(answer)))).toBe(false);
  });

  it.each([
    ["金额取整后会少一分钱，客户会投诉", "数量为零时总价也是零，我试过了"],
    ["Bei null Stück bleibt der Preis stehen", "Die Rundung auf Cent geschieht erst am Ende"],
    ["カートが空のときは零円になる", "数量がない古いデータは一個とみなす"],
  ])("is no other answer in another language: %s", (answer, source) => {
    expect(isCopyOf(answer, toSource(source))).toBe(false);
  });

  it("is found in long texts as in short ones, and looked for in no more than a bounded number of places", () => {
    const long = `${BODY} `.repeat(250);

    expect(isCopyOf([...long].join(" "), toSource(long))).toBe(true);
    expect(isCopyOf("x y z ".repeat(10_000), toSource(long))).toBe(false);
  });
});

describe("a stock phrase", () => {
  it.each([
    "l g t m",
    "L.G.T.M.",
    "l-g-t-m!!",
    "LGTM!!",
    "ＬＧＴＭ",
    "𝓛𝓖𝓣𝓜",
    "ʟɢᴛᴍ",
    "LG\u00adTM",
    "lооks gооd tо mе",
    "l o o k s   g o o d   t o   m e",
    "loo ksg oodto me",
    "l**g**t**m**",
    "n / a",
    "N.\u200bA.",
    "a s d f  a s d f",
    "f i x  f i x  f i x",
  ])("is one as %j", (text) => {
    expect(fillerFault(text)).not.toBeNull();
  });

  it("stays one however its letters are spaced out and swapped", () => {
    const phrases = fc.constantFrom(...[...FILLER_PHRASES].filter((phrase) => /^[a-z ]+$/.test(phrase)));
    const disguised = phrases.chain(lookingAlike).chain(spacedOut);

    fc.assert(fc.property(disguised, (text) => expect(fillerFault(readableText(text))).not.toBeNull()));
    fc.assert(fc.property(disguised, (text) => expect(reasonFault(`${text} ${text} ${text}`)).not.toBeNull()));
  });

  it.each([
    "No risk for stored carts: they are summed again at checkout.",
    "Test it with zero items, and it is one cent off.",
    "A pass over the code shows no lock held.",
    "Nothing is saved when the second write fails.",
  ])("is none in %j", (text) => {
    expect(fillerFault(text)).toBeNull();
  });
});

describe("normalise", () => {
  it("leaves apart what is apart in every script", () => {
    expect(normalise("и й")).toBe("и и");
    expect(normalise("кот")).not.toBe(normalise("пёс"));
    expect(normalise("日本")).toBe("日 本");
    expect(normalise("카트")).not.toBe(normalise("환불"));
  });
});
