// Where queries and mutations begin.

import type { RateLimits } from "../http/rate-limits.js";
import { iso, renderAccount } from "../render/primitives.js";
import { addComment, changeComment } from "../world/conversation.js";
import { type Comment, isPull } from "../world/model.js";
import { requestReviewer } from "../world/pulls.js";
import { addReaction } from "../world/reactions.js";
import { accountView, organizationView } from "./actors.js";
import { failure } from "./connection.js";
import { commentView, reactionContent } from "./conversation.js";
import { nodeView, writtenByNodeId } from "./nodes.js";
import { pullView } from "./pull.js";
import { repositoryView } from "./repository.js";
import { canSee, type Viewer, viewerAccount } from "./viewer.js";

export function queryRoot(viewer: Viewer, limits: RateLimits) {
  const { world } = viewer;
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const repo = world.findRepository(owner, name);
      if (canSee(viewer, repo)) return repositoryView(viewer, repo);
      throw failure("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    },
    node: ({ id }: { id: string }) => nodeView(viewer, id),
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => asyncOrError(() => nodeView(viewer, id))),
    user: ({ login }: { login: string }) => {
      const account = world.accounts.get(login.toLowerCase());
      if (account?.type === "User") return accountView(viewer, account);
      throw failure("NOT_FOUND", `Could not resolve to a User with the login of '${login}'.`);
    },
    organization: ({ login }: { login: string }) => {
      const account = world.accounts.get(login.toLowerCase());
      const organization = account && world.organizations.get(account);
      if (organization) return organizationView(viewer, organization);
      throw failure("NOT_FOUND", `Could not resolve to an Organization with the login of '${login}'.`);
    },
    viewer: () => {
      const account = viewerAccount(viewer);
      // The field's type is User, and an App appears as one, under its REST login.
      return { ...accountView(viewer, account), __typename: "User", login: renderAccount(world, account).login };
    },
    rateLimit: () => {
      const { limit, used, remaining, reset } = limits.read(viewer.actor, "graphql");
      return { limit, used, remaining, resetAt: iso(reset * 1000), cost: 1, nodeCount: 1 };
    },
    ...mutations(viewer),
  };
}

// One missing node must not take the others with it.
function asyncOrError(view: () => unknown): unknown {
  try {
    return view();
  } catch (error) {
    return error;
  }
}

interface Input {
  readonly input: Readonly<Record<string, string>> & {
    readonly userIds?: string[];
    readonly clientMutationId?: string;
  };
}

function mutations(viewer: Viewer) {
  const { world } = viewer;
  const by = () => viewerAccount(viewer);
  return {
    addComment: ({ input }: Input) => {
      const subject = writtenByNodeId(viewer, input.subjectId ?? "");
      if (!("timeline" in subject)) throw failure("UNPROCESSABLE", "subject cannot be commented on");
      const comment = addComment(world, subject, { author: by(), body: input.body ?? "", viaApp: world.ownApp });
      const node = () => commentView(viewer, comment);
      return { clientMutationId: input.clientMutationId ?? null, commentEdge: { cursor: "", node }, subject: node };
    },
    updateIssueComment: ({ input }: Input) => {
      const comment = commentOf(viewer, input.id);
      changeComment(world, comment, by(), input.body ?? "");
      return { clientMutationId: input.clientMutationId ?? null, issueComment: () => commentView(viewer, comment) };
    },
    minimizeComment: ({ input }: Input) => {
      const comment = commentOf(viewer, input.subjectId);
      comment.minimizedReason = (input.classifier ?? "OUTDATED").toLowerCase();
      return { clientMutationId: input.clientMutationId ?? null, minimizedComment: () => commentView(viewer, comment) };
    },
    addReaction: ({ input }: Input) => {
      const comment = commentOf(viewer, input.subjectId);
      addReaction(world, comment, by(), reactionContent(input.content ?? "") ?? "+1");
      return { clientMutationId: input.clientMutationId ?? null, subject: () => commentView(viewer, comment) };
    },
    requestReviews: async ({ input }: Input) => {
      const pull = writtenByNodeId(viewer, input.pullRequestId ?? "");
      if (!("number" in pull) || !isPull(pull)) throw failure("NOT_FOUND", "Could not resolve to a PullRequest");
      for (const account of world.accounts.values()) {
        if (input.userIds?.includes(accountView(viewer, account).id)) await requestReviewer(world, pull, account, by());
      }
      return { clientMutationId: input.clientMutationId ?? null, pullRequest: () => pullView(viewer, pull) };
    },
  };
}

function commentOf(viewer: Viewer, id: string | undefined): Comment {
  const found = writtenByNodeId(viewer, id ?? "");
  if ("issue" in found) return found;
  throw failure("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}
