// /login, /login/callback, /logout: GitHub's web flow with PKCE. Only who the person is comes back with us.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { csrf } from "hono/csrf";
import { AppError } from "../errors.js";
import type { Logger } from "../ports.js";
import type { Identified, Identify } from "./github-identity.js";
import { messagePage } from "./page.js";
import type { PendingSignIn, Sessions } from "./session.js";
import type { Viewers } from "./viewers.js";

export interface SignInDependencies {
  readonly clientId: string;
  readonly githubWebUrl: string;
  readonly publicUrl: string;
  readonly sessions: Pick<Sessions, "begin" | "finish">;
  readonly viewers: Pick<Viewers, "signIn" | "signOut">;
  readonly identify: Identify;
  readonly logger: Logger;
  /**
   * Posts what the viewer has ready for `path` (a review page) in their name, with their own token. Answers where to go next.
   */
  readonly post: (context: Context, path: string, identified: Identified) => Promise<Response>;
}

export function signInRoutes(dependencies: SignInDependencies): Hono {
  const { publicUrl, viewers } = dependencies;
  const routes = new Hono();
  routes.get("/login", (context) => beginSignIn(context, dependencies, "identity", context.req.query("return")));
  routes.get("/login/callback", (context) => finish(context, dependencies));
  routes.post("/logout", csrf({ origin: publicUrl }), async (context) => {
    await viewers.signOut(context);
    return context.redirect("/", 303);
  });
  return routes;
}

/** Begins a sign-in for a token with which what the viewer has ready for `path` is posted. */
export function toBeginPost(dependencies: Omit<SignInDependencies, "post">) {
  return (context: Context, path: string): Response => beginSignIn(context, dependencies, "post", path);
}

/** Sends the person to GitHub. One who is known there and has allowed it before comes back without a question. */
function beginSignIn(
  context: Context,
  { clientId, githubWebUrl, publicUrl, sessions }: Omit<SignInDependencies, "post">,
  purpose: PendingSignIn["purpose"],
  returnTo: string | undefined,
): Response {
  const state = randomBytes(32).toString("base64url");
  const verifier = randomBytes(32).toString("base64url");
  sessions.begin(context, { state, verifier, returnTo: localPath(returnTo, publicUrl), purpose });
  const address = new URL(`${githubWebUrl}/login/oauth/authorize`);
  address.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: `${publicUrl}/login/callback`,
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  }).toString();
  return context.redirect(address.href, 303);
}

async function finish(context: Context, dependencies: SignInDependencies): Promise<Response> {
  const { publicUrl, sessions, viewers, identify, logger } = dependencies;
  const pending = sessions.finish(context);
  const { code, state, error: refusal } = context.req.query();
  if (pending && refusal) return context.html(failed("GitHub did not sign you in, perhaps because you declined."), 400);
  // INVARIANT: a code is only used by the browser that asked for it; otherwise one could be signed in as somebody else.
  if (!pending || !code || !state || !isSame(state, pending.state)) {
    return context.html(failed("This sign-in was not started here, or it took longer than ten minutes."), 400);
  }
  try {
    const redirectUri = `${publicUrl}/login/callback`;
    const identified = await identify({ code, verifier: pending.verifier, redirectUri });
    await viewers.signIn(context, identified.viewer);
    if (pending.purpose === "post") return await dependencies.post(context, pending.returnTo, identified);
    return context.redirect(pending.returnTo, 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.warn({ err: error }, "sign-in failed");
    return context.html(failed(`${error.message}.`), 502);
  }
}

function failed(reason: string) {
  return messagePage(
    "Sign-in did not work",
    `${reason} Nothing has changed. Go back to the page you came from and sign in again.`,
  );
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A path on this server; `/` for anything else, so that a sign-in link never leads elsewhere. */
function localPath(text: string | undefined, publicUrl: string): string {
  if (!text?.startsWith("/") || !URL.canParse(text, publicUrl)) return "/";
  const url = new URL(text, publicUrl);
  return url.origin === new URL(publicUrl).origin && !url.pathname.startsWith("//") ? url.pathname : "/";
}
