// People, bots, organizations, teams, and what they may do in a repository.
import type { Account, App, Permission, Repository, Team } from "./model.js";
import type { AccountRef, RepositoryRef, World } from "./world.js";

export const PERMISSION_ORDER: readonly Permission[] = ["none", "read", "triage", "write", "maintain", "admin"];

// The agent that opens pull requests. Its REST login is not made from its slug.
const COPILOT = { slug: "copilot-swe-agent", login: "Copilot", id: 198_982_749 };

interface NewAccount {
  readonly id?: number;
  readonly name?: string;
  readonly email?: string;
}

export function accountActions(world: World) {
  return {
    createUser: (login: string, more: NewAccount = {}) => addAccount(world, { login, type: "User", slug: null }, more),

    /** `slug` is the App's; the REST login is `slug[bot]`, except where GitHub itself deviates. */
    createBot(slug: string, more: NewAccount & { readonly login?: string } = {}): Account {
      const special = slug === COPILOT.slug ? COPILOT : { login: `${slug}[bot]`, id: undefined };
      return addAccount(world, { login: more.login ?? special.login, type: "Bot", slug }, { id: special.id, ...more });
    },

    createOrganization(login: string, more: NewAccount = {}): Account {
      const account = addAccount(world, { login, type: "Organization", slug: null }, more);
      world.organizations.set(account, { account, members: new Map(), teams: new Map() });
      return account;
    },

    createTeam(organization: AccountRef, slug: string, members: readonly AccountRef[] = []): Team {
      const { account, teams } = world.organization(organization);
      const roles = members.map((member) => [world.account(member), "member"] as const);
      const team: Team = {
        id: world.nextId(),
        organization: account,
        name: slug,
        slug,
        members: new Map(roles),
        repositories: new Map(),
      };
      teams.set(slug, team);
      for (const [member] of roles) addOrganizationMember(world, account, member);
      return team;
    },

    /** `to` is an organization or `org/team`. */
    addMember(to: string, user: AccountRef, role: "member" | "admin" | "maintainer" = "member"): void {
      const member = world.account(user);
      const [organization = "", slug] = to.split("/");
      const { account, members, teams } = world.organization(organization);
      if (!slug) {
        members.set(member, role === "admin" ? "admin" : "member");
        return;
      }
      teams.get(slug)?.members.set(member, role === "maintainer" ? "maintainer" : "member");
      addOrganizationMember(world, account, member);
    },

    removeMember(from: string, user: AccountRef): void {
      const [organization = "", slug] = from.split("/");
      const { members, teams } = world.organization(organization);
      if (slug) teams.get(slug)?.members.delete(world.account(user));
      else members.delete(world.account(user));
    },

    setPermission(repo: RepositoryRef, user: AccountRef, permission: Permission): void {
      world.repository(repo).permissions.set(world.account(user), permission);
    },

    setTeamPermission(repo: RepositoryRef, team: string | Team, permission: Permission): void {
      world.team(team).repositories.set(world.repository(repo), permission);
    },

    removeCollaborator(repo: RepositoryRef, user: AccountRef): void {
      world.repository(repo).permissions.delete(world.account(user));
    },

    watch(repo: RepositoryRef, user: AccountRef): void {
      world.repository(repo).watchers.add(world.account(user));
    },

    /** The person takes the App's authorization back in their settings. GitHub tells every App that they authorized. */
    revokeAuthorization(user: AccountRef): void {
      const sender = world.account(user);
      world.emit({
        event: "github_app_authorization",
        account: sender,
        repo: null,
        sender,
        payload: { action: "revoked" },
      });
    },

    renameUser(user: AccountRef, login: string): void {
      const account = world.account(user);
      world.accounts.delete(account.login.toLowerCase());
      account.login = login;
      world.accounts.set(login.toLowerCase(), account);
    },
  };
}

function addOrganizationMember(world: World, organization: Account, member: Account): void {
  const { members } = world.organization(organization);
  if (!members.has(member)) members.set(member, "member");
}

function addAccount(world: World, own: Pick<Account, "login" | "type" | "slug">, more: NewAccount): Account {
  const key = own.login.toLowerCase();
  if (world.accounts.has(key)) throw new Error(`account ${own.login} exists already`);
  const id = more.id ?? world.nextId();
  const email = more.email ?? `${id}+${own.login}@users.noreply.github.com`;
  const account: Account = { ...own, id, name: more.name ?? own.login, email };
  world.accounts.set(key, account);
  return account;
}

/** The App of that slug, registered with its bot on first use. */
export function appBySlug(world: World, slug: string, id?: number): App {
  const known = world.apps.get(slug);
  if (known) return known;
  const existing = [...world.accounts.values()].find((account) => account.type === "Bot" && account.slug === slug);
  const bot = existing ?? addAccount(world, { login: `${slug}[bot]`, type: "Bot", slug }, {});
  const owner =
    world.accounts.get("app-makers") ??
    addAccount(world, { login: "app-makers", type: "Organization", slug: null }, {});
  const app: App = { id: id ?? world.nextId(), slug, name: slug, bot, owner };
  world.apps.set(slug, app);
  return app;
}

/** The highest of what the person was given, a team's grant, and the organization's role. */
export function permissionOf(world: World, repo: Repository, account: Account): Permission {
  const granted: Permission[] = [repo.permissions.get(account) ?? "none"];
  if (repo.owner === account) granted.push("admin");
  if (!repo.isPrivate) granted.push("read");
  const organization = world.organizations.get(repo.owner);
  if (organization?.members.get(account) === "admin") granted.push("admin");
  if (organization?.members.has(account)) granted.push("read");
  for (const team of organization?.teams.values() ?? []) {
    if (team.members.has(account)) granted.push(team.repositories.get(repo) ?? "none");
  }
  return granted.reduce((a, b) => (PERMISSION_ORDER.indexOf(a) >= PERMISSION_ORDER.indexOf(b) ? a : b));
}
