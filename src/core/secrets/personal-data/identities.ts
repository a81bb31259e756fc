// Numbers that states give to people. Where a number is digits only, a word near it has to say what it is: many other numbers
// pass the same checksum by chance.
import { isDay, isMadeUp, type PersonalNumber, passesLuhn, weightedSum } from "./number.js";

/** Digits that stand alone: no part of a longer number, an identifier, a decimal or a path. */
const alone = (digits: string) => new RegExp(String.raw`(?<![\w.#/%$+-])(?:${digits})(?![\w%/]|[.-]\w)`, "g");

export const IDENTITY_NUMBERS: readonly PersonalNumber[] = [
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
    isValid: isGermanTaxId,
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
    isValid: (n) => {
      const digits = n.slice(0, -1).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter)));
      return "TRWAGMYFPDXBNJZSQVHLCKE"[Number(digits) % 23] === n.at(-1);
    },
    isSample: (n) => isMadeUp(n.replace(/\D/g, "")),
  },
  {
    id: "italian-tax-code",
    what: "an Italian tax code",
    shape: /(?<![\w])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\w])/g,
    context: null,
    isValid: isItalianTaxCode,
    isSample: (n) => /^(?:RSSMRA|BNCMRA|VRDLGI|BNCGPP|MRTMTT91D08F205J)/.test(n),
  },
  {
    id: "dutch-citizen-number",
    what: "a Dutch citizen service number",
    shape: alone(String.raw`\d{9}|\d{4}\.\d{2}\.\d{3}`),
    context: /\bbsn\b|burgerservice|sofi.?nummer/i,
    isValid: (n) => weightedSum(n, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    isSample: isMadeUp,
  },
  {
    id: "polish-pesel",
    what: "a Polish PESEL number",
    shape: alone(String.raw`\d{11}`),
    context: /pesel/i,
    isValid: (n) =>
      isDay(Number(n.slice(2, 4)) % 20, Number(n.slice(4, 6))) &&
      weightedSum(n, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
    isSample: (n) => isMadeUp(n) || n === "44051401359",
  },
  {
    id: "brazilian-cpf",
    what: "a Brazilian CPF number",
    shape: alone(String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}`),
    context: /\bcpf|cadastro/i,
    isValid: (n) => [9, 10].every((length) => Number(n[length]) === elevenDigit(n.slice(0, length))),
    isSample: (n) => isMadeUp(n) || /^(?:12345678909|52998224725|11144477735)$/.test(n),
  },
  {
    id: "indian-aadhaar-number",
    what: "an Indian Aadhaar number",
    shape: alone(String.raw`[2-9]\d{3}([ -]?)\d{4}\1\d{4}`),
    context: /aadhaa?r|\buidai?\b/i,
    isValid: passesVerhoeff,
    isSample: isMadeUp,
  },
  {
    id: "chinese-resident-id",
    what: "a Chinese resident identity number",
    shape: /(?<![\w.-])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\w.-])/g,
    context: null,
    isValid: (n) => "10X98765432"[weightedSum(n, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === n[17],
    isSample: (n) => n === "11010519491231002X",
  },
  {
    id: "swedish-personal-number",
    what: "a Swedish personal number",
    shape: alone(String.raw`(?:19|20)?\d{6}[-+]\d{4}`),
    context: /person.?n(?:umme)?r|personal.?(?:identity|number)|\bpnr\b|\bssn\b/i,
    isValid: (n) => {
      const short = shortSwedish(n);
      return isDay(Number(short.slice(2, 4)), Number(short.slice(4, 6)) % 60) && passesLuhn(short);
    },
    isSample: (n) => isMadeUp(shortSwedish(n)),
  },
  {
    id: "canadian-social-insurance-number",
    what: "a Canadian social insurance number",
    shape: alone(String.raw`[1-79]\d{2}([ -])\d{3}\1\d{3}`),
    context: /social.?insurance|\bsin\b.?(?:number|no|#|:|=)|\bnas\b/i,
    isValid: passesLuhn,
    isSample: (n) => isMadeUp(n) || n === "130692544",
  },
];

/** Without century and the sign that people of a hundred years have. */
function shortSwedish(n: string): string {
  return n.replace("+", "").slice(-10);
}

function elevenDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (digits.length + 1 - index), 0);
  return ((sum * 10) % 11) % 10;
}

/** Exactly one digit of the first ten stands two or three times, and the check digit is that of ISO 7064 mod 11,10. */
function isGermanTaxId(n: string): boolean {
  const times = [..."0123456789"].map((digit) => n.slice(0, 10).split(digit).length - 1);
  const [most = 0, second = 0] = times.sort((a, b) => b - a);
  if (most < 2 || most > 3 || second > 1) return false;
  let product = 10;
  for (const digit of n.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(n[10]);
}

function isItalianTaxCode(code: string): boolean {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
  const values = [...code.slice(0, 15)].map((sign, index) => {
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
    return index % 2 === 0 ? (odd[value] ?? 0) : value;
  });
  return String.fromCharCode(65 + (values.reduce((sum, value) => sum + value, 0) % 26)) === code[15];
}

/** The dihedral group of order ten, by reflection and rotation instead of its tables. */
function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index++) {
    check = dihedral(check, permuted(Number(digits.charAt(digits.length - 1 - index)), index % 8));
  }
  return check === 0;
}

function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5;
}

const STEP = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

function permuted(digit: number, times: number): number {
  let result = digit;
  for (let step = 0; step < times; step++) result = STEP[result] ?? 0;
  return result;
}
