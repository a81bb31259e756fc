// Statements that take a migration back. They are expected to drop what it made, so they count less; they are still told.
import type { PlacedRisk } from "./risk.js";

export interface Region {
  readonly start: number;
  readonly end: number;
}

/** No migration has more ways back. What is not looked at counts in full. */
const MAX_REGIONS = 200;

export function softenWayBack(risks: readonly PlacedRisk[], regions: readonly Region[]): readonly PlacedRisk[] {
  if (regions.length === 0) return risks;
  const looked = regions.slice(0, MAX_REGIONS);
  return risks.map((risk) =>
    looked.some(({ start, end }) => risk.start >= start && risk.end <= end) ? softened(risk) : risk,
  );
}

function softened(risk: PlacedRisk): PlacedRisk {
  return {
    ...risk,
    effect: risk.effect === "destroys" ? "narrows" : risk.effect,
    reason: `${risk.reason} (on the way back)`,
  };
}
