// Plays npm, PyPI, the Go proxy, crates.io, RubyGems, Maven Central, NuGet, Packagist, Docker Hub, OSV and deps.dev on one
// port of this machine. A test says what exists; faults are scripted per path. Forms follow the registries' own documents.
import type { PackageSettings } from "../../src/packages/settings.js";
import type { Fault } from "./faults.js";
import { type RecordedRequest, startServer } from "./server.js";
import { createWorld, type World } from "./world.js";

export type { Fault } from "./faults.js";
export type { PublishedVersion } from "./world.js";

export interface RegistrySimulator extends Omit<World, "packages" | "find" | "advisories" | "findings"> {
  readonly url: string;
  /** Every request, in order of arrival; a test may empty it. */
  readonly requests: RecordedRequest[];
  /** The next `times` (default: all) requests whose path holds `path` meet the fault. */
  fail(path: string, fault: Fault, times?: number): void;
  /** Takes all faults back. */
  heal(): void;
  /** Settings under which every question comes here. */
  settings(override?: Partial<PackageSettings>): PackageSettings;
  close(): Promise<void>;
}

export async function startRegistrySimulator(): Promise<RegistrySimulator> {
  const world = createWorld();
  const server = await startServer(world);
  return {
    ...world,
    url: server.url,
    requests: server.requests,
    fail: server.fail,
    heal: server.heal,
    settings: (override = {}) => ({
      offline: false,
      ownNames: [],
      ownRegistries: [],
      endpoints: endpointsAt(server.url),
      ...override,
    }),
    close: server.close,
  };
}

const NAMES = [
  "npm",
  "npmDownloads",
  "pypi",
  "pypiStats",
  "go",
  "crates",
  "rubygems",
  "maven",
  "mavenGoogle",
  "gradlePlugins",
  "nuget",
  "nugetSearch",
  "packagist",
  "packagistStats",
  "dockerHub",
  "osv",
  "depsDev",
] as const;

/** Each registry under a folder of its own: `http://127.0.0.1:…/npm`. */
function endpointsAt(url: string): PackageSettings["endpoints"] {
  return Object.fromEntries(NAMES.map((name) => [name, `${url}/${name}`])) as PackageSettings["endpoints"];
}
