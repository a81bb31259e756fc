// Cookies that only we can read or make. The key is derived from the client secret, so that all replicas share it without
// asking the database, and a new secret ends every session. Identity only: no GitHub token is ever kept.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import type { Clock } from "../ports.js";

/** The person who is signed in. `id` counts; the login is for display and for asking GitHub. */
export interface Viewer {
  readonly id: number;
  readonly login: string;
}

/** A sign-in that is under way. */
export interface PendingSignIn {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}

export interface Sessions {
  viewer(context: Context): Viewer | null;
  signIn(context: Context, viewer: Viewer): void;
  signOut(context: Context): void;
  begin(context: Context, pending: PendingSignIn): void;
  /** The sign-in under way, once. */
  finish(context: Context): PendingSignIn | null;
}

/** A working day. Chosen, not measured. A session cannot be revoked earlier but by a new client secret. */
const SESSION_SECONDS = 8 * 60 * 60;
const SIGN_IN_SECONDS = 10 * 60;

const ViewerCookie = z.object({ id: z.int().positive(), login: z.string() });
const PendingCookie = z.object({ state: z.string(), verifier: z.string(), returnTo: z.string() });

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
    return expires > clock.now().getTime() ? schema.parse(value) : null;
  };
  const forget = (context: Context, purpose: string) =>
    deleteCookie(context, name(purpose), { path: "/", secure: https });

  return {
    viewer: (context) => read(context, "viewer", ViewerCookie),
    signIn: (context, viewer) => write(context, "viewer", viewer, SESSION_SECONDS),
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
