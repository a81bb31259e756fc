// GET /seal/recipient and GET /seal/:owner/:repo/:number. Both without sign-in. INVARIANT: nothing is looked up, so that a private
// pull request cannot be told from none.
import { Hono } from "hono";
import { reviewPageUrl } from "../core/markdown/links.js";
import { readAskedPull } from "./asked-pull.js";
import { CONTENT_POLICY, contentPolicy } from "./headers.js";
import type { Scripts } from "./scripts.js";
import { sealPage } from "./seal-page.js";

export interface SealDependencies {
  /** The age recipient that is in use now. */
  recipient(): Promise<string>;
  readonly githubWebUrl: string;
}

export interface SealRouteOptions extends SealDependencies {
  readonly publicUrl: string;
  /** Sign-in is set up, so there is a review page. */
  readonly signIn: boolean;
  readonly scripts: Scripts;
}

/** INVARIANT: the page can send nothing anywhere: no form, no connection, and nothing is loaded but what this server gives. */
const POLICY = contentPolicy(["script-src 'self'", "connect-src 'none'", "form-action 'none'"]);

export function sealRoutes({ recipient, githubWebUrl, publicUrl, signIn, scripts }: SealRouteOptions): Hono {
  const routes = new Hono();
  routes.get("/seal/recipient", async (context) => context.text(`${await recipient()}\n`));
  routes.get("/seal/:owner/:repo/:number", async (context) => {
    const asked = readAskedPull(context);
    if (asked === null) return context.notFound();
    const { owner, repo, number } = asked;
    const page = sealPage({
      asked,
      recipient: await recipient(),
      githubUrl: `${githubWebUrl}/${owner}/${repo}/pull/${number}`,
      publicUrl,
      reviewUrl: signIn ? reviewPageUrl(publicUrl, { owner, name: repo }, number) : null,
      script: await scripts.pathOf("seal"),
    });
    return context.html(page, 200, { [CONTENT_POLICY]: POLICY });
  });
  return routes;
}
