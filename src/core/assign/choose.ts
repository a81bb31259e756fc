// Who is asked: of everybody who may be asked the one with the highest score. Pure and without dice: where two are alike a hash
// decides, which nobody can choose and everybody can compute.

import type { GateInput } from "../case/input.js";
import { type Account, isSamePerson, type PersonFacts, personKey } from "../facts/facts.js";
import type { EndKind, Fit, SetAside, Why } from "../facts/request.js";
import { sha256 } from "../ground/canonical.js";
import type { Tier } from "../ground/tier.js";
import { momentOf } from "../ground/time.js";
import { compareText } from "../ground/words.js";
import { faultOfInvolvement, mayReview } from "../people/independence.js";
import { faultOfAccess } from "../people/rights.js";
import { expertTeams, faultOfExpertise, isMemberOf, maySit } from "../reviews/may-sit.js";
import { isAway } from "./away.js";
import type { Owner } from "./codeowners.js";
import { type FileCommit, type FileHistory, NO_WORK, type Roster, type WaitingReview } from "./roster.js";
import type { Need } from "./settle.js";

export interface Choice {
  /** Null: nobody is suitable; `why` says how many were set aside for which reason. */
  readonly person: Account | null;
  readonly why: Why;
}

/** `roll`: the number that the request will have, so that a hash falls anew each time. */
export function chooseReviewer(asking: Asking, roll: number): Choice {
  const { input, roster } = asking;
  const drawn = ({ account }: PersonFacts) => draw(account, asking, roll);
  const adopted = askedOnGithub(asking).sort((a, b) => compareText(drawn(a), drawn(b)))[0];
  if (adopted !== undefined) {
    const why: Why = { adopted: true, fit: null, suitable: 0, setAside: {}, notes: roster.notes };
    return { person: adopted.account, why };
  }
  const setAside: Partial<Record<SetAside, number>> = {};
  const suitable: (Weighed & { readonly person: PersonFacts })[] = [];
  for (const person of roster.people) {
    const reason = whySetAside(person, asking);
    if (reason === null) suitable.push({ person, ...weigh(person, input, roster) });
    else setAside[reason] = (setAside[reason] ?? 0) + 1;
  }
  suitable.sort((a, b) => b.score - a.score || compareText(drawn(a.person), drawn(b.person)));
  const [best] = suitable;
  return {
    person: best?.person.account ?? null,
    why: { adopted: false, fit: best?.fit ?? null, suitable: suitable.length, setAside, notes: roster.notes },
  };
}

/** People whom somebody asked already, in GitHub's sidebar or as code owners: their request is taken over instead of another one being asked. */
function askedOnGithub(asking: Asking): PersonFacts[] {
  const { requested } = asking.input.facts;
  if (requested.status === "unavailable") return [];
  return asking.roster.people.filter(
    (person) =>
      requested.value.some((account) => isSamePerson(account, person.account)) &&
      whyNotEligible(person, asking) === null,
  );
}

function draw({ id }: Account, { need, input }: Asking, roll: number): string {
  return sha256(`${input.fingerprint} ${need.seat} ${roll} ${id ?? ""}`);
}

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

interface Weighed {
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

export type Wanted = Extract<Need, { readonly kind: "wanted" }>;

/** What a choice is made from. */
export interface Asking {
  readonly need: Wanted;
  readonly input: GateInput;
  readonly roster: Roster;
}

/** Null: they may be asked. Whoever somebody asked on GitHub may be busy; whoever is chosen here may not. */
export function whySetAside(person: PersonFacts, asking: Asking): SetAside | null {
  return whyNotEligible(person, asking) ?? whyNotNow(person, asking);
}

/** What nobody can ask somebody over. */
export function whyNotEligible(person: PersonFacts, { need, input, roster }: Asking): SetAside | null {
  const refused = whyRefused(person, need, input);
  if (refused !== null) return refused;
  if (wasAsked(person, input)) return "asked-before";
  return isAway(person.account, roster.away, input.facts.readAt) ? "away" : null;
}

function whyRefused(person: PersonFacts, { tier, seated }: Wanted, input: GateInput): SetAside | null {
  const onPanel = tier === "high-stakes";
  const may = onPanel ? maySit(person, seated, input) : mayReview(person, input);
  if (may.may) return seated.some(({ account }) => isSamePerson(account, person.account)) ? "seated" : null;
  if (faultOfAccess(person, input, onPanel ? expertTeams(input).flat() : []).length > 0) return "access";
  if (faultOfInvolvement(person, input).length > 0) return "involved";
  if (onPanel && faultOfExpertise(person, seated, input) !== null) return "expertise";
  return "exposed";
}

/** Ends after which the same person is not asked about this version again. */
const SPENT: readonly EndKind[] = ["answered", "reassigned", "refused", "timed-out"];

function wasAsked({ account }: PersonFacts, { records, fingerprint }: GateInput): boolean {
  return records.asked.some(
    (request) =>
      request.fingerprint === fingerprint &&
      request.person !== null &&
      isSamePerson(request.person, account) &&
      (request.ended === null || SPENT.includes(request.ended.how)),
  );
}

function whyNotNow({ account }: PersonFacts, { input, roster }: Asking): SetAside | null {
  const { max_open, cool_down } = input.policy.policy.reviewers;
  const { waiting, approvals } = roster.workload.get(account.id ?? Number.NaN) ?? NO_WORK;
  if (waiting.length >= max_open) return "busy";
  return approvals >= cool_down.approvals ? "cool-down" : null;
}
