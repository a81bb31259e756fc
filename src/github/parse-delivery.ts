// A webhook's payload → what it asks to look at again. Pure. A payload is signed by GitHub, yet everything in it is checked:
// decisions never rest on it, and a shape that we do not know must never take the server down. Nothing that a person
// wrote leaves this file.
import { z } from "zod";
import type { Account, AccountType } from "../core/facts/facts.js";
import type { PullRef, RepositoryRef, WorkItem } from "../core/facts/work.js";
import { err, ok, type Result } from "../core/ground/result.js";
import { POLICY_PATH } from "../core/policy/schema.js";
import type { Delivery, SignedDelivery } from "../ports.js";
import type { IsOurs } from "./context.js";
import {
  AddedRepositoriesEvent,
  AnyEvent,
  AuthorizationEvent,
  type Check,
  CheckRunEvent,
  CheckSuiteEvent,
  CommentEvent,
  type HandledEvent,
  type InRepository,
  InstallationEvent,
  isHandled,
  MergeGroupEvent,
  type Misfit,
  misfitOf,
  PullEvent,
  PushEvent,
  RepositoryEvent,
  type Sender,
  StatusEvent,
} from "./deliveries.js";

/** Which App we are, to tell what we did ourselves from what everybody else did. */
export interface OwnApp {
  readonly appId: number;
  /** False for our own bot, too, while nobody knows what we are called. */
  readonly isOurs: IsOurs;
}

type Asked = Pick<Delivery, "work" | "push" | "hints" | "signsOut">;

const NOTHING: Asked = { work: [], push: null, hints: [], signsOut: null };

/** The delivery, or what is wrong with its shape. */
export function parseDelivery({ id, event, payload }: SignedDelivery, own: OwnApp): Result<Delivery, Misfit> {
  const any = AnyEvent.safeParse(payload);
  if (!any.success) return err(misfitOf(any.error, payload));
  const named = { id, event, action: any.data.action ?? null };
  if (!isHandled(event)) return ok({ ...named, ...NOTHING });
  try {
    return ok({ ...named, ...readAsked(event, payload, own) });
  } catch (error) {
    if (error instanceof z.ZodError) return err(misfitOf(error, payload));
    throw error;
  }
}

/** Asked before anything else meets a delivery. False: something in it cannot be, for this or any later version. What is only missing may be. */
export function isPossible(signed: SignedDelivery, own: OwnApp): boolean {
  const parsed = parseDelivery(signed, own);
  return parsed.ok || !parsed.error.impossible;
}

function readAsked(event: HandledEvent, payload: unknown, own: OwnApp): Asked {
  switch (event) {
    case "pull_request":
      return fromPull(PullEvent.parse(payload), own);
    case "pull_request_review":
    case "pull_request_review_comment":
      return { ...fromPull(PullEvent.parse(payload), own), push: null };
    case "issue_comment":
      return fromComment(CommentEvent.parse(payload), own);
    case "check_run": {
      const { check_run, ...rest } = CheckRunEvent.parse(payload);
      return fromCheck({ ...rest, check: check_run, sha: check_run.head_sha }, own);
    }
    case "check_suite": {
      const { check_suite, ...rest } = CheckSuiteEvent.parse(payload);
      return fromCheck({ ...rest, check: check_suite, sha: check_suite.head_sha }, own);
    }
    case "status": {
      const status = StatusEvent.parse(payload);
      return { ...NOTHING, work: [{ kind: "commit", sha: status.sha, ...refOf(status) }] };
    }
    case "merge_group":
      return fromMergeGroup(payload);
    case "push":
      return fromPush(PushEvent.parse(payload));
    case "repository":
      return fromRepository(RepositoryEvent.parse(payload));
    case "installation":
      return fromInstallation(InstallationEvent.parse(payload));
    case "installation_repositories":
      return fromAddedRepositories(AddedRepositoriesEvent.parse(payload));
    case "github_app_authorization": {
      const { action, sender } = AuthorizationEvent.parse(payload);
      return action === "revoked" ? { ...NOTHING, signsOut: { personId: sender.id } } : NOTHING;
    }
  }
}

/** Actions with which a new head appears; their sender pushed it, as far as anyone can tell. */
const HEAD_APPEARS: readonly string[] = ["opened", "reopened", "synchronize"];

/** Whom we ask for a review ourselves is no news, and neither is whom we ask no longer. */
const ASKED_BY_US: readonly string[] = ["review_requested", "review_request_removed"];

function fromPull(event: z.infer<typeof PullEvent>, own: OwnApp): Asked {
  const { pull_request: pull, sender } = event;
  if (ASKED_BY_US.includes(event.action) && own.isOurs(sender ?? null)) return NOTHING;
  const ref: PullRef = { ...refOf(event), number: pull.number };
  const hint = { ref, baseRef: pull.base.ref, headSha: pull.head.sha, open: pull.state === "open" };
  const replaced = event.before == null ? {} : { replaced: event.before };
  const { repositoryId, number } = ref;
  const push =
    sender && HEAD_APPEARS.includes(event.action)
      ? { repositoryId, number, headSha: pull.head.sha, sender: accountOf(sender), ...replaced }
      : null;
  return { ...NOTHING, work: [{ kind: "pull", ...ref }], push, hints: [hint] };
}

