// Who decides when two blind reviews disagree, and what they decided (DESIGN §4.6).
import type { PersonFacts } from "../facts.js";
import { personKey } from "../facts.js";
import type { NotCounted } from "../gate/decision.js";
import type { GateInput } from "../gate/input.js";
import type { Submission } from "../records.js";
import { faultOfInvolvement, type MayReview, toAnswer } from "../review/independence.js";
import { isSamePerson } from "../review/person.js";
import { personNow } from "../review/person-of.js";
import { faultOfIdentity, hasAtLeast } from "../review/rights.js";
import { momentOf } from "../review/time.js";
import { isMemberOf } from "./experts.js";
import { isOnRevealedPanel } from "./panel.js";

/** Independent like every reviewer, named by `reviewers.escalation`, and not on the panel. */
export function mayDecide(person: PersonFacts, input: GateInput): MayReview {
  return toAnswer([
    ...faultOfStanding(person, input),
    ...faultOfInvolvement(person, input),
    ...(isOnRevealedPanel(person.account.id, input) ? ["sat on the panel that disagrees"] : []),
  ]);
}

/**
 * Where the policy names nobody, an administrator of the repository decides: somebody has to be able to, and no smaller right may do
 * more.
 */
function faultOfStanding(person: PersonFacts, { policy }: GateInput): string[] {
  const identity = faultOfIdentity(person.account, policy.policy);
  if (identity !== null) return [identity];
  const { teams, users } = policy.policy.reviewers.escalation;
  if (teams.length + users.length === 0) return faultOfAdministration(person);
  if (users.some((login) => personKey(login) === personKey(person.account.login))) return [];
  switch (isMemberOf(person, teams)) {
    case true:
      return [];
    case false:
      return [`is not among those who decide a disagreement (${[...teams, ...users].join(", ")})`];
    case null:
      return ["has a team membership that could not be read"];
  }
}

function faultOfAdministration({ permission }: PersonFacts): string[] {
  if (permission.status === "unavailable") return [`has a permission that could not be read (${permission.reason})`];
  if (hasAtLeast(permission.value, "admin")) return [];
  return ["is no administrator of this repository, and the policy names nobody else under `reviewers.escalation`"];
}

export interface SpecialistView {
  /** Latest of each specialist; a rejection among them refuses. */
  readonly counted: readonly Submission[];
  readonly notCounted: readonly NotCounted[];
}

/** Structured reviews of this version in the clear, given while its panel disagreed. */
export function specialistReviews(input: GateInput): SpecialistView {
  const counted: Submission[] = [];
  const notCounted: NotCounted[] = [];
  for (const review of latestOfEach(input)) {
    const may = mayDecide(personNow(review.reviewer, input), input);
    // INVARIANT: a rejection is lifted by nobody but its author: what others can bring about does not count against it.
    if (may.may || (review.verdict === "reject" && standsAnyhow(review, input))) counted.push(review);
    else notCounted.push({ login: review.reviewer.login, reason: may.reason, url: review.url });
  }
  return { counted, notCounted };
}

function standsAnyhow({ reviewer }: Submission, input: GateInput): boolean {
  return faultOfStanding(personNow(reviewer, input), input).length === 0 && !isOnRevealedPanel(reviewer.id, input);
}

/** What was said before the disagreement was known is no answer to it. */
function latestOfEach({ records, fingerprint }: GateInput): readonly Submission[] {
  const revealedAt = records.sealed.flatMap((review) =>
    review.fingerprint === fingerprint && review.revealed !== null ? [momentOf(review.revealed.at)] : [],
  );
  const since = Math.max(...revealedAt, Number.NEGATIVE_INFINITY);
  const live = records.submissions
    .filter((submission) => submission.fingerprint === fingerprint && submission.voided === null)
    .filter(({ submittedAt }) => momentOf(submittedAt) >= since)
    .sort((a, b) => momentOf(a.submittedAt) - momentOf(b.submittedAt) || a.source.id - b.source.id);
  return live.filter(
    (submission, index) => !live.slice(index + 1).some(({ reviewer }) => isSamePerson(reviewer, submission.reviewer)),
  );
}
