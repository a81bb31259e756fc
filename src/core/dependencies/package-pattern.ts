// Patterns of package names, as policies and the environment write them: `left-pad`, `@acme/*`, `npm:@acme/*`.
import { ECOSYSTEMS, type Ecosystem } from "../facts/change.js";

export interface PackagePattern {
  /** Null: any ecosystem. */
  readonly ecosystem: Ecosystem | null;
  /** `*` stands for any characters, slashes too. */
  readonly name: string;
}

/** What stands before the first colon binds the pattern when it is an ecosystem; Maven's `group:artifact` stays whole. */
export function parsePackagePattern(text: string): PackagePattern {
  const colon = text.indexOf(":");
  const ecosystem = ECOSYSTEMS.find((known) => known === text.slice(0, Math.max(colon, 0)).toLowerCase());
  return ecosystem === undefined ? { ecosystem: null, name: text } : { ecosystem, name: text.slice(colon + 1) };
}

/** Names are compared without case, and Python's as PyPI compares them: nobody's `Acme_Tools` slips past `acme-*`. */
export function matchesPackage(pattern: PackagePattern, ecosystem: Ecosystem, name: string): boolean {
  if (pattern.ecosystem !== null && pattern.ecosystem !== ecosystem) return false;
  return matchesWildcard(comparable(ecosystem, name), comparable(ecosystem, pattern.name));
}

function comparable(ecosystem: Ecosystem, name: string): string {
  const lower = name.toLowerCase();
  return ecosystem === "pypi" ? lower.replace(/[-_.]+/g, "-") : lower;
}

/** The usual two-pointer match: time at most text times pattern, without a regular expression. */
function matchesWildcard(text: string, pattern: string): boolean {
  let at = 0;
  let wanted = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[wanted] === "*") {
      star = wanted++;
      resume = at;
    } else if (pattern[wanted] === text[at]) {
      wanted++;
      at++;
    } else if (star !== -1) {
      wanted = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[wanted] === "*") wanted++;
  return wanted === pattern.length;
}
