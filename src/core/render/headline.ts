// The check's title: one line that says where the pull request stands, such as
// `Behavior-changing · waiting for one structured review`. Also heads the briefing and the reply to `status`.
import type { Conclusion, Decision } from "../case/decision.js";
import { isMet, type Requirement, type RequirementId } from "../case/requirement.js";
import { isDeniedForLateness, NOBODY_IN_TIME } from "../gate/late.js";
import { cutTo, plainLine } from "../markdown/neutralise.js";
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
    return refused.every(isDeniedForLateness) ? NOBODY_IN_TIME : "refused in review";
  }
  if (conclusion === "action_required") {
    return joined(unmet.filter(({ waits }) => waits === "author").map(({ id }) => TO_DO[id]));
  }
  if (unmet.some(({ id, status }) => id === "policy_valid" && status === "error"))
    return "the policy could not be read";
  if (unmet.some(({ status }) => status === "error")) return "not everything could be read, trying again";
  const blind = unmet.find(({ id }) => id === "blind_reviews");
  const progress = blind === undefined ? null : /^\d of 2 blind reviews/.exec(blind.detail);
  if (progress !== null) return `${progress[0]} received`;
  return `waiting for ${joined(unmet.map(({ id }) => AWAITED[id]))}`;
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

const TO_DO: Readonly<Record<RequirementId, string>> = {
  policy_valid: "the policy file is broken",
  facts_complete: "not all of the change can be seen",
  intent_stated: "no stated intent",
  reviewable_size: "too large to review",
  validation_green: "checks failed",
  dependencies_verified: "a dependency is not verified",
  no_secrets: "a secret was found",
  acceptance_criteria: "no acceptance criteria",
  structured_review: "no structured review",
  blind_reviews: "no blind reviews",
  agreement: "no agreement",
};

const AWAITED: Readonly<Record<RequirementId, string>> = {
  policy_valid: "a valid policy",
  facts_complete: "complete facts",
  intent_stated: "a stated intent",
  reviewable_size: "a smaller change",
  validation_green: "checks",
  dependencies_verified: "verified dependencies",
  no_secrets: "a change without secrets",
  acceptance_criteria: "acceptance criteria",
  structured_review: "one structured review",
  blind_reviews: "two blind reviews",
  agreement: "a specialist, as the blind reviews disagree",
};
