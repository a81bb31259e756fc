// Constraints of Composer, put into semver's words.
import semver from "semver";
import { type Choice, chosen, type Listing, type Release, UNCLEAR } from "../registry.js";

/** The newest stable release that fits; an unstable one only where the constraint names one. Branches have no release. */
export function chooseComposer({ releases }: Listing, spec: string): Choice {
  const text = (spec.split(/\s+as\s+/)[0] ?? "").replace(/@[a-z]+$/i, "").trim();
  if (/^dev-|[-.]dev$|x-dev$/.test(text)) return UNCLEAR;
  const range = readRange(text);
  if (range === null) return UNCLEAR;
  let best: { readonly release: Release; readonly version: string } | null = null;
  for (const release of releases) {
    const version = toSemver(release.version);
    if (version === null || !range.test(version)) continue;
    if (best === null || semver.gt(version, best.version)) best = { release, version };
  }
  return chosen(best?.release);
}

/** `v1.2`, `1.2.3.0`, `2.0.0-RC1` as semver; null: a branch or something else. */
function toSemver(version: string): string | null {
  const match =
    /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:\.\d{1,9})?(?:[-_.]?((?:alpha|beta|rc|a|b|p|patch|pl)[.\d]*))?$/i.exec(
      version,
    );
  if (match === null) return null;
  const [, major = "0", minor = "0", patch = "0", suffix] = match;
  const numbers = `${Number(major)}.${Number(minor)}.${Number(patch)}`;
  if (suffix === undefined || /^p/i.test(suffix)) return numbers;
  return semver.valid(
    `${numbers}-${suffix
      .toLowerCase()
      .replace(/([a-z])\.?(\d)/, "$1.$2")
      .replace(/\.$/, "")}`,
  );
}

function readRange(text: string): semver.Range | null {
  const alternatives = text.split(/\s*\|\|?\s*/).map((alternative) =>
    alternative
      .replace(/\s+-\s+/g, " - ")
      .replace(/([<>=!~^])\s+/g, "$1")
      .split(/\s*,\s*|\s+(?!-\s)(?<!-\s)/)
      .map(readPart)
      .join(" "),
  );
  try {
    return new semver.Range(alternatives.join(" || "));
  } catch {
    return null;
  }
}

function readPart(text: string): string {
  const [, sign = "", rest = ""] = /^(\^|~|[<>]=?|==?|!=)?(.*)$/.exec(text) ?? [];
  const bare = rest.replace(/^v(?=\d)/i, "").replace(/^(\d+\.\d+\.\d+)\.\d+/, "$1");
  // `~1.2` may go up to 2.0, `~1.2.3` up to 1.3: the last number given may grow.
  if (sign === "~")
    return /^\d+\.\d+\.\d+/.test(bare) ? `~${bare}` : `^${bare}`.replace(/^\^0\.(\d+)$/, ">=0.$1.0 <1.0.0-0");
  if (sign !== "" || !/^\d/.test(bare)) return `${sign === "==" ? "=" : sign}${bare}`;
  const numbers = bare.split(".");
  if (bare.includes("*") || numbers.length >= 3) return bare.includes("*") ? bare : `=${bare}`;
  return `=${[...numbers, "0", "0"].slice(0, 3).join(".")}`;
}
