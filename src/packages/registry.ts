// What every registry is asked for. One file each under providers/; package-source.ts puts the answers together.

export interface Registry {
  /** False: the ecosystem's own rules forbid such a name, so nobody needs to be asked. */
  isName(name: string): boolean;
  /** Null: no such package. @throws Unanswered */
  list(name: string): Promise<Listing | null>;
  /** The release that the package manager would take for a range. Pure. */
  choose(listing: Listing, spec: string): Choice;
  /** What is known about the chosen release besides; null: it does not exist after all. @throws Unanswered */
  complete?(name: string, release: Release): Promise<Release | null>;
  /** Null: nobody counts. @throws Unanswered */
  weeklyDownloads(name: string): Promise<number | null>;
}

export interface Listing {
  readonly onHold: boolean;
  /** ISO 8601; null when the registry does not say. */
  readonly firstPublished: string | null;
  readonly releases: readonly Release[];
  /** Names of releases, such as npm's dist-tags. */
  readonly tags: ReadonlyMap<string, string>;
}

/** As in `ResolvedVersion`. */
export interface Release {
  readonly version: string;
  readonly published: string | null;
  readonly deprecated: string | null;
  readonly yanked: boolean;
  readonly runsScripts: boolean | null;
}

export type Choice =
  | { readonly kind: "release"; readonly release: Release }
  | { readonly kind: "none" }
  /** The range is computed elsewhere, names a branch, or is not one that we understand. */
  | { readonly kind: "unclear" };

export const NONE: Choice = { kind: "none" };
export const UNCLEAR: Choice = { kind: "unclear" };

export function aRelease(version: string, more: Partial<Release> = {}): Release {
  return { version, published: null, deprecated: null, yanked: false, runsScripts: null, ...more };
}

export function chosen(release: Release | undefined | null): Choice {
  return release === undefined || release === null ? NONE : { kind: "release", release };
}

/** A registry's time as ISO 8601; null for what is no time, and for the year-1900 marks that stand for none. */
export function timeOf(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 40) return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) || ms < Date.UTC(1990) ? null : new Date(ms).toISOString();
}

/** The earliest of some times; null: none is known. */
export function earliest(times: readonly (string | null)[]): string | null {
  return times.reduce((first, time) => (time !== null && (first === null || time < first) ? time : first), null);
}

const WEEK_MS = 7 * 86_400_000;

/** Average per week since the start, for registries that count the total only. */
export function weeklyAverage(total: number, sinceIso: string | null, nowMs: number): number | null {
  if (sinceIso === null) return null;
  const weeks = Math.max((nowMs - Date.parse(sinceIso)) / WEEK_MS, 1);
  return Math.floor(total / weeks);
}

/** npm allows 214 characters, Go's module paths are the longest. */
const MAX_NAME_CHARS = 300;

/** False: nobody needs to be asked, since no registry of this kind can hold such a name. */
export function canHold(registry: Registry, name: string): boolean {
  return name.length <= MAX_NAME_CHARS && registry.isName(name);
}

/** A path's segments, each encoded. Names of dots alone would climb; they are no names anywhere. */
export function pathOf(segments: readonly string[]): string {
  return segments.map((segment) => encodeURIComponent(segment)).join("/");
}

export function hasDotSegment(name: string): boolean {
  return name.split(/[/:]/).some((segment) => segment === "" || /^\.+$/.test(segment));
}
