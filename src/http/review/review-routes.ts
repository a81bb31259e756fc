// GET and POST /review/:owner/:repo/:number. Whatever happens to a submission, what was typed is kept, or given back and said so.
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { type FormFields, readFields } from "../../core/comments/form-fields.js";
import type { PullRef } from "../../core/facts/work.js";
import { AppError } from "../../errors.js";
import type { FormFaults, ReviewDesk } from "../../ports.js";
import { CONTENT_POLICY, contentPolicy } from "../headers.js";
import { messagePage } from "../page.js";
import { findReadable, REFUSALS, type ReadableDependencies, refusePage } from "../readable-pull.js";
import type { Scripts } from "../scripts.js";
import type { Sessions, Viewer } from "../session.js";
import { keptTextPage } from "./kept-text.js";
import { NOTICES, noticeNamed } from "./notices.js";
import { reviewPage } from "./review-page.js";
import { REVIEW_STYLE, REVIEW_STYLE_PATH } from "./style.js";
import type { Views } from "./views.js";

export interface ReviewDependencies extends ReadableDependencies {
  readonly desk: ReviewDesk;
  readonly views: Views;
  readonly githubWebUrl: string;
  /** Null: sign-in is not set up. */
  readonly signIn: {
    readonly sessions: Pick<Sessions, "formToken">;
    /** Sends the viewer to GitHub for a token of theirs, to post what they have ready for `path`. */
    readonly beginPost: (context: Context, path: string) => Response;
  } | null;
}

export interface ReviewRouteOptions extends ReviewDependencies {
  readonly publicUrl: string;
  readonly scripts: Pick<Scripts, "pathOf">;
}

const PATH = "/review/:owner/:repo/:number";
/** Five answers of 20,000 characters, each of up to 4 bytes, each of these written as three. */
const MAX_BODY_BYTES = 1_500_000;
/** A page may be this old. Chosen, not measured. */
const PAGE_AGE_MS = 5_000;
/** Feedback while somebody types is about the change that they began with; the judge looks anew. */
const FEEDBACK_AGE_MS = 60 * 60_000;

export function reviewRoutes(options: ReviewRouteOptions): Hono {
  const routes = new Hono();
  routes.get(REVIEW_STYLE_PATH, (context) =>
    context.body(REVIEW_STYLE, 200, {
      "cache-control": "public, max-age=3600",
      "content-type": "text/css; charset=utf-8",
    }),
  );
  routes.get(PATH, async (context) => {
    const lookup = await findReadable(context, options);
    if ("refused" in lookup) return refusePage(context, lookup);
    return showPage(context, { ref: lookup.found.state.ref, viewer: lookup.found.viewer }, options);
  });
  const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge });
  routes.post(PATH, limit, csrf({ origin: options.publicUrl }), (context) => take(context, options));
  return routes;
}

interface Looking {
  readonly ref: PullRef;
  readonly viewer: Viewer;
}

interface Shown {
  readonly faults: FormFaults;
  readonly typed: FormFields;
}

async function showPage(
  context: Context,
  { ref, viewer }: Looking,
  options: ReviewRouteOptions,
  shown: Shown | null = null,
): Promise<Response> {
  const view = await options.views.view(ref, viewer, PAGE_AGE_MS).catch(asUnavailable);
  if (view === "unavailable" || view === "busy") return putOff(context, view, viewer);
  if (view === null) return refusePage(context, { refused: "not_found", viewer });
  const done = noticeNamed(context.req.query("done"));
  const githubUrl = `${options.githubWebUrl}/${ref.owner}/${ref.name}/pull/${ref.number}`;
  const page = reviewPage({
    ref,
    path: context.req.path,
    view,
    own: await options.desk.own(ref, viewer),
    viewer,
    githubUrl,
    notice: shown === null && done !== null ? NOTICES[done] : null,
    // Until it was judged, the form would ask for the same once more.
    isPosted: done === "posted",
    token: options.signIn?.sessions.formToken(viewer) ?? "",
    faults: shown?.faults ?? null,
    typed: shown?.typed ?? null,
    script: await options.scripts.pathOf("review"),
  });
  return context.html(page, shown === null ? 200 : 422, { [CONTENT_POLICY]: policyOf(options) });
}

/** GitHub is a target because submitting a comment goes on to its sign-in. */
function policyOf({ githubWebUrl }: ReviewRouteOptions): string {
  return contentPolicy([
    "script-src 'self'",
    "connect-src 'self'",
    `form-action 'self' ${new URL(githubWebUrl).origin}`,
  ]);
}

