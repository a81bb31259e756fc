// The pull request that an address asks about, for signed-in people who may read its repository. To everybody else a private one
// looks the same as none at all.
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
  readonly viewers: Viewers;
  readonly mayRead: ReadAccess;
  readonly pulls: Pick<PullStore, "findPull">;
}

export interface Refused {
  readonly refused: keyof typeof REFUSALS;
  readonly viewer: Viewer | null;
}

export type Lookup = { readonly found: { readonly state: PullState; readonly viewer: Viewer } } | Refused;

export async function findReadable(context: Context, dependencies: ReadableDependencies): Promise<Lookup> {
  const { canSignIn, viewers, mayRead, pulls } = dependencies;
  if (!canSignIn) return { refused: "no_sign_in", viewer: null };
  const viewer = await viewers.current(context);
  if (!viewer) return { refused: "not_signed_in", viewer };
  const asked = readAskedPull(context);
  const state = asked && (await pulls.findPull(asked.owner, asked.repo, asked.number));
  if (!state) return { refused: "not_found", viewer };
  const access = await mayRead(viewer, state.ref);
  if (access === "unknown") return { refused: "unknown", viewer };
  return access === "denied" ? { refused: "not_found", viewer } : { found: { state, viewer } };
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
    message: "There is no such pull request here, it has not been looked at yet, or you may not read its repository",
  },
  unknown: {
    status: 503,
    code: "access_unknown",
    message: "GitHub did not say whether you may read this repository. Try again in a minute",
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
