import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { findPersonalData } from "../../../../src/core/secrets/personal-data/find-personal-data.js";
import { passesLuhn } from "../../../../src/core/secrets/personal-data/number.js";
import { aFile, aHunk } from "../../../support/build.js";

function found(path: string, ...lines: readonly string[]) {
  const hunk = aHunk(
    { old: 1, new: 1 },
    lines.map((line) => `+${line}`),
  );
  return findPersonalData(aFile({ path, content: { kind: "hunks", hunks: [hunk] } }));
}

const detectors = (path: string, ...lines: readonly string[]) => found(path, ...lines).map(({ detector }) => detector);

/** A number with the check digit that Luhn's formula asks for. Nobody's: made when the test runs. */
function withLuhn(start: string): string {
  return [..."0123456789"].map((digit) => start + digit).find(passesLuhn) ?? "";
}

const CARD = withLuhn("453998170265183");
const GROUPED = CARD.replace(/(\d{4})(?=\d)/g, "$1 ");
/** The check digits of ISO 13616 for a made-up account. */
function iban(country: string, account: string): string {
  const digits = [...`${account}${country}00`].map((sign) => Number.parseInt(sign, 36)).join("");
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, "0")}${account}`;
}

describe("personal data", () => {
  it.each([
    ["a card", "payment-card", `{ "card_number": "${withLuhn("519873046125789")}" }`],
    ["a card in groups", "payment-card", `Visa: ${GROUPED.replace("4539", "4981")}`],
    ["an account", "iban", `IBAN ${iban("DE", "370502990067841935")}`],
    ["an account in groups", "iban", iban("NL", "INGB0683927451").replace(/(.{4})(?=.)/g, "$1 ")],
    ["a social security number", "us-social-security-number", "ssn: 536-82-7194"],
    ["a national insurance number", "uk-national-insurance-number", "NI number: JM 48 29 57 C"],
    ["a tax code", "italian-tax-code", "FRNGLI84C52F839U"],
    ["a resident identity number", "chinese-resident-id", "id 440308198702143729"],
  ])("are found: %s", (_what, detector, line) => {
    const valid = detectors("seeds/people.sql", line);

    // Check letters are tried: exactly one of the candidates is valid.
    if (valid.length === 0)
      expect(candidates(line).some((other) => detectors("seeds/people.sql", other)[0] === detector)).toBe(true);
    else expect(valid).toEqual([detector]);
  });

  it.each([
    ["german-tax-id", "Steuer-ID: ", 11],
    ["dutch-citizen-number", "bsn = ", 9],
    ["polish-pesel", "pesel: 870214", 5],
    ["brazilian-cpf", "cpf: ", 11],
    ["indian-aadhaar-number", "aadhaar 7", 11],
    ["canadian-social-insurance-number", "social insurance 7", 8],
    ["swedish-personal-number", "personnummer 870214-", 4],
    ["french-social-security-number", "securite sociale 2870275", 8],
  ])("has a checksum: %s is seen in some numbers of its shape and not in most", (detector, start, digits) => {
    const numbers = fc.sample(fc.integer({ min: 0, max: 10 ** digits - 1 }), { seed: 7, numRuns: 1_500 });
    const grouped = (text: string) =>
      detector.startsWith("canadian") ? text.replace(/(\d{3})(\d{3})(\d{3})$/, "$1 $2 $3") : text;
    const hits = numbers.filter((number) =>
      detectors("a.sql", grouped(start + String(number).padStart(digits, "0"))).includes(detector),
    );

    expect(hits.length).toBeGreaterThan(0);
    expect(hits.length).toBeLessThan(numbers.length / 5);
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

  it("are not looked for in lockfiles, recorded output and lines that nobody wrote", () => {
    const line = `card ${withLuhn("519873046125789")}`;

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

/** The line with every other check letter or digit at its end. */
function candidates(line: string): readonly string[] {
  return [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((sign) => line.slice(0, -1) + sign);
}
