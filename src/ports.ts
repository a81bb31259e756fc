// The interfaces through which the pipeline sees the world. Adapters in github/, db/ and queue/ implement them; main.ts
// wires them. All times are Dates or ISO 8601 strings in UTC.
import type { WorkItem } from "./core/facts/work.js";

export type * from "./ports/deliveries.js";
export type * from "./ports/desk.js";
export type * from "./ports/examiner.js";
export type * from "./ports/forms.js";
export type * from "./ports/github.js";
export type * from "./ports/packages.js";
export type * from "./ports/replays.js";
export type * from "./ports/roster.js";
export type * from "./ports/seals.js";
export type * from "./ports/stores.js";
export type * from "./ports/workload.js";

export interface Clock {
  now(): Date;
}

/** Structured log: a static message and fields. Never bodies, tokens, headers, form text or config values. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A piece of work under lease. */
export interface ClaimedWork {
  readonly key: string;
  readonly item: WorkItem;
  readonly attempts: number;
  /** How long it waited since it was first asked for, in milliseconds. */
  readonly waitedMs: number;
}

export interface WorkQueue {
  /** `background`: nobody waits for it; what people and agents wait for goes first, for some minutes. */
  enqueue(
    items: readonly WorkItem[],
    options?: { readonly delayMs?: number; readonly background?: boolean },
  ): Promise<void>;
}
