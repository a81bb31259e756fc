// What the receipt commits the App to: whoever has nonce and content can compute it again, nobody can guess either.
import { sha256 } from "../ground/canonical.js";

/**
 * `sha256:` and the hash of `nonce` (64 hex digits, as text) followed by `content`, both in UTF-8. The nonce has 256 bits
 * that only the server can compute: without it the hash of a short form could be found by trying.
 */
export function commitmentOf(nonce: string, content: string): string {
  return `sha256:${sha256(nonce + content)}`;
}
