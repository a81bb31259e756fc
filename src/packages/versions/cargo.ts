// Requirements of Cargo: semver, where a bare version is a caret and a comma means "and".
import semver from "semver";
import { type Choice, chosen, type Listing, UNCLEAR } from "../registry.js";

/** The newest that fits and was not yanked. */
export function chooseCargo({ releases }: Listing, spec: string): Choice {
  const range = readRange(spec);
  if (range === null) return UNCLEAR;
  const usable = releases.filter(({ version, yanked }) => !yanked && semver.valid(version) !== null);
  const best = semver.maxSatisfying(
    usable.map(({ version }) => version),
    range,
  );
  return chosen(usable.find(({ version }) => version === best));
}

function readRange(spec: string): semver.Range | null {
  const parts = spec.split(",").map((part) => part.trim());
  const comparators = parts.map((part) => (/^\d/.test(part) ? `^${part}` : part));
  try {
    return new semver.Range(comparators.join(" "));
  } catch {
    return null;
  }
}
