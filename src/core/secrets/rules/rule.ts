// How a credential's shape is written down. Shapes are RE2 syntax and are only ever tried by the linear engine, at the place
// where their keyword stands.

export interface TokenRule {
  /** The detector's id in findings, kebab-case. */
  readonly id: string;
  /** What it is, in words: `an AWS access key`. */
  readonly what: string;
  /** In lower case. Every match contains it; it is looked for without case. */
  readonly keyword: string;
  /** How many characters of it stand in front of the keyword: one number, so that one place has to be tried. */
  readonly before: number;
  /** RE2 syntax, with case. The first group, or the whole match without one, is the secret. */
  readonly shape: string;
  /** Least Shannon entropy of the secret behind its fixed prefix, in bits per character. */
  readonly entropy: number;
  /** Characters at its start that every such credential has; they do not count for the entropy. */
  readonly prefix: number;
}

/** A random text of 20 characters and more lies above this, words and patterns mostly below. */
const MIN_ENTROPY = 2.8;

/** A credential that begins with a fixed text. `rest`: the shape of what follows. */
export function token(id: string, what: string, prefix: string, rest: string, entropy = MIN_ENTROPY): TokenRule {
  const shape = `${escapeShape(prefix)}${rest}`;
  return { id, what, keyword: prefix.toLowerCase(), before: 0, shape, entropy, prefix: prefix.length };
}

/** A credential with a fixed text inside. `before`: how many characters of it stand in front of that text. */
export function holding(id: string, what: string, keyword: string, before: number, shape: string): TokenRule {
  return { id, what, keyword: keyword.toLowerCase(), before, shape, entropy: MIN_ENTROPY, prefix: 0 };
}

/** A shape that says nothing by itself, next to the vendor's name and a word such as `key` or `token`. */
export interface NamedRule {
  readonly id: string;
  readonly what: string;
  /** Names of the vendor in lower case. */
  readonly names: readonly string[];
  /** RE2 syntax, without case. */
  readonly shape: string;
}

/** `names`: one or more, separated by spaces. */
export function named(vendor: string, names: string, shape: string): NamedRule {
  const article = /^[AEIOU]/.test(vendor) ? "an" : "a";
  const id = `${vendor.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-credential`;
  return { id, what: `${article} ${vendor} credential`, names: names.split(" "), shape };
}

function escapeShape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
