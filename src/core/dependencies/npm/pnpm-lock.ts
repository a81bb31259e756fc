// pnpm-lock.yaml, formats 5 to 9.
import type { AskedPackage, DeclaredDependency } from "../../facts/change.js";
import { declared, type Reading, Unreadable } from "../reading.js";
import { readSyml } from "../text/syml-tree.js";
import { at, entriesAt, type Tree, textAt } from "../text/tree.js";
import { npmDependency, resolvedSource, sourceOf } from "./npm-spec.js";
import { overriddenName } from "./overrides.js";

export function readPnpmLock(text: string): Reading {
  const root = readSyml(text);
  const version = textAt(root, "lockfileVersion");
  if (version === null) throw new Unreadable("it is no lockfile of pnpm");
  const packages = entriesAt(root, "packages").map(([key, entry]) => lockedAs(key, entry));
  const importers = entriesAt(root, "importers");
  const overridden = new Set(entriesAt(root, "overrides").map(([key]) => overriddenName(key)));
  return {
    dependencies: packages,
    settings: [],
    asked: (importers.length === 0 ? [["." as string, root] as const] : importers).flatMap(([folder, importer]) =>
      askedBy(folder === "." ? "" : folder, importer).map((asked) =>
        // There the lockfile repeats the override, whatever the project asks for.
        overridden.has(asked.name) ? { ...asked, spec: "" } : asked,
      ),
    ),
    checksums: new Map(
      entriesAt(root, "packages").map(([, entry], index) => {
        const { name = "", spec = "", line = 1 } = packages[index] ?? {};
        return [`${name}@${spec}`, { sum: textAt(entry, "resolution", "integrity") ?? "", line }];
      }),
    ),
  };
}

/** `/@acme/x/1.0.0_peer`, `/@acme/x@1.0.0(peer@1)`, `x@https://…`, `github.com/acme/x/abc`. */
function lockedAs(key: string, entry: Tree): DeclaredDependency {
  const bare = key.replace(/\(.*$/, "");
  const match =
    /^\/?((?:@[^/@]{1,214}\/)?[^/@]{1,214})@(.+)$/.exec(bare) ??
    /^\/((?:@[^/@]{1,214}\/)?[^/@]{1,214})\/([^/_]+)(?:_.*)?$/.exec(bare);
  const name = textAt(entry, "name") ?? match?.[1] ?? bare;
  const spec = textAt(entry, "version") ?? match?.[2] ?? "";
  return declared("npm", name, spec, entry.line, { source: lockedSource(name, spec, match?.[2] ?? key, entry) });
}

function lockedSource(name: string, spec: string, written: string, entry: Tree): DeclaredDependency["source"] {
  const repo = textAt(entry, "resolution", "repo");
  if (repo !== null) return { kind: "git", location: sourceLocation(repo) };
  const tarball = textAt(entry, "resolution", "tarball");
  if (tarball !== null) return resolvedSource(name, spec, tarball);
  const directory = textAt(entry, "resolution", "directory");
  if (directory !== null) return { kind: "path", location: directory };
  return textAt(entry, "resolution", "integrity") === null && !/^\d/.test(written)
    ? { kind: "url", location: sourceLocation(written) }
    : sourceOf(written);
}

function sourceLocation(written: string): string {
  const source = sourceOf(written);
  return source.kind === "registry" ? written.slice(0, 500) : source.location;
}

function askedBy(folder: string, importer: Tree): readonly AskedPackage[] {
  return ["dependencies", "devDependencies", "optionalDependencies"].flatMap((section) =>
    entriesAt(importer, section).flatMap(([name, entry]): AskedPackage[] => {
      // Until format 6 the specifiers stood in a table of their own.
      const specifier = textAt(entry, "specifier") ?? textAt(importer, "specifiers", name);
      if (specifier === null || specifier.startsWith("catalog:")) return [];
      const line = at(entry, "specifier")?.line ?? entry.line;
      const dependency = npmDependency(name, specifier, line, { scope: "runtime" });
      if (dependency?.source.kind !== "registry") return [];
      return [{ ecosystem: "npm", name: dependency.name, spec: dependency.spec, folder, line }];
    }),
  );
}
