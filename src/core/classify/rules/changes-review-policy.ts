// The review policy itself and what GitHub reads to decide who reviews: changing it changes the gate.
import { placeRule, placesOf } from "../rule.js";

export const changesReviewPolicy = placeRule({
  id: "changes-review-policy",
  question: "Does it change the review policy or who owns code?",
  tier: "high-stakes",
  reason: "the policy file and CODEOWNERS decide what is reviewed and by whom",
  remedy: "put it into a pull request of its own; it takes effect only once it is merged",
  examples: {
    found: [".github/countersign.yml", "CODEOWNERS", "docs/CODEOWNERS", ".github/rulesets/main.json"],
    left: ["docs/codeowners-guide.md", "src/countersign.ts"],
  },
  fixed: true,
  placeName: placesOf([
    [/(?:^|\/)(?:\.github\/)?countersign\.ya?ml$/, "the review policy"],
    [/(?:^|\/)codeowners$/, "the list of code owners"],
    [/(?:^|\/)\.github\/(?:rulesets?\/.*|rulesets?\.(?:json|ya?ml))$/, "a ruleset"],
    [
      /(?:^|\/)\.github\/(?:settings|safe-settings|branch-protection|policy|policies\/.*)(?:\.ya?ml|\.json)$/,
      "repository settings",
    ],
    [
      /(?:^|\/)\.policy\.ya?ml$|(?:^|\/)\.mergify(?:\/config)?\.ya?ml$|(?:^|\/)\.mergify\.ya?ml$|(?:^|\/)\.github\/mergify\.ya?ml$/,
      "rules of approval and merge",
    ],
    [/(?:^|\/)(?:owners|owners_aliases)$/, "the list of owners"],
  ]),
});
