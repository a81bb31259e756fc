// Dependencies by what a manifest or lockfile says as a whole, before and after. Versions are left to the default tier: what counts
// is code that was not taken before, code from another place, and settings that decide about either.

import { hostOf, quoted } from "../../dependencies/reading.js";
import { isOwnFolder, placeOf } from "../../dependencies/source-place.js";
import type { DeclaredDependency, DependencyChange, Ecosystem, ManifestChange } from "../../facts/change.js";
import type { ChangedFile } from "../../facts/facts.js";
import type { DependencyReason } from "./line-reasons.js";

/** What the other files of the change say about a dependency. */
export interface Elsewhere {
  /** Declarations that go away: one that comes back in another manifest, word for word, only moves. */
  readonly removed: ReadonlySet<string>;
  /** Packages that added lines of Go import. */
  readonly goImports: readonly string[];
}

export function whatElseChanges(files: readonly ChangedFile[]): Elsewhere {
  const removed = files.flatMap(({ examination }) => {
    const manifest = examination?.manifest;
    if (manifest?.status !== "read" || manifest.role !== "manifest") return [];
    return manifest.changes.flatMap(({ before, after }) =>
      before === null || after !== null || before.indirect ? [] : [identity(before)],
    );
  });
  const addsIndirect = files.some(({ examination }) => hasNewIndirectGo(examination?.manifest ?? null));
  return { removed: new Set(removed), goImports: addsIndirect ? files.flatMap(goImports) : [] };
}

function identity({ ecosystem, name, spec, source }: DeclaredDependency): string {
  return JSON.stringify([ecosystem, name, spec, source]);
}

function hasNewIndirectGo(manifest: ManifestChange | null): boolean {
  if (manifest?.status !== "read" || manifest.role !== "manifest") return false;
  return manifest.changes.some(({ before, after }) => before === null && after?.ecosystem === "go" && after.indirect);
}

/** Paths in quotes, as in an import block: a few strings too many do no harm. */
function goImports({ path, content }: ChangedFile): readonly string[] {
  if (!path.endsWith(".go") || content.kind !== "hunks") return [];
  return content.hunks
    .flatMap(({ lines }) => lines)
    .filter(({ kind, text }) => kind === "added" && text.length < 1000)
    .flatMap(
      ({ text }) => /^\s{0,20}(?:import\s{1,9})?(?:[\w.]{1,100}\s{1,9})?"([^"\s]{3,500})"/.exec(text)?.[1] ?? [],
    );
}

export function reasonsInManifest(
  path: string,
  manifest: ManifestChange,
  elsewhere: Elsewhere,
): readonly DependencyReason[] {
  if (manifest.status === "unread") {
    const what = manifest.role === "lockfile" ? "what it locks" : "its dependencies";
    return [{ line: null, reason: `${what} cannot be read: ${manifest.reason}` }];
  }
  const judge = manifest.role === "lockfile" ? lockedReason : declaredReason;
  const byChange = manifest.changes.flatMap((change) => {
    const reason = change.after === null ? null : judge({ ...change, after: change.after }, path, elsewhere);
    return reason === null ? [] : [{ line: change.after?.line ?? null, reason }];
  });
  return oncePerLine([...manifest.settings, ...byChange]);
}

type Kept = DependencyChange & { readonly after: DeclaredDependency };

function declaredReason({ before, after, name }: Kept, path: string, elsewhere: Elsewhere): string | null {
  const isNew = before === null || (before.indirect === true && after.indirect !== true);
  if (isNew && after.indirect)
    return isImported(after, elsewhere) ? `adds the direct dependency ${quoted(name)}, marked as indirect` : null;
  if (isNew) {
    if (isOwnFolder(after.source, path) || elsewhere.removed.has(identity(after))) return null;
    const from = origin(after);
    const added = `adds ${NEW[after.ecosystem] ?? "the direct dependency"} ${quoted(name)}`;
    return from === null ? added : `${added} from ${from}`;
  }
  if (before === null || placeOf(before.source) === placeOf(after.source)) return null;
  if (isOwnFolder(before.source, path) && isOwnFolder(after.source, path)) return null;
  return `takes ${quoted(name)} from ${origin(after) ?? "the usual registry"} instead of ${origin(before) ?? "the usual registry"}`;
}

const NEW: Readonly<Partial<Record<Ecosystem, string>>> = { docker: "the container image", actions: "the action" };

/** Go builds with a module whatever the comment behind it says. */
function isImported({ ecosystem, name }: DeclaredDependency, { goImports: imports }: Elsewhere): boolean {
  return ecosystem === "go" && imports.some((imported) => imported === name || imported.startsWith(`${name}/`));
}

/** What a lockfile adds follows from a manifest; where it takes it from does not. */
function lockedReason({ before, after, name }: Kept, path: string): string | null {
  if (isOwnFolder(after.source, path)) return null;
  if (before !== null && placeOf(before.source) === placeOf(after.source)) return null;
  // A registry that no package came from before is told once, as a setting.
  if (after.source.kind === "registry" && (before === null || after.source.index === null)) return null;
  return `takes ${quoted(name)} from ${origin(after) ?? "the usual registry"}`;
}

/** In words; null: the usual registry of the ecosystem. Of an address only the host is shown. */
function origin({ source }: DeclaredDependency): string | null {
  if (source.kind === "registry") return source.index === null ? null : (hostOf(source.index) ?? "another registry");
  const host = forgeOf(source.location) ?? hostOf(source.location);
  const plain = /^http:\/\//i.test(source.location) ? "http://" : "";
  if (source.kind === "git") return host === null ? "a git repository" : `a git repository at ${plain}${host}`;
  if (source.kind === "url") return host === null ? "a URL" : `${plain}${host}`;
  return "a folder or file";
}

/** `github:acme/x`, `acme/x`. */
function forgeOf(location: string): string | null {
  const short = /^(github|gitlab|bitbucket):/.exec(location)?.[1];
  if (short !== undefined) return short === "bitbucket" ? "bitbucket.org" : `${short}.com`;
  return /^[\w.-]+\/[\w.-]+$/.test(location) ? "github.com" : null;
}

function oncePerLine(reasons: readonly DependencyReason[]): readonly DependencyReason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify([reason.line, reason.reason]), reason])).values()];
}
