// What a text is once its types are gone: a list of parts, equal exactly when nothing but types differs.

export type TypesReading =
  | { readonly status: "read"; readonly parts: readonly string[] }
  /** `reason` is for people and quotes nothing of the text. */
  | { readonly status: "unread"; readonly reason: string };

export function unread(reason: string): TypesReading {
  return { status: "unread", reason };
}
