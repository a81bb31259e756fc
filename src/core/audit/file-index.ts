// The columns beside an entry, by which it is found. The hash covers the event and not them, so that whoever reads a chain compares
// the two: an entry that is filed under another pull request would be whole, and nobody would come upon it.
import type { AuditEntry, AuditEvent } from "../facts/records.js";

/** As texts, so that whatever somebody put there can be compared. `at`: ISO 8601 UTC. */
export type AuditIndex = Readonly<Record<"kind" | "at" | "repository" | "pull", string | null>>;

export interface FiledEntry extends AuditEntry {
  readonly index: AuditIndex;
}

/** How an entry with this event is filed. */
export function indexOf({ kind, at, repository, pull }: AuditEvent): AuditIndex {
  return {
    kind,
    at: sayMoment(new Date(at)),
    repository: String(repository.id),
    pull: pull === null ? null : `${pull}`,
  };
}

/** An entry whose hash holds; null when it is filed under what it says, else the reason. */
export function findMisfiling({ event, index }: FiledEntry): string | null {
  const expected = indexOf(event);
  const wrong = (["kind", "at", "repository", "pull"] as const).find((column) => index[column] !== expected[column]);
  return wrong === undefined
    ? null
    : `misfiled: its event says ${wrong} \`${expected[wrong]}\`, the column beside it \`${index[wrong]}\``;
}

/** `at` as a column holds it. */
export function sayMoment(at: Date): string {
  return Number.isNaN(at.getTime()) ? "no moment" : at.toISOString();
}
