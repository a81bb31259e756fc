// The App itself, its installations, its tokens and its webhook deliveries.

import { pageOf, takePage } from "../http/pages.js";
import { notFound } from "../http/problem.js";
import { type Backend, ok, type Request, type Route } from "../http/route.js";
import { apiUrl, iso, renderApp } from "../render/primitives.js";
import { renderRepository } from "../render/repository.js";
import { type Delivery, renderDelivery } from "../webhooks/webhooks.js";
import { coveredRepositories, renderInstallation } from "../world/installations.js";
import type { Installation, Repository } from "../world/model.js";

export const appRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/app",
    access: "app",
    handle: ({ world }) => ok({ ...renderApp(world, world.ownApp), installations_count: world.installations.size }),
  },
  {
    method: "GET",
    path: "/app/installations",
    access: "app",
    handle: (backend, request) =>
      pageOf(backend, request, [...backend.world.installations.values()], (one) =>
        renderInstallation(backend.world, one),
      ),
  },
  {
    method: "GET",
    path: "/app/installations/{installation_id}",
    access: "app",
    handle: (backend, request) => ok(renderInstallation(backend.world, installationOf(backend, request))),
  },
  { method: "POST", path: "/app/installations/{installation_id}/access_tokens", access: "app", handle: createToken },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/installation",
    access: "app",
    handle: ({ world }, { params }) => {
      const repo = world.findRepository(params.owner ?? "", params.repo ?? "");
      const installation = repo && world.installationOf(repo);
      if (!installation) throw notFound();
      return ok(renderInstallation(world, installation));
    },
  },
  {
    method: "GET",
    path: "/orgs/{org}/installation",
    access: "app",
    handle: ({ world }, { params }) => {
      const all = [...world.installations.values()];
      const found = all.find((one) => one.account.login.toLowerCase() === params.org?.toLowerCase());
      if (!found) throw notFound();
      return ok(renderInstallation(world, found));
    },
  },
  { method: "GET", path: "/installation/repositories", access: "installation", handle: listRepositories },
  { method: "DELETE", path: "/installation/token", access: "installation", handle: revokeToken },
  { method: "GET", path: "/app/hook/deliveries", access: "app", handle: listDeliveries },
  {
    method: "GET",
    path: "/app/hook/deliveries/{delivery_id}",
    access: "app",
    handle: ({ webhooks }, request) => {
      const delivery = deliveryOf(webhooks.deliveries, request);
      const sent = { headers: delivery.headers, payload: JSON.parse(delivery.body) };
      return ok({ ...renderDelivery(delivery), url: webhooks.url ?? "", request: sent, response: delivery.response });
    },
  },
  {
    method: "POST",
    path: "/app/hook/deliveries/{delivery_id}/attempts",
    access: "app",
    handle: ({ webhooks }, request) => {
      webhooks.redeliver(deliveryOf(webhooks.deliveries, request));
      return { status: 202, body: {} };
    },
  },
  { method: "POST", path: "/app-manifests/{code}/conversions", access: "anyone", handle: convertManifest },
];

function installationOf({ world }: Backend, request: Request): Installation {
  const installation = world.installations.get(Number(request.params.installation_id));
  if (!installation) throw notFound();
  return installation;
}

function createToken(backend: Backend, request: Request) {
  const { world } = backend;
  const installation = installationOf(backend, request);
  const { permissions, repository_ids, repositories: names } = request.body;
  const covered = coveredRepositories(world, installation);
  const isNarrowed = Boolean(repository_ids ?? names);
  const repositories = covered.filter((repo) => repository_ids?.includes(repo.id) || names?.includes(repo.name));
  const issued = backend.credentials.issueInstallationToken(installation, {
    permissions,
    repositories: isNarrowed ? new Set<Repository>(repositories) : undefined,
  });
  return {
    status: 201,
    body: {
      token: issued.token,
      expires_at: iso(issued.expiresAtMs),
      permissions: permissions ?? installation.permissions,
      repository_selection: isNarrowed || installation.repositories ? "selected" : "all",
      ...(isNarrowed ? { repositories: repositories.map((repo) => renderRepository(world, repo)) } : {}),
    },
  };
}

function revokeToken({ credentials }: Backend, { actor }: Request) {
  if (actor.kind === "installation") credentials.revoke(actor.token);
  return { status: 204 };
}

function listRepositories(backend: Backend, request: Request) {
  const { world } = backend;
  if (request.actor.kind !== "installation") throw notFound();
  const { installation, repositories } = request.actor;
  const all = coveredRepositories(world, installation).filter((repo) => repositories?.has(repo) ?? true);
  const { items, headers } = takePage(backend, request, all);
  const repository_selection = installation.repositories ? "selected" : "all";
  const rendered = items.map((repo) => renderRepository(world, repo));
  return { status: 200, headers, body: { total_count: all.length, repository_selection, repositories: rendered } };
}

function deliveryOf(deliveries: readonly Delivery[], request: Request): Delivery {
  const delivery = deliveries.find((one) => one.id === Number(request.params.delivery_id));
  if (!delivery) throw notFound();
  return delivery;
}

// Deliveries are paged by cursor, newest first: the list grows while it is read.
function listDeliveries({ world, webhooks }: Backend, { query }: Request) {
  const perPage = Math.min(100, Number(query.get("per_page") ?? 30));
  const cursor = Number(query.get("cursor") ?? Number.POSITIVE_INFINITY);
  const status = query.get("status");
  const isWanted = (one: Delivery) =>
    !status || (status === "success") === (one.statusCode >= 200 && one.statusCode < 300);
  const older = webhooks.deliveries.filter((one) => one.deliveredAtMs !== null && one.id < cursor && isWanted(one));
  const items = older.reverse().slice(0, perPage);
  const next = new URLSearchParams(query);
  next.set("cursor", String(items.at(-1)?.id));
  const hasMore = older.length > perPage;
  const headers: Record<string, string> = {};
  if (hasMore) headers.Link = `<${apiUrl(world, "/app/hook/deliveries")}?${next}>; rel="next"`;
  return { status: 200, headers, body: items.map(renderDelivery) };
}

function convertManifest({ world }: Backend) {
  const { app } = world.options;
  return {
    status: 201,
    body: {
      ...renderApp(world, world.ownApp),
      client_id: app.clientId,
      client_secret: app.clientSecret,
      webhook_secret: app.webhookSecret,
      pem: app.privateKey,
    },
  };
}
