// The difference of two readings: dependency by dependency, and setting by setting.
import type { DeclaredDependency, DependencyChange, ManifestSetting } from "../facts/change.js";
import { hostOf, quoted, type Reading, type Setting } from "./reading.js";

export function compareDependencies(before: Reading, after: Reading): readonly DependencyChange[] {
  const old = byName(before.dependencies);
  const now = byName(after.dependencies);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys.flatMap((key) => pair(old.get(key) ?? [], now.get(key) ?? [])).sort(byEcosystemAndName);
}

function byName(dependencies: readonly DeclaredDependency[]): ReadonlyMap<string, readonly DeclaredDependency[]> {
  const groups = new Map<string, DeclaredDependency[]>();
  for (const dependency of dependencies) {
    const key = `${dependency.ecosystem}\0${dependency.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [dependency]);
    else group.push(dependency);
  }
  return groups;
}

/** One name may be declared several times: for other platforms, in other groups, in several locked versions. */
function pair(before: readonly DeclaredDependency[], after: readonly DeclaredDependency[]): DependencyChange[] {
  const old = new Set(before.map(meaning));
  const kept = new Set(after.map(meaning));
  const gone = before.filter((dependency) => !kept.has(meaning(dependency)));
  const come = after.filter((dependency) => !old.has(meaning(dependency)));
  if (after.length === 0) return gone.map((dependency) => changeOf(dependency, null));
  // A further declaration of a name that was there is compared with what was there, so that it is not called new.
  const known = before.find(({ indirect }) => indirect !== true) ?? before[0] ?? null;
  return [true, false].flatMap((isIndirect) => {
    const mine = ({ indirect }: DeclaredDependency) => (indirect === true) === isIndirect;
    const partners = gone.filter(mine);
    return come.filter(mine).map((dependency, index) => changeOf(partners[index] ?? known, dependency));
  });
}

function changeOf(before: DeclaredDependency | null, after: DeclaredDependency | null): DependencyChange {
  const { ecosystem = "npm", name = "" } = after ?? before ?? {};
  return { ecosystem, name, before, after };
}

/** All but the line. */
function meaning({ spec, source, scope, indirect, claim }: DeclaredDependency): string {
  return JSON.stringify([spec, source, scope, indirect ?? false, claim ?? null]);
}

function byEcosystemAndName(a: DependencyChange, b: DependencyChange): number {
  return compareText(a.ecosystem, b.ecosystem) || compareText(a.name, b.name);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareSettings(before: Reading, after: Reading): readonly ManifestSetting[] {
  const old = new Set(before.settings.map(identity));
  const now = new Set(after.settings.map(identity));
  const keys = new Set(after.settings.map(({ key }) => key));
  const come = after.settings.filter((setting) => !old.has(identity(setting)));
  const gone = before.settings.filter((setting) => !now.has(identity(setting)) && !keys.has(setting.key));
  return unique([
    ...come.map(({ line, reason }) => ({ line, reason })),
    ...gone.flatMap(({ whenRemoved }) => (whenRemoved === null ? [] : [{ line: null, reason: whenRemoved }])),
    ...changedChecksums(before, after),
    ...newIndexes(before, after),
  ]);
}

/** A registry that the file did not name for any package before. The file's own settings say it where there are such. */
function newIndexes(before: Reading, after: Reading): readonly ManifestSetting[] {
  const known = new Set(before.dependencies.map(indexOf));
  const found = new Map<string, ManifestSetting>();
  for (const dependency of after.dependencies) {
    const index = indexOf(dependency);
    if (index === null || known.has(index) || found.has(index)) continue;
    const host = hostOf(index) ?? "a registry of the project's own";
    const { line } = dependency;
    found.set(index, { line, reason: `takes packages from ${index.startsWith("http:") ? "http://" : ""}${host}` });
  }
  return [...found.values()];
}

function indexOf({ source, ecosystem }: DeclaredDependency): string | null {
  return source.kind === "registry" && ecosystem !== "docker" ? source.index : null;
}

function identity({ key, value }: Setting): string {
  return JSON.stringify([key, value]);
}

/** What a registry published under a version stays what it is: another checksum means other code. */
function changedChecksums(before: Reading, after: Reading): readonly ManifestSetting[] {
  return [...(after.checksums ?? [])].flatMap(([version, { sum, line }]) => {
    const old = before.checksums?.get(version)?.sum;
    if (old === undefined || old === "" || old === sum) return [];
    if (sum === "") return [{ line, reason: `keeps ${quoted(version)} but loses its checksum` }];
    return algorithmOf(old) === algorithmOf(sum)
      ? [{ line, reason: `keeps ${quoted(version)} but changes its checksum` }]
      : [];
  });
}

function algorithmOf(sum: string): string {
  return /^([a-z0-9]{2,8})[-:/]/.exec(sum)?.[1] ?? String(sum.length);
}

function unique(settings: readonly ManifestSetting[]): readonly ManifestSetting[] {
  const known = new Map(settings.map((setting) => [JSON.stringify([setting.line, setting.reason]), setting]));
  return [...known.values()];
}
