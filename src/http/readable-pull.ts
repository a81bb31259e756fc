// The pull request that an address asks about, for signed-in people who may read its repository. To everybody else a private one
// looks the same as none at all, in what is answered and in when.
import type { Context } from "hono";
import { html } from "hono/html";
import type { PullState, PullStore } from "../ports.js";
import { readAskedPull } from "./asked-pull.js";
import { messagePage } from "./page.js";
import type { ReadAccess } from "./read-access.js";
import type { Viewer } from "./session.js";
import type { Viewers } from "./viewers.js";

export interface ReadableDependencies {
  /** False: sign-in is not set up, so nobody can be shown anything. */
  readonly canSignIn: boolean;
  readonly viewers: Pick<Viewers, "current">;
  readonly mayRead: ReadAccess;
  readonly pulls: Pick<PullStore, "findPull">;
  /** Resolves after so many milliseconds; replaced in tests. */
  readonly pause: (ms: number) => Promise<void>;
}

export interface Refused {
  readonly refused: keyof typeof REFUSALS;
  readonly viewer: Viewer | null;
}

export type Lookup = { readonly found: { readonly state: PullState; readonly viewer: Viewer } } | Refused;

/** Chosen, not measured: GitHub answers in a fifth of it, a new token of the installation included. */
export const REFUSED_AFTER_MS = 3_000;

/**
 * INVARIANT: a stranger is refused at one moment after the question, whatever was looked up meanwhile: only where there is such a
 * pull request is GitHub asked, and how long that takes must not show. Somebody who may read it is not kept waiting.
 */
export async function findReadable(context: Context, dependencies: ReadableDependencies): Promise<Lookup> {
  const { canSignIn, viewers, pause } = dependencies;
  if (!canSignIn) return { refused: "no_sign_in", viewer: null };
  const viewer = await viewers.current(context);
  if (!viewer) return { refused: "not_signed_in", viewer };
  const notFound = { refused: "not_found", viewer } as const;
  const inTime = pause(REFUSED_AFTER_MS);
  const lookup = await Promise.race([look(context, viewer, dependencies), inTime.then(() => notFound)]);
  if ("refused" in lookup && lookup.refused === "not_found") await inTime;
  return lookup;
}

async function look(context: Context, viewer: Viewer, { mayRead, pulls }: ReadableDependencies): Promise<Lookup> {
  const asked = readAskedPull(context);
  const state = asked && (await pulls.findPull(asked.owner, asked.repo, asked.number));
  const access = state ? await mayRead(viewer, state.ref) : "denied";
  if (state && access === "granted") return { found: { state, viewer } };
  return { refused: access === "unknown" ? "unknown" : "not_found", viewer };
}

export const REFUSALS = {
  no_sign_in: {
    status: 401,
    code: "sign_in_not_set_up",
    message:
      "Sign-in is not set up on this server, so nothing can be shown. Set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET from the App's settings page. The check on GitHub says the same as this page would",
  },
  not_signed_in: { status: 401, code: "not_signed_in", message: "Sign in with GitHub first, at /login" },
  not_found: {
    status: 404,
    code: "not_found",
    message:
      "There is no such pull request here, it has not been looked at yet, you may not read its repository, or GitHub did not say in time whether you may. If you may, try again in a minute",
  },
  unknown: {
    status: 503,
    code: "access_unknown",
    message: "GitHub did not say whether you may still read this repository. Try again in a minute",
  },
} as const;

export function refusePage(context: Context, { refused, viewer }: Refused) {
  const { status, message } = REFUSALS[refused];
  if (refused !== "not_signed_in") return context.html(messagePage("Nothing to show", `${message}.`, viewer), status);
  const address = `/login?return=${encodeURIComponent(context.req.path)}`;
  const content = html`<p>This page shows a pull request to people who may read its repository.</p>
<p><a class="button" href="${address}">Sign in with GitHub</a></p>
<p class="small soft">Countersign learns your login and number, and keeps no token.</p>`;
  return context.html(messagePage("Sign in to see this", content), status);
}
