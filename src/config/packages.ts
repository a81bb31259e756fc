// Where registries and databases of vulnerabilities are asked, and which packages are never asked about. Messages follow the
// variable's name in a sentence.
import { z } from "zod";
import { type PackagePattern, parsePackagePattern } from "../core/dependencies/package-pattern.js";
import { type EndpointName, type Endpoints, type PackageSettings, PUBLIC_ENDPOINTS } from "../packages/settings.js";
import { received } from "./values.js";

/** The variable that replaces each public address, as a mirror or a test needs. */
export const ENDPOINT_VARIABLES: Readonly<Record<EndpointName, string>> = {
  npm: "NPM_REGISTRY_URL",
  npmDownloads: "NPM_DOWNLOADS_URL",
  pypi: "PYPI_URL",
  pypiStats: "PYPI_STATS_URL",
  go: "GO_PROXY_URL",
  crates: "CRATES_URL",
  rubygems: "RUBYGEMS_URL",
  maven: "MAVEN_URL",
  mavenGoogle: "MAVEN_GOOGLE_URL",
  gradlePlugins: "GRADLE_PLUGINS_URL",
  nuget: "NUGET_URL",
  nugetSearch: "NUGET_SEARCH_URL",
  packagist: "PACKAGIST_URL",
  packagistStats: "PACKAGIST_STATS_URL",
  dockerHub: "DOCKER_HUB_URL",
  osv: "OSV_URL",
  depsDev: "DEPS_DEV_URL",
};

type Read = <T>(variable: string, schema: z.ZodType<T>) => T | null;

/** Settings that are wrong are told through `read` and left out here. */
export function readPackageSettings(read: Read): PackageSettings {
  const endpoints = Object.entries(ENDPOINT_VARIABLES).map(([name, variable]) => {
    return [name, read(variable, BaseUrl) ?? PUBLIC_ENDPOINTS[name as EndpointName]];
  });
  return {
    offline: read("PACKAGES_OFFLINE", Flag) ?? false,
    ownNames: read("PACKAGES_PRIVATE", OwnNames) ?? [],
    ownRegistries: read("PACKAGES_OWN_REGISTRIES", OwnRegistries) ?? [],
    endpoints: Object.fromEntries(endpoints) as Endpoints,
  };
}

const BASE_URL = {
  error:
    "must be an address with http or https, without user, password, query and fragment (it is not repeated here). Example: NPM_REGISTRY_URL=https://npm.acme.example",
};
const BaseUrl = z
  .string()
  .refine(isBase, BASE_URL)
  .transform((url) => url.replace(/\/+$/, ""))
  .optional();

function isBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password && !search && !hash;
}

const Flag = z
  .enum(["0", "1", "false", "true"], {
    error: (issue) => `must be \`1\` or \`0\`; ${received(issue.input)}. Example: PACKAGES_OFFLINE=1`,
  })
  .transform((text) => text === "1" || text === "true")
  .optional();

const OWN_NAMES = {
  error: (issue: { input?: unknown }) =>
    `must be names with their ecosystem, parted by commas, in which \`*\` stands for any characters but not for the whole name; ${received(issue.input)}. Example: PACKAGES_PRIVATE=npm:@acme/*,pypi:acme-*`,
};
const OwnNames = z
  .string()
  .transform((text) => listOf(text).map(parsePackagePattern))
  .refine((patterns) => patterns.every(isBound), OWN_NAMES)
  .optional();

/** A pattern for everything would switch the whole check off unnoticed. */
function isBound({ ecosystem, name }: PackagePattern): boolean {
  return ecosystem !== null && name !== "" && !/^[*@/:]*$/.test(name) && !/\s/.test(name);
}

const OWN_REGISTRIES = {
  error:
    "must be registries of your own, parted by commas, as addresses without user and password or as hosts (they are not repeated here). Example: PACKAGES_OWN_REGISTRIES=https://npm.acme.example,registry.acme.example",
};
const OwnRegistries = z
  .string()
  .transform(listOf)
  .refine(
    (registries) => registries.every((registry) => /^(?:https?:\/\/)?[\w.:[\]-]+(?:\/[\w./~-]*)?$/.test(registry)),
    OWN_REGISTRIES,
  )
  .optional();

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
}
