// What exists: packages with their versions, advisories, and what deps.dev finds.
import type { Ecosystem } from "../../src/core/facts/change.js";

export interface PublishedVersion {
  /** ISO 8601; default: long ago. */
  readonly published?: string;
  readonly deprecated?: string;
  readonly yanked?: boolean;
  readonly runsScripts?: boolean;
}

export interface PublishedPackage {
  readonly versions: ReadonlyMap<string, Required<PublishedVersion>>;
  readonly weeklyDownloads: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Advisory {
  readonly id: string;
  readonly severity?: string;
  readonly cvss?: string;
  readonly withdrawn?: string;
  readonly aliases?: readonly string[];
  /** RustSec's word for what is no weakness, such as `unmaintained`. */
  readonly informational?: string;
}

export interface World {
  readonly packages: ReadonlyMap<string, PublishedPackage>;
  /** By `<OSV ecosystem> <name> <version>`. */
  readonly advisories: ReadonlyMap<string, readonly Advisory[]>;
  /** By `<deps.dev system> <name> <version>`. */
  readonly findings: ReadonlyMap<string, readonly object[]>;
  find(ecosystem: Ecosystem, name: string): PublishedPackage | undefined;
  /** Versions from oldest to newest; `latest` is the last unless tags say otherwise. */
  publish(
    ecosystem: Ecosystem,
    name: string,
    versions: Readonly<Record<string, PublishedVersion>>,
    more?: { readonly weeklyDownloads?: number; readonly tags?: Readonly<Record<string, string>> },
  ): void;
  warn(osvEcosystem: string, name: string, version: string, ...advisories: readonly Advisory[]): void;
  suspect(system: string, name: string, version: string, ...findings: readonly object[]): void;
}

export const LONG_AGO = "2019-05-04T10:00:00.000Z";

export function createWorld(): World {
  const packages = new Map<string, PublishedPackage>();
  const advisories = new Map<string, readonly Advisory[]>();
  const findings = new Map<string, readonly object[]>();
  return {
    packages,
    advisories,
    findings,
    find: (ecosystem, name) => packages.get(`${ecosystem} ${name}`),
    publish(ecosystem, name, versions, { weeklyDownloads = 50_000, tags = {} } = {}) {
      const latest = Object.keys(versions).at(-1);
      packages.set(`${ecosystem} ${name}`, {
        versions: new Map(Object.entries(versions).map(([version, more]) => [version, { ...OLD_RELEASE, ...more }])),
        weeklyDownloads,
        tags: latest === undefined ? tags : { latest, ...tags },
      });
    },
    warn: (ecosystem, name, version, ...found) => {
      advisories.set(`${ecosystem} ${name} ${version}`, found);
    },
    suspect: (system, name, version, ...found) => {
      findings.set(`${system} ${name} ${version}`, found);
    },
  };
}

const OLD_RELEASE = { published: LONG_AGO, deprecated: "", yanked: false, runsScripts: false };
