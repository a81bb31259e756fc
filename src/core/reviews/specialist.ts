// Who decides when two blind reviews disagree, and what they decided (DESIGN §4.6).

import type { NotCounted } from "../case/decision.js";
import type { GateInput } from "../case/input.js";
import { latestOfEach, type PersonFacts, personKey } from "../facts/facts.js";
import type { Submission } from "../facts/submission.js";
import { momentOf } from "../ground/time.js";
import { faultOfInvolvement, type MayReview, toAnswer } from "../people/independence.js";
import { personNow } from "../people/person-of.js";
import { faultOfIdentity, hasAtLeast } from "../people/rights.js";
import { byTime } from "./count.js";
import { isMemberOf } from "./may-sit.js";
import { isOnRevealedPanel } from "./panel.js";

/** Independent like every reviewer, named by `reviewers.escalation`, and not on the panel. */
export function mayDecide(person: PersonFacts, input: GateInput): MayReview {
  const right = rightOf(person, input);
  return toAnswer([
    ...(right.has === "yes" ? [] : [right.reason]),
    ...faultOfInvolvement(person, input),
    ...(isOnRevealedPanel(person.account.id, input) ? ["sat on the panel that disagrees"] : []),
  ]);
}

/** `unknown`: it cannot be read at the moment. `reason` reads on behind the person's name. */
type Right = { readonly has: "yes" } | { readonly has: "no" | "unknown"; readonly reason: string };

/**
 * Where the policy names nobody, an administrator of the repository decides: somebody has to be able to, and no smaller right may do
 * more.
 */
function rightOf(person: PersonFacts, { policy }: GateInput): Right {
  const identity = faultOfIdentity(person.account, policy.policy);
  if (identity !== null) return { has: "no", reason: identity };
  const { teams, users } = policy.policy.reviewers.escalation;
  if (teams.length + users.length === 0) return rightOfAdministration(person);
  if (users.some((login) => personKey(login) === personKey(person.account.login))) return { has: "yes" };
  if (teams.length > 0 && person.teams.status === "unavailable") {
    return { has: "unknown", reason: `has a team membership that could not be read (${person.teams.reason})` };
  }
  if (isMemberOf(person, teams) === true) return { has: "yes" };
  return { has: "no", reason: `is not among those who decide a disagreement (${[...teams, ...users].join(", ")})` };
}

function rightOfAdministration({ permission }: PersonFacts): Right {
  if (permission.status === "unavailable") {
    return { has: "unknown", reason: `has a permission that could not be read (${permission.reason})` };
  }
  if (hasAtLeast(permission.value, "admin")) return { has: "yes" };
  const reason =
    "is no administrator of this repository, and the policy names nobody else under `reviewers.escalation`";
  return { has: "no", reason };
}

export interface SpecialistView {
  /** Latest of each specialist; a rejection among them refuses. */
  readonly counted: readonly Submission[];
  readonly notCounted: readonly NotCounted[];
}

/** Structured reviews of this version in public, given while its panel disagreed. */
export function specialistReviews(input: GateInput): SpecialistView {
  const counted: Submission[] = [];
  const notCounted: NotCounted[] = [];
  for (const review of latestAnswers(input)) {
    const person = personNow(review.reviewer, input);
    const may = mayDecide(person, input);
    if (may.may || (review.verdict === "reject" && standsAnyhow(person, input))) counted.push(review);
    else notCounted.push({ login: person.account.login, reason: may.reason, url: review.url });
  }
  return { counted, notCounted };
}

/**
 * INVARIANT: a rejection is lifted by nobody but its author: neither what others can bring about counts against it, nor that it
 * cannot be read for a while whether its author may decide.
 */
function standsAnyhow(person: PersonFacts, input: GateInput): boolean {
  return rightOf(person, input).has !== "no" && !isOnRevealedPanel(person.account.id, input);
}

/** What was said before the disagreement was known is no answer to it. */
function latestAnswers({ records, fingerprint }: GateInput): readonly Submission[] {
  const revealedAt = records.sealed.flatMap((review) =>
    review.fingerprint === fingerprint && review.revealed !== null ? [momentOf(review.revealed.at)] : [],
  );
  const since = Math.max(...revealedAt, Number.NEGATIVE_INFINITY);
  const live = records.submissions
    .filter((submission) => submission.fingerprint === fingerprint && submission.voided === null)
    .filter(({ submittedAt }) => momentOf(submittedAt) >= since)
    .sort(byTime);
  return latestOfEach(live);
}
