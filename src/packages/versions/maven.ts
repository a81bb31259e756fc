// Versions of Maven and Gradle: a version, an interval, `1.+`, `latest.release`.
import { type Choice, chosen, type Listing, type Release, UNCLEAR } from "../registry.js";
import { isWithin, readIntervals } from "./intervals.js";

/** A plain version is meant literally, as Maven does without a conflict. */
export function chooseMaven({ releases }: Listing, spec: string): Choice {
  const text = spec.trim();
  if (/\$|\{/.test(text)) return UNCLEAR;
  const stable = releases.filter(({ version }) => isStable(version));
  if (text === "" || /^(?:latest\.release|RELEASE)$/.test(text)) return chosen(newest(stable) ?? newest(releases));
  if (/^(?:latest\.integration|LATEST|\+)$/.test(text)) return chosen(newest(releases));
  if (text.endsWith("+"))
    return chosen(newest(releases.filter(({ version }) => version.startsWith(text.slice(0, -1)))));
  if (/^[[(]/.test(text)) {
    const intervals = readIntervals(text);
    if (intervals === null) return UNCLEAR;
    return chosen(newest(releases.filter(({ version }) => isWithin(version, intervals, compareMaven))));
  }
  if (!/^[\w.+-]+$/.test(text)) return UNCLEAR;
  return chosen(releases.find(({ version }) => version === text));
}

function newest(releases: readonly Release[]): Release | undefined {
  return releases.reduce<Release | undefined>(
    (best, release) => (best === undefined || compareMaven(release.version, best.version) > 0 ? release : best),
    undefined,
  );
}

function isStable(version: string): boolean {
  return !/(?:^|[.\-\d])(?:alpha|beta|milestone|rc|cr|m|a|b|snapshot|pre|preview|dev|eap)(?=[.\-\d]|$)/i.test(version);
}

const QUALIFIERS = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];
const SAME_AS: Readonly<Record<string, string>> = {
  a: "alpha",
  b: "beta",
  m: "milestone",
  cr: "rc",
  ga: "",
  final: "",
  release: "",
};

/** Maven's order: numbers as numbers, known qualifiers in their order, others after a release, by name. */
export function compareMaven(a: string, b: string): number {
  const [left, right] = [tokens(a), tokens(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = compareTokens(left[index] ?? "", right[index] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

function tokens(version: string): readonly string[] {
  return (
    version
      .toLowerCase()
      .slice(0, 200)
      .match(/\d+|[a-z]+/g) ?? []
  ).map((token) => SAME_AS[token] ?? token);
}

function compareTokens(a: string, b: string): number {
  const [isNumberA, isNumberB] = [/^\d/.test(a), /^\d/.test(b)];
  if (isNumberA && isNumberB) return compareNumbers(a, b);
  // Nothing there counts as zero against a number and as a release against a word.
  if (isNumberA) return b === "" ? compareNumbers(a, "0") : 1;
  if (isNumberB) return a === "" ? compareNumbers("0", b) : -1;
  const [rankA, rankB] = [rank(a), rank(b)];
  return rankA === rankB ? (a < b ? -1 : Number(a > b)) : rankA - rankB;
}

function rank(word: string): number {
  const known = QUALIFIERS.indexOf(word);
  return known === -1 ? QUALIFIERS.length : known;
}

function compareNumbers(a: string, b: string): number {
  const [x, y] = [BigInt(a), BigInt(b)];
  return x < y ? -1 : Number(x > y);
}
