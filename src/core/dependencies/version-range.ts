// Does a locked version lie in the range that a manifest asks for? Only where the ecosystem's own rule is known for certain.
import { satisfies as satisfiesPep440, validRange as validPep440 } from "@renovatebot/pep440";
import { satisfies as satisfiesRuby, valid as validRuby } from "@renovatebot/ruby-semver";
import { satisfies, valid, validRange } from "semver";
import type { Ecosystem } from "../facts/change.js";

const MAX_LENGTH = 200;

/** Null: not decidable here, such as a tag, a range of another kind, or an ecosystem whose rule differs. */
export function isInRange(ecosystem: Ecosystem, version: string, spec: string): boolean | null {
  if (spec.length > MAX_LENGTH || version.length > MAX_LENGTH || spec.includes("$")) return null;
  if (spec === "") return true;
  const rule = RULES[ecosystem];
  try {
    return rule === undefined ? null : rule(version, spec.trim());
  } catch {
    return null;
  }
}

type Rule = (version: string, spec: string) => boolean | null;

const RULES: Readonly<Partial<Record<Ecosystem, Rule>>> = {
  npm: inSemver,
  cargo: (version, spec) => inSemver(version, cargoRange(spec)),
  pypi: (version, spec) =>
    validPep440(spec) ? satisfiesPep440(version, spec, { prereleases: true }) : caret(version, spec),
  rubygems: (version, spec) => (validRuby(version) === null ? null : satisfiesRuby(version, spec)),
  go: (version, spec) => version === spec,
  packagist: (version, spec) => caret(version.replace(/^v/, ""), spec),
};

function inSemver(version: string, range: string): boolean | null {
  if (valid(version) === null || validRange(range) === null) return null;
  return satisfies(version, range, { includePrerelease: true });
}

/** In Cargo a bare version means `^`, and a comma means and. */
function cargoRange(spec: string): string {
  return spec
    .split(",")
    .map((part) => part.trim().replace(/^(?=\d)/, "^"))
    .join(" ");
}

/** `^1.2.3` of poetry and Composer means what it means in npm, as far as versions are of three plain numbers. */
function caret(version: string, spec: string): boolean | null {
  if (!/^\^\d+(?:\.\d+){0,2}$/.test(spec) || !/^\d+(?:\.\d+){0,2}$/.test(version)) return null;
  const full = [...version.split("."), "0", "0"].slice(0, 3).join(".");
  return inSemver(full, spec);
}
