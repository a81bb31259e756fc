// Pull requests: what they are, what they change, who reviews them.

import { pageOf } from "../http/pages.js";
import { notFound, Problem, unprocessable } from "../http/problem.js";
import { actingAccount, type Backend, ok, pullOf, type Request, type Route, repositoryOf } from "../http/route.js";
import { renderFile } from "../render/commit.js";
import { renderReview } from "../render/conversation.js";
import { renderAccount, renderTeam } from "../render/primitives.js";
import { renderFullPull, renderPull } from "../render/pull.js";
import { addReview } from "../world/conversation.js";
import { emitReview } from "../world/events.js";
import type { Pull, Review, ReviewState } from "../world/model.js";
import { pullChanges, pullCommits, pullRange } from "../world/pull-content.js";
import { requestReviewer } from "../world/pulls.js";
import { renderOid } from "./commits.js";
import { isCollaborator } from "./repositories.js";

const PULL = "/repos/{owner}/{repo}/pulls/{pull_number}";
const READ = { method: "GET", access: "token", permission: ["pull_requests"] } as const;
const WRITE = { access: "token", permission: ["pull_requests:write"], createsContent: true } as const;

export const pullRoutes: readonly Route[] = [
  { ...READ, path: "/repos/{owner}/{repo}/pulls", handle: listPulls },
  { ...READ, path: PULL, handle: readPull },
  { ...READ, path: `${PULL}/files`, handle: listFiles },
  { ...READ, path: `${PULL}/commits`, handle: listCommits },
  {
    ...READ,
    path: `${PULL}/reviews`,
    handle: (backend, request) =>
      pageOf(backend, request, pullOf(backend.world, request).reviews, (review) => renderReview(backend.world, review)),
  },
  {
    ...READ,
    path: `${PULL}/reviews/{review_id}`,
    handle: ({ world }, request) => ok(renderReview(world, reviewOf(pullOf(world, request), request))),
  },
  { ...WRITE, method: "POST", path: `${PULL}/reviews`, handle: createReview },
  { ...WRITE, method: "PUT", path: `${PULL}/reviews/{review_id}/dismissals`, handle: dismissReview },
  {
    ...READ,
    path: `${PULL}/requested_reviewers`,
    handle: ({ world }, request) => {
      const pull = pullOf(world, request);
      const users = [...pull.requestedReviewers].map((user) => renderAccount(world, user));
      return ok({ users, teams: [...pull.requestedTeams].map((team) => renderTeam(world, team)) });
    },
  },
  { ...WRITE, method: "POST", path: `${PULL}/requested_reviewers`, handle: requestReviewers },
  { ...WRITE, method: "DELETE", path: `${PULL}/requested_reviewers`, handle: removeReviewers },
];

function listPulls(backend: Backend, request: Request) {
  const { world } = backend;
  const { query } = request;
  const state = query.get("state") ?? "open";
  const [head, base] = [query.get("head"), query.get("base")];
  const sort = query.get("sort") ?? "created";
  const isDescending = (query.get("direction") ?? (sort === "created" ? "desc" : "asc")) === "desc";
  const keyOf = (pull: Pull) => (sort === "updated" ? pull.updatedAtMs : pull.createdAtMs);
  const found = world
    .pulls(repositoryOf(world, request))
    .filter((pull) => state === "all" || pull.state === state)
    .filter((pull) => !base || pull.base.ref === base)
    .filter((pull) => !head || `${pull.head.owner.login}:${pull.head.ref}` === head)
    .sort((a, b) => keyOf(a) - keyOf(b) || a.number - b.number);
  return pageOf(backend, request, isDescending ? found.reverse() : found, (pull) => renderPull(world, pull));
}

const MAX_DIFF_FILES = 300;

