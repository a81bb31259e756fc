// What PostgreSQL can keep. Its text knows neither NUL nor half a surrogate pair, and a hostile comment may hold both: they
// become U+FFFD, so that nobody can make the store fail. GitHub's ids fit a double; the database's bigint is checked.

export function storableText(text: string): string {
  return text.replace(UNSTORABLE, "\uFFFD");
}

/** A plain JSON value in which every text can be stored. Members that are `undefined` are left out. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (typeof member === "string" ? storableText(member) : member));
}

/** @throws RangeError for an id that a double cannot hold: two of them could look the same. */
export function toNumber(id: bigint): number {
  return checkedId(Number(id));
}

/** The same for an id that was read from JSON. */
export function checkedId(id: number): number {
  if (!Number.isSafeInteger(id)) throw new RangeError("an id from the database does not fit a number");
  return id;
}

/** With the `u` flag, `\p{Cs}` matches lone surrogates only. */
const UNSTORABLE = /\p{Cs}|\0/gu;
