// Numbers that name a person, a bank account or a payment card, one row a kind: shape, checksum, the word that has to stand near
// it where chance would find too many, and the numbers that are nobody's. The rows are what docs/secrets.md promises.
import validator from "validator";

export interface PersonalNumber {
  /** The detector's id, kebab-case. */
  readonly id: string;
  /** In words, with its article: `a payment card number`. */
  readonly what: string;
  /** Global; the whole match is the number with its separators. Linear. */
  readonly shape: RegExp;
  /** One of these has to stand near the number; null: its own letters and checksum say enough. */
  readonly context: RegExp | null;
  /** Of the number without spaces, dots, slashes and hyphens, in upper case: could it have been given to somebody? */
  isValid(number: string): boolean;
  /** A valid number that is nobody's: published as an example or for tests, or made up. */
  isSample(number: string): boolean;
}

/** Digits that stand alone: no part of a longer number, an identifier, a decimal or a path. */
const alone = (digits: string) => new RegExp(String.raw`(?<![\w.#/%$+-])(?:${digits})(?![\w%/]|[.-]\w)`, "g");
/** A checksum that the library knows. It reads no clock for these countries. */
const taxId = (locale: "de-DE" | "es-ES" | "nl-NL" | "pt-BR" | "en-CA") => (n: string) => validator.isTaxID(n, locale);

