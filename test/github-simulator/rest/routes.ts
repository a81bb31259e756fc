// All REST endpoints, and the match of a request to one of them.
import type { Route } from "../http/route.js";
import { appRoutes } from "./apps.js";
import { checkRoutes } from "./checks.js";
import { commitRoutes } from "./commits.js";
import { contentRoutes } from "./contents.js";
import { issueRoutes } from "./issues.js";
import { lineCommentRoutes } from "./line-comments.js";
import { peopleRoutes } from "./people.js";
import { pullRoutes } from "./pulls.js";
import { repositoryRoutes } from "./repositories.js";

export const routes: readonly Route[] = [
  ...appRoutes,
  ...repositoryRoutes,
  ...contentRoutes,
  ...commitRoutes,
  ...pullRoutes,
  ...lineCommentRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...peopleRoutes,
];

// These may hold slashes.
const WIDE = new Set(["ref", "branch", "basehead", "tree_sha", "commit_sha", "name"]);

interface Matcher {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

// Longer templates first, so that `/commits/{ref}/status` is not taken for a commit named "main/status".
const matchers: readonly Matcher[] = routes
  .map((route) => ({ route, pattern: patternOf(route.path), names: namesOf(route.path) }))
  .sort((a, b) => b.route.path.split("/").length - a.route.path.split("/").length);

function namesOf(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
}

function patternOf(template: string): RegExp {
  // The root folder has an empty path.
  const source = template
    .replace("/{path}", "(?:/(.*))?")
    .replace(/\{(\w+)\}/g, (_, name: string) => (WIDE.has(name) ? "(.+)" : "([^/]+)"));
  return new RegExp(`^${source}$`);
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Record<string, string>;
}

export function matchRoute(method: string, path: string): RouteMatch | null {
  for (const { route, pattern, names } of matchers) {
    if (route.method !== method) continue;
    const match = pattern.exec(path);
    if (!match) continue;
    const params = names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]);
    return { route, params: Object.fromEntries(params) };
  }
  return null;
}
