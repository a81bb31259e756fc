// Everything that is a credential wherever it stands: tokens, and what travels. That is passwords in addresses, connection strings and
// commands (`postgres://app:…@db.example.com`, `Server=…;Password=…`, `curl -u app:…`), and what stands in headers (JSON Web Tokens,
// `Authorization: Bearer …`, `X-Api-Key: …`).

import { beginsWord, TOKENS } from "./detect-tokens.js";
import { entropyOf, isPlaceholder, looksLikePassword, looksLikeToken } from "./looks-random.js";
import { compileScanner, type Detector, type LineScanner, type Match, secretAt } from "./scanner.js";

export const SHAPES: readonly Detector[] = [
  ...TOKENS,
  { keyword: "://", matchAt: inAddress },
  { keyword: "password=", matchAt: (line, at) => inConnectionString(line, at, "password=".length) },
  { keyword: "pwd=", matchAt: (line, at) => inConnectionString(line, at, "pwd=".length) },
  { keyword: "curl ", matchAt: inCurl },
  { keyword: "eyj", matchAt: jsonWebToken },
  { keyword: "basic ", matchAt: basic },
  { keyword: "bearer ", matchAt: bearer },
  { keyword: "x-api-key", matchAt: apiKeyHeader },
  { keyword: "x-auth-token", matchAt: apiKeyHeader },
];

export const scanShapes: LineScanner = compileScanner(SHAPES);

