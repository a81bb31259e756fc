// Ids and hashes that are the same for the same seed, and those of the default pull request.
import { createHash } from "node:crypto";

/** A commit or blob id: 40 hex digits, the same for the same seed. */
export function fakeSha(seed: string | number): string {
  return createHash("sha1").update(`sha ${seed}`).digest("hex");
}

/** A sha256: 64 hex digits, the same for the same seed. */
export function fakeHash(seed: string | number): string {
  return createHash("sha256").update(`hash ${seed}`).digest("hex");
}

/** The fingerprint of the default change. */
export const FINGERPRINT = fakeHash("change 1");
/** The head of the default pull request. */
export const HEAD_SHA = fakeSha("head 1");
/** The moment of the default snapshot; comments of the builders lie before it. */
export const READ_AT = "2026-03-02T12:00:00Z";
