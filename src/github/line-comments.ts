// Comments on lines of the diff, with their answers. GitHub hands them out below the review that each was submitted with.
import { z } from "zod";
import type { LineComment } from "../core/facts/facts.js";
import type { Source } from "../core/facts/source.js";
import { loaded, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import { Actor, fromActor } from "./accounts.js";
import { asSource, callsFor, type GithubContext } from "./context.js";
import { parseData, problemAt } from "./graphql.js";
import { NEXT_LINE_COMMENTS_QUERY } from "./snapshot-query.js";
import { DatabaseId, Page, type ReviewNode } from "./snapshot-shapes.js";

/** Further calls for all reviews together; the first fifty of each come with the snapshot. Chosen, not measured. */
const MAX_CALLS = 50;

const LineCommentNode = z.object({
  fullDatabaseId: DatabaseId,
  url: z.string(),
  body: z.string(),
  lastEditedAt: z.string().nullable(),
  author: Actor.nullable(),
  editor: Actor.nullable(),
});

const NextData = z.object({ node: z.object({ comments: Page.nullable() }).nullable() });

/** A list that lacks one comment is not known. */
export async function loadLineComments(
  context: GithubContext,
  ref: PullRef,
  reviews: Source<readonly ReviewNode[]>,
): Promise<Source<readonly LineComment[]>> {
  if (reviews.status === "unavailable") return unavailable(reviews.reason);
  const found: LineComment[] = [];
  let calls = 0;
  for (const review of reviews.value) {
    // Nobody but its author may know of what is not submitted.
    if (review.state === "PENDING" || review.submittedAt === null) continue;
    let page: Page | null = review.comments;
    for (;;) {
      if (page === null || page.nodes.includes(null)) return unavailable("GitHub left out a comment on a line");
      found.push(...page.nodes.map((node) => toLineComment(review, parseData(LineCommentNode, node))));
      const after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      if (after === null) break;
      if (calls === MAX_CALLS) return unavailable("there are more comments on lines than can be read");
      calls += 1;
      const next = await asSource(() => loadNext(context, ref, { id: review.id, after }));
      if (next.status === "unavailable") return next;
      page = next.value;
    }
  }
  return loaded(found);
}

async function loadNext(
  context: GithubContext,
  ref: PullRef,
  variables: { readonly id: string; readonly after: string },
): Promise<Page | null> {
  const { data, problems } = await callsFor(context, ref).query(NEXT_LINE_COMMENTS_QUERY, variables);
  return problemAt(problems, ["node"]) === null ? (parseData(NextData, data).node?.comments ?? null) : null;
}

function toLineComment(review: ReviewNode, node: z.infer<typeof LineCommentNode>): LineComment {
  return {
    id: node.fullDatabaseId,
    url: node.url,
    author: fromActor(node.author),
    body: node.body,
    commitSha: review.commit?.oid ?? null,
    publishedAt: review.submittedAt ?? "",
    editedAt: node.lastEditedAt,
    editor: node.lastEditedAt === null ? null : fromActor(node.editor),
  };
}
