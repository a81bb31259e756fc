// Issues and the conversation below issues and pull requests.

import { pageOf } from "../http/pages.js";
import { notFound, unprocessable } from "../http/problem.js";
import { actingAccount, type Backend, issueOf, ok, type Request, type Route, repositoryOf } from "../http/route.js";
import { renderComment, renderIssue, renderLabels, renderReaction } from "../render/conversation.js";
import { addComment, addIssue, changeComment, removeComment } from "../world/conversation.js";
import { emitIssue, emitPull } from "../world/events.js";
import { type App, type Comment, type Issue, isPull } from "../world/model.js";
import { addReaction } from "../world/reactions.js";
import type { World } from "../world/world.js";
import { recordEdit } from "../world/written.js";

const ISSUES = "/repos/{owner}/{repo}/issues";
const READ = { method: "GET", access: "token", permission: ["issues", "pull_requests"] } as const;
const WRITE = { access: "token", permission: ["issues:write", "pull_requests:write"] } as const;
const CREATE = { ...WRITE, method: "POST", createsContent: true } as const;

export const issueRoutes: readonly Route[] = [
  { ...READ, path: ISSUES, handle: listIssues },
  { ...CREATE, permission: ["issues:write"], path: ISSUES, handle: createIssue },
  {
    ...READ,
    path: `${ISSUES}/{issue_number}`,
    handle: ({ world }, request) => ok(renderIssue(world, issueOf(world, request))),
  },
  { ...WRITE, method: "PATCH", path: `${ISSUES}/{issue_number}`, handle: updateIssue },
  {
    ...READ,
    path: `${ISSUES}/{issue_number}/comments`,
    handle: (backend, request) => {
      const { world } = backend;
      const since = Date.parse(request.query.get("since") ?? "1970-01-01T00:00:00Z");
      const comments = issueOf(world, request).comments.filter((comment) => comment.updatedAtMs >= since);
      return pageOf(backend, request, comments, (comment) => renderComment(world, comment));
    },
  },
  { ...CREATE, path: `${ISSUES}/{issue_number}/comments`, handle: createComment },
  {
    ...READ,
    path: `${ISSUES}/comments/{comment_id}`,
    handle: ({ world }, request) => ok(renderComment(world, commentOf(world, request))),
  },
  { ...WRITE, method: "PATCH", path: `${ISSUES}/comments/{comment_id}`, createsContent: true, handle: updateComment },
  {
    ...WRITE,
    method: "DELETE",
    path: `${ISSUES}/comments/{comment_id}`,
    handle: ({ world }, request) => {
      removeComment(world, commentOf(world, request), actingAccount(world, request.actor));
      return { status: 204 };
    },
  },
  {
    ...READ,
    path: `${ISSUES}/comments/{comment_id}/reactions`,
    handle: (backend, request) =>
      pageOf(backend, request, commentOf(backend.world, request).reactions, (one) =>
        renderReaction(backend.world, one),
      ),
  },
  {
    ...WRITE,
    method: "POST",
    path: `${ISSUES}/comments/{comment_id}/reactions`,
    handle: ({ world }, request) => {
      const comment = commentOf(world, request);
      const user = actingAccount(world, request.actor);
      const { reaction, isNew } = addReaction(world, comment, user, request.body.content);
      return { status: isNew ? 201 : 200, body: renderReaction(world, reaction) };
    },
  },
  {
    ...READ,
    path: `${ISSUES}/{issue_number}/labels`,
    handle: (backend, request) =>
      pageOf(backend, request, renderLabels(backend.world, issueOf(backend.world, request)), (one) => one),
  },
  { ...WRITE, method: "POST", path: `${ISSUES}/{issue_number}/labels`, handle: addLabels },
  { ...WRITE, method: "DELETE", path: `${ISSUES}/{issue_number}/labels/{name}`, handle: removeLabel },
];

function listIssues(backend: Backend, request: Request) {
  const { world } = backend;
  const { query } = request;
  const state = query.get("state") ?? "open";
  const labels = (query.get("labels") ?? "").split(",").filter(Boolean);
  const all = [...repositoryOf(world, request).issues.values()].reverse();
  const found = all
    .filter((one) => state === "all" || one.state === state)
    .filter((one) => labels.every((label) => one.labels.has(label)));
  return pageOf(backend, request, found, (issue) => renderIssue(world, issue));
}

