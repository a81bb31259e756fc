// What the two readers of a statement share: its empty form, its bounds, and the small values inside it.

export interface Statement {
  readonly agent: string | null;
  /** Logins of the people who set the agent to work, without `@`. */
  readonly operator: readonly string[] | null;
  readonly intent: string | null;
  readonly tests: readonly string[] | null;
  /** Empty: no external context was used. Null: not declared. */
  readonly context: readonly string[] | null;
  /** From 0 to 1. */
  readonly confidence: number | null;
  readonly retries: number | null;
  /** An issue, such as `#41`, `acme/shop#41` or its address. */
  readonly acceptance: string | null;
  /** What is wrong with the statement and how to mend it, one line each, safe as Markdown. */
  readonly problems: readonly string[];
}

/** Longest text and list that a statement may hold; the briefing shows far less. */
export const MAX_TEXT_CHARS = 2_000;
export const MAX_LIST_ITEMS = 50;

export const EMPTY_STATEMENT: Statement = {
  agent: null,
  operator: null,
  intent: null,
  tests: null,
  context: null,
  confidence: null,
  retries: null,
  acceptance: null,
  problems: [],
};

/** Repository (null: this one) and number of `#41`, `acme/shop#41` or an issue's address; null when it is none. */
export function parseIssueReference(text: string): { repository: string | null; number: number } | null {
  const short = /^([\w.-]{1,100}\/[\w.-]{1,100})?#(\d{1,9})$/.exec(text.trim());
  const address = /^https:\/\/[\w.:-]+\/([\w.-]{1,100}\/[\w.-]{1,100})\/issues\/(\d{1,9})$/.exec(text.trim());
  const [, repository = null, number] = short ?? address ?? [];
  return number === undefined ? null : { repository, number: Number(number) };
}

/** Does the list say in words that it is empty? */
export function isNone(items: readonly string[]): boolean {
  const said = items.length === 1 ? (items[0] ?? "") : "";
  return /^(?:none|n\/?a|nothing|no|no external context|none (?:was )?used)\.?$/i.test(said);
}
