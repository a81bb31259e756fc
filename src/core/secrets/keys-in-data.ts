// Secrets that only the lines around give away: the values of a Kubernetes Secret, the private half of a JSON Web Key.
import { decoded } from "./detect-headers.js";
import { entropyOf } from "./entropy.js";
import { looksLikePassword, looksLikeToken } from "./looks-random.js";
import type { Match } from "./match.js";
import { isPlaceholder } from "./placeholder.js";

/** What the lines of a hunk say together, read once. */
export interface Surroundings {
  readonly kubernetesSecret: boolean;
  readonly jsonWebKey: boolean;
}

export function surroundingsOf(lines: readonly string[]): Surroundings {
  return {
    kubernetesSecret: lines.some((line) => /^\s{0,20}kind:\s{0,5}["']?Secret["']?\s*$/.test(line)),
    jsonWebKey: lines.some((line) => line.includes('"kty"')),
  };
}

/** At most one in a line. */
export function matchInData(line: string, { kubernetesSecret, jsonWebKey }: Surroundings): Match | null {
  return (kubernetesSecret ? secretValue(line) : null) ?? (jsonWebKey ? privateExponent(line) : null);
}

function secretValue(line: string): Match | null {
  const match = /^\s{1,40}["']?[\w.-]{1,100}["']?:\s{1,10}["']?([A-Za-z0-9+/]{8,4000}={0,2})["']?\s*$/.exec(line);
  const value = match?.[1] ?? "";
  if (match === null || value.length % 4 !== 0) return null;
  const text = decoded(value).trim();
  if (!/^[\x20-\x7e]{6,}$/.test(text) || !(looksLikePassword(text) || looksLikeToken(text))) return null;
  return found("kubernetes-secret", "a value of a Kubernetes Secret", value, line.indexOf(value), "name");
}

/** `d` of RFC 7518: the private part of an RSA or elliptic key. */
function privateExponent(line: string): Match | null {
  const value = /"d"\s{0,5}:\s{0,5}"([\w-]{40,1500})"/.exec(line)?.[1] ?? "";
  if (value === "" || entropyOf(value) < 4 || isPlaceholder(value)) return null;
  return found("private-json-web-key", "a private JSON Web Key", value, line.indexOf(value), "shape");
}

function found(detector: string, what: string, value: string, start: number, certainty: Match["certainty"]): Match {
  return { detector, what, start, end: start + value.length, value, harmless: 0, certainty };
}
