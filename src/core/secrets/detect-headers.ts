// Credentials that travel in headers: JSON Web Tokens, `Authorization: Basic …`, `Authorization: Bearer …`, `X-Api-Key: …`.

import { beginsWord } from "./detect-tokens.js";
import { looksLikePassword, looksLikeToken } from "./looks-random.js";
import type { Certainty, Detector, Match } from "./match.js";

export const HEADERS: readonly Detector[] = [
  { keyword: "eyj", matchAt: jsonWebToken },
  { keyword: "basic ", matchAt: basic },
  { keyword: "bearer ", matchAt: bearer },
  { keyword: "x-api-key", matchAt: apiKeyHeader },
  { keyword: "x-auth-token", matchAt: apiKeyHeader },
];

const JWT = /^eyJ[\w-]{10,2000}\.eyJ[\w-]{10,6000}\.([\w-]{20,1500})/;

function jsonWebToken(line: string, at: number): Match | null {
  if (!beginsWord(line, at)) return null;
  const [value, signature] = JWT.exec(line.slice(at, at + 9_600)) ?? [];
  if (value === undefined || signature === undefined) return null;
  const [header = "", payload = ""] = value.split(".");
  if (!/"alg"\s*:/.test(decoded(header)) || isMeantForAll(decoded(payload))) return null;
  return found("json-web-token", "a JSON Web Token", value, at, "shape");
}

/** The example of jwt.io and its kin; keys that every visitor of a site is given. */
function isMeantForAll(payload: string): boolean {
  return /1234567890|john doe|jane doe|"role"\s*:\s*"anon"|supabase-demo|example|"(?:sub|name|user|iss)"\s*:\s*"(?:test|demo|user|foo)/i.test(
    payload,
  );
}

function basic(line: string, at: number): Match | null {
  const [value] = /^[A-Za-z0-9+/]{12,400}={0,2}/.exec(line.slice(at + 6, at + 6 + 420)) ?? [];
  if (value === undefined) return null;
  const [, password] = /^[\x20-\x7e]{1,100}?:([\x20-\x7e]{4,200})$/.exec(decoded(value)) ?? [];
  if (password === undefined || !(looksLikePassword(password) || looksLikeToken(password))) return null;
  return found("basic-authorization", "credentials of HTTP basic authentication", value, at + 6, "shape");
}

function bearer(line: string, at: number): Match | null {
  const [value] = /^[\w.~+/=-]{16,1000}/.exec(line.slice(at + 7, at + 7 + 1_000)) ?? [];
  if (value === undefined || !looksLikeToken(value)) return null;
  return found("bearer-token", "a bearer token", value, at + 7, "name");
}

function apiKeyHeader(line: string, at: number): Match | null {
  const match = /^[\w-]{5,15}["'`]?\s{0,5}(?::|,|=>|=)\s{0,5}["'`]?([\w.~+/=-]{16,300})/.exec(line.slice(at, at + 350));
  const value = match?.[1] ?? "";
  if (match === null || !looksLikeToken(value)) return null;
  return found("api-key-header", "an API key in a header", value, at + match[0].length - value.length, "name");
}

/** Base64 in either alphabet as text; empty when it is none. */
export function decoded(base64: string): string {
  try {
    return atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}

function found(detector: string, what: string, value: string, start: number, certainty: Certainty): Match {
  return { detector, what, start, end: start + value.length, value, harmless: 0, certainty };
}
