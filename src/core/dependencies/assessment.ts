// The outcome of looking at one dependency, and the words that its judges share.

import type { PackageFacts, PackageQuery } from "../facts/package-facts.js";
import type { Source } from "../facts/source.js";
import type { Policy } from "../policy/schema.js";

export interface Assessment {
  readonly faults: readonly Fault[];
  /** Questions that nobody answered, in words. */
  readonly unverified: readonly string[];
  /** What a reviewer should know and what holds nothing up. */
  readonly notes: readonly string[];
}

export interface Fault {
  /** Follows the package's name in a sentence: `does not exist on npm`. */
  readonly what: string;
  readonly fix: string;
}

export interface Assessed {
  readonly query: PackageQuery;
  readonly facts: PackageFacts;
  /** A direct dependency that was not declared before, or came from elsewhere: age, use and name are asked of these only. */
  readonly isNew: boolean;
  readonly policy: Policy["dependencies"];
  /** The snapshot's moment in milliseconds: the only clock. */
  readonly nowMs: number;
}

export const NOTHING: Assessment = { faults: [], unverified: [], notes: [] };

export const DAY_MS = 86_400_000;

export function silent(source: Source<unknown>, what: string): readonly string[] {
  return source.status === "unavailable" ? [`${what} (${source.reason})`] : [];
}

export function daysAgo(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (Number.isNaN(days)) return "at a time that cannot be read";
  if (days <= 0) return "today";
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

/** The first day on which it holds, for people: `2026-03-09`. Far-off and broken moments have no day. */
export function dateOf(ms: number): string {
  const latest = 8.64e15;
  return ms > -latest && ms < latest - DAY_MS ? new Date(ms + DAY_MS - 1).toISOString().slice(0, 10) : "later";
}
