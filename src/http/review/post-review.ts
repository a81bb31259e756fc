// The last step of a review in the clear: the comment, posted with the token that its author has just been given by GitHub.
// INVARIANT: the token is used here once, and kept nowhere.
import type { Context } from "hono";
import type { PullRef } from "../../core/facts/work.js";
import { AppError } from "../../errors.js";
import type { Logger, PullStore, ReviewDesk } from "../../ports.js";
import type { Identified } from "../github-identity.js";
import type { ReadAccess } from "../read-access.js";
import type { NoticeName } from "./notices.js";
import type { Views } from "./views.js";

export interface PostDependencies {
  readonly pulls: Pick<PullStore, "findPull">;
  readonly mayRead: ReadAccess;
  readonly desk: Pick<ReviewDesk, "prepareComment" | "posted">;
  readonly views: Pick<Views, "forget">;
  readonly restUrl: string;
  readonly logger: Logger;
}

export type PostReview = (context: Context, path: string, identified: Identified) => Promise<Response>;

export function createPostReview(dependencies: PostDependencies): PostReview {
  return async (context, path, identified) => {
    const ref = await findPull(path, identified, dependencies);
    if (ref === null) return context.redirect(path, 303);
    const done = await post(ref, identified, dependencies);
    dependencies.views.forget(ref, identified.viewer);
    return context.redirect(`${path}?done=${done}`, 303);
  };
}

async function findPull(path: string, { viewer }: Identified, { pulls, mayRead }: PostDependencies) {
  const [, owner = "", repo = "", number = ""] =
    /^\/review\/([\w.-]{1,100})\/([\w.-]{1,100})\/([1-9]\d{0,8})$/.exec(path) ?? [];
  const state = owner === "" ? null : await pulls.findPull(owner, repo, Number(number));
  return state !== null && (await mayRead(viewer, state.ref)) === "granted" ? state.ref : null;
}

async function post(
  ref: PullRef,
  { viewer, token }: Identified,
  { desk, restUrl, logger }: PostDependencies,
): Promise<NoticeName> {
  const prepared = await desk.prepareComment(ref, viewer).catch(asUnavailable);
  if (prepared === null || "faults" in prepared) return "not-posted";
  const outcome = await postComment(
    `${restUrl}/repos/${ref.owner}/${ref.name}/issues/${ref.number}/comments`,
    token,
    prepared.body,
  );
  const place = { repository: `${ref.owner}/${ref.name}`, pull: ref.number };
  if (outcome !== "posted") {
    logger.warn({ ...place, outcome }, "a review could not be posted");
    return outcome;
  }
  // It is on GitHub, which tells us of it: that it could not be written down here makes no failure of it.
  const noted = await desk.posted(ref, viewer).then(() => true, asUnavailable);
  if (noted === null) logger.warn(place, "a review was posted and could not be noted");
  return outcome;
}

const TIMEOUT_MS = 10_000;

async function postComment(
  url: string,
  token: string,
  body: string,
): Promise<"posted" | "post-refused" | "post-unknown"> {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
  };
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body: JSON.stringify({ body }),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 201) return "posted";
    return response.status >= 500 ? "post-unknown" : "post-refused";
  } catch {
    return "post-unknown";
  }
}

function asUnavailable(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}
