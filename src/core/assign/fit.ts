// How well a person knows the changed files, and what waits for them: the score by which they are chosen.

import type { GateInput } from "../case/input.js";
import { type PersonFacts, personKey } from "../facts/facts.js";
import type { Fit } from "../facts/request.js";
import type { Tier } from "../ground/tier.js";
import { momentOf } from "../ground/time.js";
import { expertTeams, isMemberOf } from "../reviews/experts.js";
import type { Owner } from "./codeowners.js";
import type { FileCommit, FileHistory, Roster } from "./roster.js";
import { NO_WORK, type WaitingReview } from "./workload.js";

/** Everybody who may review knows a little. Without it whoever has no trace in the files would never be asked, however idle. */
const BASE = 1;
/** Chosen, not measured: what the policy or CODEOWNERS says of a person weighs as much as some fresh commits. */
const EXPERT = 2;
const OWNER = 2;
/** Most that the commits to one file count, so that a file that one person touches daily does not decide alone. Chosen. */
const MAX_PER_FILE = 3;
/** After so long a commit counts half: what one knew of a file fades. Chosen, not measured. */
const HALF_LIFE_DAYS = 180;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What a line of each tier weighs in somebody's load: a high-stakes review asks for more than reading. */
const TIER_WEIGHTS: Readonly<Record<Tier, number>> = { "format-safe": 0, "behavior-changing": 1, "high-stakes": 3 };

export interface Weighed {
  readonly score: number;
  readonly fit: Fit;
}

/**
 * Familiarity divided by one plus the hours of careful reading that wait (`review.careful_lines_per_hour`). INVARIANT: the same for
 * the same facts, in whatever order the lists came.
 */
export function weigh(person: PersonFacts, input: GateInput, roster: Roster): Weighed {
  const { id } = person.account;
  const { waiting } = roster.workload.get(id ?? Number.NaN) ?? NO_WORK;
  const hours = loadOf(waiting) / input.policy.policy.review.careful_lines_per_hour;
  const owned = countOwned(person, roster);
  const files = roster.owners.length;
  const own = roster.history.map(({ commits }) => commits.filter(({ authors }) => id !== null && authors.includes(id)));
  const expertOf = expertTeams(input)
    .flat()
    .filter((team) => isMemberOf(person, [team]) === true);
  const familiarity =
    BASE +
    (expertOf.length > 0 ? EXPERT : 0) +
    OWNER * (files === 0 ? 0 : owned / files) +
    freshness(own, roster.history, input.facts.readAt);
  const shas = new Set(own.flat().map(({ sha }) => sha));
  return {
    // Rounded, so that two people who are alike are equal.
    score: Math.round((familiarity / (1 + hours)) * 1e6) / 1e6,
    fit: {
      expertOf: [...new Set(expertOf)].sort(),
      owned,
      files,
      commits: shas.size,
      lastCommitAt: own.flat().reduce<string | null>((last, { at }) => later(last, at), null),
      open: waiting.length,
      waitingMinutes: Math.round(hours * 60),
    },
  };
}

/** Lines that wait, each as often as its tier weighs. Whole numbers, so the order of adding does not matter. */
function loadOf(waiting: readonly WaitingReview[]): number {
  let load = 0;
  for (const { lines, tier } of waiting) load += lines * TIER_WEIGHTS[tier];
  return load;
}

function countOwned({ account }: PersonFacts, { owners, ownerTeams }: Roster): number {
  const isTheirs = (owner: Owner) =>
    owner.kind === "user"
      ? personKey(owner.login) === personKey(account.login)
      : account.id !== null && (ownerTeams.get(owner.team.toLowerCase())?.has(account.id) ?? false);
  return owners.filter((file) => file.some(isTheirs)).length;
}

/** The mean over the files that were looked at; a commit of today counts one, older ones less. */
function freshness(own: readonly (readonly FileCommit[])[], looked: readonly FileHistory[], readAt: string): number {
  if (looked.length === 0) return 0;
  let sum = 0;
  for (const commits of own) {
    const file = commits.reduce((total, { at }) => total + 0.5 ** (ageInDays(at, readAt) / HALF_LIFE_DAYS), 0);
    sum += Math.min(MAX_PER_FILE, file);
  }
  return sum / looked.length;
}

/** A commit's time is its author's word: one from the future is of today, one that is no time is of long ago. */
function ageInDays(at: string, readAt: string): number {
  const moment = Date.parse(at);
  return Number.isNaN(moment) ? Number.POSITIVE_INFINITY : Math.max(0, momentOf(readAt) - moment) / DAY_MS;
}

function later(last: string | null, at: string): string | null {
  if (Number.isNaN(Date.parse(at))) return last;
  return last === null || Date.parse(at) > Date.parse(last) ? at : last;
}
