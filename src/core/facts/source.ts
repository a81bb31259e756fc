// What was asked of somebody else: the answer, or why there is none.

/** A source that was read, or the reason why it could not be. Unavailable never passes a requirement. */
export type Source<T> =
  | { readonly status: "loaded"; readonly value: T }
  | { readonly status: "unavailable"; readonly reason: string };

export function loaded<T>(value: T): Source<T> {
  return { status: "loaded", value };
}

export function unavailable<T>(reason: string): Source<T> {
  return { status: "unavailable", reason };
}

/** Empty: there is none, or it could not be read. */
export function listOf<T>(source: Source<readonly T[]>): readonly T[] {
  return source.status === "loaded" ? source.value : [];
}
