// What one policy decides on one change that was merged before, as far as the change alone can tell it: the tier, the
// reviews that follow from it, and what would have held it back. Nothing of what people did afterwards plays a part.

import type { CountedLines } from "../classify/size.js";
import type { Change } from "../facts/facts.js";
import type { Classification, Finding } from "../facts/finding.js";
import type { Tier } from "../ground/tier.js";
import type { Policy } from "../policy/schema.js";

export interface Reviews {
  readonly structured: number;
  readonly blind: number;
}

export interface Verdict {
  readonly tier: Tier;
  /** The agent that wrote it; null: none was found. */
  readonly agent: string | null;
  /** False: the policy's scope leaves the change alone, so neither reviews nor stops apply. */
  readonly inScope: boolean;
  readonly lines: number;
  /** Requirements that would have held it back until its author did something. */
  readonly stops: readonly string[];
  /** Highest tier first. */
  readonly findings: readonly Finding[];
}

export interface Judged {
  readonly change: Pick<Change, "gaps">;
  readonly classification: Classification;
  readonly size: CountedLines;
  readonly policy: Policy;
  readonly stops: readonly string[];
}

export function verdictOf({ change, classification, size, policy, stops }: Judged): Verdict {
  const { tier, findings, agent } = classification;
  // A change that was not seen as a whole may hide an agent's commit.
  const inScope = policy.scope === "all" || agent !== null || change.gaps.length > 0;
  return { tier, agent: agent?.name ?? null, inScope, lines: size.counted, stops, findings };
}

/** How many reviews a tier asks for. */
export const TIER_REVIEWS: Readonly<Record<Tier, Reviews>> = {
  "format-safe": { structured: 0, blind: 0 },
  "behavior-changing": { structured: 1, blind: 0 },
  "high-stakes": { structured: 0, blind: 2 },
};

export const NO_REVIEWS: Reviews = { structured: 0, blind: 0 };

export function reviewsAsked({ tier, inScope }: Verdict): Reviews {
  return inScope ? TIER_REVIEWS[tier] : NO_REVIEWS;
}

export function addReviews(a: Reviews, b: Reviews): Reviews {
  return { structured: a.structured + b.structured, blind: a.blind + b.blind };
}
