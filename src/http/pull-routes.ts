// GET /pulls/:owner/:repo/:number (page) and GET /api/v1/pulls/:owner/:repo/:number (JSON).
import { type Context, Hono } from "hono";
import type { Decision } from "../core/case/decision.js";
import { reportOf } from "../core/render/report.js";
import type { AuditLog, PullState } from "../ports.js";
import { pullPage } from "./pull-page.js";
import { findReadable, REFUSALS, type ReadableDependencies, type Refused, refusePage } from "./readable-pull.js";
import type { Viewer } from "./session.js";

export interface PullDependencies extends ReadableDependencies {
  readonly audit: Pick<AuditLog, "head">;
  readonly githubWebUrl: string;
}

type Found = { readonly state: PullState; readonly decision: Decision; readonly viewer: Viewer };

export function pullRoutes(dependencies: PullDependencies): Hono {
  const routes = new Hono();
  routes.get("/pulls/:owner/:repo/:number", async (context) => {
    const lookup = await findDecided(context, dependencies);
    return "refused" in lookup ? refusePage(context, lookup) : showPage(context, lookup, dependencies);
  });
  routes.get("/api/v1/pulls/:owner/:repo/:number", async (context) => {
    const lookup = await findDecided(context, dependencies);
    if (!("refused" in lookup)) return context.json(reportOf(lookup.decision));
    const { status, code, message } = REFUSALS[lookup.refused];
    return context.json({ error: { code, message } }, status);
  });
  return routes;
}

async function findDecided(context: Context, dependencies: ReadableDependencies): Promise<Found | Refused> {
  const lookup = await findReadable(context, dependencies);
  if ("refused" in lookup) return lookup;
  const { state, viewer } = lookup.found;
  return state.decision === null ? { refused: "not_found", viewer } : { state, decision: state.decision, viewer };
}

async function showPage(context: Context, found: Found, { audit, githubWebUrl }: PullDependencies) {
  const { state, decision, viewer } = found;
  const { ref } = state;
  const auditHead = await audit.head(ref.installationId);
  const githubUrl = `${githubWebUrl}/${ref.owner}/${ref.name}/pull/${ref.number}`;
  return context.html(pullPage({ ref, githubUrl, decision, auditHead, viewer }));
}
