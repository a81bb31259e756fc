// How a number that names a person, an account or a card is written down.

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

/** ISO 7064 and its relatives: the digits' weighted sum modulo `modulus`. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits.charAt(index)), 0);
}

export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits.charAt(digits.length - 1 - index));
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Typed, not given to anybody: one digit over and over, counting up, or the same few digits repeated. */
export function isMadeUp(digits: string): boolean {
  if (new Set(digits).size <= 3) return true;
  return "01234567890123456789".includes(digits.slice(0, 8)) || "98765432109876543210".includes(digits.slice(0, 8));
}

/** A day that exists in some century, from two digits each. */
export function isDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= (DAYS[month - 1] ?? 0);
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
