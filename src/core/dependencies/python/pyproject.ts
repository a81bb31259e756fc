// pyproject.toml: PEP 621 and 735, and the tables of poetry, uv, pdm, hatch and flit.
import type { DeclaredDependency, DependencySource } from "../../facts/change.js";
import { quoted, type Reading, type Setting } from "../reading.js";
import { readToml } from "../text/toml-tree.js";
import { at, entriesAt, flat, itemsAt, type Tree, textAt } from "../text/tree.js";
import { poetryDependencies } from "./poetry-dependencies.js";
import { pythonIndexes } from "./python-indexes.js";
import { directSource, indexSource, normaliseName, requirement } from "./requirement.js";

type More = Partial<Pick<DeclaredDependency, "scope" | "indirect">>;

export function readPyproject(text: string): Reading {
  const root = readToml(text);
  const indexes = pythonIndexes(root);
  const sources = uvSources(root, indexes.byName);
  const dependencies = [
    ...standardDependencies(root),
    ...toolDependencies(root),
    ...poetryDependencies(at(root, "tool", "poetry"), indexes.byName),
  ].map((dependency) => withSource(dependency, sources.get(dependency.name), indexes.usual));
  const declaredNames = new Set(dependencies.map(({ name }) => name));
  return {
    dependencies,
    settings: [
      ...indexes.settings,
      ...buildSettings(root),
      // In the root of a workspace they hold for its members, too.
      ...[...sources].flatMap(([name, { source, tree }]) =>
        declaredNames.has(name) || source.kind === "path" ? [] : [undeclaredSource(name, tree)],
      ),
    ],
  };
}

function standardDependencies(root: Tree): readonly DeclaredDependency[] {
  return [
    ...listed(itemsAt(root, "project", "dependencies")),
    ...entriesAt(root, "project", "optional-dependencies").flatMap(([, list]) =>
      listed(itemsAt(list), { scope: "optional" }),
    ),
    ...entriesAt(root, "dependency-groups").flatMap(([, list]) => listed(itemsAt(list), { scope: "development" })),
    ...listed(itemsAt(root, "build-system", "requires"), { scope: "build" }),
  ];
}

function toolDependencies(root: Tree): readonly DeclaredDependency[] {
  const uv = at(root, "tool", "uv");
  return [
    ...listed(itemsAt(uv, "dev-dependencies"), { scope: "development" }),
    ...["constraint-dependencies", "override-dependencies", "build-constraint-dependencies"].flatMap((key) =>
      listed(itemsAt(uv, key), { indirect: true }),
    ),
    ...entriesAt(uv, "extra-build-dependencies").flatMap(([, list]) => listed(itemsAt(list), { scope: "build" })),
    ...entriesAt(root, "tool", "pdm", "dev-dependencies").flatMap(([, list]) =>
      // pdm writes folders that it installs in place as `-e file:///…`.
      listed(
        itemsAt(list).filter(({ text }) => !text.startsWith("-e ")),
        { scope: "development" },
      ),
    ),
    ...entriesAt(root, "tool", "hatch", "envs").flatMap(([, env]) =>
      ["dependencies", "extra-dependencies"].flatMap((key) => listed(itemsAt(env, key), { scope: "development" })),
    ),
    ...listed(itemsAt(root, "tool", "hatch", "build", "dependencies"), { scope: "build" }),
    ...entriesAt(root, "tool", "hatch", "build", "hooks").flatMap(([, hook]) =>
      listed(itemsAt(hook, "dependencies"), { scope: "build" }),
    ),
    ...listed(itemsAt(root, "tool", "flit", "metadata", "requires")),
    ...listed(itemsAt(root, "tool", "flit", "metadata", "dev-requires"), { scope: "development" }),
  ];
}

/** Items that are tables name another group of the same file. */
function listed(items: readonly Tree[], more: More = {}): readonly DeclaredDependency[] {
  return items
    .filter(({ kind, text }) => kind === "text" && !text.startsWith("{"))
    .map(({ text, line }) => requirement(text, line, more));
}

interface UvSource {
  readonly source: DependencySource;
  readonly revision: string | null;
  readonly tree: Tree;
}

/** `[tool.uv.sources]`: a table for each package, or a list of tables for several platforms, of which one from elsewhere counts. */
function uvSources(root: Tree, indexes: ReadonlyMap<string, string>): ReadonlyMap<string, UvSource> {
  return new Map(
    entriesAt(root, "tool", "uv", "sources").flatMap(([name, tree]) => {
      const found = (tree.kind === "list" ? itemsAt(tree) : [tree]).map((table) => uvSource(table, indexes));
      const source = found.find(({ kind }) => kind === "git" || kind === "url") ?? found[0];
      return source === undefined ? [] : [[normaliseName(name), { source, revision: revisionOf(tree), tree }] as const];
    }),
  );
}

function revisionOf(tree: Tree): string | null {
  return textAt(tree, "rev") ?? textAt(tree, "tag") ?? textAt(tree, "branch");
}

function uvSource(table: Tree, indexes: ReadonlyMap<string, string>): DependencySource {
  const git = textAt(table, "git");
  if (git !== null) return { kind: "git", location: locationOf(directSource(`git+${git}`)) };
  const url = textAt(table, "url");
  if (url !== null) return { kind: "url", location: locationOf(directSource(url)) };
  const index = textAt(table, "index");
  if (index !== null) return indexSource(indexes.get(index) ?? index);
  return { kind: "path", location: textAt(table, "path") ?? "." };
}

function locationOf(source: DependencySource): string {
  return source.kind === "registry" ? "" : source.location;
}

function withSource(
  dependency: DeclaredDependency,
  named: UvSource | undefined,
  usual: DependencySource,
): DeclaredDependency {
  if (named !== undefined) {
    return { ...dependency, source: named.source, spec: named.revision ?? dependency.spec };
  }
  const { source } = dependency;
  return source.kind === "registry" && source.index === null ? { ...dependency, source: usual } : dependency;
}

function undeclaredSource(name: string, tree: Tree): Setting {
  const reason = `changes where ${quoted(name)} comes from`;
  return { key: `source ${name}`, value: flat(tree), line: tree.line, reason, whenRemoved: reason };
}

const BUILD_KEYS = [
  ["build-system", "build-backend"],
  ["build-system", "backend-path"],
  ["tool", "poetry", "build"],
  ["tool", "pdm", "build"],
  ["tool", "hatch", "build", "hooks"],
  ["tool", "uv", "no-build-isolation"],
] as const;

/** What runs when the project itself is installed. */
function buildSettings(root: Tree): readonly Setting[] {
  return BUILD_KEYS.flatMap((path): Setting[] => {
    const tree = at(root, ...path);
    if (tree === undefined) return [];
    const key = path.join(".");
    const reason = `changes what runs when the project is installed (\`${key}\`)`;
    return [{ key, value: flat(tree), line: tree.line, reason, whenRemoved: null }];
  });
}
