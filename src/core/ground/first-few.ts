// The start of a list, and how much of it is left out.

export interface Few<T> {
  readonly some: readonly T[];
  readonly more: number;
}

export function few<T>(items: readonly T[], most: number): Few<T> {
  return { some: items.slice(0, most), more: Math.max(0, items.length - most) };
}

/** `a, b, c and 2 more` */
export function sayFew<T>({ some, more }: Few<T>, describe: (item: T) => string): string {
  return `${some.map(describe).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** `a; b; c; and 2 more`, of items that hold commas themselves. */
export function sayLongFew<T>({ some, more }: Few<T>, describe: (item: T) => string): string {
  return `${some.map(describe).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