export const PERSONAL_NUMBERS: readonly PersonalNumber[] = [
  {
    id: "payment-card",
    what: "a payment card number",
    // Bare, or in the groups that are printed on the card.
    shape: /(?<![\w.$%/#-])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})(?![\w%/-]|\.\d)/g,
    context:
      /card|\bpan\b|visa|master|amex|american express|discover|diners|jcb|maestro|credit|debit|payment|\bcc(?:num|_|\b)|cvv|cvc|expir/i,
    isValid: (n) => ISSUERS.some((issuer) => issuer.test(n)) && validator.isLuhnNumber(n),
    isSample: (n) => isMadeUp(n) || TEST_CARDS.test(n),
  },
  {
    id: "iban",
    what: "a bank account number (IBAN)",
    shape: /(?<![\w])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w])/g,
    context: null,
    isValid: (n) => validator.isIBAN(n),
    isSample: (n) => EXAMPLE_IBANS.has(n) || RUNS.test(n.slice(4)) || new Set(n.slice(4)).size <= 4,
  },
  {
    id: "us-social-security-number",
    what: "a US social security number",
    shape: alone(String.raw`\d{3}-\d{2}-\d{4}`),
    context: /\bssn\b|social.?sec|\bss_?num|taxpayer|\bitin\b/i,
    isValid: (n) => !/^(?:000|666|9\d\d)|^\d{3}00|0000$/.test(n),
    isSample: (n) => /^(?:078051120|219099999|457555462|123456789|987654321|1112233\d\d)$/.test(n) || isMadeUp(n),
  },
  {
    id: "uk-national-insurance-number",
    what: "a UK national insurance number",
    shape: /(?<![\w])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w])/g,
    context: /\bnino?\b|national.?insurance|\bni.?(?:number|no)/i,
    isValid: (n) => !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(n),
    isSample: (n) => /^(?:QQ|AA|AB123456)|123456|(\d)\1{5}/.test(n),
  },
  {
    id: "german-tax-id",
    what: "a German tax identification number",
    shape: alone(String.raw`[1-9]\d{10}|[1-9]\d \d{3} \d{3} \d{3}`),
    context: /steuer.?(?:id|nummer|ident)|\bidnr\b|tax.?(?:id|number)|\btin\b/i,
    isValid: taxId("de-DE"),
    isSample: isMadeUp,
  },
  {
    id: "french-social-security-number",
    what: "a French social security number",
    shape: alone(String.raw`[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}`),
    context: /s[ée]curit[ée].?sociale|\binsee\b|\bnir\b|num_?secu|social.?security/i,
    isValid: (n) => {
      const digits = n.replace("2A", "19").replace("2B", "18");
      return 97 - Number(BigInt(digits.slice(0, 13)) % 97n) === Number(digits.slice(13));
    },
    isSample: () => false,
  },
  {
    id: "spanish-id",
    what: "a Spanish DNI or NIE",
    shape: /(?<![\w-])(?:\d{8}-?[A-HJ-NP-TV-Z]|[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z])(?![\w-])/g,
    context: /\bdni\b|\bnie\b|\bnif\b|documento|identidad/i,
    isValid: taxId("es-ES"),
    isSample: (n) => isMadeUp(n.replace(/\D/g, "")),
  },
  {
    id: "italian-tax-code",
    what: "an Italian tax code",
    shape: /(?<![\w])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\w])/g,
    context: null,
    isValid: isItalian,
    isSample: (n) => /^(?:RSSMRA|BNCMRA|VRDLGI|BNCGPP|MRTMTT91D08F205J)/.test(n),
  },
  {
    id: "dutch-citizen-number",
    what: "a Dutch citizen service number",
    shape: alone(String.raw`\d{9}|\d{4}\.\d{2}\.\d{3}`),
    context: /\bbsn\b|burgerservice|sofi.?nummer/i,
    isValid: taxId("nl-NL"),
    isSample: isMadeUp,
  },
  {
    id: "polish-pesel",
    what: "a Polish PESEL number",
    shape: alone(String.raw`\d{11}`),
    context: /pesel/i,
    isValid: isPolish,
    isSample: (n) => isMadeUp(n) || n === "44051401359",
  },
  {
    id: "brazilian-cpf",
    what: "a Brazilian CPF number",
    shape: alone(String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}`),
    context: /\bcpf|cadastro/i,
    isValid: taxId("pt-BR"),
    isSample: (n) => isMadeUp(n) || /^(?:12345678909|52998224725|11144477735)$/.test(n),
  },
  {
    id: "indian-aadhaar-number",
    what: "an Indian Aadhaar number",
    shape: alone(String.raw`[2-9]\d{3}([ -]?)\d{4}\1\d{4}`),
    context: /aadhaa?r|\buidai?\b/i,
    isValid: (n) => validator.isIdentityCard(n, "IN"),
    isSample: isMadeUp,
  },
  {
    id: "chinese-resident-id",
    what: "a Chinese resident identity number",
    shape: /(?<![\w.-])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\w.-])/g,
    context: null,
    isValid: isChinese,
    isSample: (n) => n === "11010519491231002X",
  },
  {
    id: "swedish-personal-number",
    what: "a Swedish personal number",
    shape: alone(String.raw`(?:19|20)?\d{6}[-+]\d{4}`),
    context: /person.?n(?:umme)?r|personal.?(?:identity|number)|\bpnr\b|\bssn\b/i,
    isValid: isSwedish,
    isSample: (n) => isMadeUp(shortSwedish(n)),
  },
  {
    id: "canadian-social-insurance-number",
    what: "a Canadian social insurance number",
    shape: alone(String.raw`[1-79]\d{2}([ -])\d{3}\1\d{3}`),
    context: /social.?insurance|\bsin\b.?(?:number|no|#|:|=)|\bnas\b/i,
    isValid: taxId("en-CA"),
    isSample: (n) => isMadeUp(n) || n === "130692544",
  },
];

/** Ranges of issuers, as ISO/IEC 7812 gives them to the networks, with the lengths that they use. */
const ISSUERS: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^(?:6011|64[4-9]\d|65\d\d)\d{12}$/, // Discover
  /^3(?:0[0-5]|[68]\d)\d{11}$/, // Diners Club
  /^35(?:2[89]|[3-8]\d)\d{12}$/, // JCB
  /^62\d{14,17}$/, // UnionPay
  /^(?:50(?:18|20|38)|5[678]\d\d|6304|6759|676[1-3])\d{8,15}$/, // Maestro
  /^(?:220[0-4])\d{12}$/, // Mir
  /^(?:60|65|81|82|508)\d{13,14}$/, // RuPay
];

/** Cards that payment providers publish for tests, by how they begin or end. */
const TEST_CARDS =
  /^(?:4242|411111111111|401288888888|400000|400005665566|422222|4000\d\d0000|4917610000|4462030000|4111\d0|41111|4012|4005519|4009348|4500600|4055|4485|4532|4539|4556|4716|4929|555555|5105105|5200828|522222|5424000|5454|5500000|5555|2223003|2223000|2221000|2222|520000|540500|3782822|371449635|378734493|340000|343434|345678|370000|341111|601111|6011000|6011601|60110009|3056930|3852000|385200002|30000|3600|36227206|353011|356600|6200000|6205|62000|676770|6759|6304|5019|5066)|(?:000000|111111|222222|123456|424242)|(\d)\1{6}/;

/** In an account's part of an IBAN: counted up, or one digit over and over. */
const RUNS = /(\d)\1{5}|123456|234567|345678|654321|0123|1234.?5678/;

/** Published as examples without such digits: by the registry of the standard and by providers. */
const EXAMPLE_IBANS: ReadonlySet<string> = new Set(
  `DE89370400440532013000 GB29NWBK60161331926819 FR1420041010050500013M02606 NL91ABNA0417164300 ES9121000418450200051332
   BE68539007547034 CH9300762011623852957 AT611904300234573201 PL61109010140000071219812874 NO9386011117947 DK5000400440116243
   LU280019400644750000 RO49AAAA1B31007593840000 HR1210010051863000160 SI56263300012039086 EE382200221020145685
   LV80BANK0000435195001 LI21088100002324013AA DE75512108001245126199 TR330006100519786457841326 NL39RABO0300065264
   DE02500105170137075030 DE02300209000106531065 GB94BARC10201530093459 GB24BKEN10000031510604`.split(/\s+/),
);

/** Typed, not given to anybody: one digit over and over, counting up, or the same few digits repeated. */
function isMadeUp(digits: string): boolean {
  if (new Set(digits).size <= 3) return true;
  return "01234567890123456789".includes(digits.slice(0, 8)) || "98765432109876543210".includes(digits.slice(0, 8));
}

/** The library refuses every tenth: those whose check digit is 0. The month says the century, too. */
function isPolish(n: string): boolean {
  let sum = 0;
  for (const [at, digit] of [...n].entries()) sum += Number(digit) * Number("13791379131"[at]);
  return isDay(Number(n.slice(2, 4)) % 20, Number(n.slice(4, 6))) && sum % 10 === 0;
}

/** The library reads a century off the clock. A day of birth may have 60 added. */
function isSwedish(n: string): boolean {
  const short = shortSwedish(n);
  return isDay(Number(short.slice(2, 4)), Number(short.slice(4, 6)) % 60) && validator.isLuhnNumber(short);
}

/** A day that exists in some century. */
function isDay(month: number, day: number): boolean {
  return day >= 1 && day <= (DAYS[month - 1] ?? 0);
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Without century and the sign that people of a hundred years have. */
function shortSwedish(n: string): string {
  return n.replace("+", "").slice(-10);
}

/** The library reads the clock. ISO 7064 mod 11,2: each place weighs twice the one behind it. */
function isChinese(n: string): boolean {
  let sum = 0;
  for (const digit of n.slice(0, 17)) sum = (sum + Number(digit)) * 2;
  return "10X98765432"[sum % 11] === n[17];
}

function isItalian(n: string): boolean {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
  let sum = 0;
  for (const [at, sign] of [...n.slice(0, 15)].entries()) {
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
    sum += at % 2 === 0 ? (odd[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26)) === n[15];
}
