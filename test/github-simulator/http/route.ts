// How an endpoint is declared, and what its handler is given.

import type { Webhooks } from "../webhooks/webhooks.js";
import { permissionOf } from "../world/accounts.js";
import type { Account, Issue, Pull, Repository } from "../world/model.js";
import { isPull } from "../world/model.js";
import { installationCovers, type World } from "../world/world.js";
import type { Actor, Credentials } from "./credentials.js";
import { notAccessible, notFound, Problem } from "./problem.js";
import type { RateLimits } from "./rate-limits.js";

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: validated against GitHub's own description before a handler sees it
  readonly body: Record<string, any>;
  readonly accept: string;
  readonly actor: Actor;
}

export interface Backend {
  readonly world: World;
  readonly webhooks: Webhooks;
  readonly credentials: Credentials;
  readonly limits: RateLimits;
}

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** GitHub's own template, by which its description is found. */
  readonly path: string;
  readonly access: "app" | "installation" | "user" | "token" | "anyone";
  /** One of these permissions has to be held, as `issues:write`. */
  readonly permission?: readonly string[];
  /** Counts against the limit on creating content. */
  readonly createsContent?: boolean;
  readonly handle: (backend: Backend, request: Request) => Answer | Promise<Answer>;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function checkAccess(route: Route, actor: Actor): void {
  if (route.access === "anyone") return;
  if (actor.kind === "anonymous") throw new Problem(401, "Requires authentication");
  if (route.access === "app" && actor.kind !== "app") {
    throw new Problem(401, "A JSON web token could not be decoded");
  }
  if (route.access !== "app" && actor.kind === "app") {
    throw new Problem(403, "Resource not accessible by integration");
  }
  if (route.access === "user" && actor.kind !== "user") throw notAccessible();
  if (actor.kind !== "installation") return;
  if (actor.installation.suspendedAtMs !== null) throw new Problem(403, "This installation has been suspended");
  if (route.permission && !route.permission.some((one) => holds(actor.permissions, one))) throw notAccessible();
}

function holds(permissions: Readonly<Record<string, string>>, wanted: string): boolean {
  const [name = "", level = "read"] = wanted.split(":");
  const held = name === "metadata" ? "read" : permissions[name];
  return held !== undefined && (level === "read" || held === "write" || held === "admin");
}

/** The account that a write is attributed to. */
export function actingAccount(world: World, actor: Actor): Account {
  return actor.kind === "user" ? actor.account : world.ownApp.bot;
}

export function mayRead(world: World, actor: Actor, repo: Repository): boolean {
  if (actor.kind === "user") return permissionOf(world, repo, actor.account) !== "none";
  if (actor.kind !== "installation") return !repo.isPrivate;
  if (!world.installations.has(actor.installation.id)) return false;
  return installationCovers(actor.installation, repo) && (actor.repositories?.has(repo) ?? true);
}

/** Public repositories are open to every token; what the App may do there besides is not simulated. */
export function mayLook(world: World, actor: Actor, repo: Repository): boolean {
  const isPublic = actor.kind === "installation" && actor.repositories === null && !repo.isPrivate;
  return isPublic || mayRead(world, actor, repo);
}

/** @throws Problem 404 for what the token does not reach, as for what does not exist. */
export function repositoryOf(world: World, request: Request): Repository {
  const repo = world.findRepository(request.params.owner ?? "", request.params.repo ?? "");
  if (!repo || !mayRead(world, request.actor, repo)) throw notFound();
  return repo;
}

export function pullOf(world: World, request: Request): Pull {
  const pull = repositoryOf(world, request).issues.get(Number(request.params.pull_number));
  if (!isPull(pull)) throw notFound();
  return pull;
}

export function issueOf(world: World, request: Request): Issue | Pull {
  const issue = repositoryOf(world, request).issues.get(Number(request.params.issue_number));
  if (!issue) throw notFound();
  return issue;
}
