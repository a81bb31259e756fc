// Who asks: the App by its JWT, an installation or a signed-in person by a token.
import { createPublicKey, randomBytes, verify } from "node:crypto";
import type { Account, Installation, Repository } from "../world/model.js";
import type { World } from "../world/world.js";
import { Problem } from "./problem.js";

export type Actor =
  | { readonly kind: "app" }
  | {
      readonly kind: "installation";
      readonly token: string;
      readonly installation: Installation;
      readonly permissions: Readonly<Record<string, string>>;
      /** Null means all that the installation covers. */
      readonly repositories: ReadonlySet<Repository> | null;
    }
  | { readonly kind: "user"; readonly token: string; readonly account: Account }
  | { readonly kind: "anonymous" };

interface StoredToken {
  readonly actor: Actor;
  readonly expiresAtMs: number;
}

const HOUR_MS = 3_600_000;
const USER_TOKEN_MS = 8 * HOUR_MS;
const MAX_JWT_SECONDS = 600;
// GitHub tolerates a little drift between clocks.
const DRIFT_SECONDS = 60;

export class Credentials {
  readonly #world: World;
  readonly #tokens = new Map<string, StoredToken>();

  constructor(world: World) {
    this.#world = world;
  }

  #now(): number {
    return Number(this.#world.options.authClock());
  }

  issueInstallationToken(
    installation: Installation,
    narrow: { readonly permissions?: Record<string, string>; readonly repositories?: ReadonlySet<Repository> },
  ): { token: string; expiresAtMs: number } {
    // Not 40 characters and not one word: tokens have had this shape since 2026.
    const token = `ghs_${this.#world.options.app.id}_${randomBytes(60).toString("base64url")}.${randomBytes(90).toString("base64url")}`;
    const permissions = narrow.permissions ?? installation.permissions;
    const repositories = narrow.repositories ?? null;
    const expiresAtMs = this.#now() + HOUR_MS;
    const actor: Actor = { kind: "installation", token, installation, permissions, repositories };
    this.#tokens.set(token, { actor, expiresAtMs });
    return { token, expiresAtMs };
  }

  issueUserToken(account: Account): string {
    const token = `ghu_${randomBytes(27).toString("base64url")}`;
    this.#tokens.set(token, { actor: { kind: "user", token, account }, expiresAtMs: this.#now() + USER_TOKEN_MS });
    return token;
  }

  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  /** @throws Problem 401 for anything that is not valid now. */
  identify(authorization: string | undefined): Actor {
    if (!authorization) return { kind: "anonymous" };
    const credential = /^(?:bearer|token)\s+(\S+)$/i.exec(authorization)?.[1];
    if (!credential) throw new Problem(401, "Bad credentials");
    const stored = this.#tokens.get(credential);
    if (stored && stored.expiresAtMs > this.#now()) return stored.actor;
    if (stored || /^gh[a-z]_/.test(credential)) throw new Problem(401, "Bad credentials");
    this.#checkJwt(credential);
    return { kind: "app" };
  }

  #checkJwt(jwt: string): void {
    const [header = "", claims = "", signature = "", ...rest] = jwt.split(".");
    const decoded = decode(header);
    const body = decode(claims);
    if (!decoded || !body || rest.length > 0) throw new Problem(401, "A JSON web token could not be decoded");
    const { app } = this.#world.options;
    const key = createPublicKey(app.publicKey);
    const isSigned =
      decoded.alg === "RS256" &&
      verify("sha256", Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, "base64url"));
    if (!isSigned) throw new Problem(401, "A JSON web token could not be decoded");
    const nowSeconds = this.#world.now() / 1000;
    if (String(body.iss) !== String(app.id) && body.iss !== app.clientId) {
      throw new Problem(401, "'Issuer' claim ('iss') must be an Integer");
    }
    const exp = Number(body.exp);
    if (!(exp > nowSeconds))
      throw new Problem(
        401,
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      );
    if (exp > nowSeconds + MAX_JWT_SECONDS + DRIFT_SECONDS)
      throw new Problem(401, "'Expiration time' claim ('exp') is too far in the future");
    if (!(Number(body.iat) <= nowSeconds + DRIFT_SECONDS))
      throw new Problem(
        401,
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      );
  }
}

function decode(part: string): Record<string, unknown> | null {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
