// The registry of each ecosystem. An ecosystem more is one file and one line here.
import type { Ecosystem } from "../../core/facts/change.js";
import type { RegistryHttp } from "../http/registry-http.js";
import type { Registry } from "../registry.js";
import type { Endpoints } from "../settings.js";
import { cratesRegistry } from "./crates.js";
import { dockerHubRegistry } from "./docker-hub.js";
import { goRegistry } from "./go.js";
import { mavenRegistry } from "./maven.js";
import { npmRegistry } from "./npm.js";
import { nugetRegistry } from "./nuget.js";
import { packagistRegistry } from "./packagist.js";
import { pypiRegistry } from "./pypi.js";
import { rubygemsRegistry } from "./rubygems.js";

/** Workflow actions have none: they are repositories. */
export type Registries = Readonly<Record<Exclude<Ecosystem, "actions">, Registry>>;

export function createRegistries(http: RegistryHttp, endpoints: Endpoints, nowMs: () => number): Registries {
  return {
    npm: npmRegistry(http, endpoints),
    pypi: pypiRegistry(http, endpoints),
    go: goRegistry(http, endpoints),
    cargo: cratesRegistry(http, endpoints),
    rubygems: rubygemsRegistry(http, endpoints, nowMs),
    maven: mavenRegistry(http, endpoints),
    nuget: nugetRegistry(http, endpoints, nowMs),
    packagist: packagistRegistry(http, endpoints),
    docker: dockerHubRegistry(http, endpoints, nowMs),
  };
}
