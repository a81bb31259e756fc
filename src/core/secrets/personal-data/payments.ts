// Payment cards and bank accounts.
import validator from "validator";
import { isMadeUp, type PersonalNumber, passesLuhn } from "./number.js";

export const PAYMENT_NUMBERS: readonly PersonalNumber[] = [
  {
    id: "payment-card",
    what: "a payment card number",
    // Bare, or in the groups that are printed on the card.
    shape: /(?<![\w.$%/#-])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})(?![\w%/-]|\.\d)/g,
    context:
      /card|\bpan\b|visa|master|amex|american express|discover|diners|jcb|maestro|credit|debit|payment|\bcc(?:num|_|\b)|cvv|cvc|expir/i,
    isValid: (digits) => hasIssuer(digits) && passesLuhn(digits),
    isSample: (digits) => isMadeUp(digits) || isTestCard(digits),
  },
  {
    id: "iban",
    what: "a bank account number (IBAN)",
    shape: /(?<![\w])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w])/g,
    context: null,
    isValid: (iban) => validator.isIBAN(iban),
    isSample: isExampleIban,
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

function hasIssuer(digits: string): boolean {
  return ISSUERS.some((issuer) => issuer.test(digits));
}

/** Cards that payment providers publish for tests, by how they begin or end. */
const TEST_CARDS =
  /^(?:4242|411111111111|401288888888|400000|400005665566|422222|4000\d\d0000|4917610000|4462030000|4111\d0|41111|4012|4005519|4009348|4500600|4055|4485|4532|4539|4556|4716|4929|555555|5105105|5200828|522222|5424000|5454|5500000|5555|2223003|2223000|2221000|2222|520000|540500|3782822|371449635|378734493|340000|343434|345678|370000|341111|601111|6011000|6011601|60110009|3056930|3852000|385200002|30000|3600|36227206|353011|356600|6200000|6205|62000|676770|6759|6304|5019|5066)|(?:000000|111111|222222|123456|424242)|(\d)\1{6}/;

function isTestCard(digits: string): boolean {
  return TEST_CARDS.test(digits);
}

/** Account parts that count up, hold one digit only or are those of the standard's and the banks' own examples. */
function isExampleIban(iban: string): boolean {
  const account = iban.slice(4);
  return (
    EXAMPLES.has(iban) ||
    /(\d)\1{5}|123456|234567|345678|654321|0123|1234.?5678/.test(account) ||
    new Set(account).size <= 4
  );
}

/** Published as examples: the registry of the standard, encyclopedias, providers' documentation. */
const EXAMPLES: ReadonlySet<string> = new Set(
  `DE89370400440532013000 GB82WEST12345698765432 GB29NWBK60161331926819 FR1420041010050500013M02606 NL91ABNA0417164300
   ES9121000418450200051332 IT60X0542811101000000123456 BE68539007547034 CH9300762011623852957 AT611904300234573201
   SE4550000000058398257466 PL61109010140000071219812874 PT50000201231234567890154 NO9386011117947 DK5000400440116243
   FI2112345600000785 IE29AIBK93115212345678 LU280019400644750000 GR1601101250000000012300695 HU42117730161111101800000000
   CZ6508000000192000145399 SK3112000000198742637541 RO49AAAA1B31007593840000 BG80BNBG96611020345678 HR1210010051863000160
   SI56263300012039086 EE382200221020145685 LV80BANK0000435195001 LT121000011101001000 MT84MALT011000012345MTLCAST001S
   CY17002001280000001200527600 LI21088100002324013AA MC5811222000010123456789030 SM86U0322509800000000270100
   FR7630006000011234567890189 NL02ABNA0123456789 GB33BUKB20201555555555 DE75512108001245126199 TR330006100519786457841326
   BE71096123456769 ES7921000813610123456789 FR7630001007941234567890185 AE070331234567890123456 SA0380000000608010167519
   NL39RABO0300065264 NL20INGB0001234567 DE91100000000123456789 DE02120300000000202051 DE02500105170137075030
   DE02100500000054540402 DE02300209000106531065 GB94BARC10201530093459 GB24BKEN10000031510604`.split(/\s+/),
);
