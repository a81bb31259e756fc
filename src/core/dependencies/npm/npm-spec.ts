// What the right side of a dependency in package.json means. https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies

import type { DeclaredDependency, DependencySource } from "../../facts/change.js";
import { declared, gitSource, USUAL_REGISTRY, withoutCredentials } from "../reading.js";
import { USUAL_HOSTS } from "../usual-hosts.js";

type More = Pick<DeclaredDependency, "scope"> & { readonly indirect?: true };

/** Null: it takes its version from a catalog of the project, which is read where it stands. */
export function npmDependency(name: string, written: string, line: number, more: More): DeclaredDependency | null {
  const spec = written.trim();
  if (spec.startsWith("catalog:")) return null;
  const alias = splitAlias(spec);
  if (alias !== null) return declared("npm", alias.name, alias.spec, line, more);
  const source = sourceOf(spec);
  if (source.kind === "git") {
    const git = gitSource(source.location);
    return declared("npm", name, git.spec, line, { ...more, source: git.source });
  }
  return declared("npm", name, source.kind === "registry" ? spec : "", line, { ...more, source });
}

/** `npm:@acme/x@^1` takes another package than the name says. */
export function splitAlias(spec: string): { readonly name: string; readonly spec: string } | null {
  const match = /^npm:((?:@[^/@\s]{1,214}\/)?[^/@\s]{1,214})(?:@(.*))?$/.exec(spec);
  return match?.[1] === undefined ? null : { name: match[1], spec: match[2] ?? "" };
}

export function sourceOf(spec: string): DependencySource {
  const location = withoutCredentials(spec);
  if (/^(?:workspace|file|link|portal|patch):|^(?:\.{1,2}|~)?\//.test(spec)) return { kind: "path", location };
  if (GIT.test(spec)) return { kind: "git", location };
  if (/^[a-z][a-z0-9+.-]{1,20}:/i.test(spec) && !spec.startsWith("npm:")) return { kind: "url", location };
  return USUAL_REGISTRY;
}

const GIT =
  /^(?:git(?:\+[a-z]+)?:|github:|gitlab:|bitbucket:|gist:|ssh:|[\w.-]+@[\w.-]+:)|^https?:\/\/[^#]+\.git(?:#|$)|^[\w.-]+\/[\w.-]+(?:#.*)?$/i;

/** Where a lockfile says that the tarball was taken from. */
export function resolvedSource(name: string, version: string, resolved: string): DependencySource {
  if (resolved === "" || !/^[a-z+]+:/i.test(resolved)) return USUAL_REGISTRY;
  if (!/^https?:/i.test(resolved)) return sourceOf(resolved);
  const location = withoutCredentials(resolved).replace(/#.*$/, "");
  if (!URL.canParse(location)) return { kind: "url", location };
  const { protocol, host, origin, pathname } = new URL(location);
  // A tarball of another package or version under this name is other code than the line says.
  const file = `/-/${name.replace(/^@[^/]*\//, "")}-${version}.tgz`;
  const place = decode(pathname);
  const fits = place.endsWith(`/${name}${file}`) || place.endsWith(`/${name}${file.replace(/\+.*\.tgz$/, ".tgz")}`);
  if (!fits) return GIT.test(resolved) ? { kind: "git", location } : { kind: "url", location };
  const usual = protocol === "https:" && USUAL_HOSTS.npm.includes(host);
  return usual ? USUAL_REGISTRY : { kind: "registry", index: origin };
}

function decode(pathname: string): string {
  return pathname.replace(/%2f/gi, "/").replace(/%40/g, "@");
}
