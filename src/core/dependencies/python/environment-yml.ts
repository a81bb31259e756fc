// environment.yml of conda: packages of its channels, and a list for pip inside.
import type { DeclaredDependency } from "../../facts/change.js";
import { declared, type Reading, registryAt, type Setting } from "../reading.js";
import { itemsAt, type Tree } from "../text/tree.js";
import { readYaml } from "../text/yaml-tree.js";
import { normaliseName } from "./requirement.js";
import { readRequirements } from "./requirements-txt.js";

/** Null: a YAML file of this name that is no environment of conda. */
export function readEnvironmentYml(text: string): Reading | null {
  // Many things are called an environment.
  if (!/^(?:dependencies|channels)\s{0,20}:/m.test(text)) return null;
  const root = readYaml(text);
  const items = itemsAt(root, "dependencies");
  const channels = itemsAt(root, "channels");
  if (items.length === 0 && channels.length === 0) return null;
  const pip = items.flatMap((item) => itemsAt(item, "pip").map((entry) => pipReading(entry)));
  return {
    dependencies: [
      ...items.flatMap((item) => (item.kind === "text" ? condaPackage(item) : [])),
      ...pip.flatMap(({ dependencies }) => dependencies),
    ],
    settings: [...channels.map(channelSetting), ...pip.flatMap(({ settings }) => settings)],
  };
}

/** `conda-forge::numpy=1.26=py311`, `numpy >=1.2`. */
function condaPackage({ text, line }: Tree): readonly DeclaredDependency[] {
  const match = /^(?:([^\s:]{1,200})::)?([A-Za-z0-9_][\w.-]{0,200})\s*(.{0,200})$/.exec(text);
  if (match?.[2] === undefined || match[2] === "python" || match[2] === "pip") return [];
  const source = registryAt(`https://conda.anaconda.org/${match[1] ?? "defaults"}`);
  return [declared("pypi", normaliseName(match[2]), match[3] ?? "", line, { source })];
}

function pipReading({ text, line }: Tree): Reading {
  const { dependencies, settings } = readRequirements(text, "requirements.txt");
  return {
    dependencies: dependencies.map((dependency) => ({ ...dependency, line })),
    settings: settings.map((setting) => ({ ...setting, line })),
  };
}

function channelSetting({ text, line }: Tree): Setting {
  const reason = "changes where packages come from (a channel)";
  return { key: `channel ${text}`, value: "", line, reason, whenRemoved: reason };
}
