// The requirements in the order in which people read them. Adding one is one file and one line here.

import type { GateInput } from "../../case/input.js";
import type { JudgedRequirement } from "../../case/requirement.js";
import { line } from "../../ground/hostile.js";
import type { RequirementKind } from "../requirement-kind.js";
import { withWaiver } from "../waive.js";
import { acceptanceCriteria } from "./acceptance-criteria.js";
import { agreement } from "./agreement.js";
import { blindReviews } from "./blind-reviews.js";
import { dependenciesVerified } from "./dependencies-verified.js";
import { factsComplete } from "./facts-complete.js";
import { intentStated } from "./intent-stated.js";
import { noSecrets } from "./no-secrets.js";
import { policyValid } from "./policy-valid.js";
import { reviewableSize } from "./reviewable-size.js";
import { structuredReview } from "./structured-review.js";
import { validationGreen } from "./validation-green.js";

export const REQUIREMENTS = [
  policyValid,
  factsComplete,
  intentStated,
  reviewableSize,
  validationGreen,
  dependenciesVerified,
  noSecrets,
  acceptanceCriteria,
  structuredReview,
  blindReviews,
  agreement,
] as const;

export type RequirementId = (typeof REQUIREMENTS)[number]["id"];

/** Each requirement's state, waivers applied. */
export function judgeRequirements(input: GateInput): readonly JudgedRequirement[] {
  return REQUIREMENTS.map((kind: RequirementKind) => withWaiver(kind, input));
}

/** What a maintainer may waive, and what has to stand behind the colon; null: it is waived as a whole. */
export const WAIVABLE: ReadonlyMap<string, string | null> = new Map(
  REQUIREMENTS.flatMap(({ id, waivable }: RequirementKind): [string, string | null][] => {
    if (waivable === "whole") return [[id, null]];
    return "by" in waivable ? [[id, waivable.by]] : [];
  }),
);

/** @throws for what is no requirement. */
export function requirementOf(id: string): RequirementKind {
  const found = REQUIREMENTS.find((kind) => kind.id === id);
  if (found === undefined) throw new Error(line`${id} is no requirement`);
  return found;
}
