// Settings of pnpm, yarn and bun that stand in package.json or pnpm-workspace.yaml and decide where packages come from, or what
// runs at installation.
import type { Setting } from "../reading.js";
import { flat, type Tree } from "../text/tree.js";

interface Known {
  readonly reason: string;
  readonly whenRemoved: string | null;
}

const KNOWN: ReadonlyMap<string, Known> = new Map([
  ...[
    "onlyBuiltDependencies",
    "onlyBuiltDependenciesFile",
    "neverBuiltDependencies",
    "trustedDependencies",
    "ignoredBuiltDependencies",
    "allowBuilds",
    "allowScripts",
    "dangerouslyAllowAllBuilds",
    "ignoreScripts",
    "enableScripts",
    "strictDepBuilds",
    "dependenciesMeta",
  ].map((key) => both(key, "decides which packages may run scripts on installation")),
  ...["patchedDependencies", "packageExtensions"].map((key) => both(key, "changes what installed packages hold")),
  ...["registry", "registries", "npmRegistryServer", "npmScopes", "nodeDownloadMirrors"].map((key) =>
    both(key, "changes where packages come from"),
  ),
  ...["pnpmfile", "globalPnpmfile", "configDependencies"].map((key) =>
    both(key, "runs code that changes how packages are installed"),
  ),
  ...[
    "minimumReleaseAge",
    "minimumReleaseAgeExclude",
    "trustPolicy",
    "trustPolicyExclude",
    "blockExoticSubdeps",
    "verifyStoreIntegrity",
    "strictSsl",
    "managePackageManagerVersions",
  ].map((key) => both(key, "changes which packages are trusted")),
]);

function both(key: string, reason: string): readonly [string, Known] {
  return [key, { reason, whenRemoved: reason }];
}

export function installSettings(table: Tree | undefined): readonly Setting[] {
  if (table?.kind !== "table") return [];
  return [...table.entries].flatMap(([key, value]): Setting[] => {
    const known = KNOWN.get(key);
    if (known === undefined) return [];
    return [{ key, value: flat(value), line: value.line, ...known, reason: `${known.reason} (\`${key}\`)` }];
  });
}
