// Comments on lines of the diff.
import { pageOf } from "../http/pages.js";
import { notFound } from "../http/problem.js";
import { actingAccount, ok, pullOf, type Request, type Route, repositoryOf } from "../http/route.js";
import { renderLineComment } from "../render/line-comment.js";
import { lineCommentsOf, removeLineComment } from "../world/line-comments.js";
import type { LineComment } from "../world/model.js";
import type { World } from "../world/world.js";

const READ = { method: "GET", access: "token", permission: ["pull_requests"] } as const;
const WRITE = { access: "token", permission: ["pull_requests:write"] } as const;

export const lineCommentRoutes: readonly Route[] = [
  {
    ...READ,
    path: "/repos/{owner}/{repo}/pulls/{pull_number}/comments",
    handle: (backend, request) =>
      pageOf(backend, request, lineCommentsOf(pullOf(backend.world, request)), (comment) =>
        renderLineComment(backend.world, comment),
      ),
  },
  {
    ...READ,
    path: "/repos/{owner}/{repo}/pulls/comments/{comment_id}",
    handle: ({ world }, request) => ok(renderLineComment(world, commentOf(world, request))),
  },
  {
    ...WRITE,
    method: "DELETE",
    path: "/repos/{owner}/{repo}/pulls/comments/{comment_id}",
    handle: async ({ world }, request) => {
      await removeLineComment(world, commentOf(world, request), actingAccount(world, request.actor));
      return { status: 204 };
    },
  },
];

function commentOf(world: World, request: Request): LineComment {
  const id = Number(request.params.comment_id);
  const comments = world.pulls(repositoryOf(world, request)).flatMap(lineCommentsOf);
  const found = comments.find((comment) => comment.id === id);
  if (!found) throw notFound();
  return found;
}
