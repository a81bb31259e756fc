// What each setting may be, one schema per variable. Messages follow the variable's name in a sentence and repeat what was
// received only where it is no secret.
import { z } from "zod";

export interface ConfigFault {
  readonly variable: string;
  /** Expected, received (never a secret), how to fix, with an example. */
  readonly message: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Chosen: GitHub's own manifest flow makes 40 characters; below 16 bytes a secret can be guessed. */
export const MIN_SECRET_BYTES = 16;

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The value for a message: cut, in backticks. Only for variables that are no secrets. */
export function received(value: unknown): string {
  return value === undefined ? "it is missing" : `received \`${String(value).slice(0, 60)}\``;
}

const say = (expected: string, example: string) => ({
  error: (issue: { input?: unknown }) => `must be ${expected}; ${received(issue.input)}. Example: ${example}`,
});

export const AppId = z
  .string(say("the App's number", "APP_ID=123456"))
  .regex(/^[1-9]\d{0,14}$/, say("the App's number", "APP_ID=123456"))
  .transform(Number);

export const WebhookSecret = z
  .string({
    error:
      "is missing. Without it anybody could forge a webhook. Make one with `openssl rand -hex 32` and put the same text into the App's settings",
  })
  .refine((secret) => Buffer.byteLength(secret) >= MIN_SECRET_BYTES, {
    error: (issue) =>
      `is too short: expected at least ${MIN_SECRET_BYTES} bytes, received ${Buffer.byteLength(String(issue.input))}. Make one with \`openssl rand -hex 32\` and put the same text into the App's settings`,
  });

export const GheProtocol = z.enum(["http", "https"], say("`https` or `http`", "GHE_PROTOCOL=https")).optional();
const GHE_HOST = say("a host name without protocol and path", "GHE_HOST=github.example.com");
export const GheHost = z
  .string()
  .regex(/^(\[[0-9a-f:]+\]|[\w.-]+)(:\d{1,5})?$/i, GHE_HOST)
  .optional();
export const DatabaseUrl = z
  .string()
  .refine((url) => /^postgres(ql)?:\/\/\S+$/.test(url) && URL.canParse(url), {
    error:
      "must be a PostgreSQL address (it is not repeated here, as it may hold a password). Example: DATABASE_URL=postgresql://countersign:password@db.example.com:5432/countersign",
  })
  .optional();

const PORT = say("a port number from 0 to 65535", "PORT=3000");
export const Port = z
  .string()
  .regex(/^\d{1,5}$/, PORT)
  .transform(Number)
  .pipe(z.number().max(65_535, PORT))
  .prefault("3000");

const PUBLIC_URL = say("an address with http or https and without path", "PUBLIC_URL=https://countersign.example.com");
export const PublicUrl = z
  .string()
  .refine(isOrigin, PUBLIC_URL)
  .transform((url) => new URL(url).origin)
  .optional();

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash && !url.username;
}

export const LogLevelText = z
  .enum(LOG_LEVELS, say(`one of ${LOG_LEVELS.join(", ")}`, "LOG_LEVEL=info"))
  .prefault("info");

/** One age identity, or several: the one in use first, then those that it took the place of. */
export const SealIdentities = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((identities) => identities.every((identity) => /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/.test(identity)), {
    error:
      "must be an age identity, or several with commas between them, the one in use first (they are not repeated here). Make one with `age-keygen`. Example: SEAL_IDENTITY=AGE-SECRET-KEY-1…",
  })
  .optional();
