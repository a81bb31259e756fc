// What one text of a manifest or lockfile says, before it is compared with the other side. Every reader makes one of these.
import type { AskedPackage, DeclaredDependency, DependencySource, Ecosystem } from "../facts/change.js";

export interface Reading {
  readonly dependencies: readonly DeclaredDependency[];
  readonly settings: readonly Setting[];
  /** Names that it asks for in the version that another file of the project states. */
  readonly inherited?: readonly Pick<DeclaredDependency, "ecosystem" | "name" | "spec">[];
  /** Of lockfiles that record it. */
  readonly asked?: readonly AskedPackage[];
  /** Of lockfiles: by `name@version`, what the package is checked against, as `sha512-…`; empty when nothing is. */
  readonly checksums?: ReadonlyMap<string, { readonly sum: string; readonly line: number }>;
}

/** Something that decides where packages come from or what runs at installation. The same key and value: the same setting. */
export interface Setting {
  readonly key: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
  /** What a reviewer reads when it is new or has another value. */
  readonly reason: string;
  /** What a reviewer reads when it is gone; null: nothing is lost by that. */
  readonly whenRemoved: string | null;
}

/** Thrown by readers, caught by `readManifestChange`. The message is a reason: lower case, no quote of the text. */
export class Unreadable extends Error {}

export const USUAL_REGISTRY: DependencySource = { kind: "registry", index: null };

export function declared(
  ecosystem: Ecosystem,
  name: string,
  spec: string,
  line: number,
  more: Partial<Pick<DeclaredDependency, "source" | "scope" | "indirect" | "claim">> = {},
): DeclaredDependency {
  return { ecosystem, name, spec, line, source: USUAL_REGISTRY, scope: "runtime", ...more };
}

export function registryAt(index: string): DependencySource {
  return { kind: "registry", index };
}

/** Host of a URL for people to read: no path, no credentials. Null: it has none. */
export function hostOf(url: string): string | null {
  const scp = /^[\w.-]{1,64}@([\w.-]{1,255}):/.exec(url);
  if (scp?.[1] !== undefined) return scp[1].toLowerCase();
  const bare = url.replace(/^(?:git|hg|svn|bzr|registry|sparse)\+/, "").replace(/^scm:git:/, "");
  if (!URL.canParse(bare)) return null;
  const { host } = new URL(bare);
  return host === "" ? null : host.toLowerCase();
}

/** A URL without what may be a secret (user, password, query). Texts that are no URLs are cut only. */
export function withoutCredentials(location: string): string {
  const bare = location
    .slice(0, 500)
    .replace(/^([\w+.-]{1,30}:\/\/)[^/@\s]{0,400}@/, "$1")
    .replace(/\?[^#]*/, "");
  return bare;
}

/** A name from the text, fit to be shown: hostile characters and length are cut. */
export function quoted(name: string): string {
  return `\`${name
    .slice(0, 300)
    .replace(/[`\s\p{C}]/gu, "")
    .slice(0, 100)}\``;
}

/** A git location and the revision that it names after `#`. */
export function gitSource(location: string): { readonly source: DependencySource; readonly spec: string } {
  const [place = "", revision = ""] = location.split("#", 2);
  return { source: { kind: "git", location: place }, spec: revision };
}
