// Two policies over the same changes: how many move from tier to tier, which ones, and because of which findings.
import type { Finding } from "../facts/finding.js";
import { TIERS, type Tier } from "../ground/tier.js";
import { cutTo } from "../markdown/neutralise.js";
import { addReviews, NO_REVIEWS, type Reviews, reviewsAsked, type Verdict } from "./verdict.js";

/** Which change it is: a pull request or a commit. */
export interface ChangeName {
  /** `#7`, or the start of a commit's id. */
  readonly id: string;
  /** Hostile text, cut to `MAX_TITLE_CHARS`. */
  readonly title: string;
}

export interface Standing {
  readonly tier: Tier;
  readonly inScope: boolean;
  readonly stops: readonly string[];
}

/** A finding that makes the difference, short enough to be kept. Path and reason are hostile. */
export interface Cause {
  readonly rule: string;
  readonly path: string | null;
  readonly line: number | null;
  readonly reason: string;
}

export interface Move extends ChangeName {
  readonly before: Standing;
  readonly after: Standing;
  /** Of the higher of the two tiers: what the one policy finds and the other does not, or weighs less. */
  readonly causes: readonly Cause[];
  readonly causesLeftOut: number;
}

export interface Comparison {
  readonly changes: number;
  /** `matrix[before][after]`: how many changes. */
  readonly matrix: Readonly<Record<Tier, Readonly<Record<Tier, number>>>>;
  /** Every change that is decided otherwise, in the order in which they came; at most `MAX_MOVES`. */
  readonly moves: readonly Move[];
  readonly movesLeftOut: number;
  readonly reviews: { readonly before: Reviews; readonly after: Reviews };
  /** Changes that would have been held back. */
  readonly stopped: { readonly before: number; readonly after: number };
}

export const MAX_MOVES = 500;
export const MAX_TITLE_CHARS = 200;
const MAX_CAUSES = 3;
const MAX_TEXT_CHARS = 300;

/** Takes one change after the other and keeps no more than the report needs. */
export class ComparisonTally {
  #changes = 0;
  #movesLeftOut = 0;
  readonly #moves: Move[] = [];
  readonly #matrix = emptyMatrix();
  readonly #reviews = { before: NO_REVIEWS, after: NO_REVIEWS };
  readonly #stopped = { before: 0, after: 0 };

  add(name: ChangeName, before: Verdict, after: Verdict): void {
    this.#changes += 1;
    this.#matrix[before.tier][after.tier] += 1;
    for (const [side, verdict] of [["before", before] as const, ["after", after] as const]) {
      this.#reviews[side] = addReviews(this.#reviews[side], reviewsAsked(verdict));
      if (verdict.inScope && verdict.stops.length > 0) this.#stopped[side] += 1;
    }
    const move = moveOf(name, before, after);
    if (move === null) return;
    if (this.#moves.length < MAX_MOVES) this.#moves.push(move);
    else this.#movesLeftOut += 1;
  }

  result(): Comparison {
    return {
      changes: this.#changes,
      matrix: structuredClone(this.#matrix),
      moves: [...this.#moves],
      movesLeftOut: this.#movesLeftOut,
      reviews: { ...this.#reviews },
      stopped: { ...this.#stopped },
    };
  }
}

/** Null: both policies decide alike. */
function moveOf(name: ChangeName, before: Verdict, after: Verdict): Move | null {
  const standings = { before: standingOf(before), after: standingOf(after) };
  if (JSON.stringify(standings.before) === JSON.stringify(standings.after)) return null;
  const causes = before.tier === after.tier ? [] : differing(before, after);
  return {
    id: name.id,
    title: cutTo(name.title, MAX_TITLE_CHARS),
    ...standings,
    causes: causes.slice(0, MAX_CAUSES).map(toCause),
    causesLeftOut: Math.max(0, causes.length - MAX_CAUSES),
  };
}

function standingOf({ tier, inScope, stops }: Verdict): Standing {
  return { tier, inScope, stops: inScope ? stops : [] };
}

/** A tier goes up because of what is found now, and down because of what is not found any more. */
function differing(before: Verdict, after: Verdict): readonly Finding[] {
  const isUp = TIERS.indexOf(after.tier) > TIERS.indexOf(before.tier);
  const higher = isUp ? after : before;
  return higher.findings.filter(({ tier }) => tier === higher.tier);
}

function toCause({ rule, path, line, reason }: Finding): Cause {
  const cut = (text: string) => cutTo(text, MAX_TEXT_CHARS);
  return { rule: cut(rule), path: path === null ? null : cut(path), line, reason: cut(reason) };
}

function emptyMatrix(): Record<Tier, Record<Tier, number>> {
  const row = () => ({ "format-safe": 0, "behavior-changing": 0, "high-stakes": 0 });
  return { "format-safe": row(), "behavior-changing": row(), "high-stakes": row() };
}
