// The linked issues of a snapshot. One in a repository that the App may not see counts for nothing and hides none of the others;
// any other gap makes all of them unknown.
import { loaded, unavailable } from "../core/facts/source.js";
import type { PullSnapshot } from "../ports.js";
import { fromIssue } from "./conversation.js";
import { type GraphqlProblem, parseData } from "./graphql.js";
import { LINKED_ISSUES } from "./snapshot-query.js";
import { IssueNode, type PullNode } from "./snapshot-shapes.js";

const PATH = ["repository", "pullRequest", "closingIssuesReferences"];
/** How GitHub says that the App may not see something. */
const UNSEEN: ReadonlySet<string> = new Set(["NOT_FOUND", "FORBIDDEN"]);

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