const SCHEME = /(?:^|[^A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]{1,30})$/;
const USER_INFO = /^([^\s:/?#@"'`<>\\]{0,100}):([^\s/"'`<>\\]{1,200})@([\w.-]{1,253}|\[[\da-fA-F:]{2,45}\])/;

function inAddress(line: string, at: number): Match | null {
  const scheme = SCHEME.exec(line.slice(Math.max(0, at - 32), at))?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  const [whole, user, password, host] = USER_INFO.exec(line.slice(at + 3, at + 3 + 600)) ?? [];
  if (whole === undefined || user === undefined || password === undefined || host === undefined) return null;
  if (isHarmless(user, password, host)) return null;
  const what = `a password in ${articled(scheme)} address`;
  return secretAt({ detector: "password-in-address", what, certainty: "shape" }, password, at + 4 + user.length);
}

/** Example hosts and local ones are no loss, unless the password is one that somebody drew. */
function isHarmless(user: string, password: string, host: string): boolean {
  if (isPlaceholder(password) || WORDS.test(password) || password.toLowerCase() === user.toLowerCase()) return true;
  if (/^[A-Z][A-Z_]+$/.test(password) || EXAMPLE_HOST.test(host)) return true;
  const isNear =
    !host.includes(".") ||
    /^(?:127\.|10\.|192\.168\.|0\.0\.0\.0)|\.(?:local|localdomain|internal|svc|test)$/i.test(host);
  const isDrawn = password.length >= 16 && entropyOf(password) >= 3.5 && /\d/.test(password);
  return isNear ? !isDrawn : !isDrawn && !/\d|[!$%^&*+]/.test(password) && password.length < 12;
}

/** What people write when they mean any password. */
const WORDS =
  /^(?:(?:my|the|some|a|db|user|app|root|admin|super|strong)?[_-]?(?:pass|passw|password|passwd|pwd|pw|p4ss|passphrase|secret|token|key|apikey|api_key|credentials?)[\d!_-]{0,4}|postgres|mysql|mongo|mongodb|redis|rabbit|rabbitmq|guest|root|admin|user|username|sa|minio(?:admin)?|password\w{0,6}|x-oauth-basic|x-access-token|\*+|\.+|\w|\d+)$/i;
const EXAMPLE_HOST =
  /(?:^|\.)(?:example|invalid|test|localhost|acme|foo|bar|host|hostname|server|domain|your\w*|my\w*)(?:\.[a-z]{2,6})?$|^example\b/i;

/** Only where the rest of the line is a connection string, too. */
function inConnectionString(line: string, at: number, length: number): Match | null {
  const around = line.slice(Math.max(0, at - 300), at + 300);
  if (!/(?:server|data source|host|endpoint|addr(?:ess)?|initial catalog|database|user id|uid)\s?=/i.test(around))
    return null;
  const value = /^[^;"'`\s]{6,128}/.exec(line.slice(at + length, at + length + 130))?.[0] ?? "";
  const isLocal = /=\s?(?:localhost|127\.0\.0\.1|\(localdb\)|\.|\(local\)|db|mssql|postgres|mysql)(?:[;,:\\]|$)/i.test(
    around,
  );
  if (isLocal || WORDS.test(value) || !looksLikePassword(value)) return null;
  return secretAt(
    { detector: "password-in-connection-string", what: "a password in a connection string", certainty: "shape" },
    value,
    at + length,
  );
}

const CURL_USER = /\s(?:-u|--user)[ =]["']?([\w.@-]{1,100}):([^\s"'`]{6,200})/;

function inCurl(line: string, at: number): Match | null {
  const stretch = line.slice(at, at + 1_000);
  const match = CURL_USER.exec(stretch);
  const value = match?.[2] ?? "";
  if (match === null || WORDS.test(value) || !(looksLikePassword(value) || isTokenLike(value))) return null;
  const start = at + match.index + match[0].length - value.length;
  return secretAt(
    { detector: "password-on-command-line", what: "a password on a command line", certainty: "name" },
    value,
    start,
  );
}

function isTokenLike(value: string): boolean {
  return value.length >= 20 && entropyOf(value) >= 3.5 && /\d/.test(value) && !isPlaceholder(value);
}

/** A scheme that nobody knows is not repeated: it is part of a hostile text. */
function articled(scheme: string): string {
  const known =
    /^(?:https?|ftps?|sftp|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|smtps?|ldaps?|mssql|sqlserver|clickhouse|nats|ssh|git)$/;
  if (!known.test(scheme)) return "an";
  return scheme.startsWith("amqp") ? `an ${scheme}` : `a ${scheme}`;
}

const JWT = /^eyJ[\w-]{10,2000}\.eyJ[\w-]{10,6000}\.([\w-]{20,1500})/;

function jsonWebToken(line: string, at: number): Match | null {
  if (!beginsWord(line, at)) return null;
  const [value, signature] = JWT.exec(line.slice(at, at + 9_600)) ?? [];
  if (value === undefined || signature === undefined) return null;
  const [header = "", payload = ""] = value.split(".");
  if (!/"alg"\s*:/.test(decoded(header)) || isMeantForAll(decoded(payload))) return null;
  return secretAt({ detector: "json-web-token", what: "a JSON Web Token", certainty: "shape" }, value, at);
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
  return secretAt(
    { detector: "basic-authorization", what: "credentials of HTTP basic authentication", certainty: "shape" },
    value,
    at + 6,
  );
}

function bearer(line: string, at: number): Match | null {
  const [value] = /^[\w.~+/=-]{16,1000}/.exec(line.slice(at + 7, at + 7 + 1_000)) ?? [];
  if (value === undefined || !looksLikeToken(value)) return null;
  return secretAt({ detector: "bearer-token", what: "a bearer token", certainty: "name" }, value, at + 7);
}

function apiKeyHeader(line: string, at: number): Match | null {
  const match = /^[\w-]{5,15}["'`]?\s{0,5}(?::|,|=>|=)\s{0,5}["'`]?([\w.~+/=-]{16,300})/.exec(line.slice(at, at + 350));
  const value = match?.[1] ?? "";
  if (match === null || !looksLikeToken(value)) return null;
  return secretAt(
    { detector: "api-key-header", what: "an API key in a header", certainty: "name" },
    value,
    at + match[0].length - value.length,
  );
}

/** Base64 in either alphabet as text; empty when it is none. */
export function decoded(base64: string): string {
  try {
    return atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
