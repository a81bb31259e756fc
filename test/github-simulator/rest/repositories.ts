// Repositories, their branches, rules and people.

import { pageOf } from "../http/pages.js";
import { notFound } from "../http/problem.js";
import { type Backend, ok, type Request, type Route, repositoryOf } from "../http/route.js";
import { renderCommit } from "../render/commit.js";
import { pageUrl, renderAccount, renderTeam, repoUrl } from "../render/primitives.js";
import { renderFullRepository } from "../render/repository.js";
import { PERMISSION_ORDER, permissionOf } from "../world/accounts.js";
import type { Account, Permission, Repository } from "../world/model.js";
import type { World } from "../world/world.js";

export const repositoryRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}",
    access: "token",
    handle: ({ world }, request) => ok(renderFullRepository(world, repositoryOf(world, request))),
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/branches/{branch}",
    access: "token",
    permission: ["contents"],
    handle: readBranch,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/branches",
    access: "token",
    permission: ["contents"],
    handle: listBranches,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/rules/branches/{branch}",
    access: "token",
    handle: (backend, request) => {
      const repo = repositoryOf(backend.world, request);
      return pageOf(backend, request, repo.rules.get(request.params.branch ?? "") ?? [], (rule) => rule);
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/subscribers",
    access: "token",
    handle: (backend, request) => {
      const { world } = backend;
      return pageOf(backend, request, [...repositoryOf(world, request).watchers], (one) => renderAccount(world, one));
    },
  },
  { method: "GET", path: "/repos/{owner}/{repo}/collaborators", access: "token", handle: listCollaborators },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/collaborators/{username}/permission",
    access: "token",
    handle: readPermission,
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/teams",
    access: "token",
    handle: (backend, request) => {
      const { world } = backend;
      const repo = repositoryOf(world, request);
      const teams = [...(world.organizations.get(repo.owner)?.teams.values() ?? [])];
      const granted = teams.filter((team) => team.repositories.has(repo));
      return pageOf(backend, request, granted, (team) => ({
        ...renderTeam(world, team),
        permission: legacyName(team.repositories.get(repo) ?? "none"),
      }));
    },
  },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/codeowners/errors",
    access: "token",
    permission: ["contents"],
    handle: async ({ world }, request) => {
      const { git, defaultBranch } = repositoryOf(world, request);
      const head = git.branch(defaultBranch) ?? "";
      const paths = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
      const entries = await Promise.all(paths.map((path) => git.entry(head, path)));
      if (!entries.some(Boolean)) throw notFound();
      return ok({ errors: [] });
    },
  },
];

async function readBranch({ world }: Backend, request: Request) {
  const repo = repositoryOf(world, request);
  const name = request.params.branch ?? "";
  const oid = repo.git.branch(name);
  const commit = oid ? await repo.git.commitObject(oid) : null;
  if (!commit) throw notFound("Branch not found");
  return ok({
    ...renderBranch(world, repo, name),
    commit: renderCommit(world, repo, commit),
    _links: { html: pageUrl(world, repo, `/tree/${name}`), self: repoUrl(world, repo, `/branches/${name}`) },
  });
}

function listBranches(backend: Backend, request: Request) {
  const { world } = backend;
  const repo = repositoryOf(world, request);
  const names = [...repo.git.refs.keys()].filter((ref) => ref.startsWith("refs/heads/")).sort();
  return pageOf(backend, request, names, (ref) => renderBranch(world, repo, ref.replace("refs/heads/", "")));
}

function renderBranch(world: World, repo: Repository, name: string) {
  const checks = repo.protection.get(name);
  const sha = repo.git.branch(name) ?? "";
  return {
    name,
    commit: { sha, url: repoUrl(world, repo, `/commits/${sha}`) },
    protected: checks !== undefined || (repo.rules.get(name)?.length ?? 0) > 0,
    protection: {
      enabled: checks !== undefined,
      required_status_checks: {
        enforcement_level: checks ? "non_admins" : "off",
        contexts: checks?.map((check) => check.context) ?? [],
        checks: checks ?? [],
      },
    },
    protection_url: repoUrl(world, repo, `/branches/${name}/protection`),
  };
}

function listCollaborators(backend: Backend, request: Request) {
  const { world } = backend;
  const repo = repositoryOf(world, request);
  const people = [...world.accounts.values()].filter((account) => account.type === "User");
  const least = LEAST[request.query.get("permission") ?? "pull"] ?? "read";
  const collaborators = people
    .filter((account) => isCollaborator(world, repo, account))
    .filter(
      (account) => PERMISSION_ORDER.indexOf(permissionOf(world, repo, account)) >= PERMISSION_ORDER.indexOf(least),
    );
  return pageOf(backend, request, collaborators, (account) => renderCollaborator(world, repo, account));
}

const LEAST: Readonly<Record<string, Permission>> = {
  pull: "read",
  triage: "triage",
  push: "write",
  maintain: "maintain",
  admin: "admin",
};

// Everybody can read a public repository, which makes nobody a collaborator.
export function isCollaborator(world: World, repo: Repository, account: Account): boolean {
  const granted = repo.permissions.get(account) ?? "none";
  const organization = world.organizations.get(repo.owner);
  const isMember = organization?.members.has(account) ?? false;
  const teams = [...(organization?.teams.values() ?? [])];
  const byTeam = teams.some((team) => team.members.has(account) && team.repositories.has(repo));
  return granted !== "none" || isMember || byTeam || repo.owner === account;
}

function readPermission({ world }: Backend, request: Request) {
  const repo = repositoryOf(world, request);
  const login = request.params.username ?? "";
  const account = world.accounts.get(login.toLowerCase());
  if (account?.type !== "User") throw notFound(`${login} is not a user`);
  const role = permissionOf(world, repo, account);
  return ok({ permission: baseName(role), role_name: role, user: renderCollaborator(world, repo, account) });
}

function renderCollaborator(world: World, repo: Repository, account: Account) {
  const role = permissionOf(world, repo, account);
  const atLeast = (least: Permission) => PERMISSION_ORDER.indexOf(role) >= PERMISSION_ORDER.indexOf(least);
  const permissions = {
    admin: atLeast("admin"),
    maintain: atLeast("maintain"),
    push: atLeast("write"),
    triage: atLeast("triage"),
    pull: atLeast("read"),
  };
  return { ...renderAccount(world, account), permissions, role_name: role };
}

// The older field knows four levels only.
function baseName(role: Permission): string {
  if (role === "maintain") return "write";
  return role === "triage" ? "read" : role;
}

function legacyName(role: Permission): string {
  if (role === "write") return "push";
  return role === "read" ? "pull" : role;
}
