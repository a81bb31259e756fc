// Reviews as the pipeline reveals them, the comment that shows them, and what a reader's shell makes of it.
import { execFileSync } from "node:child_process";
import { formatContent } from "../../../src/core/comments/content.js";
import { formatAnswers } from "../../../src/core/comments/form.js";
import type { Answers, SealedReview, Verdict } from "../../../src/core/facts/submission.js";
import { commitmentOf } from "../../../src/core/judge/take-sealed.js";
import { revealComment } from "../../../src/core/render/reveal.js";
import { FINGERPRINT, fakeHash } from "../../support/build.js";
import { GOOD_ANSWERS, OTHER_ANSWERS } from "../comments/forms.js";
import { aPanelInput, type PanelGiven, sealedBy } from "../reviews/panels.js";

export interface Said extends Partial<Answers> {
  readonly verdict?: Verdict;
}

/** As the pipeline makes it: the commitment is about the form's text with its header. */
export function reviewBy(
  login: string,
  time: string,
  { verdict = "approve", ...said }: Said,
  override: Partial<SealedReview> = {},
): SealedReview {
  const answers = { ...GOOD_ANSWERS, ...said };
  const nonce = fakeHash(login);
  const header = { reviewer: login, pull: "acme/shop#7", fingerprint: FINGERPRINT, verdict };
  const content = formatContent(header, formatAnswers(answers, answers.checklist));
  return {
    ...sealedBy(login, time, { revealed: { at: "2026-03-02T11:00:00Z", nonce, content, verdict, answers } }),
    commitment: commitmentOf(nonce, content),
    ...override,
  };
}

export function two(first: Said = {}, second: Said = {}): readonly SealedReview[] {
  return [reviewBy("robin", "10:10", first), reviewBy("sam", "10:20", { ...OTHER_ANSWERS, ...second })];
}

export function comment(reviews: readonly SealedReview[], given: PanelGiven = {}): string {
  return revealComment(aPanelInput({ sealed: reviews, ...given }), reviews).body;
}

/** What a reader's shell says when the lines of the comment are pasted into it. */
export function recomputed(body: string): string[] {
  return [...body.matchAll(/```sh\n([\s\S]*?)\n```/g)].map(
    ([, lines = ""]) => `sha256:${execFileSync("/bin/sh", ["-c", lines], { encoding: "utf8" }).slice(0, 64)}`,
  );
}
