// What people wrote on a pull request and who asked for it, as the snapshot's GraphQL nodes tell it.
import { z } from "zod";
import type { Account, Comment, LineComment, LinkedIssue, NativeReview } from "../core/facts/facts.js";
import { loaded, type Source, unavailable } from "../core/facts/source.js";
import type { PullRef } from "../core/facts/work.js";
import type { PullSnapshot } from "../ports.js";
import { type GraphqlProblem, parseData, problemAt } from "./answers.js";
import { Actor, fromActor, isSameAccount } from "./commits.js";
import { asSource, callsFor, type GithubContext, type IsOurs } from "./context.js";
import { LINKED_ISSUES, NEXT_LINE_COMMENTS_QUERY } from "./snapshot-query.js";
import {
  AssignedIssue,
  type Assignments,
  type CommentNode,
  DatabaseId,
  type ForcedPushes,
  IssueNode,
  Page,
  type PullNode,
  RequestNode,
  type ReviewNode,
} from "./snapshot-shapes.js";

export function fromComment(node: CommentNode, isOurs: IsOurs): Comment {
  const author = fromActor(node.author);
  return {
    id: node.fullDatabaseId,
    url: node.url,
    author,
    body: node.body,
    createdAt: node.createdAt,
    editedAt: node.lastEditedAt,
    editor: node.lastEditedAt === null ? null : fromActor(node.editor),
    viaApp: null,
    ours: isOurs(author),
  };
}

/** Null for one that is not submitted: nobody but its author may know of it. */
export function fromReview(node: ReviewNode): NativeReview | null {
  if (node.state === "PENDING" || node.submittedAt === null) return null;
  return {
    id: node.fullDatabaseId,
    url: node.url,
    author: fromActor(node.author),
    state: node.state,
    body: node.body,
    commitSha: node.commit?.oid ?? null,
    submittedAt: node.submittedAt,
    editedAt: node.lastEditedAt,
    editor: node.lastEditedAt === null ? null : fromActor(node.editor),
  };
}

function fromIssue(node: z.infer<typeof IssueNode>): LinkedIssue {
  return {
    id: node.fullDatabaseId ?? null,
    repository: node.repository.nameWithOwner,
    number: node.number,
    url: node.url,
    title: node.title,
    body: node.body,
    author: fromActor(node.author),
    editor: node.lastEditedAt === null ? null : fromActor(node.editor),
    viaApp: null,
  };
}

/** Who edited the pull request's body last, when it was somebody else than its author. */
export function bodyEditor(author: Actor | null, editor: Actor | null): ReturnType<typeof fromActor> {
  const last = fromActor(editor);
  return isSameAccount(last, fromActor(author)) ? null : last;
}

const PATH = ["repository", "pullRequest", "closingIssuesReferences"];
/** How GitHub says that the App may not see something. */
const UNSEEN: ReadonlySet<string> = new Set(["NOT_FOUND", "FORBIDDEN"]);

/**
 * An issue in a repository that the App may not see counts for nothing and hides none of the others; any other gap makes all of them unknown.
 */
export function readLinkedIssues(
  { closingIssuesReferences: list }: PullNode,
  problems: readonly GraphqlProblem[],
): Pick<PullSnapshot, "linkedIssues" | "unseenIssues"> {
  const nodes = list?.nodes ?? [null];
  const own = problems.filter(({ path }) => PATH.every((key, index) => path[index] === key));
  const unseen = nodes.filter((node, index) => node === null && own.some((problem) => hides(problem, index)));
  const other = own.find((problem) => !nodes.some((node, index) => node === null && hides(problem, index)));
  const missing = nodes.filter((node) => node === null).length - unseen.length;
  if (other !== undefined || missing > 0) {
    const reason =
      other === undefined
        ? "GitHub left out one of the linked issues"
        : `GitHub could not read the linked issues: ${other.message}`;
    return { linkedIssues: unavailable(reason), unseenIssues: 0 };
  }
  const issues = nodes.filter((node) => node !== null).map((node) => fromIssue(parseData(IssueNode, node)));
  // GitHub may also leave out what the App may not see without a word; the total tells.
  const listed = Math.min(list?.totalCount ?? 0, LINKED_ISSUES);
  return { linkedIssues: loaded(issues), unseenIssues: Math.max(unseen.length, listed - issues.length) };
}

/** The node as a whole, and nothing but it. */
function hides({ type, path }: GraphqlProblem, index: number): boolean {
  return UNSEEN.has(type) && path.length === PATH.length + 2 && path.at(-1) === index;
}

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

/** On lines of the diff, with their answers: GitHub hands them out below the review that each was submitted with. A list that lacks one is not known. */
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

/** Who GitHub shows as having asked for it. Only people; that an agent is meant is seen by its account, a bot's. */
export function readRequesters({ assignees, timelineItems, closingIssuesReferences }: PullNode): readonly Account[] {
  const issues = (closingIssuesReferences?.nodes ?? []).flatMap((node) => AssignedIssue.safeParse(node).data ?? []);
  const assigners = [timelineItems, ...issues.map((issue) => issue.timelineItems)].flatMap(assignersOf);
  return people([...(assignees?.nodes ?? []), ...assigners].map((actor) => fromActor(actor ?? null)));
}

/** Of an agent, whoever else was assigned. */
function assignersOf(list: Assignments): Actor[] {
  return (list?.nodes ?? []).flatMap((event) =>
    event?.actor != null && event.assignee?.__typename === "Bot" ? [event.actor] : [],
  );
}

function people(accounts: readonly (Account | null)[]): readonly Account[] {
  const found = accounts.filter((account) => account !== null).filter(({ type }) => type === "User");
  return found.filter((account, index) => !found.slice(0, index).some((other) => isSameAccount(other, account)));
}

/** Heads that a forced push took away, also those of which no delivery told. */
export function readFormerHeads(pushes: ForcedPushes): readonly string[] {
  // GitHub leaves a commit out once it has thrown it away.
  const heads = (pushes?.nodes ?? []).flatMap((push) => push?.beforeCommit?.oid ?? []);
  return [...new Set(heads)];
}

/** A team that the App may not see is an error beside the people; it hides none of them. */
export function requestedPeople(pull: PullNode, problems: readonly GraphqlProblem[]): PullSnapshot["requested"] {
  const nodes = pull.reviewRequests?.nodes;
  if (nodes === undefined) {
    const why = problemAt(problems, ["repository", "pullRequest", "reviewRequests"])?.message ?? "it did not say why";
    return unavailable(`GitHub left out who is asked for a review: ${why}`);
  }
  const people = nodes.flatMap((node): Account[] => {
    const { requestedReviewer: asked } = parseData(RequestNode, node ?? { requestedReviewer: null });
    if (asked?.__typename !== "User" || asked.login === undefined) return [];
    return [{ id: asked.databaseId ?? null, login: asked.login, type: "User" }];
  });
  return loaded(people);
}
