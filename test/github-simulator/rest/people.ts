// People, organizations and teams, and what a token says about itself.

import { countedPageOf, pageOf } from "../http/pages.js";
import { notFound } from "../http/problem.js";
import { type Backend, ok, type Request, type Route } from "../http/route.js";
import { apiUrl, renderAccount, renderTeam } from "../render/primitives.js";
import { renderRepository } from "../render/repository.js";
import { permissionOf } from "../world/accounts.js";
import { coveredRepositories, renderInstallation } from "../world/installations.js";
import type { Account, Installation, Organization, Team } from "../world/model.js";
import type { World } from "../world/world.js";

const MEMBERS = { method: "GET", access: "token", permission: ["members"] } as const;

export const peopleRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/users/{username}",
    access: "anyone",
    handle: ({ world }, { params }) => {
      const account = world.accounts.get((params.username ?? "").toLowerCase());
      // Copilot has a login that the users endpoint does not know.
      if (!account || (account.type === "Bot" && !account.login.endsWith("[bot]"))) throw notFound();
      return ok(renderProfile(world, account));
    },
  },
  {
    method: "GET",
    path: "/user",
    access: "user",
    handle: ({ world }, request) => ok(renderProfile(world, signedIn(request))),
  },
  {
    method: "GET",
    path: "/user/installations",
    access: "user",
    handle: (backend, request) =>
      countedPageOf(backend, request, visibleInstallations(backend.world, signedIn(request)), {
        key: "installations",
        render: (one) => renderInstallation(backend.world, one),
      }),
  },
  {
    method: "GET",
    path: "/user/installations/{installation_id}/repositories",
    access: "user",
    handle: (backend, request) => {
      const { world } = backend;
      const installation = world.installations.get(Number(request.params.installation_id));
      if (!installation) throw notFound();
      const repos = readableRepositories(world, installation, signedIn(request));
      return countedPageOf(backend, request, repos, {
        key: "repositories",
        render: (repo) => renderRepository(world, repo),
      });
    },
  },
  {
    method: "GET",
    path: "/user/{account_id}",
    access: "anyone",
    handle: ({ world }, { params }) => {
      const account = [...world.accounts.values()].find(({ id }) => id === Number(params.account_id));
      if (!account) throw notFound();
      return ok(renderProfile(world, account));
    },
  },
  {
    ...MEMBERS,
    path: "/orgs/{org}/teams",
    handle: (backend, request) =>
      pageOf(backend, request, [...organizationOf(backend.world, request).teams.values()], (team) =>
        renderTeam(backend.world, team),
      ),
  },
  {
    ...MEMBERS,
    path: "/orgs/{org}/teams/{team_slug}",
    handle: ({ world }, request) => ok(renderTeam(world, teamOf(world, request))),
  },
  {
    ...MEMBERS,
    path: "/orgs/{org}/teams/{team_slug}/members",
    handle: (backend, request) =>
      pageOf(backend, request, [...teamOf(backend.world, request).members.keys()], (member) =>
        renderAccount(backend.world, member),
      ),
  },
  { ...MEMBERS, path: "/orgs/{org}/teams/{team_slug}/memberships/{username}", handle: readMembership },
  {
    ...MEMBERS,
    path: "/orgs/{org}/members/{username}",
    handle: ({ world }, request) => {
      const { members } = organizationOf(world, request);
      const account = world.accounts.get((request.params.username ?? "").toLowerCase());
      if (!account || !members.has(account)) throw notFound();
      return { status: 204 };
    },
  },
  { method: "GET", path: "/rate_limit", access: "anyone", handle: readRateLimit },
  {
    method: "GET",
    path: "/meta",
    access: "anyone",
    handle: () => ok({ verifiable_password_authentication: false, installed_version: "3.19.0" }),
  },
];

function renderProfile(world: World, account: Account) {
  return {
    ...renderAccount(world, account),
    name: account.name,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: "2020-01-01T00:00:00Z",
    updated_at: "2020-01-01T00:00:00Z",
  };
}

function signedIn({ actor }: Request): Account {
  if (actor.kind !== "user") throw notFound();
  return actor.account;
}

function visibleInstallations(world: World, account: Account): Installation[] {
  const all = [...world.installations.values()];
  return all.filter((one) => readableRepositories(world, one, account).length > 0);
}

function readableRepositories(world: World, installation: Installation, account: Account) {
  return coveredRepositories(world, installation).filter((repo) => permissionOf(world, repo, account) !== "none");
}

function organizationOf(world: World, { params }: Request): Organization {
  const account = world.accounts.get((params.org ?? "").toLowerCase());
  const organization = account && world.organizations.get(account);
  if (!organization) throw notFound();
  return organization;
}

function teamOf(world: World, request: Request): Team {
  const team = organizationOf(world, request).teams.get(request.params.team_slug ?? "");
  if (!team) throw notFound();
  return team;
}

function readMembership({ world }: Backend, request: Request) {
  const team = teamOf(world, request);
  const account = world.accounts.get((request.params.username ?? "").toLowerCase());
  const role = account && team.members.get(account);
  if (!account || !role) throw notFound();
  const isOwner = organizationOf(world, request).members.get(account) === "admin";
  const url = apiUrl(world, `/organizations/${team.organization.id}/team/${team.id}/memberships/${account.login}`);
  return ok({ state: "active", role: isOwner ? "maintainer" : role, url });
}

function readRateLimit({ limits }: Backend, { actor }: Request) {
  const core = limits.read(actor);
  const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
  return ok({ resources: { core, search, graphql: limits.read(actor, "graphql") }, rate: core });
}
