// Requirements of RubyGems, such as `~> 7.1, >= 7.1.2`.
import { maxSatisfying, valid } from "@renovatebot/ruby-semver";
import { type Choice, chosen, type Listing, NONE, UNCLEAR } from "../registry.js";

/** The newest that fits; a pre-release only where the requirement itself names one. */
export function chooseRuby({ releases }: Listing, spec: string): Choice {
  const parts = spec
    .split(",")
    .map((part) => part.trim().replace(/^["']|["']$/g, ""))
    .filter(Boolean);
  if (!parts.every((part) => /^(?:~>|[<>]=?|!=|=)?\s*\d[\w.-]*$/.test(part))) {
    return UNCLEAR;
  }
  const wantsPre = parts.some((part) => /[a-z]/i.test(part));
  const versions = releases
    .map(({ version }) => version)
    .filter((version) => valid(version) !== null && (wantsPre || !/[a-z]/i.test(version)));
  const best = maxSatisfying(versions, parts.length === 0 ? ">= 0" : parts.join(", "));
  return best === null ? NONE : chosen(releases.find(({ version }) => version === best));
}
