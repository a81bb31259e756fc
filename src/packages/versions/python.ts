// Ranges of Python packages: PEP 440 as pip reads it, and the short forms of Poetry.
import { maxSatisfying, valid, validRange } from "@renovatebot/pep440";
import { type Choice, chosen, type Listing, NONE, UNCLEAR } from "../registry.js";

/** The newest that fits. A yanked release is taken by an exact pin only, a pre-release where nothing else fits. */
export function choosePython({ releases }: Listing, spec: string): Choice {
  const alternatives = readAlternatives(spec);
  if (alternatives === null) return UNCLEAR;
  const versions = (yanked: boolean) =>
    releases.filter((release) => (yanked || !release.yanked) && valid(release.version) !== null).map((r) => r.version);
  const usable = versions(false);
  const all = versions(true);
  const found = alternatives.flatMap((range) => maxSatisfying(isPin(range) ? all : usable, range) ?? []);
  const best = maxSatisfying(found, "", { prereleases: true });
  return best === null ? NONE : chosen(releases.find(({ version }) => version === best));
}

function isPin(range: string): boolean {
  return /^={2,3}[^,*]+$/.test(range);
}

/** PEP 440 specifiers, any of which may fit; null: not understood. */
function readAlternatives(spec: string): readonly string[] | null {
  const bare = (spec.split(";")[0] ?? "").trim().replace(/^\((.*)\)$/, "$1");
  const alternatives = bare.split(/\|\|?/).map((part) => readRange(part.trim()));
  return alternatives.some((range) => range === null) ? null : (alternatives as string[]);
}

function readRange(text: string): string | null {
  if (text === "" || text === "*") return "";
  const parts = text.split(/[\s,]+(?=[\^~<>=!\d])/).map(readPart);
  const range = parts.join(",");
  return !parts.includes(null) && validRange(range) ? range : null;
}

/** One comparator. `^1.2`, `~1.2`, `1.2.*` and bare versions are Poetry's. */
function readPart(text: string): string | null {
  const [, sign = "", version = ""] = /^(\^|~(?!=))?\s*(.+)$/.exec(text) ?? [];
  if (sign === "") return /^\d/.test(version) ? `==${version}` : version.replace(/^=(?!=)/, "==").replace(/\s+/g, "");
  const numbers = /^v?(\d{1,9}(?:\.\d{1,9}){0,5})/.exec(version)?.[1]?.split(".").map(Number);
  if (numbers === undefined) return null;
  return `>=${version},<${sign === "^" ? caretEnd(numbers) : tildeEnd(numbers)}`;
}

/** The leftmost number that is not zero may not change. */
function caretEnd(numbers: readonly number[]): string {
  const significant = numbers.findIndex((number) => number !== 0);
  const kept = significant === -1 ? numbers.length - 1 : significant;
  return bumped(numbers, kept);
}

function tildeEnd(numbers: readonly number[]): string {
  return bumped(numbers, Math.min(numbers.length - 1, 1));
}

function bumped(numbers: readonly number[], at: number): string {
  return numbers
    .slice(0, at + 1)
    .map((number, index) => (index === at ? number + 1 : number))
    .join(".");
}
