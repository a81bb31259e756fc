// The three tiers of a change, in rising order. A rule may raise a tier and never lower it.

export const TIERS = ["format-safe", "behavior-changing", "high-stakes"] as const;
export type Tier = (typeof TIERS)[number];

/** The higher of two tiers. */
export function highestTier(a: Tier, b: Tier): Tier {
  return TIERS.indexOf(a) >= TIERS.indexOf(b) ? a : b;
}

/** True when `a` asks for at least as much review as `b`. */
export function atLeast(a: Tier, b: Tier): boolean {
  return TIERS.indexOf(a) >= TIERS.indexOf(b);
}
