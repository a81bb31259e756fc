// The requirements in the order in which people read them. Adding one is one file and one line here.
import type { GateInput } from "../../case/input.js";
import type { Requirement } from "../../case/requirement.js";
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

/** In the order of `REQUIREMENT_IDS`. */
const REQUIREMENTS: readonly ((input: GateInput) => Requirement)[] = [
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
];

/** Each requirement's state, waivers applied. */
export function judgeRequirements(input: GateInput): readonly Requirement[] {
  return REQUIREMENTS.map((judge) => withWaiver(judge(input), input));
}
