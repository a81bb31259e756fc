// The GraphQL view of a repository.
import { iso, nodeId, pageUrl } from "../render/primitives.js";
import { permissionOf } from "../world/accounts.js";
import { type Account, fullName, isPull, type Pull, type Repository } from "../world/model.js";
import { accountView } from "./actors.js";
import { connection, failure, type PageArguments } from "./connection.js";
import { issueView } from "./conversation.js";
import { commitView, gitObjectView } from "./git-objects.js";
import { mergeQueueView } from "./merge-queue.js";
import { pullView } from "./pull.js";
import type { Viewer } from "./viewer.js";

interface PullsArguments extends PageArguments {
  readonly states?: readonly string[];
  readonly headRefName?: string;
  readonly baseRefName?: string;
  readonly orderBy?: { readonly field: "CREATED_AT" | "UPDATED_AT"; readonly direction: "ASC" | "DESC" };
}

export function repositoryView(viewer: Viewer, repo: Repository) {
  const { world } = viewer;
  const url = pageUrl(world, repo);
  return {
    __typename: "Repository",
    id: nodeId("Repository", repo.id),
    databaseId: repo.id,
    name: repo.name,
    nameWithOwner: fullName(repo),
    url,
    resourcePath: `/${fullName(repo)}`,
    description: null,
    isPrivate: repo.isPrivate,
    isArchived: repo.isArchived,
    isFork: repo.parent !== null,
    isDisabled: false,
    isEmpty: false,
    isLocked: false,
    isInOrganization: repo.owner.type === "Organization",
    visibility: repo.isPrivate ? "PRIVATE" : "PUBLIC",
    createdAt: iso(repo.createdAtMs),
    updatedAt: iso(repo.createdAtMs),
    pushedAt: iso(repo.createdAtMs),
    owner: () => accountView(viewer, repo.owner),
    parent: () => (repo.parent ? repositoryView(viewer, repo.parent) : null),
    defaultBranchRef: () => refView(viewer, repo, `refs/heads/${repo.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      const name = qualifiedName.startsWith("refs/") ? qualifiedName : `refs/heads/${qualifiedName}`;
      return repo.git.refs.has(name) ? refView(viewer, repo, name) : null;
    },
    refs: (args: PageArguments & { refPrefix: string; orderBy?: { readonly direction: "ASC" | "DESC" } }) => {
      const names = [...repo.git.refs.keys()].filter((name) => name.startsWith(args.refPrefix));
      if (args.orderBy?.direction === "DESC") names.reverse();
      return connection(args, names, (name) => refView(viewer, repo, name));
    },
    release: () => null,
    object: ({ expression, oid }: { expression?: string; oid?: string }) =>
      gitObjectView(viewer, repo, expression ?? oid ?? ""),
    pullRequest: ({ number }: { number: number }) => pullView(viewer, findPull(repo, number)),
    issue: ({ number }: { number: number }) => {
      const issue = repo.issues.get(number);
      if (!issue || isPull(issue)) throw notResolved("Issue", number);
      return issueView(viewer, issue);
    },
    issueOrPullRequest: ({ number }: { number: number }) => {
      const issue = repo.issues.get(number);
      if (!issue) throw notResolved("issue or pull request", number);
      return isPull(issue) ? pullView(viewer, issue) : issueView(viewer, issue);
    },
    pullRequests: (args: PullsArguments) =>
      connection(args, selectPulls(world.pulls(repo), args), (pull) => pullView(viewer, pull)),
    issues: (args: PageArguments & { states?: string[] }) => {
      const issues = [...repo.issues.values()].filter((issue) => !isPull(issue));
      const wanted = issues.filter((issue) => !args.states || args.states.includes(issue.state.toUpperCase()));
      return connection(args, wanted, (issue) => issueView(viewer, issue));
    },
    mergeQueue: ({ branch }: { branch?: string }) => mergeQueueView(viewer, repo, branch ?? repo.defaultBranch),
    collaborators: (args: PageArguments & { query?: string; login?: string }) => {
      const people = [...world.accounts.values()].filter((account) => isCollaborator(viewer, repo, account));
      const wanted = people.filter((account) => {
        if (args.login) return account.login.toLowerCase() === args.login.toLowerCase();
        return account.login.toLowerCase().includes((args.query ?? "").toLowerCase());
      });
      const permission = (account: Account) => permissionOf(world, repo, account).toUpperCase();
      return connection(
        args,
        wanted,
        (account) => accountView(viewer, account),
        (account) => ({ permission: permission(account) }),
      );
    },
  };
}

function isCollaborator({ world }: Viewer, repo: Repository, account: Account): boolean {
  if (account.type !== "User") return false;
  const isGranted = (repo.permissions.get(account) ?? "none") !== "none";
  return isGranted || repo.owner === account || (world.organizations.get(repo.owner)?.members.has(account) ?? false);
}

function findPull(repo: Repository, number: number): Pull {
  const pull = repo.issues.get(number);
  if (!isPull(pull)) throw notResolved("PullRequest", number);
  return pull;
}

function notResolved(kind: string, number: number) {
  return failure("NOT_FOUND", `Could not resolve to a ${kind} with the number of ${number}.`);
}

function selectPulls(pulls: readonly Pull[], args: PullsArguments): Pull[] {
  const stateOf = (pull: Pull) => (pull.merged ? "MERGED" : pull.state.toUpperCase());
  const wanted = pulls
    .filter((pull) => !args.states || args.states.includes(stateOf(pull)))
    .filter((pull) => !args.headRefName || pull.head.ref === args.headRefName)
    .filter((pull) => !args.baseRefName || pull.base.ref === args.baseRefName);
  const key = args.orderBy?.field === "UPDATED_AT" ? "updatedAtMs" : "createdAtMs";
  const sorted = wanted.sort((a, b) => a[key] - b[key] || a.number - b.number);
  return args.orderBy?.direction === "DESC" ? sorted.reverse() : sorted;
}

export function refView(viewer: Viewer, repo: Repository, ref: string) {
  const prefix = /^refs\/[^/]+\//.exec(ref)?.[0] ?? "refs/";
  return {
    __typename: "Ref",
    id: nodeId("Ref", `${repo.id}:${ref}`),
    name: ref.slice(prefix.length),
    prefix,
    target: () => commitView(viewer, repo, repo.git.refs.get(ref) ?? ""),
    repository: () => repositoryView(viewer, repo),
    branchProtectionRule: null,
    associatedPullRequests: (args: PullsArguments) => {
      const own = viewer.world
        .allPulls()
        .filter((pull) => pull.head.repo === repo && `refs/heads/${pull.head.ref}` === ref);
      return connection(args, selectPulls(own, args), (pull) => pullView(viewer, pull));
    },
  };
}
