// Finds what a global node id names.
import type { Comment, Issue, Pull, Review } from "../world/model.js";
import { isPull } from "../world/model.js";
import { accountView, teamView } from "./actors.js";
import { checkRunView } from "./checks.js";
import { failure } from "./connection.js";
import { commentView, issueView, reviewView } from "./conversation.js";
import { commitView } from "./git-objects.js";
import { pullView } from "./pull.js";
import { repositoryView } from "./repository.js";
import { canSee, type Viewer } from "./viewer.js";

export function nodeView(viewer: Viewer, id: string): unknown {
  const [type, key] = decode(id);
  const found = type && key ? viewByType(viewer, type, key) : null;
  if (!found) throw failure("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
  return found;
}

function decode(id: string): string[] {
  const text = Buffer.from(id.slice(id.indexOf("_") + 1), "base64url").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? [] : [text.slice(0, colon), text.slice(colon + 1)];
}

function viewByType(viewer: Viewer, type: string, key: string): unknown {
  const { world } = viewer;
  const id = Number(key);
  if (type === "Commit") {
    const [repoId, oid = ""] = key.split(":");
    const repo = world.repositoriesById.get(Number(repoId));
    return canSee(viewer, repo) ? commitView(viewer, repo, oid) : null;
  }
  if (type === "Repository") {
    const repo = world.repositoriesById.get(id);
    return canSee(viewer, repo) ? repositoryView(viewer, repo) : null;
  }
  if (type === "User" || type === "Bot" || type === "Organization") {
    const account = [...world.accounts.values()].find((one) => one.id === id);
    return account ? accountView(viewer, account) : null;
  }
  if (type === "Team") {
    const teams = [...world.organizations.values()].flatMap((one) => [...one.teams.values()]);
    const team = teams.find((one) => one.id === id);
    return team ? teamView(viewer, team) : null;
  }
  if (type === "CheckRun") {
    const run = visibleRepositories(viewer)
      .flatMap((repo) => repo.checkRuns)
      .find((one) => one.id === id);
    return run ? checkRunView(viewer, run) : null;
  }
  return viewByConversation(viewer, id);
}

function viewByConversation(viewer: Viewer, id: number): unknown {
  const found = findWritten(viewer, id);
  if (!found) return null;
  if ("pull" in found) return reviewView(viewer, found);
  if ("issue" in found) return commentView(viewer, found);
  return isPull(found) ? pullView(viewer, found) : issueView(viewer, found);
}

export function writtenByNodeId(viewer: Viewer, nodeId: string): Issue | Pull | Comment | Review {
  const found = findWritten(viewer, Number(decode(nodeId)[1]));
  if (!found) throw failure("NOT_FOUND", `Could not resolve to a node with the global id of '${nodeId}'`);
  return found;
}

function findWritten(viewer: Viewer, id: number): Issue | Pull | Comment | Review | undefined {
  for (const issue of visibleRepositories(viewer).flatMap((repo) => [...repo.issues.values()])) {
    if (issue.id === id) return issue;
    const comment = issue.comments.find((one) => one.id === id);
    const review = isPull(issue) ? issue.reviews.find((one) => one.id === id) : undefined;
    if (comment ?? review) return comment ?? review;
  }
  return undefined;
}

function visibleRepositories(viewer: Viewer) {
  return [...viewer.world.repositories.values()].filter((repo) => canSee(viewer, repo));
}
