// The web sign-in: a code for whoever `signInAs` chose, and its exchange for a user token.
import { createHash, randomBytes } from "node:crypto";
import type { Account } from "../world/model.js";
import type { World } from "../world/world.js";
import type { Credentials } from "./credentials.js";
import type { Answer } from "./route.js";

interface Grant {
  readonly account: Account;
  readonly redirectUri: string | null;
  readonly challenge: string | null;
}

export class OAuth {
  readonly #world: World;
  readonly #credentials: Credentials;
  readonly #grants = new Map<string, Grant>();
  /** Who sits at the browser; nobody means that the person refuses. */
  visitor: Account | null = null;

  constructor(world: World, credentials: Credentials) {
    this.#world = world;
    this.#credentials = credentials;
  }

  authorize(query: URLSearchParams): Answer {
    const { clientId } = this.#world.options.app;
    const redirectUri = query.get("redirect_uri");
    if (query.get("client_id") !== clientId || !redirectUri || !URL.canParse(redirectUri)) {
      return { status: 404, body: { message: "Not Found" } };
    }
    const target = new URL(redirectUri);
    const state = query.get("state");
    if (state !== null) target.searchParams.set("state", state);
    const method = query.get("code_challenge_method");
    const challenge = query.get("code_challenge");
    if (!this.visitor) target.searchParams.set("error", "access_denied");
    else if (challenge && method !== "S256") target.searchParams.set("error", "invalid_request");
    else target.searchParams.set("code", this.#grant({ account: this.visitor, redirectUri, challenge }));
    return { status: 302, headers: { Location: target.href } };
  }

  #grant(grant: Grant): string {
    const code = randomBytes(10).toString("hex");
    this.#grants.set(code, grant);
    return code;
  }

  /** GitHub reports a refusal with status 200 and an `error` field. */
  exchange(body: Record<string, string>): Answer {
    const { clientId, clientSecret } = this.#world.options.app;
    if (body.client_id !== clientId || body.client_secret !== clientSecret) {
      return refusal("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.");
    }
    const grant = this.#grants.get(body.code ?? "");
    // A code is used up by the first attempt, successful or not.
    this.#grants.delete(body.code ?? "");
    if (!grant) return refusal("bad_verification_code", "The code passed is incorrect or expired.");
    if (body.redirect_uri && body.redirect_uri !== grant.redirectUri) {
      return refusal("redirect_uri_mismatch", "The redirect_uri MUST match the registered callback URL.");
    }
    if (grant.challenge && grant.challenge !== challengeOf(body.code_verifier ?? "")) {
      return refusal("bad_verification_code", "The code_verifier does not match the code_challenge.");
    }
    const access_token = this.#credentials.issueUserToken(grant.account);
    const refresh_token = `ghr_${randomBytes(40).toString("base64url")}`;
    const lifetimes = { expires_in: 28_800, refresh_token_expires_in: 15_897_600 };
    return { status: 200, body: { access_token, token_type: "bearer", scope: "", refresh_token, ...lifetimes } };
  }
}

function refusal(error: string, error_description: string): Answer {
  return { status: 200, body: { error, error_description, error_uri: "https://docs.github.com/apps" } };
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}
