// pnpm-workspace.yaml: the catalogs that members take versions from, overrides, and what may run at installation.
// yarn's .yarnrc.yml is not read here: its path alone says enough.
import type { Reading } from "../reading.js";
import { at, entriesAt } from "../text/tree.js";
import { readYaml } from "../text/yaml-tree.js";
import { installSettings } from "./install-settings.js";
import { readOverrides } from "./overrides.js";
import { declaredIn } from "./package-json.js";

export function readPnpmWorkspace(text: string): Reading {
  const root = readYaml(text);
  const overrides = readOverrides([at(root, "overrides")]);
  return {
    dependencies: [
      ...declaredIn(entriesAt(root, "catalog"), "runtime"),
      ...entriesAt(root, "catalogs").flatMap(([, catalog]) => declaredIn([...catalog.entries], "runtime")),
      ...declaredIn(entriesAt(root, "configDependencies"), "build"),
      ...overrides.dependencies,
    ],
    settings: [...installSettings(root), ...overrides.settings],
  };
}
