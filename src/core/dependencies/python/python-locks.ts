// poetry.lock, uv.lock, pdm.lock and pylock.toml: lists of packages in TOML. Pipfile.lock: the same in JSON.
import type { AskedPackage, DeclaredDependency, DependencySource } from "../../facts/change.js";
import { declared, hostOf, type Reading, registryAt, Unreadable } from "../reading.js";
import { readJson } from "../text/json-tree.js";
import { readToml } from "../text/toml-tree.js";
import { at, entriesAt, itemsAt, type Tree, textAt } from "../text/tree.js";
import { tabled } from "./poetry-dependencies.js";
import { directSource, indexSource, normaliseName } from "./requirement.js";

export function readPythonLock(text: string): Reading {
  const root = readToml(text);
  const packages = [...itemsAt(root, "package"), ...itemsAt(root, "packages")];
  if (packages.length === 0 && entriesAt(root).length === 0) throw new Unreadable("it is no lockfile");
  return {
    dependencies: packages.flatMap((entry) => (ownFolder(entry) === null ? [lockedAs(entry)] : [])),
    settings: [],
    asked: packages.flatMap(askedBy),
  };
}

export function readPipfileLock(text: string): Reading {
  const root = readJson(text);
  const sources = new Map(
    itemsAt(root, "_meta", "sources").map((entry) => [textAt(entry, "name") ?? "", textAt(entry, "url") ?? ""]),
  );
  const sections = entriesAt(root).filter(([name]) => name !== "_meta");
  return {
    dependencies: sections.flatMap(([name, table]) =>
      tabled(entriesAt(table), name === "develop" ? "development" : "runtime", sources).map((locked) => ({
        ...locked,
        spec: locked.spec.replace(/^==/, ""),
      })),
    ),
    settings: [],
  };
}

function lockedAs(entry: Tree): DeclaredDependency {
  const name = textAt(entry, "name");
  if (name === null) throw new Unreadable("an entry names no package");
  const line = at(entry, "name")?.line ?? entry.line;
  return declared("pypi", normaliseName(name), textAt(entry, "version") ?? "", line, { source: sourceOf(entry) });
}

function sourceOf(entry: Tree): DependencySource {
  const source = at(entry, "source");
  const git = textAt(source, "git") ?? textAt(entry, "git") ?? textAt(entry, "vcs", "url");
  if (git !== null) return directSource(`git+${git}`);
  const url = textAt(source, "url") ?? textAt(entry, "url") ?? textAt(entry, "archive", "url");
  const type = textAt(source, "type");
  // poetry: an index is `legacy`, everything else says what it is.
  if (url !== null && type === "legacy") return indexSource(url);
  if (url !== null) return directSource(type === "git" ? `git+${url}` : url);
  const path = textAt(source, "path") ?? textAt(source, "directory") ?? textAt(entry, "path");
  if (path !== null) return { kind: "path", location: path };
  const registry = indexSource(textAt(source, "registry") ?? textAt(entry, "index"));
  const stray = registry.kind === "registry" && registry.index === null ? strayHost(entry) : null;
  return stray === null ? registry : registryAt(`https://${stray}`);
}

/** uv installs from the URLs of the lockfile, whatever registry stands above them. */
function strayHost(entry: Tree): string | null {
  const files = [at(entry, "sdist"), ...itemsAt(entry, "wheels"), ...itemsAt(entry, "files")];
  const urls = files.flatMap((file) => textAt(file, "url") ?? []);
  const stray = urls.find((url) => !/^https:\/\/(?:files\.pythonhosted\.org|pypi\.org)\//.test(url));
  return stray === undefined ? null : (hostOf(stray) ?? "unknown");
}

/** The folder of a package that is the project's own, as uv records it; null: it comes from outside. */
function ownFolder(entry: Tree): string | null {
  const folder = textAt(entry, "source", "virtual") ?? textAt(entry, "source", "editable");
  return folder === null ? null : folder.replace(/^\.\/?/, "");
}

function askedBy(entry: Tree): readonly AskedPackage[] {
  const folder = ownFolder(entry);
  const metadata = at(entry, "metadata");
  if (folder === null || metadata === undefined) return [];
  const groups = [...entriesAt(metadata, "requires-dev"), ...entriesAt(metadata, "dev-dependencies")];
  const wanted = [...itemsAt(metadata, "requires-dist"), ...groups.flatMap(([, group]) => itemsAt(group))];
  return wanted.flatMap((item): AskedPackage[] => {
    const isElsewhere = ["git", "url", "editable", "directory", "path", "virtual"].some(
      (key) => at(item, key) !== undefined,
    );
    const name = textAt(item, "name");
    if (name === null || isElsewhere) return [];
    const spec = textAt(item, "specifier") ?? "";
    return [{ ecosystem: "pypi", name: normaliseName(name), spec, folder, line: item.line }];
  });
}
