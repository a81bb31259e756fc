// The state of one simulated GitHub, with what every part needs to read and change it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SimulatorLimits, SimulatorOptions } from "../options.js";
import {
  type Account,
  type App,
  fullName,
  type Installation,
  isPull,
  type Organization,
  type Pull,
  type Repository,
  type Team,
} from "./model.js";

export type RepositoryRef = string | Repository;
export type AccountRef = string | Account;
export type PullRef = Pull | { readonly repo: RepositoryRef; readonly number: number };

export interface EmittedEvent {
  readonly event: string;
  readonly account: Account;
  readonly repo: Repository | null;
  readonly sender: Account;
  readonly payload: Record<string, unknown>;
}

/** Ids of these kinds have outgrown 32 bits on GitHub. */
const LARGE_IDS = { comment: 3_600_000_000, review: 3_500_000_000, pull: 2_900_000_000, check: 57_000_000_000 };

export class World {
  readonly options: SimulatorOptions;
  readonly limits: SimulatorLimits;
  readonly directory: string;
  readonly accounts = new Map<string, Account>();
  readonly organizations = new Map<Account, Organization>();
  readonly repositories = new Map<string, Repository>();
  readonly repositoriesById = new Map<number, Repository>();
  readonly apps = new Map<string, App>();
  readonly installations = new Map<number, Installation>();
  /** Where webhooks leave; set by the simulator. */
  emit: (event: EmittedEvent) => void = () => {};
  baseUrl = "";
  #lastId = 1000;
  #lastMs = 0;
  readonly #largeIds: Record<keyof typeof LARGE_IDS, number> = { ...LARGE_IDS };

  private constructor(options: SimulatorOptions, directory: string) {
    this.options = options;
    this.limits = options.limits;
    this.directory = directory;
  }

  static async create(options: SimulatorOptions): Promise<World> {
    return new World(options, await mkdtemp(join(tmpdir(), "github-simulator-")));
  }

  async close(): Promise<void> {
    await Promise.all([...this.repositories.values()].map((repo) => repo.git.close()));
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Never goes back, whatever the given clock does. */
  now(): number {
    this.#lastMs = Math.max(this.#lastMs, Number(this.options.clock()));
    return this.#lastMs;
  }

  nextId(kind?: keyof typeof LARGE_IDS): number {
    return kind ? ++this.#largeIds[kind] : ++this.#lastId;
  }

  get ownApp(): App {
    return this.apps.get(this.options.app.slug) as App;
  }

  account(ref: AccountRef): Account {
    if (typeof ref !== "string") return ref;
    const account = this.accounts.get(ref.toLowerCase());
    if (!account) throw new Error(`no account ${ref}`);
    return account;
  }

  organization(ref: AccountRef): Organization {
    const organization = this.organizations.get(this.account(ref));
    if (!organization) throw new Error(`${this.account(ref).login} is not an organization`);
    return organization;
  }

  /** `org/slug` or the team itself. */
  team(ref: string | Team): Team {
    if (typeof ref !== "string") return ref;
    const [organization = "", slug = ""] = ref.split("/");
    const team = this.organization(organization).teams.get(slug);
    if (!team) throw new Error(`no team ${ref}`);
    return team;
  }

  findRepository(owner: string, name: string): Repository | undefined {
    return this.repositories.get(`${owner}/${name}`.toLowerCase());
  }

  repository(ref: RepositoryRef): Repository {
    if (typeof ref !== "string") return ref;
    const repo = this.repositories.get(ref.toLowerCase());
    if (!repo) throw new Error(`no repository ${ref}`);
    return repo;
  }

  pull(ref: PullRef): Pull {
    const pull = this.repository(ref.repo).issues.get(ref.number);
    if (!isPull(pull)) throw new Error(`no pull request ${fullName(this.repository(ref.repo))}#${ref.number}`);
    return pull;
  }

  pulls(repo: Repository): Pull[] {
    return [...repo.issues.values()].filter(isPull);
  }

  allPulls(): Pull[] {
    return [...this.repositories.values()].flatMap((repo) => this.pulls(repo));
  }

  /** The App's installation that covers the repository, suspended or not. */
  installationOf(repo: Repository): Installation | undefined {
    return [...this.installations.values()].find((one) => installationCovers(one, repo));
  }
}

export function installationCovers(installation: Installation, repo: Repository): boolean {
  return installation.account === repo.owner && (installation.repositories?.has(repo) ?? true);
}
