// Reads two texts of one file and says the outcome in short lines, so that tests can be read as tables.

import { readManifestChange } from "../../../src/core/dependencies/read-manifest-change.js";
import type { DeclaredDependency, DependencySource, ManifestChange } from "../../../src/core/facts/change.js";

export type ReadChange = Extract<ManifestChange, { readonly status: "read" }>;

/** Throws when the file is not read. */
export function read(path: string, before: string | null, after: string | null): ReadChange {
  const change = readManifestChange({ previousPath: path, path, before, after });
  if (change?.status !== "read") throw new Error(`${path}: ${change === null ? "no manifest" : change.reason}`);
  return change;
}

/** All that a text declares: `name spec`, the scope unless it is runtime, where it comes from, and its line. */
export function declaredIn(path: string, text: string): readonly string[] {
  return read(path, null, text).changes.flatMap(({ after }) => (after === null ? [] : [said(after)]));
}

export function said({ name, spec, scope, source, indirect, line }: DeclaredDependency): string {
  const parts = [name, spec, scope === "runtime" ? "" : scope, indirect ? "indirect" : "", from(source), `:${line}`];
  return parts.filter((part) => part !== "").join(" ");
}

function from(source: DependencySource): string {
  if (source.kind === "registry") return source.index === null ? "" : `from ${source.index}`;
  return `${source.kind} ${source.location}`;
}

/** `name before -> after` of what differs. */
export function changed(path: string, before: string | null, after: string | null): readonly string[] {
  return read(path, before, after).changes.map(
    ({ name, before: old, after: now }) => `${name} ${old?.spec ?? "none"} -> ${now?.spec ?? "none"}`,
  );
}

export function settings(path: string, before: string | null, after: string | null): readonly string[] {
  return read(path, before, after).settings.map(({ line, reason }) => `${line}: ${reason}`);
}
