// One policy over many changes: shares of the tiers, reviews it would have asked for, what it would have held back, which
// rules fired. Takes one change after the other, so that a history of any length fits into memory.

import type { Finding } from "../facts/finding.js";
import { TIERS, type Tier } from "../ground/tier.js";
import { compareText } from "../ground/words.js";
import { cutTo } from "../markdown/neutralise.js";
import { type ChangeName, MAX_TITLE_CHARS } from "./compare-policies.js";
import { addReviews, NO_REVIEWS, type Reviews, reviewsAsked, TIER_REVIEWS, type Verdict } from "./verdict.js";

export type TierCounts = Readonly<Record<Tier, number>>;

export interface RuleCount {
  readonly rule: string;
  /** The highest tier that it gave. */
  readonly tier: Tier;
  /** Changes in which it found something. */
  readonly changes: number;
  /** Changes that would be on a lower tier without it. */
  readonly decided: number;
}

/** A change that one finding alone makes high-stakes: right, or the rule's mistake. */
export interface Surprise extends ChangeName {
  readonly finding: Finding;
  /** The tier without this finding. */
  readonly otherwise: Tier;
  readonly lines: number;
}

/** What applies under the policy's scope, and what would apply if it were `scope: all`. */
export interface Asked<T> {
  readonly inScope: T;
  readonly everywhere: T;
}

export interface Tally {
  readonly changes: number;
  readonly tiers: { readonly all: TierCounts; readonly agents: TierCounts };
  /** Changes by agent, most first. */
  readonly agents: readonly { readonly name: string; readonly changes: number }[];
  readonly reviews: Asked<Reviews>;
  /** Changes held back, by requirement, most first; a change can be counted under several. */
  readonly stopped: readonly ({ readonly requirement: string } & Asked<number>)[];
  /** By how many changes they decided, then by how many they fired in. */
  readonly rules: readonly RuleCount[];
  readonly surprises: readonly Surprise[];
}

const MAX_SURPRISES = 10;

export class PolicyTally {
  #changes = 0;
  readonly #tiers = { all: noTiers(), agents: noTiers() };
  readonly #agents = new Map<string, number>();
  readonly #reviews = { inScope: NO_REVIEWS, everywhere: NO_REVIEWS };
  readonly #stopped = new Map<string, { inScope: number; everywhere: number }>();
  readonly #rules = new Map<string, { tier: Tier; changes: number; decided: number }>();
  #surprises: readonly Surprise[] = [];

  add(name: ChangeName, verdict: Verdict): void {
    this.#changes += 1;
    this.#tiers.all[verdict.tier] += 1;
    if (verdict.agent !== null) {
      this.#tiers.agents[verdict.tier] += 1;
      this.#agents.set(verdict.agent, (this.#agents.get(verdict.agent) ?? 0) + 1);
    }
    this.#reviews.inScope = addReviews(this.#reviews.inScope, reviewsAsked(verdict));
    this.#reviews.everywhere = addReviews(this.#reviews.everywhere, TIER_REVIEWS[verdict.tier]);
    for (const stop of verdict.stops) this.#countStop(stop, verdict.inScope);
    this.#countRules(verdict);
    const surprise = surpriseOf(name, verdict);
    if (surprise !== null) this.#surprises = [...this.#surprises, surprise].sort(bySurprise).slice(0, MAX_SURPRISES);
  }

  result(): Tally {
    return {
      changes: this.#changes,
      tiers: structuredClone(this.#tiers),
      agents: [...this.#agents]
        .map(([name, changes]) => ({ name, changes }))
        .sort((a, b) => b.changes - a.changes || compareText(a.name, b.name)),
      reviews: { ...this.#reviews },
      stopped: [...this.#stopped]
        .map(([requirement, counts]) => ({ requirement, ...counts }))
        .sort((a, b) => b.everywhere - a.everywhere || compareText(a.requirement, b.requirement)),
      rules: [...this.#rules]
        .map(([rule, counts]) => ({ rule, ...counts }))
        .sort((a, b) => b.decided - a.decided || b.changes - a.changes || compareText(a.rule, b.rule)),
      surprises: this.#surprises,
    };
  }

  #countStop(stop: string, inScope: boolean): void {
    const counts = this.#stopped.get(stop) ?? { inScope: 0, everywhere: 0 };
    counts.everywhere += 1;
    if (inScope) counts.inScope += 1;
    this.#stopped.set(stop, counts);
  }

  #countRules({ findings, tier }: Verdict): void {
    const decisive = new Set(findings.filter((finding) => finding.tier === tier).map(({ rule }) => rule));
    for (const rule of new Set(findings.map((finding) => finding.rule))) {
      const highest = findings.find((finding) => finding.rule === rule)?.tier ?? "format-safe";
      const counts = this.#rules.get(rule) ?? { tier: highest, changes: 0, decided: 0 };
      if (TIERS.indexOf(highest) > TIERS.indexOf(counts.tier)) counts.tier = highest;
      counts.changes += 1;
      if (tier !== "format-safe" && decisive.size === 1 && decisive.has(rule)) counts.decided += 1;
      this.#rules.set(rule, counts);
    }
  }
}

function surpriseOf(name: ChangeName, { tier, findings, lines }: Verdict): Surprise | null {
  const [finding, next] = findings;
  if (tier !== "high-stakes" || finding === undefined || next?.tier === tier) return null;
  const title = cutTo(name.title, MAX_TITLE_CHARS);
  return { id: name.id, title, finding, otherwise: next?.tier ?? "format-safe", lines };
}

/** The lower the rest of the change, the more surprising; then the more that hangs on the one finding. */
function bySurprise(a: Surprise, b: Surprise): number {
  return TIERS.indexOf(a.otherwise) - TIERS.indexOf(b.otherwise) || b.lines - a.lines;
}

function noTiers(): Record<Tier, number> {
  return { "format-safe": 0, "behavior-changing": 0, "high-stakes": 0 };
}
