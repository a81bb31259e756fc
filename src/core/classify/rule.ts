// What a rule is, and how most are built: by place (a path says it all), or by area (words of a path, or patterns of changed lines). Each
// lives in a file of its own under rules/, explains itself, and can only raise a tier.

import type { Finding } from "../facts/finding.js";
import type { Tier } from "../ground/tier.js";
import type { Policy } from "../policy/schema.js";
import type { ChangeView, FileView } from "./change-view.js";
import type { LineHit, LinePattern } from "./line-scan.js";
import type { Area } from "./sensitive-words.js";

export interface Rule {
  /** Kebab-case, as in the policy's `tiers.rules`. */
  readonly id: string;
  /** The question that the rule answers with yes. */
  readonly question: string;
  /** The highest tier it gives. */
  readonly tier: Tier;
  /** Why the answer matters, for the documentation and the briefing. */
  readonly reason: string;
  /** What somebody can do who meets it unexpectedly. */
  readonly remedy: string;
  /** Paths or lines that the rule finds, and look-alikes that it leaves alone. Tested. */
  readonly examples: { readonly found: readonly string[]; readonly left: readonly string[] };
  /** True: neither `tiers.defaults: false` nor `tiers.rules` can switch it off or lower it. */
  readonly fixed?: true;
  /** True: a change that the rule finds something in is security-critical, whatever tier the policy gives the rule. */
  readonly security?: true;
  find(view: ChangeView, policy: Policy): readonly Finding[];
}

/** What a raising rule finds under the policy's `tiers.rules`. Fixed rules answer as they are. */
export function findWith(rule: Rule, view: ChangeView, policy: Policy): readonly Finding[] {
  const setting = rule.fixed ? undefined : settingOf(rule, policy);
  if (setting === "off") return [];
  const findings = rule.find(view, policy);
  return setting === undefined ? findings : findings.map((finding) => ({ ...finding, tier: setting }));
}

/** The settings come from a file: a key such as `constructor` must not find what every object inherits. */
export function settingOf({ id }: Rule, { tiers }: Policy): Tier | "off" | undefined {
  return Object.hasOwn(tiers.rules, id) ? tiers.rules[id] : undefined;
}

type Described = Omit<Rule, "find">;

/** What is at a place, in words (`a GitHub Actions workflow`), or null: of the path in lower case, and as it is written. */
type PlaceName = (lower: string, written: string) => string | null;

/** The first description whose pattern matches a path in lower case. */
export function placesOf(table: readonly (readonly [RegExp, string])[]): (lower: string) => string | null {
  return (lower) => table.find(([pattern]) => pattern.test(lower))?.[1] ?? null;
}

/** A rule about places. It looks at every file, also at one that is proved harmless: the place decides. */
export function placeRule(rule: Described & { readonly placeName: PlaceName }): Rule {
  return {
    ...described(rule),
    find: (view) => view.files.flatMap((file) => atPlace(file, rule)),
  };
}

/** A rule about places where a proved file (a test, prose) is harmless after all. */
export function runningPlaceRule(rule: Described & { readonly placeName: PlaceName }): Rule {
  return {
    ...described(rule),
    find: (view) => view.files.filter((file) => file.proof === null).flatMap((file) => atPlace(file, rule)),
  };
}

function atPlace(file: FileView, rule: Described & { readonly placeName: PlaceName }): Finding[] {
  for (const path of file.paths) {
    const name = rule.placeName(path.toLowerCase(), path);
    if (name !== null) return [fileFinding(rule, file, name)];
  }
  return [];
}

/** A rule with line patterns: `LineScan` runs them for all rules at once and leaves the hits in the view. */
interface ScanningRule extends Rule {
  readonly patterns: readonly LinePattern[];
}

export function isScanning(rule: Rule): rule is ScanningRule {
  return "patterns" in rule;
}

/** A rule about an area: found by a word of the path, and by patterns of added and removed lines. */
export function areaRule(
  rule: Described & { readonly area: Area | null; readonly patterns: readonly LinePattern[] },
): ScanningRule {
  return {
    ...described(rule),
    patterns: rule.patterns,
    find: (view) => view.files.flatMap((file) => inArea(file, rule)),
  };
}

function inArea(file: FileView, rule: Described & { readonly area: Area | null }): Finding[] {
  if (file.proof !== null) return [];
  const { area } = rule;
  const word = area === null ? undefined : file.areas.get(area);
  const byPath = word === undefined ? [] : [fileFinding(rule, file, `its path says \`${word}\``)];
  return [...byPath, ...(file.hits.get(rule.id) ?? []).map((hit) => lineFinding(rule, file, hit))];
}

type Named = Pick<Rule, "id" | "tier">;

/** About the whole change. */
export function changeFinding({ id, tier }: Named, reason: string): Finding {
  return { rule: id, tier, path: null, line: null, side: "new", reason };
}

export function fileFinding(rule: Named, { file }: FileView, reason: string): Finding {
  return { ...changeFinding(rule, reason), path: file.path };
}

/** A removed line counts in the old file, which may have had another path. */
export function lineFinding(rule: Named, { file }: FileView, { side, line, reason }: LineHit): Finding {
  const path = side === "old" ? (file.previousPath ?? file.path) : file.path;
  return { rule: rule.id, tier: rule.tier, path, line, side, reason };
}

function described(rule: Described): Described {
  const { id, question, tier, reason, remedy, examples, fixed, security } = rule;
  const marks = { ...(fixed && { fixed }), ...(security && { security }) };
  return { id, question, tier, reason, remedy, examples, ...marks };
}
