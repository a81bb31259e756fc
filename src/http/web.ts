// The web app of a registered App: the table of paths. Webhooks are not here; see server.ts.
import { type Env, Hono } from "hono";
import type { Logger } from "../ports.js";
import { secureHeaders } from "./headers.js";
import { landingPage } from "./landing-page.js";
import { type OperationsDependencies, operations } from "./operations.js";
import { messagePage } from "./page.js";
import { type PullDependencies, pullRoutes } from "./pull-routes.js";
import { type ReviewDependencies, reviewRoutes } from "./review/review-routes.js";
import { createScripts } from "./scripts.js";
import { type SealDependencies, sealRoutes } from "./seal-routes.js";
import { type SignInDependencies, signInRoutes } from "./sign-in.js";
import { ICON, ICON_PATH, STYLE, STYLE_PATH } from "./style.js";

export interface WebDependencies {
  readonly version: string;
  readonly publicUrl: string;
  readonly operations: OperationsDependencies;
  readonly pulls: PullDependencies;
  readonly reviews: ReviewDependencies;
  readonly seal: SealDependencies;
  /** Null: sign-in is not set up. */
  readonly signIn: SignInDependencies | null;
  readonly logger: Logger;
}

export function createWeb(dependencies: WebDependencies): Hono {
  const { version, publicUrl, pulls, signIn, logger } = dependencies;
  const scripts = createScripts();
  const web = new Hono();
  web.use(secureHeaders({ https: publicUrl.startsWith("https:") }));
  web.route("/", assets());
  web.route("/", scripts.routes);
  web.route("/", operations(dependencies.operations));
  web.get("/", async (context) => context.html(landingPage(version, await pulls.viewers.current(context))));
  if (signIn) web.route("/", signInRoutes(signIn));
  web.route("/", pullRoutes(pulls));
  web.route("/", reviewRoutes({ ...dependencies.reviews, publicUrl, scripts }));
  web.route("/", sealRoutes({ ...dependencies.seal, publicUrl, signIn: signIn !== null, scripts }));
  answerTheRest(web, logger);
  return web;
}

/** The stylesheet and the icon. */
export function assets(): Hono {
  const routes = new Hono();
  const cached = { "cache-control": "public, max-age=3600" };
  routes.get(STYLE_PATH, (context) =>
    context.body(STYLE, 200, { ...cached, "content-type": "text/css; charset=utf-8" }),
  );
  routes.get(ICON_PATH, (context) => context.body(ICON, 200, { ...cached, "content-type": "image/svg+xml" }));
  return routes;
}

export function answerTheRest<E extends Env>(web: Hono<E>, logger: Logger): void {
  web.notFound((context) => {
    if (context.req.path.startsWith("/api/")) {
      return context.json({ error: { code: "not_found", message: "There is nothing at this address" } }, 404);
    }
    return context.html(messagePage("Not found", "There is nothing at this address."), 404);
  });
  web.onError((error, context) => {
    if ("getResponse" in error) return error.getResponse();
    logger.error({ err: error }, "page failed");
    if (context.req.path.startsWith("/api/")) {
      return context.json({ error: { code: "internal", message: "Something went wrong here; it is in the log" } }, 500);
    }
    return context.html(
      messagePage("Something went wrong", "It is our fault, and it is in the log. Try again in a moment."),
      500,
    );
  });
}
