// How a change alters what a project depends on: read from manifests and lockfiles, never from the network.

/** As in package URLs, where there is one: `pypi`, `golang`, `gem` are spelled as people call them here. */
export const ECOSYSTEMS = [
  "npm",
  "pypi",
  "go",
  "cargo",
  "rubygems",
  "maven",
  "nuget",
  "packagist",
  "docker",
  "actions",
] as const;
export type Ecosystem = (typeof ECOSYSTEMS)[number];

/** Where the code of a dependency comes from. */
export type DependencySource =
  /** `index`: the registry's URL when the project names one of its own, else null (the ecosystem's usual registry). */
  | { readonly kind: "registry"; readonly index: string | null }
  | { readonly kind: "git" | "url" | "path"; readonly location: string };

export interface DeclaredDependency {
  readonly ecosystem: Ecosystem;
  /** Normalised as the ecosystem compares names: PyPI in lower case with dashes, Maven `group:artifact`, Go the module path. */
  readonly name: string;
  /** As written: `^1.2.0`, `>=2,<3`, `1.27-alpine`, a digest; empty when any version will do. */
  readonly spec: string;
  readonly source: DependencySource;
  readonly scope: "runtime" | "development" | "optional" | "peer" | "build";
  /** 1-based line in the file that declares it. */
  readonly line: number;
  /** The project does not ask for it itself: others need it, and here only its version is kept or forced. */
  readonly indirect?: true;
  /** The tag that a comment beside a pinned commit names, as in `uses: actions/checkout@… # v4.1.1`. */
  readonly claim?: string;
}

export interface DependencyChange {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** Null: it was not declared before. */
  readonly before: DeclaredDependency | null;
  /** Null: it is not declared any more. */
  readonly after: DeclaredDependency | null;
}

export type ManifestChange =
  | {
      readonly status: "read";
      readonly role: "manifest" | "lockfile";
      /** Sorted by ecosystem, then name. A lockfile lists what it locks, with exact versions in `spec`. */
      readonly changes: readonly DependencyChange[];
      /** Settings that change where packages come from or what runs at installation. */
      readonly settings: readonly ManifestSetting[];
      /** What the whole file says after the change, to compare manifests with lockfiles. Absent: the file is gone. */
      readonly state?: ManifestState;
    }
  | {
      readonly status: "unread";
      readonly role: "manifest" | "lockfile";
      /** `not-given`: nobody had its whole text, and its changed lines are all there is. `not-understood`: no parser took it. */
      readonly cause: "not-given" | "not-understood";
      readonly reason: string;
    };

export interface ManifestSetting {
  /** 1-based line in the new file; null for one that was removed. */
  readonly line: number | null;
  /** What a reviewer reads: lower case, no final period, such as `runs a script on installation`. */
  readonly reason: string;
}

/** A manifest: what it declares. A lockfile: what it locks. */
export interface ManifestState {
  readonly packages: readonly LockedPackage[];
  /** What the projects asked for when the lockfile was written; null: a manifest, or a format that does not say. */
  readonly asked: readonly AskedPackage[] | null;
}

export interface LockedPackage {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** The version, or in a manifest the range, as written; empty when the file does not say. */
  readonly spec: string;
}

export interface AskedPackage extends LockedPackage {
  /** The project's folder from the lockfile's folder, such as `packages/api`; empty for the same folder. */
  readonly folder: string;
  /** 1-based line in the lockfile. */
  readonly line: number;
}
