// Ranges of npm: what `npm install` would take from a packument.
import semver from "semver";
import { type Choice, chosen, type Listing, NONE, type Release, UNCLEAR } from "../registry.js";

/** Like npm: a tag's release; else what `latest` names, if it fits; else the newest that fits, deprecated ones last. */
export function chooseNpm({ releases, tags }: Listing, spec: string): Choice {
  const wanted = spec === "" || spec === "*" || spec === "x" ? "latest" : spec;
  const find = (version: string | undefined) => releases.find((release) => release.version === version);
  if (tags.has(wanted)) return chosen(find(tags.get(wanted)));
  const range = readRange(wanted === "latest" ? "*" : wanted);
  if (range === null) {
    return /^[A-Za-z][\w.-]{0,60}$/.test(wanted) ? NONE : UNCLEAR;
  }
  const fits = ({ version }: Release) => range.test(version);
  const latest = find(tags.get("latest"));
  if (latest !== undefined && fits(latest) && latest.deprecated === null) return chosen(latest);
  const fitting = releases.filter((release) => semver.valid(release.version, LOOSE) !== null && fits(release));
  return chosen(fitting.reduce<Release | null>(better, null));
}

const LOOSE = { loose: true };

function readRange(text: string): semver.Range | null {
  try {
    return new semver.Range(text, LOOSE);
  } catch {
    return null;
  }
}

function better(a: Release | null, b: Release): Release {
  if (a === null) return b;
  if ((a.deprecated === null) !== (b.deprecated === null)) return a.deprecated === null ? a : b;
  return semver.compare(b.version, a.version, LOOSE) > 0 ? b : a;
}
