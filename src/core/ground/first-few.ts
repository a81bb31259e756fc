// A list in one line, of which the end is counted only.

const MAX_LISTED = 5;

/** `a, b, c, d, e and 2 more` */
export function firstFew<T>(items: readonly T[], describe: (item: T) => string): string {
  const more = items.length > MAX_LISTED ? ` and ${items.length - MAX_LISTED} more` : "";
  return `${items.slice(0, MAX_LISTED).map(describe).join(", ")}${more}`;
}
