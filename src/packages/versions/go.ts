// Versions of Go modules: always exact. A pseudo-version names a commit and stands in no list; the proxy knows it all the same.
import semver from "semver";
import { aRelease, type Choice, chosen, type Listing, UNCLEAR } from "../registry.js";

export function chooseGo({ releases, tags }: Listing, spec: string): Choice {
  const wanted = spec === "" || spec === "latest" ? (tags.get("latest") ?? "") : spec;
  if (semver.valid(wanted) === null || !wanted.startsWith("v")) return UNCLEAR;
  return chosen(releases.find(({ version }) => version === wanted) ?? aRelease(wanted));
}
