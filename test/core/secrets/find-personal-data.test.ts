import { describe, expect, it } from "@jest/globals";
import { findPersonalData } from "../../../src/core/secrets/find-personal-data.js";
import { PERSONAL_NUMBERS } from "../../../src/core/secrets/personal-numbers.js";
import { aFile, aHunk } from "../../support/build.js";
import { PUBLISHED, WITHOUT_CHECKSUM } from "./published-numbers.js";

function found(path: string, ...lines: readonly string[]) {
  const hunk = aHunk(
    { old: 1, new: 1 },
    lines.map((line) => `+${line}`),
  );
  return findPersonalData(aFile({ path, content: { kind: "hunks", hunks: [hunk] } }));
}

const detectors = (path: string, ...lines: readonly string[]) => found(path, ...lines).map(({ detector }) => detector);

/**
 * The check digit of a card by the table of ISO/IEC 7812-1, annex B: what a doubled digit counts. Independent of the code under test, and
 * held to published cards below. A card that is made with it when the test runs is nobody's.
 */
function withCheckDigit(start: string): string {
  const counts = [...start]
    .reverse()
    .map((digit, index) => Number(index % 2 === 0 ? "0246813579"[Number(digit)] : digit));
  const sum = counts.reduce((total, count) => total + count, 0);
  return `${start}${(10 - (sum % 10)) % 10}`;
}

