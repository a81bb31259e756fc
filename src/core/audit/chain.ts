// The audit chain: each entry's hash covers the one before it, so that no entry can be altered, dropped, inserted or moved
// without breaking every hash after it. What the chain cannot show, a cut tail, is shown by the heads that check runs quote.

import type { AuditEntry, AuditEvent } from "../facts/records.js";
import { canonicalJson, sha256 } from "../ground/canonical.js";
import { redactAll } from "../markdown/redact.js";

/** `previousHash` of the first entry. */
export const NO_PREVIOUS_HASH = "0".repeat(64);

type ChainVerdict =
  | { readonly ok: true; readonly length: number }
  /** `sequence` is the first entry that does not fit; `reason` is one line for people. */
  | { readonly ok: false; readonly sequence: number; readonly reason: string };

/** The entry that continues the chain after `previous`; null begins it. */
export function nextEntry(previous: AuditEntry | null, installationId: number, event: AuditEvent): AuditEntry {
  const link = {
    installationId,
    sequence: (previous?.sequence ?? 0) + 1,
    previousHash: previous?.hash ?? NO_PREVIOUS_HASH,
    // What was pasted into a branch's name or a waiver's subject is not kept for ever.
    event: redactAll(event),
  };
  return { ...link, hash: hashOf(link) };
}

/** Checks a chain from its first entry on and names the first break. An empty chain holds. */
export function verifyChain(entries: readonly AuditEntry[]): ChainVerdict {
  let previous: AuditEntry | null = null;
  for (const entry of entries) {
    const reason = findBreak(previous, entry);
    if (reason !== null) {
      return { ok: false, sequence: entry.sequence, reason };
    }
    previous = entry;
  }
  return { ok: true, length: entries.length };
}

/** Why `entry` does not follow `previous` (null: the chain's beginning), or null when it does. For chains read in pages. */
export function findBreak(previous: AuditEntry | null, entry: AuditEntry): string | null {
  return (
    findStranger(previous, entry) ?? findGap(previous?.sequence ?? 0, entry.sequence) ?? findForgery(previous, entry)
  );
}

function findStranger(previous: AuditEntry | null, entry: AuditEntry): string | null {
  return previous === null || previous.installationId === entry.installationId
    ? null
    : `entry belongs to installation ${entry.installationId}, the chain to ${previous.installationId}`;
}

function findGap(before: number, sequence: number): string | null {
  if (sequence === before + 1) {
    return null;
  }
  if (sequence > before + 1) {
    const missing = sequence === before + 2 ? `entry ${before + 1} is` : `entries ${before + 1} to ${sequence - 1} are`;
    return `gap: ${missing} missing`;
  }
  return `out of order: entry ${sequence} stands after entry ${before}`;
}

function findForgery(previous: AuditEntry | null, entry: AuditEntry): string | null {
  const expected = previous?.hash ?? NO_PREVIOUS_HASH;
  if (entry.previousHash !== expected) {
    return `wrong previous hash: expected \`${expected}\`, the entry has \`${entry.previousHash}\``;
  }
  const actual = hashOf(entry);
  return entry.hash === actual
    ? null
    : `altered: its content hashes to \`${actual}\`, the entry states \`${entry.hash}\``;
}

/** Only the four covered members, whatever else the object carries. */
function hashOf({ installationId, sequence, previousHash, event }: Omit<AuditEntry, "hash">): string {
  return sha256(canonicalJson({ installationId, sequence, previousHash, event }));
}

/** What GitHub is shown of an entry, whence `countersign audit verify --witness` is given it. */
export interface QuotedEntry {
  readonly sequence: number;
  readonly hash: string;
}

export function quoteEntry({ sequence, hash }: QuotedEntry): string {
  return `entry ${sequence}, \`${hash}\``;
}

/**
 * The columns beside an entry, by which it is found. The hash covers the event and not them, so that whoever reads a chain compares the
 * two. As texts, so that whatever somebody put there can be compared. `at`: ISO 8601 UTC.
 */
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
