// Small shapes that every REST answer and webhook payload is made of.
import { type Account, type App, fullName, type Repository, type Team } from "../world/model.js";
import type { World } from "../world/world.js";

/** GitHub's timestamps have no fractions of a second. */
export function iso(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}

export function nodeId(type: string, id: number | string): string {
  return `${type}_${Buffer.from(`${type}:${id}`).toString("base64url")}`;
}

export function apiUrl(world: World, path: string): string {
  return `${world.baseUrl}/api/v3${path}`;
}

export function repoUrl(world: World, repo: Repository, path = ""): string {
  return apiUrl(world, `/repos/${fullName(repo)}${path}`);
}

export function pageUrl(world: World, repo: Repository, path = ""): string {
  return `${world.baseUrl}/${fullName(repo)}${path}`;
}

export function renderAccount(world: World, account: Account) {
  const url = apiUrl(world, `/users/${encodeURIComponent(account.login)}`);
  const page = account.type === "Bot" ? `apps/${account.slug}` : account.login;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: `${world.baseUrl}/avatars/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${world.baseUrl}/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

export function renderOrganization(world: World, account: Account) {
  const url = apiUrl(world, `/orgs/${account.login}`);
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("Organization", account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.baseUrl}/avatars/u/${account.id}?v=4`,
    description: null,
  };
}

export function renderApp(world: World, app: App) {
  const own = app.slug === world.options.app.slug ? world.options.app : null;
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId("App", app.id),
    client_id: own?.clientId ?? `Iv23${app.slug}`,
    owner: renderAccount(world, app.owner),
    name: app.name,
    description: "",
    external_url: `${world.baseUrl}/apps/${app.slug}`,
    html_url: `${world.baseUrl}/apps/${app.slug}`,
    created_at: "2024-01-01T00:00:00Z",
    updated_at: "2024-01-01T00:00:00Z",
    permissions: { ...(own?.permissions ?? { checks: "write", metadata: "read" }) },
    events: [...(own?.events ?? [])],
  };
}

export function renderTeam(world: World, team: Team) {
  const url = apiUrl(world, `/organizations/${team.organization.id}/team/${team.id}`);
  return {
    id: team.id,
    node_id: nodeId("Team", team.id),
    name: team.name,
    slug: team.slug,
    description: "",
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    url,
    html_url: `${world.baseUrl}/orgs/${team.organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    organization_id: team.organization.id,
    parent: null,
  };
}

/** GitHub's word on a person's relation; known to be unreliable, so this one is deliberately coarse. */
export function association(repo: Repository, account: Account): string {
  if (repo.owner === account) return "OWNER";
  return repo.permissions.has(account) ? "COLLABORATOR" : "NONE";
}
