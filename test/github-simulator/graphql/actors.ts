// GraphQL views of accounts, teams and Apps.
import { iso, nodeId } from "../render/primitives.js";
import type { Account, App, Organization, Team } from "../world/model.js";
import { connection, type PageArguments } from "./connection.js";
import type { Viewer } from "./viewer.js";

/** A bot's login is its App's slug here, without the `[bot]` of REST. */
export function accountView(viewer: Viewer, account: Account) {
  const login = account.slug ?? account.login;
  const path = account.type === "Bot" ? `/apps/${account.slug}` : `/${account.login}`;
  return {
    __typename: account.type,
    id: nodeId(account.type, account.id),
    databaseId: account.id,
    login,
    name: account.name,
    email: "",
    url: viewer.world.baseUrl + path,
    resourcePath: path,
    avatarUrl: `${viewer.world.baseUrl}/avatars/u/${account.id}?v=4`,
    createdAt: "2020-01-01T00:00:00Z",
    updatedAt: "2020-01-01T00:00:00Z",
  };
}

export function accountOrNull(viewer: Viewer, account: Account | null) {
  return account ? accountView(viewer, account) : null;
}

export function organizationView(viewer: Viewer, organization: Organization) {
  return {
    ...accountView(viewer, organization.account),
    team: ({ slug }: { slug: string }) => {
      const team = organization.teams.get(slug);
      return team ? teamView(viewer, team) : null;
    },
    teams: (args: PageArguments) =>
      connection(args, [...organization.teams.values()], (team) => teamView(viewer, team)),
    membersWithRole: (args: PageArguments) =>
      connection(args, [...organization.members.keys()], (member) => accountView(viewer, member)),
  };
}

export function teamView(viewer: Viewer, team: Team) {
  const path = `/orgs/${team.organization.login}/teams/${team.slug}`;
  return {
    __typename: "Team",
    id: nodeId("Team", team.id),
    databaseId: team.id,
    name: team.name,
    slug: team.slug,
    combinedSlug: `${team.organization.login}/${team.slug}`,
    url: viewer.world.baseUrl + path,
    resourcePath: path,
    organization: () => accountView(viewer, team.organization),
    members: (args: PageArguments) =>
      connection(
        args,
        [...team.members.keys()],
        (member) => accountView(viewer, member),
        (member) => ({ role: team.members.get(member)?.toUpperCase() }),
      ),
  };
}

export function appView(viewer: Viewer, app: App) {
  return {
    __typename: "App",
    id: nodeId("App", app.id),
    databaseId: app.id,
    slug: app.slug,
    name: app.name,
    description: null,
    url: `${viewer.world.baseUrl}/apps/${app.slug}`,
    createdAt: iso(0),
    updatedAt: iso(0),
  };
}
