// The difference of two readings: dependency by dependency, and setting by setting.
import type { DeclaredDependency, DependencyChange, ManifestSetting } from "./change.js";
import type { Reading, Setting } from "./reading.js";

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
  const same = new Set(before.map(meaning));
  const kept = new Set(after.map(meaning));
  const gone = before.filter((dependency) => !kept.has(meaning(dependency)));
  const come = after.filter((dependency) => !same.has(meaning(dependency)));
  const changes = come.map((dependency, index): DependencyChange => {
    // A further declaration of a name that was there is compared with what was there, so that it is not called new.
    return changeOf(gone[index] ?? before[0] ?? null, dependency);
  });
  const removed = after.length === 0 ? gone.map((dependency) => changeOf(dependency, null)) : [];
  return [...changes, ...removed];
}

function changeOf(before: DeclaredDependency | null, after: DeclaredDependency | null): DependencyChange {
  const { ecosystem = "npm", name = "" } = after ?? before ?? {};
  return { ecosystem, name, before, after };
}

/** All but the line. */
function meaning({ spec, source, scope, indirect }: DeclaredDependency): string {
  return JSON.stringify([spec, source, scope, indirect ?? false]);
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
  ]);
}

function identity({ key, value }: Setting): string {
  return JSON.stringify([key, value]);
}

/** What a registry published under a version stays what it is: another checksum means other code. */
function changedChecksums(before: Reading, after: Reading): readonly ManifestSetting[] {
  return [...(after.checksums ?? [])].flatMap(([version, { sum, line }]) => {
    const old = before.checksums?.get(version)?.sum;
    if (old === undefined || old === "" || old === sum || algorithmOf(old) !== algorithmOf(sum)) return [];
    return [{ line, reason: `keeps \`${version.slice(0, 100)}\` but changes its checksum` }];
  });
}

function algorithmOf(sum: string): string {
  return sum === "" ? "" : (/^([a-z0-9]{2,8})[-:/]/.exec(sum)?.[1] ?? String(sum.length));
}

function unique(settings: readonly ManifestSetting[]): readonly ManifestSetting[] {
  const known = new Map(settings.map((setting) => [JSON.stringify([setting.line, setting.reason]), setting]));
  return [...known.values()];
}
