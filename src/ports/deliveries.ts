// How a webhook call is kept. Implemented by db/deliveries.ts, filled by github/parse-delivery.ts.
import type { Account } from "../core/facts/facts.js";
import type { PullRef, WorkItem } from "../core/facts/work.js";

export interface PushSeen {
  readonly repositoryId: number;
  readonly number: number;
  readonly headSha: string;
  readonly sender: Account;
  /** The head before this one. Absent: there was none, or the payload does not say. */
  readonly replaced?: string;
}

/** A webhook call whose signature holds. The payload is still to be checked. */
export interface SignedDelivery {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
}

/** One webhook call, reduced to what it asks for. Nothing a person wrote is in it. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly work: readonly WorkItem[];
  readonly push: PushSeen | null;
  /** A person who took the App's authorization back: their sessions of the web pages are over. Null: nobody. */
  readonly signsOut: { readonly personId: number } | null;
  /** Base branch and head of pull requests as the payload states them: hints that save a call, never facts. */
  readonly hints: readonly {
    readonly ref: PullRef;
    readonly baseRef: string;
    readonly headSha: string;
    readonly open: boolean;
  }[];
}

export interface DeliveryStore {
  /** Persists the delivery and its work in one transaction. False: this id was received before and nothing was done. */
  receive(delivery: Delivery): Promise<boolean>;
  /** Writes as much as some deliveries would, and takes it back. @throws when the database keeps nothing, as with a full disk. */
  tryToKeep(): Promise<void>;
}
