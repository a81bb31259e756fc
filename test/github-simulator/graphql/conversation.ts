// GraphQL views of what people write: issues, comments, reviews, and the history of each.
import { association, iso, isoOrNull, nodeId, pageUrl } from "../render/primitives.js";
import { type Comment, type Issue, isPull, type Pull, type Review, type Written } from "../world/model.js";
import { accountOrNull, accountView } from "./actors.js";
import { connection, type PageArguments } from "./connection.js";
import { commitView } from "./git-objects.js";
import { lineCommentView } from "./line-comment.js";
import { pullView } from "./pull.js";
import { repositoryView } from "./repository.js";
import { smallId, type Viewer, viewerAccount } from "./viewer.js";

const REACTION_NAMES: Readonly<Record<string, string>> = {
  "+1": "THUMBS_UP",
  "-1": "THUMBS_DOWN",
  laugh: "LAUGH",
  hooray: "HOORAY",
  confused: "CONFUSED",
  heart: "HEART",
  rocket: "ROCKET",
  eyes: "EYES",
};

export function writtenView(viewer: Viewer, written: Written) {
  return {
    databaseId: smallId(written.id),
    fullDatabaseId: String(written.id),
    body: written.body,
    bodyText: written.body,
    bodyHTML: `<p>${written.body.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`,
    author: () => accountView(viewer, written.author),
    authorAssociation: association(written.repo, written.author),
    editor: () => accountOrNull(viewer, written.editor),
    createdAt: iso(written.createdAtMs),
    publishedAt: iso(written.createdAtMs),
    updatedAt: iso(written.updatedAtMs),
    lastEditedAt: isoOrNull(written.lastEditedAtMs),
    includesCreatedEdit: written.edits.length > 0,
    createdViaEmail: false,
    viewerDidAuthor: written.author === viewerAccount(viewer),
    repository: () => repositoryView(viewer, written.repo),
    userContentEdits: (args: PageArguments) =>
      connection(args, [...written.edits].reverse(), (edit) => ({
        id: nodeId("UserContentEdit", edit.id),
        createdAt: iso(edit.atMs),
        editedAt: iso(edit.atMs),
        updatedAt: iso(edit.atMs),
        deletedAt: null,
        deletedBy: null,
        diff: edit.diff,
        editor: accountView(viewer, edit.editor),
      })),
  };
}

export function commentView(viewer: Viewer, comment: Comment) {
  const { issue } = comment;
  const kind = isPull(issue) ? "pull" : "issues";
  const url = pageUrl(viewer.world, comment.repo, `/${kind}/${issue.number}#issuecomment-${comment.id}`);
  return {
    ...writtenView(viewer, comment),
    __typename: "IssueComment",
    id: nodeId("IssueComment", comment.id),
    url,
    resourcePath: new URL(url).pathname,
    isMinimized: comment.minimizedReason !== null,
    minimizedReason: comment.minimizedReason,
    issue: () => issueView(viewer, issue),
    pullRequest: () => (isPull(issue) ? pullView(viewer, issue) : null),
    reactionGroups: () => Object.keys(REACTION_NAMES).map((content) => reactionGroupView(viewer, comment, content)),
    reactions: (args: PageArguments) =>
      connection(args, comment.reactions, (reaction) => ({
        id: nodeId("Reaction", reaction.id),
        databaseId: reaction.id,
        content: REACTION_NAMES[reaction.content],
        createdAt: iso(reaction.createdAtMs),
        user: reaction.user.type === "User" ? accountView(viewer, reaction.user) : null,
      })),
  };
}

export function reactionContent(name: string): string | undefined {
  return Object.keys(REACTION_NAMES).find((content) => REACTION_NAMES[content] === name);
}

function reactionGroupView(viewer: Viewer, comment: Comment, content: string) {
  const own = comment.reactions.filter((reaction) => reaction.content === content);
  const reactors = (args: PageArguments) => connection(args, own, (reaction) => accountView(viewer, reaction.user));
  return {
    content: REACTION_NAMES[content],
    createdAt: own[0] ? iso(own[0].createdAtMs) : null,
    viewerHasReacted: own.some((reaction) => reaction.user === viewerAccount(viewer)),
    reactors,
    users: reactors,
  };
}

export function reviewView(viewer: Viewer, review: Review) {
  const url = pageUrl(viewer.world, review.repo, `/pull/${review.pull.number}#pullrequestreview-${review.id}`);
  return {
    ...writtenView(viewer, review),
    __typename: "PullRequestReview",
    id: nodeId("PullRequestReview", review.id),
    state: review.state,
    submittedAt: iso(review.createdAtMs),
    url,
    resourcePath: new URL(url).pathname,
    isMinimized: false,
    minimizedReason: null,
    commit: () => commitView(viewer, review.repo, review.commitSha),
    pullRequest: () => pullView(viewer, review.pull),
    comments: (args: PageArguments) => connection(args, review.comments, (one) => lineCommentView(viewer, one)),
  };
}

export function issueView(viewer: Viewer, issue: Issue | Pull) {
  const url = pageUrl(viewer.world, issue.repo, `/issues/${issue.number}`);
  return {
    ...writtenView(viewer, issue),
    ...threadView(viewer, issue),
    __typename: "Issue",
    id: nodeId("Issue", issue.id),
    state: issue.state.toUpperCase(),
    stateReason: null,
    url,
    resourcePath: new URL(url).pathname,
  };
}

/** What issues and pull requests have in common. */
export function threadView(viewer: Viewer, issue: Issue | Pull) {
  return {
    number: issue.number,
    title: issue.title,
    closed: issue.state === "closed",
    closedAt: isoOrNull(issue.closedAtMs),
    locked: false,
    labels: (args: PageArguments) =>
      connection(args, [...issue.labels], (name) => ({
        id: nodeId("Label", name),
        name,
        color: "ededed",
        description: null,
      })),
    // GraphQL lists people only; agents stand among the `assignedActors`.
    assignees: (args: PageArguments) =>
      connection(
        args,
        [...issue.assignees].filter(({ type }) => type === "User"),
        (account) => accountView(viewer, account),
      ),
    comments: (args: PageArguments & { orderBy?: { direction: "ASC" | "DESC" } }) => {
      const byUpdate = [...issue.comments].sort((a, b) => a.updatedAtMs - b.updatedAtMs);
      const ordered = args.orderBy?.direction === "DESC" ? byUpdate.reverse() : byUpdate;
      return connection(args, args.orderBy ? ordered : issue.comments, (one) => commentView(viewer, one));
    },
    timelineItems: (args: PageArguments & { itemTypes?: string[] }) => {
      const wanted = args.itemTypes?.map((name) => name.replaceAll("_", "").toLowerCase());
      const events = issue.timeline.filter((event) => !wanted || wanted.includes(event.type.toLowerCase()));
      return connection(args, events, (event) => ({
        __typename: event.type,
        id: nodeId(event.type, event.id),
        databaseId: event.id,
        createdAt: iso(event.createdAtMs),
        actor: accountView(viewer, event.actor),
        assignee: accountOrNull(viewer, event.assignee ?? null),
        deletedCommentAuthor: accountOrNull(viewer, event.deletedCommentAuthor ?? null),
        beforeCommit: () => (event.before ? commitView(viewer, issue.repo, event.before) : null),
        afterCommit: () => (event.after ? commitView(viewer, issue.repo, event.after) : null),
        pullRequest: () => (isPull(issue) ? pullView(viewer, issue) : null),
      }));
    },
  };
}
