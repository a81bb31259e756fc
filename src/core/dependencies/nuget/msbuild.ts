// NuGet packages in MSBuild projects, in Directory.Packages.props, in packages.config, and tools in dotnet-tools.json.
import type { DeclaredDependency } from "../../facts/change.js";
import { declared, hostOf, quoted, type Reading, type Setting } from "../reading.js";
import { readJson } from "../text/json-tree.js";
import { at, entriesAt, textAt } from "../text/tree.js";
import { childText, type Element, readXml } from "../text/xml-tree.js";

export function readMsbuild(text: string): Reading {
  const elements = readXml(text).flatMap(descendants);
  const properties = new Map(
    elements
      .filter(({ children }) => children.length === 0)
      .map(({ name, text: value }) => [name.toLowerCase(), value]),
  );
  const resolve = (written: string) =>
    written.replace(/\$\(([\w.]{1,100})\)/g, (whole, name: string) => properties.get(name.toLowerCase()) || whole);
  return {
    dependencies: elements.flatMap((element) => dependencyOf(element, resolve)),
    settings: elements.flatMap((element) => settingOf(element, resolve)),
  };
}

export function readDotnetTools(text: string): Reading {
  const tools = entriesAt(readJson(text), "tools");
  return {
    dependencies: tools.map(([name, tool]) =>
      declared("nuget", name.toLowerCase(), textAt(tool, "version") ?? "", at(tool)?.line ?? 1, {
        scope: "development",
      }),
    ),
    settings: [],
  };
}

function descendants(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap(descendants)];
}

const REFERENCES: ReadonlyMap<string, DeclaredDependency["scope"]> = new Map([
  ["PackageReference", "runtime"],
  ["GlobalPackageReference", "build"],
  ["PackageDownload", "build"],
  ["DotNetCliToolReference", "build"],
  ["PackageVersion", "runtime"],
  ["package", "runtime"],
]);

type Resolve = (written: string) => string;

function dependencyOf(element: Element, resolve: Resolve): readonly DeclaredDependency[] {
  const sdk = sdkOf(element);
  if (sdk !== null) return [sdk];
  const scope = REFERENCES.get(element.name);
  const names = attribute(element, "Include") ?? attribute(element, "Update") ?? attribute(element, "id");
  if (scope === undefined || names === null) return [];
  const version =
    attribute(element, "VersionOverride") ??
    attribute(element, "Version") ??
    attribute(element, "version") ??
    childText(element, "Version");
  return names
    .split(";")
    .filter((name) => name.trim() !== "")
    .map((name) => declared("nuget", name.trim().toLowerCase(), resolve(version), element.line, { scope }));
}

/** `<Project Sdk="Acme.Sdk/1.2.3">` and `<Sdk Name="…" Version="…">` are fetched and run by the build. */
function sdkOf({ name, attributes, line }: Element): DeclaredDependency | null {
  const [id, version] =
    name === "Project"
      ? (attributes.get("Sdk") ?? "").split("/")
      : name === "Sdk"
        ? [attributes.get("Name"), attributes.get("Version")]
        : [];
  if (id === undefined || version === undefined) return null;
  return declared("nuget", id.toLowerCase(), version, line, { scope: "build" });
}

const PLACES = new Set(["RestoreSources", "RestoreAdditionalProjectSources", "RestoreFallbackFolders"]);

function settingOf(element: Element, resolve: Resolve): readonly Setting[] {
  const { name, text, line } = element;
  if (PLACES.has(name)) {
    const reason = `changes where packages come from (${quoted(name)})`;
    return [{ key: name, value: text, line, reason, whenRemoved: reason }];
  }
  const imported = name === "Import" ? resolve(attribute(element, "Project") ?? "") : "";
  if (!/^(?:https?:|\\\\)/i.test(imported)) return [];
  const reason = `runs build instructions from ${hostOf(imported) ?? "elsewhere"}`;
  return [{ key: `import ${imported}`, value: "", line, reason, whenRemoved: null }];
}

function attribute(element: Element, name: string): string | null {
  return element.attributes.get(name) ?? null;
}
