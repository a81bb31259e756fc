// Comments, reviews, checks and linked issues of a pull request by REST, in the shape in which GraphQL gives them.
import { z } from "zod";
import { isForm } from "../core/comments/parse-form.js";
import type { LineComment } from "../core/facts/facts.js";
import type { PullRef } from "../core/facts/work.js";
import { whatIsShown } from "../core/judge/verdicts-in-text.js";
import { AppError } from "../errors.js";
import { parseData } from "./answers.js";
import { RestCheckRun, runsOf } from "./check-runs.js";
import { fromRestUser, RestUser, restActor } from "./commits.js";
import { callsFor, type GithubContext, unlessMissing } from "./context.js";
import { LINKED_ISSUES } from "./snapshot-query.js";
import type { CommentNode, ContextNode, IssueNode, ReviewNode } from "./snapshot-shapes.js";

/** 5,000 entries of each kind. */
const MAX_PAGES = 50;

const Written = z.object({
  id: z.number(),
  html_url: z.string(),
  user: RestUser.nullable(),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ""),
});
const RestComment = Written.extend({ created_at: z.string(), updated_at: z.string() });

export async function loadComments(context: GithubContext, ref: PullRef): Promise<readonly CommentNode[]> {
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const items = await listAll(context, ref, { route, own: { issue_number: ref.number } });
  return items.map((item) => {
    const { created_at: createdAt, updated_at, ...comment } = parseData(RestComment, item);
    return { ...writtenNode(comment), createdAt, lastEditedAt: updated_at === createdAt ? null : updated_at };
  });
}

const RestReview = Written.extend({
  state: z.enum(["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"]),
  commit_id: z.string().nullable(),
  submitted_at: z.string().nullish(),
});

/**
 * INVARIANT: REST does not tell that a review was edited, so a form or a verdict in one may be somebody else's words. With such a
 * review the reviews are not known.
 * @throws AppError GITHUB_REJECTED
 */
export async function loadReviews(context: GithubContext, ref: PullRef): Promise<readonly ReviewNode[]> {
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews";
  const items = await listAll(context, ref, { route, own: { pull_number: ref.number } });
  const reviews = items.map((item) => parseData(RestReview, item));
  const submitted = reviews.filter(({ state, submitted_at }) => state !== "PENDING" && submitted_at != null);
  if (submitted.some((review) => isForm(review) || isShownByPerson(review))) {
    throw new AppError(
      "GITHUB_REJECTED",
      "GitHub's REST interface does not tell whether a review form in a native review was edited; submit it in a comment",
    );
  }
  return submitted.map(({ state, commit_id, submitted_at, ...review }) => ({
    ...writtenNode(review),
    id: "",
    state,
    submittedAt: submitted_at ?? null,
    lastEditedAt: null,
    commit: commit_id === null ? null : { oid: commit_id },
    comments: null,
  }));
}

const RestLineComment = Written.extend({ created_at: z.string(), original_commit_id: z.string() });

/**
 * INVARIANT: neither does REST tell of comments on lines that they were edited, nor when they were submitted. With a verdict
 * among them they are not known.
 * @throws AppError GITHUB_REJECTED
 */
