// GET /pulls/:owner/:repo/:number (page) and GET /api/v1/pulls/:owner/:repo/:number (JSON). For signed-in people who may
// read the repository; to everybody else a private pull request looks the same as none at all.
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Decision } from "../core/gate/decision.js";
import { reportOf } from "../core/text/report.js";
import type { AuditLog, PullState, PullStore } from "../ports.js";
import { readAskedPull } from "./asked-pull.js";
import { messagePage } from "./page.js";
import { pullPage } from "./pull-page.js";
import type { ReadAccess } from "./read-access.js";
import type { Sessions, Viewer } from "./session.js";

export interface PullDependencies {
  /** Null: sign-in is not set up, so nobody can be shown anything. */
  readonly sessions: Sessions | null;
  readonly mayRead: ReadAccess;
  readonly pulls: Pick<PullStore, "findPull">;
  readonly audit: Pick<AuditLog, "head">;
  readonly githubWebUrl: string;
}

type Found = { readonly state: PullState; readonly decision: Decision; readonly viewer: Viewer };
type Lookup =
  | { readonly found: Found }
  | { readonly refused: "no_sign_in" | "not_signed_in" | "not_found" | "unknown"; readonly viewer: Viewer | null };

export function pullRoutes(dependencies: PullDependencies): Hono {
  const routes = new Hono();
  routes.get("/pulls/:owner/:repo/:number", async (context) => {
    const lookup = await findReadable(context, dependencies);
    return "found" in lookup ? showPage(context, lookup.found, dependencies) : refusePage(context, lookup);
  });
  routes.get("/api/v1/pulls/:owner/:repo/:number", async (context) => {
    const lookup = await findReadable(context, dependencies);
    if ("found" in lookup) return context.json(reportOf(lookup.found.decision));
    const { status, code, message } = REFUSALS[lookup.refused];
    return context.json({ error: { code, message } }, status);
  });
  return routes;
}

async function findReadable(context: Context, { sessions, mayRead, pulls }: PullDependencies): Promise<Lookup> {
  if (!sessions) return { refused: "no_sign_in", viewer: null };
  const viewer = sessions.viewer(context);
  if (!viewer) return { refused: "not_signed_in", viewer };
  const asked = readAskedPull(context);
  const state = asked && (await pulls.findPull(asked.owner, asked.repo, asked.number));
  if (!state) return { refused: "not_found", viewer };
  const access = await mayRead(viewer, state.ref);
  if (access === "unknown") return { refused: "unknown", viewer };
  if (access === "denied" || !state.decision) return { refused: "not_found", viewer };
  return { found: { state, decision: state.decision, viewer } };
}

async function showPage(context: Context, found: Found, { audit, githubWebUrl }: PullDependencies) {
  const { state, decision, viewer } = found;
  const { ref } = state;
  const auditHead = await audit.head(ref.installationId);
  const githubUrl = `${githubWebUrl}/${ref.owner}/${ref.name}/pull/${ref.number}`;
  return context.html(pullPage({ ref, githubUrl, decision, auditHead, viewer }));
}

const REFUSALS = {
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

function refusePage(context: Context, { refused, viewer }: Exclude<Lookup, { found: Found }>) {
  const { status, message } = REFUSALS[refused];
  if (refused !== "not_signed_in") return context.html(messagePage("Nothing to show", `${message}.`, viewer), status);
  const address = `/login?return=${encodeURIComponent(context.req.path)}`;
  const content = html`<p>This page shows a pull request to people who may read its repository.</p>
<p><a class="button" href="${address}">Sign in with GitHub</a></p>
<p class="small soft">Countersign learns your login and number, and keeps no token.</p>`;
  return context.html(messagePage("Sign in to see this", content), status);
}
