// Versions of NuGet: a minimum, an interval, a floating `1.*`.
import { type Choice, chosen, type Listing, type Release, UNCLEAR } from "../registry.js";
import { isWithin, readIntervals } from "./intervals.js";

/** NuGet takes the lowest that fits; a floating version takes the highest. Unlisted releases are taken by their exact number only. */
export function chooseNuget({ releases }: Listing, spec: string): Choice {
  const text = spec.trim();
  if (/\$\(|\{/.test(text)) return UNCLEAR;
  const listed = releases.filter(({ yanked }) => !yanked);
  const stable = listed.filter(({ version }) => !version.includes("-"));
  if (text === "" || text === "*") return chosen(extreme(stable, 1));
  if (text === "*-*") return chosen(extreme(listed, 1));
  const floating = /^(\d+(?:\.\d+)*\.)\*(-\*)?$/.exec(text);
  if (floating !== null) {
    const pool = floating[2] === undefined ? stable : listed;
    return chosen(
      extreme(
        pool.filter(({ version }) => `${version}.`.startsWith(floating[1] ?? "")),
        1,
      ),
    );
  }
  // `1.2.0-*`: that release, or the newest on the way to it.
  const towards = /^(\d+(?:\.\d+)*)-\*$/.exec(text)?.[1];
  if (towards !== undefined) {
    return chosen(
      extreme(
        listed.filter(({ version }) => `${version}-`.startsWith(`${towards}-`)),
        1,
      ),
    );
  }
  const exact = /^\[?([\w.+-]+)\]?$/.exec(text)?.[1];
  const found = releases.find(({ version }) => exact !== undefined && compareNuget(version, exact) === 0);
  if (found !== undefined) return chosen(found);
  const intervals = readIntervals(/^\d/.test(text) ? `[${text},)` : text);
  if (intervals === null) return UNCLEAR;
  const pool = text.includes("-") ? listed : stable;
  return chosen(
    extreme(
      pool.filter(({ version }) => isWithin(version, intervals, compareNuget)),
      -1,
    ),
  );
}

function extreme(releases: readonly Release[], direction: 1 | -1): Release | undefined {
  return releases.reduce<Release | undefined>(
    (best, release) =>
      best === undefined || compareNuget(release.version, best.version) * direction > 0 ? release : best,
    undefined,
  );
}

/** Up to four numbers, then semver's order of pre-releases, without case; build metadata plays no part. */
export function compareNuget(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  for (let index = 0; index < 4; index++) {
    const order = compareParts(left.numbers[index] ?? "0", right.numbers[index] ?? "0");
    if (order !== 0) return order;
  }
  if (left.pre === null || right.pre === null) return Number(left.pre === null) - Number(right.pre === null);
  return comparePre(left.pre, right.pre);
}

function parse(version: string): { readonly numbers: readonly string[]; readonly pre: readonly string[] | null } {
  const bare = (version.split("+")[0] ?? "").toLowerCase().slice(0, 200);
  const dash = bare.indexOf("-");
  const numbers = (dash === -1 ? bare : bare.slice(0, dash)).split(".");
  return { numbers, pre: dash === -1 ? null : bare.slice(dash + 1).split(".") };
}

function comparePre(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [x, y] = [a[index], b[index]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const order = compareParts(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers before words. */
function compareParts(a: string, b: string): number {
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  if (!isNumberA) return a < b ? -1 : Number(a > b);
  const [x, y] = [BigInt(a), BigInt(b)];
  return x < y ? -1 : Number(x > y);
}