async function readPull({ world }: Backend, request: Request) {
  const pull = pullOf(world, request);
  if (!/\bdiff\b/.test(request.accept)) return ok(await renderFullPull(world, pull));
  const { from, to } = await pullRange(pull);
  const files = await pull.repo.git.diff(from, to);
  if (files.length > MAX_DIFF_FILES) {
    const message =
      "Sorry, the diff exceeded the maximum number of files (300). Consider using 'List pull requests files' API or locally cloning the repository instead.";
    throw new Problem(406, message, { errors: [{ resource: "PullRequest", field: "diff", code: "too_large" }] });
  }
  const body = Buffer.from(await pull.repo.git.diffText(from, to));
  return { status: 200, body, headers: { "Content-Type": "application/vnd.github.diff; charset=utf-8" } };
}

async function listFiles(backend: Backend, request: Request) {
  const { world } = backend;
  const pull = pullOf(world, request);
  const { from, to } = await pullRange(pull);
  const files = (await pullChanges(pull)).slice(0, world.limits.pullFiles);
  const patches = await pull.repo.git.patches(from, to);
  const at = { repo: pull.repo, sha: to };
  return pageOf(backend, request, files, (file) => renderFile(world, at, file, patches.get(file.path)));
}

async function listCommits(backend: Backend, request: Request) {
  const pull = pullOf(backend.world, request);
  const oids = (await pullCommits(pull)).slice(0, backend.world.limits.pullCommits);
  return pageOf(backend, request, oids, (oid) => renderOid(backend.world, pull.repo, oid));
}

function reviewOf(pull: Pull, request: Request): Review {
  const review = pull.reviews.find((one) => one.id === Number(request.params.review_id));
  if (!review) throw notFound();
  return review;
}

const REVIEW_STATES: Record<string, ReviewState> = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
};

async function createReview({ world }: Backend, request: Request) {
  const pull = pullOf(world, request);
  const author = actingAccount(world, request.actor);
  const state = REVIEW_STATES[request.body.event as string];
  if (!state) throw unprocessable("Pending reviews are not simulated");
  if (author === pull.author && state !== "COMMENTED") {
    throw unprocessable("Unprocessable Entity", ["Review Can not approve your own pull request"]);
  }
  const review = await addReview(world, pull, { author, state, body: request.body.body ?? "" });
  return ok(renderReview(world, review));
}

async function dismissReview({ world }: Backend, request: Request) {
  const review = reviewOf(pullOf(world, request), request);
  if (review.state === "COMMENTED") throw unprocessable("Can not dismiss a commented pull request review");
  review.state = "DISMISSED";
  review.updatedAtMs = world.now();
  await emitReview(world, "dismissed", review, actingAccount(world, request.actor));
  return ok(renderReview(world, review));
}

async function requestReviewers({ world }: Backend, request: Request) {
  const pull = pullOf(world, request);
  const by = actingAccount(world, request.actor);
  const teams = world.organizations.get(pull.repo.owner)?.teams;
  const users = ((request.body.reviewers ?? []) as string[]).map((login) => {
    const account = world.accounts.get(login.toLowerCase());
    if (account === pull.author) throw unprocessable("Review cannot be requested from pull request author.");
    if (account?.type !== "User" || !isCollaborator(world, pull.repo, account)) throw notCollaborator();
    return account;
  });
  const requestedTeams = ((request.body.team_reviewers ?? []) as string[]).map((slug) => {
    const team = teams?.get(slug);
    if (!team?.repositories.has(pull.repo)) throw notCollaborator();
    return team;
  });
  for (const reviewer of [...users, ...requestedTeams]) await requestReviewer(world, pull, reviewer, by);
  return { status: 201, body: renderPull(world, pull) };
}

function notCollaborator(): Problem {
  return unprocessable(
    "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.",
  );
}

function removeReviewers({ world }: Backend, request: Request) {
  const pull = pullOf(world, request);
  for (const login of (request.body.reviewers ?? []) as string[]) {
    const account = world.accounts.get(login.toLowerCase());
    if (account) pull.requestedReviewers.delete(account);
  }
  for (const slug of (request.body.team_reviewers ?? []) as string[]) {
    const team = world.organizations.get(pull.repo.owner)?.teams.get(slug);
    if (team) pull.requestedTeams.delete(team);
  }
  return ok(renderPull(world, pull));
}
