// Which files declare or lock dependencies, and who reads them. Paths in lower case; the first that matches.
import { readWorkflow } from "./actions/workflow.js";
import { readCargoLock } from "./cargo/cargo-lock.js";
import { readCargoToml } from "./cargo/cargo-toml.js";
import { readComposerJson } from "./composer/composer-json.js";
import { readComposerLock } from "./composer/composer-lock.js";
import { readCompose } from "./docker/compose.js";
import { readDockerfile } from "./docker/dockerfile.js";
import { readGoMod } from "./go/go-mod.js";
import { readGoSum } from "./go/go-sum.js";
import { readGradle } from "./jvm/gradle.js";
import { readGradleLockfile } from "./jvm/gradle-lockfile.js";
import { readPom } from "./jvm/pom.js";
import { readVersionCatalog } from "./jvm/version-catalog.js";
import { readWrapper } from "./jvm/wrapper.js";
import { readBunLock } from "./npm/bun-lock.js";
import { readDenoJson } from "./npm/deno-json.js";
import { readPackageJson } from "./npm/package-json.js";
import { readPackageLock } from "./npm/package-lock.js";
import { readPnpmLock } from "./npm/pnpm-lock.js";
import { readPnpmWorkspace } from "./npm/pnpm-workspace.js";
import { readYarnLock } from "./npm/yarn-lock.js";
import { readDotnetTools, readMsbuild } from "./nuget/msbuild.js";
import { readPackagesLock } from "./nuget/packages-lock.js";
import { readEnvironmentYml } from "./python/environment-yml.js";
import { readPipfile } from "./python/pipfile.js";
import { readPyproject } from "./python/pyproject.js";
import { readPipfileLock, readPythonLock } from "./python/python-locks.js";
import { isRequirementsPath } from "./python/requirements-path.js";
import { readRequirements } from "./python/requirements-txt.js";
import { readSetupCfg } from "./python/setup-cfg.js";
import { readSetupPy } from "./python/setup-py.js";
import type { Reading } from "./reading.js";
import { readGemfile } from "./ruby/gemfile.js";
import { readGemfileLock } from "./ruby/gemfile-lock.js";

export interface Format {
  readonly role: "manifest" | "lockfile";
  matches(lower: string): boolean;
  /** Null: the file declares nothing that can be read. Throws for what cannot be parsed. */
  read(text: string, path: string): Reading | null;
}

export function formatOf(path: string): Format | null {
  const lower = path.toLowerCase();
  return FORMATS.find((format) => format.matches(lower)) ?? null;
}

const MANIFESTS: readonly (readonly [RegExp, Format["read"]])[] = [
  [/(?:^|\/)package\.json$/, readPackageJson],
  [/(?:^|\/)pnpm-workspace\.ya?ml$/, readPnpmWorkspace],
  [/(?:^|\/)(?:deno\.jsonc?|jsr\.jsonc?|import_map\.json)$/, readDenoJson],
  [/(?:^|\/)pyproject\.toml$/, readPyproject],
  [/(?:^|\/)pipfile$/, readPipfile],
  [/(?:^|\/)setup\.cfg$/, readSetupCfg],
  [/(?:^|\/)setup\.py$/, readSetupPy],
  [/(?:^|\/)(?:environment|conda|conda-env)(?:[-_.][\w.-]{1,100})?\.ya?ml$/, readEnvironmentYml],
  [/(?:^|\/)go\.(?:mod|work)$/, readGoMod],
  [/(?:^|\/)cargo\.toml$/, readCargoToml],
  [/(?:^|\/)(?:gemfile|gems\.rb)$|\.gemspec$|(?:^|\/)[\w.-]+\.gemfile$/, readGemfile],
  [/(?:^|\/)pom\.xml$/, readPom],
  [/\.gradle(?:\.kts)?$/, readGradle],
  [/\.versions\.toml$/, readVersionCatalog],
  [/(?:^|\/)(?:gradle|maven)-wrapper\.properties$/, readWrapper],
  [/\.(?:cs|fs|vb)proj$|(?:^|\/)(?:directory\.(?:packages|build)\.(?:props|targets)|packages\.config)$/, readMsbuild],
  [/(?:^|\/)dotnet-tools\.json$/, readDotnetTools],
  [/(?:^|\/)composer\.json$/, readComposerJson],
  [/(?:^|\/)(?:dockerfile|containerfile)(?:\.[\w.-]+)?$|\.(?:dockerfile|containerfile)$/, readDockerfile],
  [/(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/, readCompose],
  [/^\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/, readWorkflow],
];

const LOCKFILES: readonly (readonly [RegExp, Format["read"]])[] = [
  [/(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/, readPackageLock],
  [/(?:^|\/)pnpm-lock\.ya?ml$/, readPnpmLock],
  [/(?:^|\/)yarn\.lock$/, readYarnLock],
  [/(?:^|\/)bun\.lock$/, readBunLock],
  [/(?:^|\/)(?:poetry|uv|pdm)\.lock$|(?:^|\/)pylock(?:\.[\w-]+)?\.toml$/, readPythonLock],
  [/(?:^|\/)pipfile\.lock$/, readPipfileLock],
  [/(?:^|\/)cargo\.lock$/, readCargoLock],
  [/(?:^|\/)go\.(?:work\.)?sum$/, readGoSum],
  [/(?:^|\/)(?:gemfile\.lock|gems\.locked)$|\.gemfile\.lock$/, readGemfileLock],
  [/(?:^|\/)composer\.lock$/, readComposerLock],
  [/(?:^|\/)packages\.lock\.json$/, readPackagesLock],
  [/(?:^|\/)(?:buildscript-)?gradle\.lockfile$/, readGradleLockfile],
];

const FORMATS: readonly Format[] = [
  ...LOCKFILES.map(([files, read]): Format => ({ role: "lockfile", matches: (lower) => files.test(lower), read })),
  ...MANIFESTS.map(([files, read]): Format => ({ role: "manifest", matches: (lower) => files.test(lower), read })),
  { role: "manifest", matches: isRequirementsPath, read: readRequirements },
];
