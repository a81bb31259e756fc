// How everybody else encrypts and opens. Implemented by seal/, which alone knows age and the identities.
import type { OpenedSeal } from "../core/judge/ruling.js";

export interface Seals {
  /** The age recipient that is in use now: `age1…`. */
  recipient(): Promise<string>;
  /** An armored age block for the recipient in use. */
  seal(text: string): Promise<string>;
  /** Opens a block that was made for any recipient that this server ever had and still knows. Never throws for a bad block. */
  open(block: string): Promise<OpenedSeal>;
  /**
   * 64 hex digits that nobody without an identity can know. The same for the same name, so that judging a text twice commits to it
   * once.
   */
  nonce(name: string): Promise<string>;
}

/** Identities that were made here and are kept in the database. Implemented by db/seal-keys.ts. */
export interface SealKeyStore {
  /** Newest first. */
  load(): Promise<readonly SealKey[]>;
  /** Adds it when there is none yet, and answers the one that is in use: of several replicas that start at once one wins. */
  addFirst(key: SealKey): Promise<SealKey>;
  /** Puts it before all others. */
  add(key: SealKey): Promise<void>;
}

export interface SealKey {
  readonly recipient: string;
  /** `AGE-SECRET-KEY-1…`. Never logged, never shown. */
  readonly identity: string;
}