export async function loadLineComments(context: GithubContext, ref: PullRef): Promise<readonly LineComment[]> {
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments";
  const items = await listAll(context, ref, { route, own: { pull_number: ref.number } });
  const comments = items.map((item) => parseData(RestLineComment, item));
  if (comments.some(isShownByPerson)) {
    throw new AppError(
      "GITHUB_REJECTED",
      "GitHub's REST interface does not tell whether a form or a verdict on a line of the diff was edited; delete that comment",
    );
  }
  return comments.map(({ id, html_url: url, user, body, created_at, original_commit_id }) => {
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
}

function isShownByPerson({ user, body }: z.infer<typeof Written>): boolean {
  return fromRestUser(user)?.type === "User" && whatIsShown(body) !== null;
}

function writtenNode({ id, html_url, user, body }: z.infer<typeof Written>) {
  return { fullDatabaseId: id, url: html_url, author: restActor(user), editor: null, body };
}

const RestStatus = z.object({
  context: z.string(),
  state: z.string(),
  target_url: z.string().nullable(),
  creator: RestUser.nullish(),
});

/** Of statuses every report comes, the newest first, of which the first of each name stands. The combined status does not tell who reported. */
export async function loadContexts(context: GithubContext, ref: PullRef, sha: string): Promise<readonly ContextNode[]> {
  const own = { ref: sha };
  const [runs, statuses] = await Promise.all([
    listAll(context, ref, { route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs", own, itemsOf: runsOf }),
    listAll(context, ref, { route: "GET /repos/{owner}/{repo}/commits/{ref}/statuses", own }),
  ]);
  const latest = new Map<string, ContextNode>();
  for (const item of statuses) {
    const { context: name, state, target_url: targetUrl, creator } = parseData(RestStatus, item);
    const node = { __typename: "StatusContext" as const, context: name, state, targetUrl };
    if (!latest.has(name)) latest.set(name, { ...node, creator: restActor(creator ?? null) });
  }
  return [...runs.map((item) => runNode(parseData(RestCheckRun, item))), ...latest.values()];
}

function runNode({ id, name, status, conclusion, details_url, output, app }: RestCheckRun): ContextNode {
  return {
    __typename: "CheckRun",
    databaseId: id,
    name,
    status,
    conclusion,
    title: output.title ?? null,
    summary: output.summary ?? null,
    text: output.text ?? null,
    detailsUrl: details_url ?? null,
    checkSuite: { app: app == null ? null : { databaseId: app.id, slug: app.slug ?? null } },
  };
}

const CLOSES = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]+(?:([\w.-]{1,39})\/([\w.-]{1,100}))?#(\d{1,9})\b/gi;

/** Which issues GitHub linked REST does not tell, so the keywords in the body are read. Null: one that the App may not see, or none. */
export async function loadReferencedIssues(
  context: GithubContext,
  ref: PullRef,
  body: string,
): Promise<readonly (z.infer<typeof IssueNode> | null)[]> {
  const found = new Map<string, Reference>();
  for (const [, owner = ref.owner, repo = ref.name, number] of body.matchAll(CLOSES)) {
    found.set(`${owner}/${repo}#${number}`.toLowerCase(), { owner, repo, issue_number: Number(number) });
    if (found.size === LINKED_ISSUES) break;
  }
  const issues = await Promise.all([...found.values()].map((reference) => loadIssue(context, ref, reference)));
  return issues.filter((issue) => issue !== "pull request");
}

interface Reference {
  readonly owner: string;
  readonly repo: string;
  readonly issue_number: number;
}

const RestIssue = RestComment.extend({
  id: z.number().nullish(),
  number: z.number(),
  title: z.string(),
  pull_request: z.unknown().optional(),
});

/** REST tells that something about an issue changed, not what, nor by whom. */
const UNKNOWN_EDITOR = { __typename: "Unknown", login: "unknown", databaseId: null };

async function loadIssue({ api }: GithubContext, { installationId }: PullRef, reference: Reference) {
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
  const answer = await unlessMissing(() => api.read(installationId, route, { ...reference }), null);
  if (answer === null) return null;
  const issue = parseData(RestIssue, answer.data);
  if (issue.pull_request != null) return "pull request";
  return {
    fullDatabaseId: issue.id ?? null,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    url: issue.html_url,
    repository: { nameWithOwner: `${reference.owner}/${reference.repo}` },
    author: restActor(issue.user),
    lastEditedAt: issue.updated_at === issue.created_at ? null : issue.updated_at,
    editor: UNKNOWN_EDITOR,
  };
}

type List = ReturnType<typeof callsFor>["list"];

/** @throws AppError GITHUB_REJECTED when there are more than are read. */
export async function listAll(
  context: GithubContext,
  ref: PullRef,
  { route, ...asked }: { readonly route: string } & Omit<Parameters<List>[1], "maxPages">,
): Promise<readonly unknown[]> {
  const { items, complete } = await callsFor(context, ref).list(route, { ...asked, maxPages: MAX_PAGES });
  if (!complete) throw new AppError("GITHUB_REJECTED", `${route} lists more than ${MAX_PAGES * 100} entries`);
  return items;
}
