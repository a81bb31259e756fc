// package.json: what is declared, what is overridden, and what runs at installation.
import type { DeclaredDependency } from "../../facts/change.js";
import { declared, quoted, type Reading, type Setting } from "../reading.js";
import { readJson } from "../text/json-tree.js";
import { at, entriesAt, flat, type Tree, textAt } from "../text/tree.js";
import { installSettings } from "./install-settings.js";
import { npmDependency, sourceOf } from "./npm-spec.js";
import { readOverrides } from "./overrides.js";

const SECTIONS = [
  ["dependencies", "runtime"],
  ["devDependencies", "development"],
  ["optionalDependencies", "optional"],
  ["peerDependencies", "peer"],
] as const;

/** Run by npm, pnpm, yarn or bun when somebody installs the project or the package. */
const INSTALL_SCRIPTS = new Set([
  "preinstall",
  "install",
  "postinstall",
  "preprepare",
  "prepare",
  "postprepare",
  "prepublish",
  "dependencies",
  "pnpm:devPreinstall",
]);

export function readPackageJson(text: string): Reading {
  const root = readJson(text);
  const overrides = readOverrides([at(root, "overrides"), at(root, "resolutions"), at(root, "pnpm", "overrides")]);
  return {
    dependencies: [
      ...SECTIONS.flatMap(([section, scope]) => declaredIn(entriesAt(root, section), scope)),
      // Bun and older yarn read catalogs here.
      ...[at(root, "catalog"), at(root, "workspaces", "catalog")].flatMap((list) =>
        declaredIn([...(list?.entries ?? [])], "runtime"),
      ),
      ...[...entriesAt(root, "catalogs"), ...entriesAt(root, "workspaces", "catalogs")].flatMap(([, list]) =>
        declaredIn([...list.entries], "runtime"),
      ),
      ...packageManager(root),
      ...overrides.dependencies,
    ],
    inherited: SECTIONS.flatMap(([section]) =>
      entriesAt(root, section)
        .filter(([, { text: spec }]) => spec.startsWith("catalog:"))
        .map(([name]) => ({ ecosystem: "npm" as const, name, spec: "" })),
    ),
    settings: [
      ...scripts(root),
      ...packageManagerSettings(root),
      ...installSettings(root),
      ...installSettings(at(root, "pnpm")),
      ...overrides.settings,
    ],
  };
}

export function declaredIn(
  entries: readonly (readonly [string, Tree])[],
  scope: DeclaredDependency["scope"],
): readonly DeclaredDependency[] {
  return entries.flatMap(([name, { kind, text, line }]) => {
    const dependency = kind === "text" ? npmDependency(name, text, line, { scope }) : null;
    return dependency === null ? [] : [dependency];
  });
}

function scripts(root: Tree): readonly Setting[] {
  return entriesAt(root, "scripts")
    .filter(([name]) => INSTALL_SCRIPTS.has(name))
    .map(([name, script]) => ({
      key: `script ${name}`,
      value: flat(script),
      line: script.line,
      reason: `runs a script on installation (${quoted(name)})`,
      whenRemoved: null,
    }));
}

const PACKAGE_MANAGER = /^(npm|pnpm|yarn|bun)@(\d[\w.-]{0,60})(?:\+[\w.=/+-]{0,200})?$/;

/** Corepack fetches and runs it. Its name is no choice of the project's, so only its version is looked at. */
function packageManager(root: Tree): readonly DeclaredDependency[] {
  const found = at(root, "packageManager");
  const [, name, version] = PACKAGE_MANAGER.exec(found?.text ?? "") ?? [];
  if (found === undefined || name === undefined || version === undefined) return [];
  // Yarn from 2 on is published under another name.
  const published = name === "yarn" && !/^[01]\./.test(version) ? "@yarnpkg/cli-dist" : name;
  return [declared("npm", published, version, found.line, { scope: "build", indirect: true })];
}

function packageManagerSettings(root: Tree): readonly Setting[] {
  const written = textAt(root, "packageManager");
  const line = at(root, "packageManager")?.line ?? 1;
  if (written === null || PACKAGE_MANAGER.test(written)) return [];
  const fromElsewhere = sourceOf(written.replace(/^[^@]*@/, "")).kind !== "registry";
  const reason = fromElsewhere ? "takes the package manager from a URL" : "names a package manager that is not known";
  return [{ key: "packageManager", value: written, line, reason, whenRemoved: null }];
}
