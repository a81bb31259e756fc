// libs.versions.toml of Gradle. https://docs.gradle.org/current/userguide/version_catalogs.html
import type { DeclaredDependency } from "../../facts/change.js";
import { declared, type Reading } from "../reading.js";
import { readToml } from "../text/toml-tree.js";
import { at, entriesAt, type Tree, textAt } from "../text/tree.js";

export function readVersionCatalog(text: string): Reading {
  const root = readToml(text);
  const libraries = entriesAt(root, "libraries").flatMap(([, entry]) => library(entry, root));
  const plugins = entriesAt(root, "plugins").flatMap(([, entry]) => plugin(entry, root));
  return { dependencies: [...libraries, ...plugins], settings: [] };
}

function library(entry: Tree, root: Tree): readonly DeclaredDependency[] {
  const [group, artifact, version = ""] = entry.text.split(":");
  const module = textAt(entry, "module") ?? `${textAt(entry, "group") ?? group}:${textAt(entry, "name") ?? artifact}`;
  return [declared("maven", module, versionOf(entry, root) ?? version, entry.line)];
}

/** Gradle finds a plugin by a marker artifact that is named after it. */
function plugin(entry: Tree, root: Tree): readonly DeclaredDependency[] {
  const [name = "", version = ""] = entry.text.split(":");
  const id = textAt(entry, "id") ?? name;
  return [
    declared("maven", `${id}:${id}.gradle.plugin`, versionOf(entry, root) ?? version, entry.line, { scope: "build" }),
  ];
}

function versionOf(entry: Tree, root: Tree): string | null {
  const version = at(entry, "version");
  const reference = textAt(version, "ref");
  return rich(reference === null ? version : at(root, "versions", reference));
}

function rich(version: Tree | undefined): string | null {
  if (version === undefined) return null;
  if (version.kind === "text") return version.text;
  return textAt(version, "strictly") ?? textAt(version, "require") ?? textAt(version, "prefer") ?? "";
}
