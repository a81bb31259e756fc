// Comments, reviews, linked issues and checks as the snapshot's GraphQL nodes tell them.

import type { z } from "zod";
import { isOwnName } from "../core/case/decision.js";
import type { Account, CheckResult, Comment, LinkedIssue, NativeReview } from "../core/facts/facts.js";
import type { PublishedCheck } from "../ports.js";
import { type Actor, fromActor, isSameAccount } from "./accounts.js";
import type { CommentNode, ContextNode, IssueNode, ReviewNode } from "./snapshot-shapes.js";

const PASSED: ReadonlySet<string> = new Set(["success", "neutral", "skipped"]);
const PENDING: ReadonlySet<string> = new Set(["pending", "expected"]);

/** Is this login the one our own comments carry? */
export type IsOurs = (author: { readonly login: string; readonly type: string } | null) => boolean;

export function isBotOf(slug: string): IsOurs {
  const login = `${slug}[bot]`.toLowerCase();
  return (author) => author?.type === "Bot" && author.login.toLowerCase() === login;
}

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

export function fromIssue(node: z.infer<typeof IssueNode>): LinkedIssue {
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

export interface HeadChecks {
  readonly checks: readonly CheckResult[];
  readonly published: readonly PublishedCheck[];
  /** One of ours came without an id, so that it cannot be updated from this answer. */
  readonly unidentified: boolean;
}

/** Splits what reported on the head into our own check runs and everybody else's. */
export function splitContexts(nodes: readonly ContextNode[], appId: number): HeadChecks {
  const checks: CheckResult[] = [];
  const published: PublishedCheck[] = [];
  let unidentified = false;
  for (const node of nodes) {
    if (node.__typename === "StatusContext") {
      const { context: name, state, targetUrl: url, creator } = node;
      checks.push(statusResult({ name, state, url, creator: fromActor(creator ?? null) }));
    } else if (node.checkSuite.app?.databaseId !== appId) {
      const { name, status, conclusion, detailsUrl, checkSuite } = node;
      const app = checkSuite.app === null ? null : { id: checkSuite.app.databaseId, slug: checkSuite.app.slug };
      checks.push(checkRunResult({ name, status, conclusion, url: detailsUrl, app }));
    } else if (isOwnName(node.name)) {
      unidentified ||= node.databaseId === null;
      published.push({
        id: node.databaseId ?? 0,
        name: node.name,
        status: publishedStatus(node.status),
        conclusion: node.conclusion?.toLowerCase() ?? null,
        title: node.title,
        summary: node.summary,
        text: node.text,
        detailsUrl: node.detailsUrl,
      });
    }
  }
  return { checks, published: published.sort((one, other) => one.id - other.id), unidentified };
}

export function statusResult(status: {
  readonly name: string;
  readonly state: string;
  readonly url: string | null;
  readonly creator: Account | null;
}): CheckResult {
  const { name, url, creator: reporter } = status;
  const outcome = status.state.toLowerCase();
  return { name, kind: "status", app: slugOf(reporter), appId: null, reporter, state: stateOf(outcome), outcome, url };
}

/** A run that says it is complete without saying how is not complete. */
export function checkRunResult(run: {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly url: string | null;
  readonly app: { readonly id: number | null; readonly slug: string | null } | null;
}): CheckResult {
  const { name, url, status, conclusion } = run;
  const isDone = status.toLowerCase() === "completed" && conclusion !== null;
  const outcome = (isDone ? conclusion : status).toLowerCase();
  const app = run.app?.slug ?? null;
  return {
    name,
    kind: "check_run",
    app,
    appId: run.app?.id ?? null,
    reporter: app === null ? null : { id: null, login: `${app}[bot]`, type: "Bot" },
    state: isDone ? stateOf(outcome) : "pending",
    outcome,
    url,
  };
}

/** An App's bot is called after its slug. No person's login can hold the brackets. */
function slugOf(account: Account | null): string | null {
  return account?.type === "Bot" ? (/^(.+)\[bot\]$/i.exec(account.login)?.[1] ?? null) : null;
}

export function publishedStatus(status: string): PublishedCheck["status"] {
  const known = status.toLowerCase();
  return known === "completed" || known === "in_progress" ? known : "queued";
}

function stateOf(outcome: string): CheckResult["state"] {
  if (PASSED.has(outcome)) return "passed";
  return PENDING.has(outcome) ? "pending" : "failed";
}
