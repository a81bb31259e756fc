// bun.lock: JSON with trailing commas; a package is a list whose first item is `name@version`.
import type { AskedPackage, DeclaredDependency } from "../../facts/change.js";
import { declared, type Reading, Unreadable } from "../reading.js";
import { readJson } from "../text/json-tree.js";
import { at, entriesAt, itemsAt, type Tree } from "../text/tree.js";
import { npmDependency, resolvedSource, sourceOf } from "./npm-spec.js";

export function readBunLock(text: string): Reading {
  const root = readJson(text);
  if (at(root, "lockfileVersion") === undefined) throw new Unreadable("it is no lockfile of bun");
  const locked = entriesAt(root, "packages").flatMap(([, entry]) => lockedAs(entry));
  return {
    dependencies: locked.map(({ dependency }) => dependency),
    settings: [],
    checksums: new Map(
      locked.map(({ dependency: { name, spec, line }, integrity }) => [`${name}@${spec}`, { sum: integrity, line }]),
    ),
    asked: entriesAt(root, "workspaces").flatMap(([folder, project]) => askedBy(folder, project)),
  };
}

function lockedAs(entry: Tree): readonly { readonly dependency: DeclaredDependency; readonly integrity: string }[] {
  const items = itemsAt(entry);
  const match = /^((?:@[^/@\s]{1,214}\/)?[^/@\s]{1,214})@(.*)$/.exec(items[0]?.text ?? "");
  if (match?.[1] === undefined || match[2] === undefined) throw new Unreadable("an entry names no package");
  const [, name, reference] = match;
  if (reference.startsWith("workspace:")) return [];
  const written = sourceOf(reference);
  const resolved = items[1]?.kind === "text" ? items[1].text : "";
  const source = written.kind === "registry" ? resolvedSource(name, reference, resolved) : written;
  const integrity = items.find(({ text }) => /^sha\d+-/.test(text))?.text ?? "";
  return [{ dependency: declared("npm", name, reference, entry.line, { source }), integrity }];
}

function askedBy(folder: string, project: Tree): readonly AskedPackage[] {
  return ["dependencies", "devDependencies", "optionalDependencies"].flatMap((section) =>
    entriesAt(project, section).flatMap(([name, { text, line }]): AskedPackage[] => {
      const dependency = npmDependency(name, text, line, { scope: "runtime" });
      if (dependency?.source.kind !== "registry") return [];
      return [{ ecosystem: "npm", name: dependency.name, spec: dependency.spec, folder, line }];
    }),
  );
}