const CARD = withCheckDigit("453998170265183");
/** The check digits of ISO 13616 for a made-up account. */
function iban(country: string, account: string): string {
  const digits = [...`${account}${country}00`].map((sign) => Number.parseInt(sign, 36)).join("");
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, "0")}${account}`;
}

describe("the checksums", () => {
  it("of cards in this test are those of published cards", () => {
    const cards = PUBLISHED["payment-card"] ?? [];

    expect(cards.map((card) => withCheckDigit(card.slice(0, -1)))).toEqual(cards);
  });

  it("have published numbers, all but those that are none", () => {
    expect([...Object.keys(PUBLISHED), ...WITHOUT_CHECKSUM].sort()).toEqual(
      PERSONAL_NUMBERS.map(({ id }) => id).sort(),
    );
  });

  describe.each(PERSONAL_NUMBERS.filter(({ id }) => !WITHOUT_CHECKSUM.includes(id)))("of $id", ({ id, isValid }) => {
    const published = PUBLISHED[id] ?? [];

    it.each(published)("hold for %s, which is published", (number) => {
      expect(isValid(number)).toBe(true);
    });

    it.each(published)("hold for no number that differs from %s in one digit", (number) => {
      const others = [...number].flatMap((sign, at) =>
        /\d/.test(sign)
          ? [..."0123456789"]
              .filter((digit) => digit !== sign)
              .map((digit) => number.slice(0, at) + digit + number.slice(at + 1))
          : [],
      );

      // A CPF's check digit is 0 for two remainders of eleven, so one change in many goes unseen.
      expect(others.filter((other) => isValid(other)).length).toBeLessThanOrEqual(id === "brazilian-cpf" ? 1 : 0);
    });
  });

  it.each(["36554266806", "86095742791", "12345678901", "11235678909"])(
    "of a German tax number refuse %s",
    (number) => {
      expect(PERSONAL_NUMBERS.find(({ id }) => id === "german-tax-id")?.isValid(number)).toBe(false);
    },
  );
});

describe("personal data", () => {
  it.each([
    ["a card", "payment-card", `{ "card_number": "${withCheckDigit("519873046125789")}" }`],
    ["a card in groups", "payment-card", `Visa: ${withCheckDigit("498198170265183").replace(/(\d{4})(?=\d)/g, "$1 ")}`],
    ["an account", "iban", `IBAN ${iban("DE", "370502990067841935")}`],
    ["an account in groups", "iban", iban("NL", "INGB0683927451").replace(/(.{4})(?=.)/g, "$1 ")],
    ["a social security number", "us-social-security-number", "ssn: 536-82-7194"],
    ["a national insurance number", "uk-national-insurance-number", "NI number: JM 48 29 57 C"],
    ["a German tax number", "german-tax-id", "Steuer-ID: 36 574 261 809"],
    ["a French social security number", "french-social-security-number", "sécurité sociale 2 55 08 14 168 025 38"],
    ["a Spanish DNI", "spanish-id", "dni: 54362315-K"],
    ["a Spanish NIE", "spanish-id", "nie = X-2482300-W"],
    ["an Italian tax code", "italian-tax-code", "RCCMNL83S18D969H"],
    ["a Dutch citizen number", "dutch-citizen-number", "bsn = 999993653"],
    ["a PESEL", "polish-pesel", "pesel: 02070803628"],
    ["a PESEL whose check digit is 0", "polish-pesel", "pesel: 64031700010"],
    ["a CPF", "brazilian-cpf", "cpf: 390.533.447-05"],
    ["an Aadhaar number", "indian-aadhaar-number", "aadhaar 9999 4105 7058"],
    ["a resident identity number", "chinese-resident-id", "id 360426199101010071"],
    ["a Swedish personal number", "swedish-personal-number", "personnummer 640823-3234"],
    ["a Swedish personal number with its century", "swedish-personal-number", "personnummer 19640823-3234"],
    ["a Canadian social insurance number", "canadian-social-insurance-number", "social insurance 550 911 895"],
  ])("are found: %s", (_what, detector, line) => {
    expect(detectors("seeds/people.sql", line)).toEqual([detector]);
  });

  it.each([
    [
      "the cards of payment providers' documentation",
      "card: 4242 4242 4242 4242, 4111111111111111, 5555555555554444, 378282246310005",
    ],
    ["the accounts of standards", "IBAN DE89 3704 0044 0532 0130 00 or GB82WEST12345698765432"],
    ["a card's digits without a word near them", `const id = ${CARD};`],
    ["a timestamp", "credit card expires at 1763712345678"],
    ["an account that fails its check", "IBAN DE12 3705 0299 0067 8419 35"],
    ["a number with a wrong check digit", `card ${CARD.slice(0, -1)}${(Number(CARD.at(-1)) + 1) % 10}`],
    ["samples", "ssn: 078-05-1120, 123-45-6789, 000-12-3456, 666-12-3456, 900-12-3456"],
    ["a hash", `card_hash = "a${CARD}b"`],
    ["a decimal", `visa fee 0.${CARD}`],
    ["a date and a version", "ssn 2024-11-21 1.22.3333"],
    ["an address and a telephone number", "alice@acme-prod.io, +49 30 901820, 555-12-3456"],
  ])("are not seen in %s", (_what, line) => {
    expect(detectors("src/a.ts", line)).toEqual([]);
  });

  it.each(PUBLISHED["payment-card"] ?? [])("are not seen in %s, which is published for tests", (card) => {
    expect(detectors("src/a.ts", `card: ${card}`)).toEqual([]);
  });

  it("are not looked for in lockfiles, recorded output and lines that nobody wrote", () => {
    const line = `card ${withCheckDigit("519873046125789")}`;

    expect(detectors("yarn.lock", line)).toEqual([]);
    expect(detectors("dist/a.min.js", line)).toEqual([]);
    expect(detectors("src/a.json", `${"x ".repeat(2_000)}${line}`)).toEqual([]);
  });

  it("are found in the rows of a table whose heading says what they are", () => {
    expect(detectors("people.csv", "name,ssn", "robin,536-82-7194", "sam,512-47-9036")).toHaveLength(2);
    expect(detectors("people.csv", "name,part", "robin,536-82-7194")).toEqual([]);
  });

  it("leave no digit in what is kept, and are named by what stands around them", () => {
    const [one, two] = ["536-82-7194", "512-47-9036"].map((number) => found("a.csv", `robin's ssn is ${number}`)[0]);

    expect(one).toMatchObject({ kind: "personal-data", masked: "…", what: "a US social security number", line: 1 });
    expect(one?.id).toBe(two?.id);
    expect(found("a.csv", "sam's ssn is 512-47-9036")[0]?.id).not.toBe(one?.id);
  });
});
