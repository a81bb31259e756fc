// What reviewers of a high-stakes change are told. INVARIANT: no sentence here depends on what a sealed review says, and none
// repeats it: replies are public.

import type { GateInput } from "../case/input.js";
import { isElevated } from "../case/is-elevated.js";
import { formatContent } from "../comments/content.js";
import { formatAnswers } from "../comments/form.js";
import type { Account } from "../facts/facts.js";
import { isSamePerson } from "../facts/person.js";
import { reviewPageUrl, sealPageUrl } from "../markdown/links.js";
import { sayLogin } from "../markdown/say.js";
import type { Panel } from "../reviews/panel.js";
import { type Opened, sayOpened } from "./review-session.js";
import type { Places } from "./ruling.js";

export function sayStartedSealed(opened: Opened, input: GateInput, places: Places): string {
  const { repository, pull } = input.facts;
  const login = opened.session.reviewer.login;
  const name = `${repository.owner}/${repository.name}#${pull.number}`;
  const elevated = isElevated(input);
  const page = reviewPageUrl(places.publicUrl, repository, pull.number);
  const sealing = sealPageUrl(places.publicUrl, repository, pull.number, {
    reviewer: login,
    fingerprint: input.fingerprint,
    elevated,
  });
  const header = { reviewer: login, pull: name, fingerprint: input.fingerprint, verdict: "approve" } as const;
  const ways = [
    ...(places.signIn
      ? [`**On the [review page](${page})**, signed in with GitHub: you see the change there as well.`]
      : []),
    `**On the [sealing page](${sealing})**, without signing in: it encrypts in your browser, sends nothing, and gives you a comment to paste here.`,
    `**On the command line**: \`countersign seal\`, or \`age -a -r ${places.recipient}\` over the text below, and then a comment that holds \`/countersign sealed\`, the block below it, and nothing else.`,
  ];
  return [
    sayOpened(opened, "your review, sealed"),
    "This change is high-stakes: two people review it, and neither learns what the other found before both are done. Whatever is written on GitHub in the clear is public at once, so **do not write your verdict here, and leave GitHub's own Approve and Request changes alone**: it would exclude you. Submit it in one of these ways:",
    ways.map((way, index) => `${index + 1}. ${way}`).join("\n"),
    `<details>\n<summary>The text to encrypt by hand, and for whom</summary>\n\nTo refuse the change, write \`reject\` in place of \`approve\`.\n\n~~~text\n${formatContent(header, formatAnswers(null, elevated ? {} : undefined))}\n~~~\n\nRecipient: \`${places.recipient}\`\n</details>`,
  ].join("\n\n");
}

/**
 * Why this person can neither begin nor submit a review of this version any more; null while the panel is open. Members of a panel
 * that is complete and not revealed, because a review could not be opened, may seal theirs again.
 */
export function sayPanelClosed(panel: Panel, account: Account): string | null {
  const state = sayPanelState(panel, account);
  return state === null ? null : `${state.stands} Nothing was recorded${state.next}`;
}

/** The same for somebody who has asked for nothing yet. */
export function sayPanelStands(panel: Panel, account: Account): string | null {
  return sayPanelState(panel, account)?.stands ?? null;
}

interface PanelState {
  readonly stands: string;
  /** Ends the sentence. */
  readonly next: string;
}

function sayPanelState({ state, outcome, seats }: Panel, account: Account): PanelState | null {
  if (state === "open") return null;
  if (state === "complete" && seats.some(({ reviewer }) => isSamePerson(reviewer, account))) return null;
  if (state === "complete")
    return { stands: "Both blind reviews of this version are in and are being revealed.", next: "." };
  switch (outcome) {
    case "approved":
      return {
        stands: "This version has its two blind reviews, and both approve.",
        next: "; what you noticed is welcome as an ordinary comment.",
      };
    case "rejected":
      return {
        stands: "Both blind reviews refused this version.",
        next: ": a push that changes it asks for two new reviews.",
      };
    case "split":
      return { stands: "The two blind reviews of this version disagree, and a specialist decides now.", next: "." };
    case null:
      return {
        stands: "It cannot be told at the moment how this panel stands.",
        next: "; please try again in a moment.",
      };
  }
}

/** One for all that may come of `/countersign sealed` on a change that asks for none. */
export function sayNotSealedHere(): string {
  return "This change is not high-stakes, so its review is not blind and needs no sealing. Comment `/countersign start` and submit the form as the answer shows. Nothing was recorded.";
}

export function sayReceipt(seat: number, commitment: string, replaced: boolean): string {
  return `Sealed review received (${seat} of 2). Commitment ${commitment}${replaced ? "\n\nIt takes the place of the reviewer's earlier one, whose commitment will not be opened." : ""}`;
}

interface Clear {
  readonly removed: boolean;
  /** Who made it known; null: GitHub does not tell. */
  readonly by: Account | null;
}

/** A verdict in the clear. The same words whatever it was, so that the reply tells nobody more than the comment did. */
export function sayInTheClear({ removed, by }: Clear): string {
  const gone = removed
    ? "**This review was given in the clear, so it is not counted, and the comment was removed.** Its text is not kept here; copies may be in mails and with other programs. A form or a verdict is one wherever it stands: below other lines, in a review that only comments, on a line of the diff. A sealed comment holds its command and its block, and nothing else."
    : "**A verdict in the clear is not counted on this change**, whichever button or words it was given with.";
  const who = by === null ? "it is not known by whom" : `${sayLogin(by.login)} gave it and cannot sit on its panel`;
  return `${gone} This change is high-stakes: two people review it, and the second must not know what the first found. That a verdict on this version became known is recorded; ${who}. Other people can review: they comment \`/countersign start\` and submit their review sealed.`;
}

/** The panel of this version is complete or was revealed: there is nothing left to give away. */
export function sayNativeAfterwards(outcome: Panel["outcome"]): string {
  const how =
    outcome === "split"
      ? "Whoever decides the disagreement comments `/countersign start` and submits the form in a comment."
      : "Nothing was recorded.";
  return `GitHub's own Approve and Request changes never count on a high-stakes change. ${how}`;
}

export function sayAudienceUnknown(reason: string): string {
  return `The policy accepts a first review in the clear, but only when everybody who could read it is known, and that could not be found out (${reason}).`;
}
