// Comments, reviews and checks of a pull request by REST.
import { z } from "zod";
import { isForm } from "../core/comments/parse-form.js";
import type { CheckResult, Comment, LineComment, NativeReview } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { whatIsShown } from "../core/judge/verdicts-in-text.js";
import { AppError } from "../errors.js";
import type { PublishedCheck } from "../ports.js";
import { fromRestUser, RestUser } from "./accounts.js";
import { RestCheckRun, runsOf, toPublished } from "./check-runs.js";
import { asSource, type GithubContext } from "./context.js";
import { checkRunResult, type IsOurs, statusResult } from "./conversation.js";
import { parseData } from "./graphql.js";

/** 5,000 entries of each kind. */
const MAX_PAGES = 50;

const RestComment = z.object({
  id: z.number(),
  html_url: z.string(),
  user: RestUser.nullable(),
  body: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  performed_via_github_app: z.unknown().optional(),
});

export async function loadComments(context: GithubContext, ref: PullRef, isOurs: IsOurs): Promise<readonly Comment[]> {
  const items = await listAll(context, ref, "GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    issue_number: ref.number,
  });
  return items.map((item) => {
    const comment = parseData(RestComment, item);
    const author = fromRestUser(comment.user);
    return {
      id: comment.id,
      url: comment.html_url,
      author,
      body: comment.body ?? "",
      createdAt: comment.created_at,
      editedAt: comment.updated_at === comment.created_at ? null : comment.updated_at,
      editor: null,
      viaApp: null,
      ours: isOurs(author),
    };
  });
}

const RestReview = z.object({
  id: z.number(),
  html_url: z.string(),
  user: RestUser.nullable(),
  body: z.string().nullish(),
  state: z.enum(["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"]),
  commit_id: z.string().nullable(),
  submitted_at: z.string().nullish(),
});

/**
 * INVARIANT: REST does not tell that a review was edited, so a form or a verdict in one may be somebody else's words. With such a
 * review the reviews are not known.
 * @throws AppError GITHUB_REJECTED
 */
export async function loadReviews(context: GithubContext, ref: PullRef): Promise<readonly NativeReview[]> {
  const items = await listAll(context, ref, "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
    pull_number: ref.number,
  });
  const reviews = items.flatMap((item) => {
    const review = parseData(RestReview, item);
    if (review.state === "PENDING" || review.submitted_at == null) return [];
    const { id, html_url: url, state, commit_id: commitSha, submitted_at: submittedAt } = review;
    const author = fromRestUser(review.user);
    return [{ id, url, author, state, body: review.body ?? "", commitSha, submittedAt, editedAt: null, editor: null }];
  });
  if (reviews.some((review) => isForm(review) || isShownByPerson(review))) {
    throw new AppError(
      "GITHUB_REJECTED",
      "GitHub's REST interface does not tell whether a review form in a native review was edited; submit it in a comment",
    );
  }
  return reviews;
}

function isShownByPerson({ author, body }: Pick<NativeReview, "author" | "body">): boolean {
  return author?.type === "User" && whatIsShown(body) !== null;
}

const RestLineComment = z.object({
  id: z.number(),
  html_url: z.string(),
  user: RestUser.nullable(),
  body: z.string(),
  created_at: z.string(),
  original_commit_id: z.string(),
});

/**
 * INVARIANT: neither does REST tell of comments on lines that they were edited, nor when they were submitted. With a verdict
 * among them they are not known.
 * @throws AppError GITHUB_REJECTED
 */
export async function loadLineComments(context: GithubContext, ref: PullRef): Promise<readonly LineComment[]> {
  const items = await listAll(context, ref, "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments", {
    pull_number: ref.number,
  });
  const comments = items.map((item): LineComment => {
    const { id, html_url: url, user, body, created_at, original_commit_id } = parseData(RestLineComment, item);
    const author = fromRestUser(user);
    return {
      id,
      url,
      author,
      body,
      commitSha: original_commit_id,
      publishedAt: created_at,
      editedAt: null,
      editor: null,
    };
  });
  if (comments.some(isShownByPerson)) {
    throw new AppError(
      "GITHUB_REJECTED",
      "GitHub's REST interface does not tell whether a form or a verdict on a line of the diff was edited; delete that comment",
    );
  }
  return comments;
}

const RestStatus = z.object({
  context: z.string(),
  state: z.string(),
  target_url: z.string().nullable(),
  creator: RestUser.nullish(),
});

export interface HeadChecks {
  readonly checks: Source<readonly CheckResult[]>;
  readonly published: readonly PublishedCheck[];
}

export async function loadHeadChecks(context: GithubContext, ref: PullRef, sha: string): Promise<HeadChecks> {
  const commit = { ref: sha };
  const runs = await listAll(context, ref, "GET /repos/{owner}/{repo}/commits/{ref}/check-runs", commit, runsOf);
  const parsed = runs.map((item) => parseData(RestCheckRun, item));
  const isOurs = (run: RestCheckRun) => run.app?.id === context.appId;
  const published = parsed.filter(isOurs).flatMap(toPublished);
  const others = parsed
    .filter((run) => !isOurs(run))
    .map(({ name, status, conclusion, details_url, app }) =>
      checkRunResult({
        name,
        status,
        conclusion,
        url: details_url ?? null,
        app: app == null ? null : { id: app.id, slug: app.slug ?? null },
      }),
    );
  const statuses = await asSource(() => loadStatuses(context, ref, sha));
  if (statuses.status === "unavailable") return { checks: statuses, published };
  const checks = [...others, ...statuses.value];
  return { checks: loaded(checks), published: published.sort((one, other) => one.id - other.id) };
}

/** Every report, the newest first, of which the first of each context stands. The combined status does not tell who reported. */
async function loadStatuses(context: GithubContext, ref: PullRef, sha: string): Promise<readonly CheckResult[]> {
  const items = await listAll(context, ref, "GET /repos/{owner}/{repo}/commits/{ref}/statuses", { ref: sha });
  const latest = new Map<string, CheckResult>();
  for (const item of items) {
    const { context: name, state, target_url: url, creator } = parseData(RestStatus, item);
    if (!latest.has(name)) latest.set(name, statusResult({ name, state, url, creator: fromRestUser(creator ?? null) }));
  }
  return [...latest.values()];
}

export async function listAll(
  { api }: GithubContext,
  ref: PullRef,
  route: string,
  own: Readonly<Record<string, string | number>>,
  itemsOf?: (data: unknown) => unknown,
): Promise<readonly unknown[]> {
  const parameters = { owner: ref.owner, repo: ref.name, ...own };
  const { items, complete } = await api.readPages(ref.installationId, route, parameters, {
    maxPages: MAX_PAGES,
    itemsOf,
  });
  if (!complete) throw new AppError("GITHUB_REJECTED", `${route} lists more than ${MAX_PAGES * 100} entries`);
  return items;
}
