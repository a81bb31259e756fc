// Who may be asked about a package at all. Decided before anything leaves this process: own names stay here, and a registry
// that only the pull request names is never called, whoever wrote its address there.

import { matchesPackage } from "../core/dependencies/package-pattern.js";
import { USUAL_HOSTS } from "../core/dependencies/usual-hosts.js";
import type { Ecosystem } from "../core/facts/change.js";
import type { PackageQuery } from "../core/facts/package-facts.js";
import type { EndpointName, PackageSettings } from "./settings.js";

export type Standing =
  | "usual"
  | "private"
  | "foreign"
  /** A public registry that nobody here can ask, or a name that a build computes. */
  | "uncovered";

export function standingOf(query: PackageQuery, settings: PackageSettings): Standing {
  const { ecosystem, name, index } = query;
  if (settings.ownNames.some((pattern) => matchesPackage(pattern, ecosystem, name))) return "private";
  if (/[${}%]|\s/.test(name)) return "uncovered";
  const registry = index ?? (ecosystem === "docker" ? registryOfImage(name) : null);
  if (registry === null) return "usual";
  if (settings.ownRegistries.some((own) => isWithin(registry, own))) return "private";
  const { host } = addressOf(registry);
  if (USUAL_HOSTS[ecosystem].includes(host) || isConfigured(host, ecosystem, settings)) return "usual";
  return ecosystem === "docker" && PUBLIC_IMAGE_HOSTS.some((known) => host === known || host.endsWith(`.${known}`))
    ? "uncovered"
    : "foreign";
}

/** An own name of any ecosystem: it is not sent to the others either. */
export function isOwnAnywhere(name: string, { ownNames }: PackageSettings): boolean {
  return ownNames.some(({ name: pattern }) => matchesPackage({ ecosystem: null, name: pattern }, "pypi", name));
}

/** Registries of images that everybody may use. Chosen from general knowledge; others count as the change's own idea. */
const PUBLIC_IMAGE_HOSTS = [
  "ghcr.io",
  "quay.io",
  "gcr.io",
  "pkg.dev",
  "mcr.microsoft.com",
  "public.ecr.aws",
  "registry.k8s.io",
  "registry.gitlab.com",
  "docker.elastic.co",
  "nvcr.io",
  "lscr.io",
  "registry.access.redhat.com",
];

const ENDPOINTS_OF: Readonly<Record<Ecosystem, readonly EndpointName[]>> = {
  npm: ["npm"],
  pypi: ["pypi"],
  go: ["go"],
  cargo: ["crates"],
  rubygems: ["rubygems"],
  maven: ["maven"],
  nuget: ["nuget"],
  packagist: ["packagist"],
  docker: ["dockerHub"],
  actions: [],
};

function isConfigured(host: string, ecosystem: Ecosystem, { endpoints }: PackageSettings): boolean {
  return ENDPOINTS_OF[ecosystem].some((name) => addressOf(endpoints[name]).host === host);
}

/** `ghcr.io` of `ghcr.io/acme/app`; null: Docker Hub. */
function registryOfImage(name: string): string | null {
  const slash = name.indexOf("/");
  const first = slash === -1 ? "" : name.slice(0, slash);
  return /[.:]/.test(first) || first === "localhost" ? first : null;
}

/** Equal, or below the own registry's path. A registry may also be named by a word, as Cargo's are. */
function isWithin(registry: string, own: string): boolean {
  const [a, b] = [addressOf(registry), addressOf(own)];
  return a.host === b.host && (a.path === b.path || a.path.startsWith(b.path === "" ? "" : `${b.path}/`));
}

function addressOf(registry: string): { readonly host: string; readonly path: string } {
  const bare = registry.replace(/^(?:sparse|registry|git)\+/, "");
  if (bare.includes("://") && URL.canParse(bare)) {
    const { host, pathname } = new URL(bare);
    return { host, path: pathname.replace(/\/+$/, "") };
  }
  const [host = "", ...path] = bare.toLowerCase().split("/");
  return { host, path: path.length === 0 ? "" : `/${path.join("/")}`.replace(/\/+$/, "") };
}
