// Canonical JSON (RFC 8785) and SHA-256: the one way in which policies, facts and audit entries become comparable hashes.
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/**
 * The RFC 8785 form of a JSON value: keys sorted, no white space, one spelling per number. Keys whose value is `undefined`
 * are left out. Half a surrogate pair, which cutting a text can leave behind, becomes U+FFFD as it would in UTF-8.
 *
 * @throws TypeError for what JSON cannot say: `undefined` itself, a function, a Map or Set, a bigint, NaN or Infinity.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(toJson(value, 0));
  if (text === undefined) throw new TypeError("canonical JSON needs a value");
  return text;
}

/** SHA-256 of the UTF-8 bytes of `text`, as 64 lower-case hex digits. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Chosen, not measured: far above any record of ours. It turns a cycle or a hostile nesting into an error instead of a crash. */
const MAX_DEPTH = 64;

/** A copy that `canonicalize` takes, without the values that it would silently turn into `{}` or `null`. */
function toJson(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new TypeError(`canonical JSON nests at most ${MAX_DEPTH} levels`);
  if (typeof value === "string") return wellFormed(value);
  if (typeof value === "number" && !Number.isFinite(value))
    throw new TypeError("canonical JSON has no NaN or Infinity");
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));
  if (isDate(value)) return value.toISOString();
  if (!isRecord(value)) throw new TypeError(`canonical JSON cannot say ${kindOf(value)}`);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => [wellFormed(key), toJson(member, depth + 1)]);
  return Object.fromEntries(members);
}

function isDate(value: unknown): value is Date {
  return kindOf(value) === "[object Date]";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return kindOf(value) === "[object Object]";
}

/** Unlike `instanceof`, the same for objects of another realm, such as the copies that `structuredClone` makes in a test runner. */
function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

/** With the `u` flag, `\p{Cs}` matches lone surrogates only. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\uFFFD");
}
