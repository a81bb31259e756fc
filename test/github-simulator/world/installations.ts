// Where the App is installed, and what happens to an installation.
import { apiUrl, iso, isoOrNull, nodeId, renderAccount } from "../render/primitives.js";
import { type Account, fullName, type Installation, type Repository } from "./model.js";
import type { AccountRef, RepositoryRef, World } from "./world.js";

export function installationActions(world: World) {
  return {
    /** On all of the account's repositories when none are named. */
    install(account: AccountRef, repositories?: readonly RepositoryRef[]): Installation {
      const owner = world.account(account);
      const installation: Installation = {
        id: world.nextId(),
        account: owner,
        repositories: repositories ? new Set(repositories.map((repo) => world.repository(repo))) : null,
        suspendedAtMs: null,
        createdAtMs: world.now(),
        permissions: { ...world.options.app.permissions },
      };
      world.installations.set(installation.id, installation);
      const covered = coveredRepositories(world, installation).map(renderBrief);
      emitInstallation(world, "installation", installation, { action: "created", repositories: covered });
      return installation;
    },

    suspendInstallation(installation: Installation): void {
      installation.suspendedAtMs = world.now();
      emitInstallation(world, "installation", installation, { action: "suspend" });
    },

    unsuspendInstallation(installation: Installation): void {
      installation.suspendedAtMs = null;
      emitInstallation(world, "installation", installation, { action: "unsuspend" });
    },

    uninstall(installation: Installation): void {
      emitInstallation(world, "installation", installation, { action: "deleted" });
      world.installations.delete(installation.id);
    },

    addRepositories: (installation: Installation, repos: readonly RepositoryRef[]) =>
      changeRepositories(world, installation, repos, "added"),

    removeRepositories: (installation: Installation, repos: readonly RepositoryRef[]) =>
      changeRepositories(world, installation, repos, "removed"),
  };
}

export function coveredRepositories(world: World, installation: Installation): Repository[] {
  if (installation.repositories) return [...installation.repositories];
  return [...world.repositories.values()].filter((repo) => repo.owner === installation.account);
}

function changeRepositories(
  world: World,
  installation: Installation,
  refs: readonly RepositoryRef[],
  action: "added" | "removed",
): void {
  const repos = refs.map((ref) => world.repository(ref));
  const selected = installation.repositories ?? new Set(coveredRepositories(world, installation));
  for (const repo of repos) {
    if (action === "added") selected.add(repo);
    else selected.delete(repo);
  }
  installation.repositories = selected;
  emitInstallation(world, "installation_repositories", installation, {
    action,
    repository_selection: "selected",
    repositories_added: action === "added" ? repos.map(renderBrief) : [],
    repositories_removed: action === "removed" ? repos.map(renderBrief) : [],
    requester: null,
  });
}

function renderBrief(repo: Repository) {
  const node_id = nodeId("Repository", repo.id);
  return { id: repo.id, node_id, name: repo.name, full_name: fullName(repo), private: repo.isPrivate };
}

function emitInstallation(
  world: World,
  event: string,
  installation: Installation,
  payload: Record<string, unknown>,
): void {
  const sender: Account = installation.account;
  const rendered = { ...payload, installation: renderInstallation(world, installation) };
  world.emit({ event, account: installation.account, repo: null, sender, payload: rendered });
}

export function renderInstallation(world: World, installation: Installation) {
  const { app } = world.options;
  return {
    id: installation.id,
    account: renderAccount(world, installation.account),
    repository_selection: installation.repositories ? "selected" : "all",
    access_tokens_url: apiUrl(world, `/app/installations/${installation.id}/access_tokens`),
    repositories_url: apiUrl(world, "/installation/repositories"),
    html_url: `${world.baseUrl}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    client_id: app.clientId,
    target_id: installation.account.id,
    target_type: installation.account.type,
    permissions: installation.permissions,
    events: [...app.events],
    created_at: iso(installation.createdAtMs),
    updated_at: iso(installation.createdAtMs),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: isoOrNull(installation.suspendedAtMs),
  };
}
