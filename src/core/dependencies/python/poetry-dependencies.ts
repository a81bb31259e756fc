// The tables of poetry and pipenv: a range as text, or a table with a range or a source, or a list of such tables.
import type { DeclaredDependency, DependencySource } from "../../facts/change.js";
import { declared, USUAL_REGISTRY } from "../reading.js";
import { entriesAt, itemsAt, type Tree, textAt } from "../text/tree.js";
import { directSource, indexSource, normaliseName } from "./requirement.js";

type Scope = DeclaredDependency["scope"];
type Indexes = ReadonlyMap<string, string>;

export function poetryDependencies(poetry: Tree | undefined, indexes: Indexes): readonly DeclaredDependency[] {
  const runtime = entriesAt(poetry, "dependencies").filter(([name]) => name.toLowerCase() !== "python");
  return [
    ...tabled(runtime, "runtime", indexes),
    ...tabled(entriesAt(poetry, "dev-dependencies"), "development", indexes),
    ...entriesAt(poetry, "group").flatMap(([, group]) =>
      tabled(entriesAt(group, "dependencies"), "development", indexes),
    ),
  ];
}

export function tabled(
  entries: readonly (readonly [string, Tree])[],
  scope: Scope,
  indexes: Indexes,
): readonly DeclaredDependency[] {
  return entries.flatMap(([name, tree]) =>
    (tree.kind === "list" ? itemsAt(tree) : [tree]).map((entry) => {
      const revision = REVISIONS.map((key) => textAt(entry, key)).find((found) => found !== null);
      const written = entry.kind === "text" ? entry.text : (revision ?? textAt(entry, "version") ?? "");
      const spec = written.replace(/^\*$/, "");
      const source = sourceOf(entry, indexes);
      const inScope = textAt(entry, "optional") === "true" ? "optional" : scope;
      return declared("pypi", normaliseName(name), spec, tree.line, { source, scope: inScope });
    }),
  );
}

const REVISIONS = ["rev", "ref", "tag", "branch"];

function sourceOf(entry: Tree, indexes: Indexes): DependencySource {
  for (const key of ["git", "hg", "svn", "bzr"]) {
    const place = textAt(entry, key);
    if (place !== null) return directSource(`${key}+${place}`);
  }
  const place = textAt(entry, "url") ?? textAt(entry, "file") ?? textAt(entry, "path");
  if (place !== null) return directSource(place);
  const index = textAt(entry, "source") ?? textAt(entry, "index");
  return index === null ? USUAL_REGISTRY : indexSource(indexes.get(index) ?? index);
}
