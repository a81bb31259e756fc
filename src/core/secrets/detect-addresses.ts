// Passwords inside addresses and connection strings: `postgres://app:…@db.example.com`, `Server=…;Password=…`, `curl -u app:…`.
import { entropyOf } from "./entropy.js";
import { looksLikePassword } from "./looks-random.js";
import type { Certainty, Detector, Match } from "./match.js";
import { isPlaceholder } from "./placeholder.js";

export const ADDRESSES: readonly Detector[] = [
  { keyword: "://", matchAt: inAddress },
  { keyword: "password=", matchAt: (line, at) => inConnectionString(line, at, "password=".length) },
  { keyword: "pwd=", matchAt: (line, at) => inConnectionString(line, at, "pwd=".length) },
  { keyword: "curl ", matchAt: inCurl },
];

const SCHEME = /(?:^|[^A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]{1,30})$/;
const USER_INFO = /^([^\s:/?#@"'`<>\\]{0,100}):([^\s/"'`<>\\]{1,200})@([\w.-]{1,253}|\[[\da-fA-F:]{2,45}\])/;

function inAddress(line: string, at: number): Match | null {
  const scheme = SCHEME.exec(line.slice(Math.max(0, at - 32), at))?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  const [whole, user, password, host] = USER_INFO.exec(line.slice(at + 3, at + 3 + 600)) ?? [];
  if (whole === undefined || user === undefined || password === undefined || host === undefined) return null;
  if (isHarmless(user, password, host)) return null;
  return found(
    "password-in-address",
    `a password in ${articled(scheme)} address`,
    password,
    at + 4 + user.length,
    "shape",
  );
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
  return found("password-in-connection-string", "a password in a connection string", value, at + length, "shape");
}

const CURL_USER = /\s(?:-u|--user)[ =]["']?([\w.@-]{1,100}):([^\s"'`]{6,200})/;

function inCurl(line: string, at: number): Match | null {
  const stretch = line.slice(at, at + 1_000);
  const match = CURL_USER.exec(stretch);
  const value = match?.[2] ?? "";
  if (match === null || WORDS.test(value) || !(looksLikePassword(value) || isTokenLike(value))) return null;
  const start = at + match.index + match[0].length - value.length;
  return found("password-on-command-line", "a password on a command line", value, start, "name");
}

function isTokenLike(value: string): boolean {
  return value.length >= 20 && entropyOf(value) >= 3.5 && /\d/.test(value) && !isPlaceholder(value);
}

function found(detector: string, what: string, value: string, start: number, certainty: Certainty): Match {
  return { detector, what, start, end: start + value.length, value, harmless: 0, certainty };
}

function articled(scheme: string): string {
  const known =
    /^(?:https?|ftps?|sftp|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|smtps?|ldaps?|mssql|sqlserver|clickhouse|nats|ssh|git)$/;
  if (!known.test(scheme)) return "an";
  return /^(?:amqps?|https?$)/.test(scheme) && scheme.startsWith("a") ? `an ${scheme}` : `a ${scheme}`;
}
