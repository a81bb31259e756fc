// package-lock.json and npm-shrinkwrap.json, formats 1 to 3.
import type { AskedPackage, DeclaredDependency } from "../../facts/change.js";
import { declared, type Reading, Unreadable } from "../reading.js";
import { readJson } from "../text/json-tree.js";
import { at, entriesAt, type Tree, textAt } from "../text/tree.js";
import { npmDependency, resolvedSource, sourceOf, splitAlias } from "./npm-spec.js";

export function readPackageLock(text: string): Reading {
  const root = readJson(text);
  if (at(root, "packages") !== undefined) return fromPackages(root);
  if (at(root, "dependencies") !== undefined || at(root, "lockfileVersion") !== undefined) {
    return readingOf(fromTree(root, 0));
  }
  throw new Unreadable("it is no lockfile of npm");
}

interface Locked {
  readonly dependency: DeclaredDependency;
  readonly integrity: string;
}

function fromPackages(root: Tree): Reading {
  const packages = entriesAt(root, "packages");
  const locked = packages.flatMap(([place, entry]) => {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place)?.[1];
    return name === undefined ? [] : lockedAs(textAt(entry, "name") ?? name, entry);
  });
  const asked = packages
    .filter(([place]) => !/(?:^|\/)node_modules(?:\/|$)/.test(place))
    .flatMap(([folder, entry]) => askedBy(folder, entry));
  return { ...readingOf(locked), asked };
}

/** Format 1: a tree by name. */
function fromTree(tree: Tree, depth: number): readonly Locked[] {
  if (depth > 30) return [];
  return entriesAt(tree, "dependencies").flatMap(([name, entry]) => [
    ...lockedAs(splitAlias(textAt(entry, "version") ?? "")?.name ?? name, entry),
    ...fromTree(entry, depth + 1),
  ]);
}

function lockedAs(name: string, entry: Tree): readonly Locked[] {
  const written = textAt(entry, "version") ?? "";
  const version = splitAlias(written)?.spec ?? written;
  const resolved = textAt(entry, "resolved") ?? "";
  const scope = textAt(entry, "dev") === "true" ? "development" : "runtime";
  if (textAt(entry, "link") === "true") return [];
  // Format 1 writes a source that is no registry in the place of the version.
  const written1 = sourceOf(version);
  const source = written1.kind === "registry" ? resolvedSource(name, version, resolved) : written1;
  const dependency = declared("npm", name, version, entry.line, { source, scope });
  return [{ dependency, integrity: textAt(entry, "integrity") ?? "" }];
}

function askedBy(folder: string, entry: Tree): readonly AskedPackage[] {
  return ["dependencies", "devDependencies", "optionalDependencies"].flatMap((section) =>
    entriesAt(entry, section).flatMap(([name, { text, line }]): AskedPackage[] => {
      const dependency = npmDependency(name, text, line, { scope: "runtime" });
      if (dependency?.source.kind !== "registry") return [];
      return [{ ecosystem: "npm", name: dependency.name, spec: dependency.spec, folder, line }];
    }),
  );
}

function readingOf(locked: readonly Locked[]): Reading {
  return {
    dependencies: locked.map(({ dependency }) => dependency),
    settings: [],
    checksums: new Map(
      locked.map(({ dependency: { name, spec, line }, integrity }) => [`${name}@${spec}`, { sum: integrity, line }]),
    ),
  };
}
