// Text that somebody outside this program chose, marked so that nobody takes it for words of this program.

declare const MARK: unique symbol;

/** Stays what it is until it is quoted: `line` refuses it, and `quoteInline` makes it safe. */
export type Hostile = string & { readonly [MARK]: true };

/** Longer than anything that is shown of one value. */
const MAX_CHARS = 1_000;

export function hostile(text: string): Hostile {
  return text.slice(0, MAX_CHARS) as Hostile;
}

/** A sentence of this program as a template. Values are its own words, numbers and quotations; a hostile text is a type error. */
export function line<const T extends readonly (string | number)[]>(
  parts: TemplateStringsArray,
  ...values: T & { readonly [K in keyof T]: T[K] extends Hostile ? never : T[K] }
): string {
  return parts.map((part, index) => `${part}${values[index] ?? ""}`).join("");
}
