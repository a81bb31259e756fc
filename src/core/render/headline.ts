// The check's title: one line that says where the pull request stands, such as
// `Behavior-changing · waiting for one structured review`. Also heads the briefing and the reply to `status`.
import type { Conclusion, Decision } from "../case/decision.js";
import { isMet, type Requirement } from "../case/requirement.js";
import { isNobodyInTime, NOBODY_IN_TIME } from "../gate/late.js";
import { blindReviews, receivedOf } from "../gate/requirements/blind-reviews.js";
import { requirementOf } from "../gate/requirements/index.js";
import { cutTo, plainLine } from "../markdown/neutralise.js";
import { SEATS } from "../reviews/panel.js";
import { TIER_NAMES } from "./words.js";

/** GitHub's own limit for a check's title is not documented; its annotations' titles end at 255. */
export const MAX_TITLE_CHARS = 255;

/** Plain text: GitHub shows a title as it is. Inside Markdown it has to be quoted. */
export function headline(decision: Decision): string {
  return cutTo(describe(decision), MAX_TITLE_CHARS);
}

function describe(decision: Decision): string {
  const { override, outOfScope, observed, conclusion, requirements, tier } = decision;
  if (override !== null) return `OVERRIDDEN by ${plainLine(override.by, 60)} · ${plainLine(override.reason, 150)}`;
  if (outOfScope) return "Not agent-authored · nothing to review";
  if (observed === null) return `${TIER_NAMES[tier]} · ${standing(conclusion, requirements)}`;
  const would = `${TIER_NAMES[tier]} · ${standing(observed.conclusion, requirements)}`;
  return `Observe mode · would have ${observed.conclusion === "success" ? "passed" : "been blocked"}: ${would}`;
}

function standing(conclusion: Conclusion | null, requirements: readonly Requirement[]): string {
  if (conclusion === "success") return passed(requirements);
  const unmet = requirements.filter((requirement) => !isMet(requirement));
  if (conclusion === "failure") {
    const refused = unmet.filter(({ waits }) => waits === "refused");
    return refused.every(isNobodyInTime) ? NOBODY_IN_TIME : "refused in review";
  }
  if (conclusion === "action_required") {
    return joined(unmet.filter(({ waits }) => waits === "author").map(({ id }) => requirementOf(id).toDo));
  }
  if (unmet.some(({ id, status }) => id === "policy_valid" && status === "error"))
    return "the policy could not be read";
  if (unmet.some(({ status }) => status === "error")) return "not everything could be read, trying again";
  const received = blindReviewsIn(unmet);
  if (received !== null) return `${received} of ${SEATS} blind reviews received`;
  return `waiting for ${joined(unmet.map(({ id }) => requirementOf(id).awaited))}`;
}

/** Null: nobody waits for them. */
function blindReviewsIn(unmet: readonly Requirement[]): number | null {
  const { reason, status } = unmet.find(({ id }) => id === blindReviews.id) ?? {};
  return reason === undefined || status === "error" ? null : receivedOf(reason);
}

function passed(requirements: readonly Requirement[]): string {
  // A review cannot be waived: only the time can have let it through, and nobody may take that for a review.
  if (requirements.some(({ id, status }) => id === "structured_review" && status === "waived")) {
    return `NOT REVIEWED · ${NOBODY_IN_TIME}, and the policy lets it pass`;
  }
  const waived = requirements.filter(({ status }) => status === "waived").length;
  const suffix = waived === 0 ? "" : ` · ${waived === 1 ? "1 requirement" : `${waived} requirements`} waived`;
  const reviewed = requirements.some(
    ({ id, status }) => (id === "structured_review" || id === "blind_reviews") && status === "satisfied",
  );
  const green = requirements.some(({ id, status }) => id === "validation_green" && status === "satisfied");
  return `${reviewed ? "reviewed and approved" : green ? "checks are green" : "every requirement is met"}${suffix}`;
}

const MAX_NAMED = 2;

function joined(phrases: readonly string[]): string {
  const named = phrases.slice(0, MAX_NAMED);
  const rest = phrases.length - named.length;
  return rest > 0 ? `${named.join(", ")} and ${rest} more` : named.join(" and ");
}
