// Asks GitHub who has just signed in.
import { z } from "zod";
import type { Config, GithubAddresses } from "../config.js";
import { AppError } from "../errors.js";
import type { Viewer } from "./session.js";

export interface SignInCode {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** Who signed in, and the token that GitHub gave for them. INVARIANT: whoever gets it uses it at once and keeps it nowhere. */
export interface Identified {
  readonly viewer: Viewer;
  readonly token: string;
}

export type Identify = (code: SignInCode) => Promise<Identified>;

const TIMEOUT_MS = 10_000;
const Token = z.object({ access_token: z.string().min(1) });
const User = z.object({ id: z.int().positive(), login: z.string().min(1).max(100), type: z.literal("User") });

/** @throws AppError GITHUB_REJECTED (code used up, foreign or too old) or GITHUB_UNAVAILABLE */
export function createIdentify(github: GithubAddresses, signIn: NonNullable<Config["signIn"]>): Identify {
  return async ({ code, verifier, redirectUri }) => {
    const answer = await ask(`${github.webUrl}/login/oauth/access_token`, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({
        client_id: signIn.clientId,
        client_secret: signIn.clientSecret,
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
      }),
    });
    const token = Token.safeParse(answer);
    // GitHub answers 200 with an error inside.
    if (!token.success) throw new AppError("GITHUB_REJECTED", "GitHub did not accept the sign-in code");
    const user = User.safeParse(
      await ask(`${github.restUrl}/user`, {
        headers: { accept: "application/vnd.github+json", authorization: `Bearer ${token.data.access_token}` },
      }),
    );
    if (!user.success) throw new AppError("GITHUB_REJECTED", "GitHub named no person for this sign-in");
    return { viewer: { id: user.data.id, login: user.data.login }, token: token.data.access_token };
  };
}

async function ask(url: string, init: RequestInit): Promise<unknown> {
  try {
    const response = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new AppError("GITHUB_REJECTED", `GitHub answered ${response.status} to a sign-in`);
    return await response.json();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("GITHUB_UNAVAILABLE", "GitHub could not be reached for a sign-in", { cause: error });
  }
}
