// What each call shows GitHub to be let in: the App's signature, or an installation's token that was got with it.
import { createAppAuth } from "@octokit/auth-app";
import githubAppJwt from "universal-github-app-jwt";
import type { Clock } from "../ports.js";
import type { Caller } from "./gate.js";

/** The value of the header. `refresh`: the token that was given last is refused. */
export type Authorize = (caller: Caller, refresh: boolean) => Promise<string>;

interface AuthorizerOptions {
  readonly appId: number;
  readonly privateKey: string;
  readonly request: NonNullable<Parameters<typeof createAppAuth>[0]["request"]>;
  /** GitHub's: a token that was signed minutes ago, or will be, is refused. */
  readonly clock: Clock;
}

export function createAuthorizer({ appId, privateKey, request, clock }: AuthorizerOptions): Authorize {
  const createJwt = async (id: string | number) => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const { token, expiration } = await githubAppJwt({ id, privateKey, now });
    return { jwt: token, expiresAt: new Date(expiration * 1000).toISOString() };
  };
  const auth = createAppAuth({ appId, createJwt, request, log: SILENT });
  return async (caller, refresh) => {
    if (caller === "app") return `bearer ${(await auth({ type: "app" })).token}`;
    const { token } = await auth({ type: "installation", installationId: caller, refresh });
    return `token ${token}`;
  };
}

/** Octokit's own messages may hold request details; ours are written by the callers. */
export const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
