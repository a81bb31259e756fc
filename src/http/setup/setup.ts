// The whole server while no App is registered: a form, GitHub's manifest flow, and the credentials into `.env`.
// INVARIANT: answers this machine only (loopback.ts), never runs in production (config.ts), shows no credential.
import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { GithubAddresses } from "../../config.js";
import { AppError } from "../../errors.js";
import { formatRegistration, type Manifest } from "../../manifest.js";
import type { Logger } from "../../ports.js";
import { secureHeaders } from "../headers.js";
import { operations } from "../operations.js";
import { messagePage } from "../page.js";
import { answerTheRest, assets } from "../web.js";
import { convertCode } from "./convert-code.js";
import { fromOwnPage, loopbackOnly, ownOrigin, type SetupEnv } from "./loopback.js";
import { confirmPage, type Done, donePage, formPage } from "./pages.js";
import { areWishes, checkWishes, isLoopback, readTyped, type Typed, type Wishes } from "./wishes.js";
import { writeCredentials } from "./write-credentials.js";

export interface SetupDependencies {
  readonly manifest: Manifest;
  readonly github: GithubAddresses;
  readonly publicUrl: string;
  /** Where `.env` is written. */
  readonly directory: string;
  readonly logger: Logger;
  renderMetrics(): Promise<string>;
}

/** What is remembered between leaving for GitHub and coming back; one registration at a time. */
interface Progress {
  pending: { readonly state: string; readonly publicUrl: string } | null;
  done: Done | null;
}

export function createSetup(dependencies: SetupDependencies): Hono<SetupEnv> {
  const { manifest, github, publicUrl, renderMetrics } = dependencies;
  const progress: Progress = { pending: null, done: null };
  const web = new Hono<SetupEnv>();
  web.use(secureHeaders({ https: false, formTargets: [github.webUrl] }));
  web.route(
    "/",
    operations({ readiness: async () => ({ reason: "setup: no App is registered yet", warnings: [] }), renderMetrics }),
  );
  web.use(loopbackOnly);
  web.route("/", assets());
  web.get("/", (context) => context.redirect("/setup", 303));
  web.get("/setup", (context) =>
    context.html(progress.done ? donePage(progress.done) : formPage(manifest, startingValues(publicUrl), {})),
  );
  web.post("/setup", fromOwnPage, (context) => confirm(context, progress, dependencies));
  web.get("/setup/callback", (context) => finish(context, progress, dependencies));
  answerTheRest(web, dependencies.logger);
  return web;
}

function startingValues(publicUrl: string): Typed {
  return {
    owner: "organisation",
    organisation: "",
    name: "Countersign",
    public_url: isLoopback(publicUrl) ? "" : publicUrl,
  };
}

async function confirm(context: Context<SetupEnv>, progress: Progress, { manifest, github }: SetupDependencies) {
  if (progress.done) return context.redirect("/setup", 303);
  const typed = readTyped(await context.req.parseBody());
  const wishes = checkWishes(typed, { allowLoopback: isLoopback(github.webUrl) });
  if (!areWishes(wishes)) return context.html(formPage(manifest, typed, wishes), 422);
  const state = randomBytes(32).toString("base64url");
  progress.pending = { state, publicUrl: wishes.publicUrl };
  setCookie(context, STATE_COOKIE, state, { httpOnly: true, sameSite: "Lax", path: "/setup", maxAge: 60 * 60 });
  const registration = formatRegistration(manifest, { ...wishes, redirectUrl: `${ownOrigin(context)}/setup/callback` });
  const action = `${newAppAddress(github.webUrl, wishes)}?state=${state}`;
  return context.html(confirmPage({ wishes, action, manifest: JSON.stringify(registration) }));
}

const STATE_COOKIE = "countersign-setup";

function newAppAddress(webUrl: string, { organisation }: Wishes): string {
  return organisation === null
    ? `${webUrl}/settings/apps/new`
    : `${webUrl}/organizations/${organisation}/settings/apps/new`;
}

async function finish(context: Context<SetupEnv>, progress: Progress, dependencies: SetupDependencies) {
  const { github, directory, logger } = dependencies;
  const { code, state } = context.req.query();
  const { pending } = progress;
  // INVARIANT: only the browser that started may finish, once; or a link could plant somebody else's App here.
  if (!code || !pending || state !== pending.state || getCookie(context, STATE_COOKIE) !== pending.state) {
    return context.html(
      messagePage(
        "Not started here",
        "This registration was not started on this page, or was finished before. Begin again at /setup.",
      ),
      400,
    );
  }
  progress.pending = null;
  deleteCookie(context, STATE_COOKIE, { path: "/setup" });
  try {
    const app = await convertCode(github.restUrl, code);
    const path = await writeCredentials(directory, app, pending.publicUrl);
    progress.done = { appId: app.id, htmlUrl: app.htmlUrl, path };
    logger.info({ path, appId: app.id }, "the App is registered; restart to use it");
    return context.redirect("/setup", 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.warn({ err: error }, "registration failed");
    return context.html(
      messagePage(
        "GitHub did not finish the registration",
        `${error.message}. Begin again at /setup; a half-registered App can be deleted in your settings on GitHub.`,
      ),
      502,
    );
  }
}
