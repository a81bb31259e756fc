// Cookies that only we can read or make. The key is derived from the client secret, so that all replicas share it without
// asking the database, and a new secret ends every session. Identity only: no GitHub token is ever kept.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import type { Clock } from "../ports.js";

/** The person who is signed in. `id` counts; the login is for display and for asking GitHub. */
export interface Viewer {
  readonly id: number;
  readonly login: string;
}

/** A viewer as the cookie states it: whether they signed out since, only the database knows. */
export interface SignedIn extends Viewer {
  /** Milliseconds since 1970, by the database's clock. */
  readonly since: number;
}

/** A sign-in that is under way. */
export interface PendingSignIn {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
  /** `post`: GitHub's token is wanted once, to post the viewer's review in their name. */
  readonly purpose: "identity" | "post";
}

export interface Sessions {
  /** Only for viewers.ts, which also knows whose sessions are over. */
  signedIn(context: Context): SignedIn | null;
  /** What a form made for this person carries, so that no other site can submit one in their name. */
  formToken(viewer: Viewer): string;
  signIn(context: Context, signedIn: SignedIn): void;
  /** Forgets the cookie in this browser; a copy of it lives on. */
  signOut(context: Context): void;
  begin(context: Context, pending: PendingSignIn): void;
  /** The sign-in under way, once. */
  finish(context: Context): PendingSignIn | null;
}

/** A working day. Chosen, not measured. Earlier it ends by signing out, with the authorization on GitHub, or with a new client secret. */
const SESSION_SECONDS = 8 * 60 * 60;
const SIGN_IN_SECONDS = 10 * 60;

const ViewerCookie = z.object({ id: z.int().positive(), login: z.string(), since: z.number() });
const PendingCookie = z.object({
  state: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  purpose: z.enum(["identity", "post"]),
});

export interface SessionOptions {
  readonly clientSecret: string;
  /** The public address is https. */
  readonly https: boolean;
  readonly clock: Clock;
}

export function createSessions({ clientSecret, https, clock }: SessionOptions): Sessions {
  const key = Buffer.from(hkdfSync("sha256", clientSecret, "", "countersign web session 1", 32));
  const name = (purpose: string) => `${https ? "__Host-" : ""}countersign-${purpose}`;

  const write = (context: Context, purpose: string, value: object, seconds: number) => {
    const expires = clock.now().getTime() + seconds * 1000;
    setCookie(context, name(purpose), seal(key, purpose, JSON.stringify({ value, expires })), {
      httpOnly: true,
      sameSite: "Lax",
      secure: https,
      path: "/",
      maxAge: seconds,
    });
  };
  const read = <T>(context: Context, purpose: string, schema: z.ZodType<T>): T | null => {
    const text = open(key, purpose, getCookie(context, name(purpose)) ?? "");
    if (text === null) return null;
    const { value, expires } = JSON.parse(text) as { value: unknown; expires: number };
    // A cookie of an earlier version is none of ours any more.
    return expires > clock.now().getTime() ? (schema.safeParse(value).data ?? null) : null;
  };
  const forget = (context: Context, purpose: string) =>
    deleteCookie(context, name(purpose), { path: "/", secure: https });

  return {
    signedIn: (context) => read(context, "viewer", ViewerCookie),
    formToken: ({ id }) => createHmac("sha256", key).update(`form ${id}`).digest("base64url"),
    signIn: (context, { id, login, since }) => write(context, "viewer", { id, login, since }, SESSION_SECONDS),
    signOut: (context) => forget(context, "viewer"),
    begin: (context, pending) => write(context, "sign-in", pending, SIGN_IN_SECONDS),
    finish(context) {
      const pending = read(context, "sign-in", PendingCookie);
      forget(context, "sign-in");
      return pending;
    },
  };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM, bound to its purpose, so that one kind of cookie never passes for another. */
function seal(key: Buffer, purpose: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Null for anything that we did not seal ourselves. */
function open(key: Buffer, purpose: string, cookie: string): string | null {
  const bytes = Buffer.from(cookie, "base64url");
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