async function take(context: Context, options: ReviewRouteOptions): Promise<Response> {
  const form = await context.req.parseBody({ all: true }).catch(() => null);
  if (form === null) return context.html(messagePage("Nothing was saved", UNREADABLE), 400);
  const valuesOf = (name: string) => [form[name] ?? []].flat().filter((value) => typeof value === "string");
  const fields = readFields(valuesOf);
  const lookup = await findReadable(context, options).catch(asUnavailable);
  if (lookup === "unavailable") return giveBack(context, fields, null);
  if ("refused" in lookup) {
    const { status, message } = REFUSALS[lookup.refused];
    return context.html(keptTextPage(`${message}.`, fields, lookup.viewer), status);
  }
  const { state, viewer } = lookup.found;
  const looking = { ref: state.ref, viewer };
  if (options.signIn === null || valuesOf("token")[0] !== options.signIn.sessions.formToken(viewer)) {
    const reason = "This form was made for another account than the one that is signed in now.";
    return context.html(keptTextPage(reason, fields, viewer), 403);
  }
  if (fields === null) return tooLarge(context);
  const submitted = {
    fields,
    fingerprint: valuesOf("fingerprint")[0] ?? "",
    mode: modeOf(valuesOf("mode")[0]),
    onPageSeconds: secondsOf(valuesOf("onPageSeconds")[0]),
  };
  switch (valuesOf("action")[0]) {
    case "start":
      return start(context, looking, options);
    case "submit":
      return submit(context, looking, submitted, options);
    default:
      return saveDraft(context, looking, submitted, options);
  }
}

const UNREADABLE = "Expected the form of this page, received something that cannot be read. Nothing was saved.";

type Submission = Parameters<ReviewDesk["submit"]>[2];

async function start(context: Context, { ref, viewer }: Looking, { desk, views }: ReviewRouteOptions) {
  const view = await views.view(ref, viewer, PAGE_AGE_MS).catch(asUnavailable);
  if (view === "busy" || view === "unavailable") return putOff(context, view, viewer);
  // Whoever cannot review would only make work; the page says why.
  if (view?.standing.kind === "may-start") await desk.start(ref, viewer);
  views.forget(ref, viewer);
  return context.redirect(`${context.req.path}#your-review`, 303);
}

async function submit(context: Context, looking: Looking, submission: Submission, options: ReviewRouteOptions) {
  const { ref, viewer } = looking;
  const { desk, views, signIn } = options;
  if (!(await isKept(looking, submission, options))) return giveBack(context, submission.fields, viewer);
  if (!views.spend(viewer)) return putOff(context, "busy", viewer);
  const submitted = await desk.submit(ref, viewer, submission).catch(asUnavailable);
  views.forget(ref, viewer);
  if (submitted === "unavailable" || signIn === null) return putOff(context, "unavailable", viewer);
  switch (submitted.kind) {
    case "faults":
      return showPage(context, looking, options, { faults: submitted.faults, typed: submission.fields });
    case "to-be-posted":
      return signIn.beginPost(context, context.req.path);
    case "sealed":
      return context.redirect(context.req.path, 303);
  }
}

/** For the page's script: saved, and what the answers lack so far. For a page without it: back to the page. */
async function saveDraft(context: Context, looking: Looking, submission: Submission, options: ReviewRouteOptions) {
  const { ref, viewer } = looking;
  const { desk, views } = options;
  if (!(await isKept(looking, submission, options))) return giveBack(context, submission.fields, viewer);
  if (context.req.header("accept") !== "application/json") {
    return context.redirect(`${context.req.path}?done=draft#your-review`, 303);
  }
  const view = await views.view(ref, viewer, FEEDBACK_AGE_MS).catch(asUnavailable);
  const known = view === null || typeof view === "string" ? [] : desk.check(view, viewer, submission.fields);
  return context.json({ faults: known.map(({ field, message }) => ({ field, message })) });
}

/** False: the database does not answer, so it cannot be kept. */
async function isKept({ ref, viewer }: Looking, { fields, fingerprint }: Submission, { desk }: ReviewRouteOptions) {
  return (await desk.saveDraft(ref, viewer, { fields, fingerprint }).catch(asUnavailable)) !== "unavailable";
}

function giveBack(context: Context, fields: FormFields | null, viewer: Viewer | null): Response | Promise<Response> {
  const reason = "Something that this page needs does not answer at the moment. Try again in a minute.";
  return context.html(keptTextPage(reason, fields, viewer), 503);
}

function putOff(context: Context, why: "busy" | "unavailable", viewer: Viewer): Response | Promise<Response> {
  const [status, text] =
    why === "busy"
      ? ([
          429,
          "You have asked for more pages in the last ten minutes than a review needs. Wait a few minutes, then load this page again.",
        ] as const)
      : ([503, "GitHub does not answer at the moment. Load this page again in a minute."] as const);
  return context.html(
    messagePage("Not now", `${text} If you submitted something, it is kept as your draft.`, viewer),
    status,
  );
}

function tooLarge(context: Context): Response | Promise<Response> {
  const text =
    "Expected at most 20,000 characters in each answer, received more. Nothing was saved: go back, where your browser still has what you typed, and shorten it.";
  return context.html(messagePage("The answers are too long", text), 413);
}

function asUnavailable(error: unknown): "unavailable" {
  if (error instanceof AppError) return "unavailable";
  throw error;
}

function modeOf(text: string | undefined): Submission["mode"] {
  return text === "sealed" || text === "clear" ? text : null;
}

const MAX_SECONDS = 24 * 60 * 60;

/** What the page's script measured; anything else is not known. */
function secondsOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Math.min(Number(text), MAX_SECONDS) : null;
}