function fromComment(event: z.infer<typeof CommentEvent>, own: OwnApp): Asked {
  if (!event.issue.pull_request) return NOTHING;
  // What we wrote ourselves asks for nothing, unless somebody else edits or deletes it.
  const byUs = event.comment.performed_via_github_app?.id === own.appId && event.comment.user?.type === "Bot";
  if (byUs && event.sender?.id === event.comment.user?.id) return NOTHING;
  return { ...NOTHING, work: [{ kind: "pull", ...refOf(event), number: event.issue.number }] };
}

/** Buttons and re-runs: the only news of our own check that we did not make ourselves. */
const ASKED_OF_US: readonly string[] = ["rerequested", "requested_action"];

interface CheckNews extends z.infer<typeof RepositoryEvent> {
  readonly check: z.infer<typeof Check>;
  readonly sha: string;
}

function fromCheck(event: CheckNews, own: OwnApp): Asked {
  if (event.check.app?.id === own.appId && !ASKED_OF_US.includes(event.action)) return NOTHING;
  const ref = refOf(event);
  // A payload may name pull requests of other repositories that share the commit, and names none for forks.
  const pulls = event.check.pull_requests.filter((pull) => pull.base.repo.id === ref.repositoryId);
  return {
    ...NOTHING,
    work: [
      ...pulls.map((pull): WorkItem => ({ kind: "pull", ...ref, number: pull.number })),
      { kind: "commit", sha: event.sha, ...ref },
    ],
  };
}

function fromMergeGroup(payload: unknown): Asked {
  const event = MergeGroupEvent.parse(payload);
  const over = event.action === "destroyed";
  if (!over && event.action !== "checks_requested") return NOTHING;
  const { head_sha: headSha, head_ref: headRef, base_ref: baseRef } = event.merge_group;
  return { ...NOTHING, work: [{ kind: "merge_group", headSha, headRef, baseRef, over, ...refOf(event) }] };
}

/** Branches that GitHub's merge queue makes for itself; they arrive as merge_group. */
const QUEUE_BRANCH = "refs/heads/gh-readonly-queue/";

function fromPush(event: z.infer<typeof PushEvent>): Asked {
  const isBranch = event.ref.startsWith("refs/heads/") && !event.ref.startsWith(QUEUE_BRANCH);
  if (!isBranch || event.deleted) return NOTHING;
  const ref = refOf(event);
  const touchesPolicy = mayTouchPolicy(event);
  const push: WorkItem = {
    kind: "push",
    ref: event.ref,
    after: event.after,
    sender: event.sender?.login ?? "",
    touchesPolicy,
    ...ref,
  };
  // The organisation's floor binds every repository of the installation.
  const floorMoved = touchesPolicy && ref.name === ".github";
  return {
    ...NOTHING,
    work: floorMoved ? [push, { kind: "installation", installationId: ref.installationId }] : [push],
  };
}

/** GitHub lists at most this many commits of a push. */
const LISTED_COMMITS = 2048;

/**
 * True when the pushed commits name the policy file. A payload cannot say what a forced or very long push took away; on
 * the default branch that counts as touched. Elsewhere the hourly look at everything finds it.
 */
function mayTouchPolicy(event: z.infer<typeof PushEvent>): boolean {
  const touched = event.commits.some(({ added, modified, removed }) =>
    [added, modified, removed].some((paths) => paths.includes(POLICY_PATH)),
  );
  const listed = !event.forced && event.commits.length > 0 && event.commits.length < LISTED_COMMITS;
  return touched || (!listed && event.ref === `refs/heads/${event.repository.default_branch}`);
}

const REPOSITORY_CHANGES: readonly string[] = ["renamed", "transferred", "unarchived", "edited"];

function fromRepository(event: z.infer<typeof RepositoryEvent>): Asked {
  if (!REPOSITORY_CHANGES.includes(event.action)) return NOTHING;
  return { ...NOTHING, work: [{ kind: "repository", ...refOf(event) }] };
}

const INSTALLATION_CHANGES: readonly string[] = ["created", "unsuspend", "new_permissions_accepted"];

function fromInstallation(event: z.infer<typeof InstallationEvent>): Asked {
  if (!INSTALLATION_CHANGES.includes(event.action)) return NOTHING;
  return { ...NOTHING, work: [{ kind: "installation", installationId: event.installation.id }] };
}

const MAX_ADDED = 1_000;

function fromAddedRepositories(event: z.infer<typeof AddedRepositoriesEvent>): Asked {
  if (event.action !== "added") return NOTHING;
  // So many are news about the installation. Chosen, not measured.
  if (event.repositories_added.length > MAX_ADDED) {
    return { ...NOTHING, work: [{ kind: "installation", installationId: event.installation.id }] };
  }
  const work = event.repositories_added.map(({ id, full_name }): WorkItem => {
    const [owner = "", name = ""] = full_name.split("/");
    return { kind: "repository", installationId: event.installation.id, repositoryId: id, owner, name };
  });
  return { ...NOTHING, work };
}

function refOf(event: z.infer<typeof InRepository>): RepositoryRef {
  const { repository, installation } = event;
  return {
    installationId: installation.id,
    repositoryId: repository.id,
    owner: repository.owner.login,
    name: repository.name,
  };
}

const ACCOUNT_TYPES: readonly string[] = ["User", "Bot", "Organization", "Mannequin"] satisfies AccountType[];

function accountOf(sender: z.infer<typeof Sender>): Account {
  const type = ACCOUNT_TYPES.includes(sender.type) ? (sender.type as AccountType) : "Unknown";
  return { id: sender.id, login: sender.login, type };
}
