// Everything that a backtest found, as both outputs show it.
import type { LoadedPolicy } from "../../core/policy/schema.js";
import type { FirstParents } from "../../git/first-parents.js";
import type { Replayed } from "./replay.js";

export interface BacktestReport extends Replayed {
  readonly history: FirstParents;
  /** As the caller or the repository names it. Hostile text. */
  readonly head: string;
  readonly since: Date | null;
  readonly most: number;
  readonly policy: LoadedPolicy;
  readonly compared: LoadedPolicy | null;
}

/** What only GitHub, its checks and the registries know. Said with every report, so that nobody takes it for passed. */
export const NOT_KNOWN_OFFLINE =
  "stated intent, checks, acceptance criteria, who reviewed, what registries say of packages, and the organisation's floor";
