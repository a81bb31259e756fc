// What a run says when its success does not hold any more: it was earned for another head, or for another base.
import type { CheckName } from "../case/check-name.js";
import type { CheckRunEffect } from "../case/effect.js";

/** `newer-head`: a newer commit is the head · `other-base`: the pull request is aimed at another branch. */
export type WithdrawnFor = "newer-head" | "other-base";

export interface Withdrawn {
  readonly headSha: string;
  readonly name: CheckName;
  /** Where the run's details lead. */
  readonly page: string;
}

export function withdrawal(why: WithdrawnFor, { headSha, name, page }: Withdrawn): CheckRunEffect {
  return { kind: "check_run", headSha, name, ...WORDS[why], annotations: [], detailsUrl: page };
}

const WORDS: Readonly<Record<WithdrawnFor, Pick<CheckRunEffect, "conclusion" | "title" | "summary" | "text">>> = {
  "newer-head": {
    conclusion: null,
    title: "A newer commit took its place · approval withdrawn",
    summary: "This commit is not the head of its pull request any more. What was approved here is decided anew there.",
    text: "Should this commit become the head again, it is evaluated again, and a review of the same change still counts.",
  },
  "other-base": {
    conclusion: "cancelled",
    title: "Aimed at another branch · decision withdrawn",
    summary:
      "What stood here was decided for another base branch. GitHub would let this commit merge into any branch with it.",
    text: "The pull request is decided anew for the branch that it aims at now. A review of the same change still counts.",
  },
};
