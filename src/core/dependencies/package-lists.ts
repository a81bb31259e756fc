// The policy's lists of packages: what is allowed without questions, and what is refused.

import type { Ecosystem } from "../facts/change.js";
import type { Policy } from "../policy/schema.js";
import { matchesPackage, type PackagePattern, parsePackagePattern } from "./package-pattern.js";

export interface PackageLists {
  allows(ecosystem: Ecosystem, name: string): boolean;
  denies(ecosystem: Ecosystem, name: string): boolean;
}

/** The policy's lists. A name on both is denied. */
export function packageLists({ dependencies: { allow, deny } }: Policy): PackageLists {
  const allowed = allow.map(parsePackagePattern);
  const denied = deny.map(parsePackagePattern);
  const denies = (ecosystem: Ecosystem, name: string) => matchesSome(denied, ecosystem, name);
  return {
    denies,
    allows: (ecosystem, name) => matchesSome(allowed, ecosystem, name) && !denies(ecosystem, name),
  };
}

function matchesSome(patterns: readonly PackagePattern[], ecosystem: Ecosystem, name: string): boolean {
  return patterns.some((pattern) => matchesPackage(pattern, ecosystem, name));
}
