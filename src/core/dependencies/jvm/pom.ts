// pom.xml of Maven. Properties are resolved within the file only: what a parent defines stays as it is written.
import type { DeclaredDependency } from "../../facts/change.js";
import { declared, hostOf, type Reading, type Setting, Unreadable } from "../reading.js";
import { childrenNamed, childText, type Element, readXml } from "../text/xml-tree.js";
import { mavenProperties } from "./maven-properties.js";

export function readPom(text: string): Reading {
  const project = readXml(text).find(({ name }) => name === "project");
  if (project === undefined) throw new Unreadable("it is no project of Maven");
  const resolve = mavenProperties(project);
  const tables = [project, ...childrenNamed(project, "profiles", "profile")];
  const managed = tables.flatMap((table) => childrenNamed(table, "dependencyManagement", "dependencies", "dependency"));
  const versions = new Map(managed.map((entry) => [nameOf(entry, resolve), resolve(childText(entry, "version"))]));
  const read = (entry: Element) => artifact(entry, resolve, versions);
  const plugins = tables.flatMap(pluginsOf);
  return {
    dependencies: [
      ...childrenNamed(project, "parent").map((entry) => ({ ...read(entry), scope: "build" as const })),
      ...tables.flatMap((table) => childrenNamed(table, "dependencies", "dependency")).map(read),
      // A bill of materials is taken over whole; the others are versions for who asks for them.
      ...managed.map((entry) =>
        childText(entry, "scope") === "import" ? read(entry) : { ...read(entry), indirect: true as const },
      ),
      ...plugins.map((entry) => ({ ...read(entry), scope: "build" as const })),
      ...plugins
        .flatMap((entry) => childrenNamed(entry, "dependencies", "dependency"))
        .map((entry) => ({ ...read(entry), scope: "build" as const })),
    ],
    settings: tables.flatMap((table) => repositoriesOf(table, resolve)),
  };
}

type Resolve = (text: string) => string;

function pluginsOf(table: Element): readonly Element[] {
  return [
    ...childrenNamed(table, "build", "plugins", "plugin"),
    ...childrenNamed(table, "build", "pluginManagement", "plugins", "plugin"),
    ...childrenNamed(table, "build", "extensions", "extension"),
    ...childrenNamed(table, "reporting", "plugins", "plugin"),
  ];
}

function nameOf(entry: Element, resolve: Resolve): string {
  const group = childText(entry, "groupId") || (entry.name === "plugin" ? "org.apache.maven.plugins" : "");
  return `${resolve(group)}:${resolve(childText(entry, "artifactId"))}`;
}

const SCOPES: Readonly<Partial<Record<string, DeclaredDependency["scope"]>>> = { test: "development" };

function artifact(entry: Element, resolve: Resolve, versions: ReadonlyMap<string, string>): DeclaredDependency {
  const name = nameOf(entry, resolve);
  const written = childText(entry, "version");
  const scope = childText(entry, "optional") === "true" ? "optional" : (SCOPES[childText(entry, "scope")] ?? "runtime");
  const folder = localFolder(entry, resolve);
  const source = folder === null ? {} : { source: { kind: "path", location: folder } as const };
  const spec = written === "" ? (versions.get(name) ?? "") : resolve(written);
  return declared("maven", name, spec, childrenNamed(entry, "artifactId")[0]?.line ?? entry.line, { scope, ...source });
}

const OWN_VERSION = `$${"{project.version}"}`;
const OWN_GROUP = `$${"{project.groupId}"}`;

/** Another module of the same build, in its very version; or a file that the build points to. */
function localFolder(entry: Element, resolve: Resolve): string | null {
  if (childText(entry, "scope") === "system") return childText(entry, "systemPath");
  const isOwnGroup = resolve(childText(entry, "groupId")) === resolve(OWN_GROUP);
  const version = childText(entry, "version");
  return isOwnGroup && version !== "" && resolve(version) === resolve(OWN_VERSION) ? "." : null;
}

function repositoriesOf(table: Element, resolve: Resolve): readonly Setting[] {
  const repositories = [
    ...childrenNamed(table, "repositories", "repository"),
    ...childrenNamed(table, "pluginRepositories", "pluginRepository"),
  ];
  return repositories.map((entry): Setting => {
    const url = resolve(childText(entry, "url"));
    const reason = `changes where packages come from (${hostOf(url) ?? "a repository"})`;
    return { key: `repository ${url}`, value: childText(entry, "id"), line: entry.line, reason, whenRemoved: reason };
  });
}
