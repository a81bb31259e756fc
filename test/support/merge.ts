// Deep-partial overrides for the builders: a test states the one fact it is about.

/**
 * What a builder may be given. Lists, maps, nullable values and unions that state a `status` or `kind` are replaced
 * whole; every other object is merged key by key.
 */
export type Override<T> = { readonly [Key in keyof T]?: OverrideValue<T[Key]> };

type OverrideValue<T> = null extends T
  ? T
  : T extends
        | string
        | number
        | boolean
        | readonly unknown[]
        | ReadonlyMap<unknown, unknown>
        | { readonly status: unknown }
        | { readonly kind: unknown }
    ? T
    : Override<T>;

/** `base` with `override` laid over it; neither is changed. */
export function merge<T extends object>(base: T, override: Override<T>): T {
  const merged: Record<string, unknown> = { ...(base as Record<string, unknown>) };
  for (const [key, value] of Object.entries(override)) {
    merged[key] = mergeValue(merged[key], value);
  }
  return merged as T;
}

function mergeValue(base: unknown, value: unknown): unknown {
  if (!isMergeable(base) || !isMergeable(value)) return value;
  if ("status" in value || "kind" in value) return value;
  return merge(base, value);
}

function isMergeable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