function createIssue({ world }: Backend, request: Request) {
  const labels = ((request.body.labels ?? []) as (string | { name: string })[]).map(labelName);
  const issue = addIssue(world, repositoryOf(world, request), {
    author: actingAccount(world, request.actor),
    viaApp: writingApp(world, request),
    title: String(request.body.title),
    body: checkedBody(world, "Issue", request.body.body ?? ""),
    labels,
  });
  return { status: 201, body: renderIssue(world, issue) };
}

function labelName(label: string | { name: string }): string {
  return typeof label === "string" ? label : label.name;
}

async function updateIssue({ world }: Backend, request: Request) {
  const issue = issueOf(world, request);
  const by = actingAccount(world, request.actor);
  const { title, body, state, labels } = request.body;
  if (title !== undefined) issue.title = title;
  if (typeof body === "string") recordEdit(world, issue, by, checkedBody(world, "Issue", body));
  if (labels) {
    issue.labels.clear();
    for (const label of labels) issue.labels.add(labelName(label));
  }
  const wasOpen = issue.state === "open";
  if (state) issue.state = state;
  issue.closedAtMs = issue.state === "closed" ? (issue.closedAtMs ?? world.now()) : null;
  issue.updatedAtMs = world.now();
  const action = wasOpen === (issue.state === "open") ? "edited" : wasOpen ? "closed" : "reopened";
  if (isPull(issue)) await emitPull(world, action, issue, by);
  else emitIssue(world, action, issue, by);
  return ok(renderIssue(world, issue));
}

function createComment({ world }: Backend, request: Request) {
  const comment = addComment(world, issueOf(world, request), {
    author: actingAccount(world, request.actor),
    body: checkedBody(world, "IssueComment", request.body.body),
    viaApp: writingApp(world, request),
  });
  return { status: 201, body: renderComment(world, comment) };
}

function updateComment({ world }: Backend, request: Request) {
  const comment = commentOf(world, request);
  const body = checkedBody(world, "IssueComment", request.body.body);
  changeComment(world, comment, actingAccount(world, request.actor), body);
  return ok(renderComment(world, comment));
}

function commentOf(world: World, request: Request): Comment {
  const repo = repositoryOf(world, request);
  const id = Number(request.params.comment_id);
  for (const issue of repo.issues.values()) {
    const comment = issue.comments.find((one) => one.id === id);
    if (comment) return comment;
  }
  throw notFound();
}

// Everything that comes through an App's token, its own or a person's, is marked with the App.
function writingApp(world: World, { actor }: Request): App | null {
  return actor.kind === "installation" || actor.kind === "user" ? world.ownApp : null;
}

function checkedBody(world: World, resource: string, body: unknown): string {
  const text = String(body ?? "");
  const max = world.limits.commentCharacters;
  if (resource === "IssueComment" && text.trim() === "") {
    throw unprocessable("Validation Failed", [{ resource, code: "missing_field", field: "body" }]);
  }
  if ([...text].length > max) {
    const message = `body is too long (maximum is ${max} characters)`;
    throw unprocessable("Validation Failed", [{ resource, code: "custom", field: "body", message }]);
  }
  return text;
}

async function addLabels({ world }: Backend, request: Request) {
  const issue = issueOf(world, request);
  const given = (Array.isArray(request.body) ? request.body : (request.body.labels ?? [])) as string[];
  for (const name of given.map(labelName)) await changeLabel(world, issue, request, { name, action: "labeled" });
  return ok(renderLabels(world, issue));
}

async function removeLabel({ world }: Backend, request: Request) {
  const issue = issueOf(world, request);
  const name = request.params.name ?? "";
  if (!issue.labels.has(name)) throw notFound("Label does not exist");
  await changeLabel(world, issue, request, { name, action: "unlabeled" });
  return ok(renderLabels(world, issue));
}

async function changeLabel(
  world: World,
  issue: Issue,
  request: Request,
  change: { readonly name: string; readonly action: "labeled" | "unlabeled" },
): Promise<void> {
  if (change.action === "labeled") issue.labels.add(change.name);
  else issue.labels.delete(change.name);
  const by = actingAccount(world, request.actor);
  const extra = { label: { name: change.name } };
  if (isPull(issue)) await emitPull(world, change.action, issue, by, extra);
  else emitIssue(world, change.action, issue, by, extra);
}
