// The interfaces through which the pipeline sees the world. Adapters in github/, db/ and queue/ implement them; wire.ts
// puts them together. All times are Dates or ISO 8601 strings in UTC.
import type { WorkItem } from "./core/facts/work.js";
import type { EnqueueOptions } from "./ports/work-store.js";

export type * from "./ports/desk.js";
export type * from "./ports/examiner.js";
export type * from "./ports/github.js";
export type * from "./ports/reviewer-pool.js";
export type * from "./ports/seals.js";
export type * from "./ports/stores.js";
export type * from "./ports/work-store.js";

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

export interface WorkQueue {
  enqueue(items: readonly WorkItem[], options?: EnqueueOptions): Promise<void>;
}
