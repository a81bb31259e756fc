// `/countersign start`: opens a review session, a seat of the panel on a high-stakes change, or says at once why this person cannot
// review.

import type { GateInput } from "../../case/input.js";
import { isElevated } from "../../case/is-elevated.js";
import { formatContent } from "../../comments/content.js";
import { formatAnswers, formatBlankForm } from "../../comments/form.js";
import { reviewPageUrl, sealPageUrl } from "../../markdown/links.js";
import { sayBlock } from "../../markdown/say.js";
import { reviewsOf } from "../../reviews/reviews.js";
import { command } from "../command-kind.js";
import { type Opened, openSession, sayMayNotReview, sayNotNeeded, sayOpened } from "../review-session.js";
import { accept, type Places, type Ruling, refuse, type Turn } from "../ruling.js";
import { roomFor, sayPanelClosed } from "../standing.js";

export const start = command({
  verb: "start",
  who: "a reviewer",
  effect: "opens a review session; the time to read starts here. Answered with the form",
  takes: "nothing",
  hasEffect: true,
  edited: "silent",
  page: {
    again: "The session begins again, and so does the time to read.",
    holds: "The session ends with a review that counts, when its time is over, or when a push changes the change.",
  },
  judge: judgeStart,
});

export function judgeStart(turn: Turn): Ruling {
  const { input, person, author, context } = turn;
  const room = roomFor(person, input);
  switch (room.kind) {
    case "not-needed":
      return accept(turn, "start", { reply: sayNotNeeded(room.reason) });
    case "closed":
      return accept(turn, "start", { reply: sayPanelClosed(reviewsOf(input).panel, author) });
    case "may-not": {
      const why = sayMayNotReview(person.account.login, room.reason);
      return refuse(turn, "start", room.decides ? `${sayPanelClosed(reviewsOf(input).panel, author)}\n\n${why}` : why);
    }
    case "open":
      return openSession(turn, (opened) => {
        if (room.mode === "sealed") return sayStartedSealed(opened, input, context.places);
        return room.decides ? sayStartedDecision(opened, isElevated(input)) : sayStarted(opened);
      });
  }
}

const FORM = "this form as a new comment";
const TO_REFUSE = "To refuse the change, write `reject` in place of `approve`.";

function sayStarted(opened: Opened): string {
  return [
    `${sayOpened(opened, FORM)} ${TO_REFUSE}`,
    sayBlock(formatBlankForm()),
    "It can also be the text of a review with GitHub's own Approve or Request changes.",
  ].join("\n\n");
}

function sayStartedDecision(opened: Opened, elevated: boolean): string {
  return [
    `${sayOpened(opened, FORM)} The two blind reviews disagree, and yours decides. ${TO_REFUSE}`,
    sayBlock(formatBlankForm("approve", elevated)),
  ].join("\n\n");
}

/** INVARIANT: nothing here depends on what a sealed review says: replies are public. */
function sayStartedSealed(opened: Opened, input: GateInput, places: Places): string {
  const { repository, pull } = input.facts;
  const login = opened.session.reviewer.login;
  const name = `${repository.owner}/${repository.name}#${pull.number}`;
  const elevated = isElevated(input);
  const page = reviewPageUrl(places.publicUrl, repository, pull.number);
  const sealing = sealPageUrl(
    places.publicUrl,
    { ...repository, number: pull.number },
    {
      reviewer: login,
      fingerprint: input.fingerprint,
      elevated,
    },
  );
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
