// What the audit chain records. Facts and hashes, never form text, tokens or bodies.
import type { Account } from "./facts.js";

export const AUDIT_KINDS = [
  "decision",
  "session_started",
  "review_submitted",
  "review_refused",
  "review_voided",
  "review_sealed",
  "panel_revealed",
  "exposure",
  "reviewer_asked",
  "review_reassigned",
  "review_escalated",
  "timed_out",
  "absence",
  "waiver",
  "exclusion",
  "override",
  "exception_ended",
  "bypass",
  "command_refused",
  "merged",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export interface AuditEvent {
  readonly kind: AuditKind;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly repository: { readonly id: number; readonly name: string };
  /** Null for what does not belong to one pull request (a direct push). */
  readonly pull: number | null;
  readonly headSha: string | null;
  /** Null: the App itself. */
  readonly actor: Account | null;
  readonly policyHash: string | null;
  readonly factsHash: string | null;
  /** Small, flat, without free text of people other than logins; the answers of a form only as a hash. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/** One link of an installation's chain. */
export interface AuditEntry {
  readonly installationId: number;
  /** 1, 2, 3, … without gaps within an installation. */
  readonly sequence: number;
  /** Hash of the entry before; 64 zeros for the first. */
  readonly previousHash: string;
  /** sha256 (hex) of the canonical JSON (RFC 8785) of {installationId, sequence, previousHash, event}. */
  readonly hash: string;
  readonly event: AuditEvent;
}
