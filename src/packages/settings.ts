// What the environment says about packages: where to ask, and what is never asked about. Read by config/packages.ts.
import type { PackagePattern } from "../core/dependencies/package-pattern.js";

export interface PackageSettings {
  /** True: nobody is asked, and every answer is unavailable. */
  readonly offline: boolean;
  /** Names of the organisation's own packages. They are never sent anywhere. */
  readonly ownNames: readonly PackagePattern[];
  /** Registries of the organisation's own, as `https://npm.acme.example/` or a host. What comes from them is its own. */
  readonly ownRegistries: readonly string[];
  readonly endpoints: Endpoints;
}

/** Base addresses without a slash at the end. */
export type Endpoints = Readonly<Record<EndpointName, string>>;
export type EndpointName = keyof typeof PUBLIC_ENDPOINTS;

export const PUBLIC_ENDPOINTS = {
  npm: "https://registry.npmjs.org",
  npmDownloads: "https://api.npmjs.org",
  pypi: "https://pypi.org",
  pypiStats: "https://pypistats.org",
  go: "https://proxy.golang.org",
  crates: "https://crates.io",
  rubygems: "https://rubygems.org",
  maven: "https://repo1.maven.org/maven2",
  mavenGoogle: "https://dl.google.com/dl/android/maven2",
  gradlePlugins: "https://plugins.gradle.org/m2",
  nuget: "https://api.nuget.org",
  nugetSearch: "https://azuresearch-usnc.nuget.org",
  packagist: "https://repo.packagist.org",
  packagistStats: "https://packagist.org",
  dockerHub: "https://hub.docker.com",
  osv: "https://api.osv.dev",
  depsDev: "https://api.deps.dev",
} as const;
