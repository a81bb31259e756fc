// What registries and databases of vulnerabilities say about one package in one version range. Gathered by src/packages/, read
// by the requirement `dependencies_verified`. A question that nobody answered is `unavailable`, never a good answer.

import type { Ecosystem } from "./change.js";
import type { Source } from "./source.js";

/** What is asked: one dependency as a manifest declares it. */
export interface PackageQuery {
  readonly ecosystem: Ecosystem;
  /** Normalised name, as in `DeclaredDependency`. */
  readonly name: string;
  readonly spec: string;
  /** The project's own registry for it, when it names one. */
  readonly index: string | null;
  /**
   * The exact version that a lockfile of the same change names; judged instead of the newest, where it fits the range. Of an
   * action that is pinned by its commit: the tag that the comment beside it names.
   */
  readonly locked: string | null;
  /** A package that only a lockfile names: databases of vulnerabilities are asked about it, no registry is. */
  readonly only?: "advisories";
}

/** `null` as a value means that nobody in this ecosystem keeps that record; it is not the same as silence. */
export interface PackageFacts {
  readonly existence: Source<Existence>;
  /** When the package was first published, ISO 8601. */
  readonly firstPublished: Source<string | null>;
  /** What the range resolves to now; null: no published version fits. `unclear`: the file does not tell, as with `${VERSION}`. */
  readonly resolved: Source<ResolvedVersion | "unclear" | null>;
  readonly weeklyDownloads: Source<number | null>;
  /** Advisories that hold for the resolved version. */
  readonly vulnerabilities: Source<readonly Vulnerability[] | null>;
  /** A popular package of nearly the same name; null: none. */
  readonly similarTo: string | null;
  /** Other ecosystems in which a package of this name exists while it does not exist here. */
  readonly existsIn: readonly Ecosystem[];
  /** Of actions: what their repository says about the pin. */
  readonly action?: ActionFacts;
}

/**
 * The ecosystem's own registry is the authority. `private`: a scope or registry that the environment declares as the
 * organisation's own, never asked about outside. `foreign`: it comes from a registry that only the change names, which is
 * never called. `uncovered`: a public registry that cannot be asked from here, or a name that a build computes.
 * `security-hold`: the registry took the package away and keeps its name.
 */
export type Existence = "exists" | "missing" | "private" | "foreign" | "uncovered" | "security-hold";

export interface ResolvedVersion {
  readonly version: string;
  /** ISO 8601; null when the registry does not say. */
  readonly published: string | null;
  /** The maintainers' words or `deprecated`; null: not deprecated. Hostile text. */
  readonly deprecated: string | null;
  readonly yanked: boolean;
  /** Runs a script on installation; null when the ecosystem does not tell. */
  readonly runsScripts: boolean | null;
}

export interface Vulnerability {
  /** `GHSA-…`, `CVE-…`, `MAL-…` */
  readonly id: string;
  readonly severity: "low" | "moderate" | "high" | "critical" | "unknown";
  /** A published package that is malware itself. */
  readonly malicious: boolean;
}

/** The key of an answer in `Facts.packages`. */
export function packageKey({ ecosystem, name, spec, index, locked, only }: PackageQuery): string {
  return JSON.stringify([ecosystem, name, spec, index, locked, ...(only === undefined ? [] : [only])]);
}

/** What is asked of an action's repository about the ref that a workflow names. Answered by src/github/. */
export interface ActionRefQuery {
  /** `owner/repository`, in lower case. */
  readonly name: string;
  /** What stands behind the `@`. */
  readonly ref: string;
  /** The tag that a comment beside the pin names; null: none. */
  readonly claim: string | null;
}

export interface ActionRepository {
  /** As GitHub spells it now; another one than was asked for after a rename or a transfer. */
  readonly fullName: string;
  /** A private repository of the same owner as the one that uses it. */
  readonly isOwn: boolean;
  readonly isArchived: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Null: no such tag, branch or commit. */
  readonly target: ActionTarget | null;
  /**
   * Does the claimed tag point to the pinned commit? `earlier`: a tag such as `v4`, which moves with each release, and the commit
   * lies behind it. Null: nothing is claimed.
   */
  readonly claimed: "same" | "earlier" | "other" | "missing" | null;
}

export interface ActionTarget {
  readonly sha: string;
  /** `both`: a tag and a branch bear the name, so it is not told which of them runs. */
  readonly kind: "commit" | "tag" | "branch" | "both";
  /** As the commit itself says, ISO 8601; whoever made it chose that. Null: it is no commit. */
  readonly committedAt: string | null;
  /** When the tag's release was published, by GitHub's clock; null: no release. */
  readonly releasedAt: string | null;
  /** Tags that point to the same commit, of those that were listed. */
  readonly tags: readonly string[];
  /**
   * `held`: reachable from a branch or tag of this repository. `stray`: from none of them, as with a commit that was only
   * pushed to a fork. `unfound`: from none of those that were looked at, and there are more.
   */
  readonly membership: "held" | "stray" | "unfound";
}

/** What is judged of an action, beside the facts that every package has. */
export interface ActionFacts extends Pick<ActionRepository, "fullName" | "claimed"> {
  readonly target: Pick<ActionTarget, "sha" | "kind" | "membership"> | null;
  /** The release that the pin stands for, such as `4.1.1`; null: not known. */
  readonly release: string | null;
}
