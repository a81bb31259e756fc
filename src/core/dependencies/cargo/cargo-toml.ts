// Cargo.toml. https://doc.rust-lang.org/cargo/reference/manifest.html
import type { DeclaredDependency, DependencySource } from "../../facts/change.js";
import {
  declared,
  quoted,
  type Reading,
  registryAt,
  type Setting,
  USUAL_REGISTRY,
  withoutCredentials,
} from "../reading.js";
import { readToml } from "../text/toml-tree.js";
import { at, entriesAt, flat, type Tree, textAt } from "../text/tree.js";

const SECTIONS = [
  ["dependencies", "runtime"],
  ["dev-dependencies", "development"],
  ["dev_dependencies", "development"],
  ["build-dependencies", "build"],
  ["build_dependencies", "build"],
] as const;

export function readCargoToml(text: string): Reading {
  const root = readToml(text);
  const targets = entriesAt(root, "target").map(([, target]) => target);
  return {
    dependencies: [root, ...targets, at(root, "workspace")].flatMap((table) =>
      SECTIONS.flatMap(([section, scope]) =>
        entriesAt(table, section).flatMap(([name, entry]) => dependencyOf(name, entry, scope)),
      ),
    ),
    settings: [...replacements(root), ...buildScript(root)],
  };
}

function dependencyOf(name: string, entry: Tree, scope: DeclaredDependency["scope"]): readonly DeclaredDependency[] {
  // The root of the workspace declares it, and is read where it stands.
  if (textAt(entry, "workspace") === "true") return [];
  const revision = textAt(entry, "rev") ?? textAt(entry, "tag") ?? textAt(entry, "branch");
  const spec = entry.kind === "text" ? entry.text : (revision ?? textAt(entry, "version") ?? "");
  const inScope = textAt(entry, "optional") === "true" ? "optional" : scope;
  const crate = textAt(entry, "package") ?? name;
  return [declared("cargo", crate, spec, entry.line, { source: sourceOf(entry), scope: inScope })];
}

function sourceOf(entry: Tree): DependencySource {
  const git = textAt(entry, "git");
  if (git !== null) return { kind: "git", location: withoutCredentials(git) };
  const path = textAt(entry, "path");
  if (path !== null) return { kind: "path", location: path };
  const registry = textAt(entry, "registry") ?? textAt(entry, "registry-index");
  return registry === null ? USUAL_REGISTRY : registryAt(withoutCredentials(registry));
}

/** They change the code of a dependency for the whole workspace, at any depth. */
function replacements(root: Tree): readonly Setting[] {
  const patches = entriesAt(root, "patch").flatMap(([, table]) => [...table.entries]);
  return [...patches, ...entriesAt(root, "replace")].map(([name, entry]): Setting => {
    const reason = `puts other code in the place of ${quoted(name)}`;
    return { key: `patch ${name}`, value: flat(entry), line: entry.line, reason, whenRemoved: null };
  });
}

function buildScript(root: Tree): readonly Setting[] {
  const build = at(root, "package", "build");
  if (build === undefined || build.text === "false") return [];
  const reason = "changes what runs when the crate is built (`build`)";
  return [{ key: "build", value: build.text, line: build.line, reason, whenRemoved: null }];
}
