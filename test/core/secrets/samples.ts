// Made-up credentials, put together when the tests run: no scanner of a repository has to be told that they are none.
import { createHash } from "node:crypto";
import type { Secret } from "../../../src/core/facts/examination.js";
import { findCredentials } from "../../../src/core/secrets/find-credentials.js";
import { aFile, aHunk } from "../../support/build.js";

const ALPHABETS = {
  base62: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  lower: "abcdefghijklmnopqrstuvwxyz0123456789",
  hex: "0123456789abcdef",
  digits: "0123456789",
} as const;

/** As good as drawn, and the same for the same seed. */
export function drawn(length: number, alphabet: keyof typeof ALPHABETS = "base62", seed = "a"): string {
  const letters = ALPHABETS[alphabet];
  let text = "";
  for (let block = 0; text.length < length; block++) {
    const bytes = createHash("sha256").update(`${seed} ${block}`).digest();
    text += [...bytes].map((byte) => letters[byte % letters.length]).join("");
  }
  return text.slice(0, length);
}

export const GITHUB_PAT = `ghp${"_"}${drawn(36)}`;
export const AWS_KEY = `AK${"IA"}${drawn(16, "upper")}`;
export const DATABASE_URL = `postgres${"://"}app:${drawn(20)}@db.acme-prod.io:5432/shop`;

/** What is found in these added lines. */
export function found(path: string, ...lines: readonly string[]): readonly Secret[] {
  return findCredentials(
    aFile({
      path,
      content: {
        kind: "hunks",
        hunks: [
          aHunk(
            { old: 1, new: 1 },
            lines.map((line) => `+${line}`),
          ),
        ],
      },
    }),
  );
}

export function detectorsIn(path: string, ...lines: readonly string[]): readonly string[] {
  return found(path, ...lines).map(({ detector }) => detector);
}

/** A private key's body, in lines of 64 characters. */
export function pem(kind: string, lines = 6): readonly string[] {
  const body = Array.from({ length: lines }, (_, index) => drawn(64, "base62", `${kind} ${index}`));
  return [`-----BEGIN ${kind}-----`, ...body, `-----END ${kind}-----`];
}
