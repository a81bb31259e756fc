// The page on which a signed-in person reviews: where things stand for them, the briefing, the change, the form.

import { html } from "hono/html";
import { CHECKLIST, QUESTIONS } from "../../core/comments/form.js";
import type { PullRef } from "../../core/facts/work.js";
import { sayDuration } from "../../core/markdown/say.js";
import { headline } from "../../core/render/headline.js";
import { reviewsOf } from "../../core/reviews/reviews.js";
import { requiredSeconds } from "../../core/reviews/session.js";
import type { DeskView, OwnPapers } from "../../ports.js";
import type { Html } from "../page.js";
import { renderPage } from "../page.js";
import type { Viewer } from "../session.js";
import { shown, shownLines } from "../shown.js";
import { briefingCard } from "./briefing-card.js";
import { diffView } from "./diff-view.js";
import { type FormPage, formView } from "./form-view.js";
import { renderMarkdown } from "./markdown.js";
import type { Notice } from "./notices.js";
import { REVIEW_STYLE_PATH } from "./style.js";

export interface ReviewPage extends FormPage {
  readonly ref: PullRef;
  readonly viewer: Viewer;
  readonly githubUrl: string;
  /** Something to tell at the top, such as that a draft was saved. */
  readonly notice: Notice | null;
  /** A comment was posted, and has not been judged yet. */
  readonly isPosted: boolean;
  /** Path of the page's script. */
  readonly script: string;
}

export function reviewPage(page: ReviewPage): Html {
  const { ref, view, own, viewer, githubUrl, notice, isPosted, script } = page;
  const name = `${ref.owner}/${ref.name}#${ref.number}`;
  const { standing } = view;
  const form = standing.kind === "reviewing" && !isPosted ? formView(page, standing) : "";
  return renderPage({
    title: `Review of ${name}`,
    viewer,
    wide: true,
    styles: [REVIEW_STYLE_PATH],
    script,
    content: html`
<h1>${name}: ${shown(view.title)}</h1>
<p class="lead">${headline(view.decision)} · <a href="${githubUrl}">on GitHub</a>${form === "" ? "" : html` · <a href="#your-review">to the form</a>`}</p>
${notice === null ? "" : html`<p class="card notice ${notice.tone}" role="status">${notice.text}</p>`}
${latestView(own)}
${standingCard(page)}
<div class="${form === "" ? "" : "desk"}"><div>
${revealedCard(view)}
${briefingCard(view)}
${diffView(view)}
</div>${form}</div>`,
  });
}

/** What came of the last thing done here, unless it is a start that the form below shows. */
function latestView({ latest }: OwnPapers): Html | string {
  if (latest === null) return "";
  switch (latest.state) {
    case "waiting":
      return html`<p class="card notice wait" role="status">What you did here is being looked at. <a href="">Load this page again</a> in a moment.</p>`;
    case "accepted":
      return latest.kind === "start" || latest.reply === null
        ? ""
        : html`<div class="card notice good" role="status">${renderMarkdown(latest.reply)}</div>`;
    case "refused":
      return html`<div class="card notice bad" role="status">${renderMarkdown(latest.reply ?? "It was refused.")}</div>`;
  }
}

function standingCard({ path, view, token, viewer }: ReviewPage): Html | string {
  const { standing, input } = view;
  switch (standing.kind) {
    case "reviewing":
      return "";
    case "not-needed":
      return html`<div class="card"><p>This change needs no structured review, because ${standing.reason}.</p></div>`;
    case "closed":
      return html`<div class="card">${renderMarkdown(standing.text)}</div>`;
    case "may-not":
      return html`<div class="card"><p><strong>A review by ${viewer.login} cannot count here</strong>, because ${viewer.login} ${standing.reason}.</p>
<p>What you notice is welcome as an ordinary comment on GitHub${input.classification.tier === "high-stakes" ? ", as long as it gives no verdict away" : ""}.</p></div>`;
    case "unknown":
      return html`<div class="card"><p>It cannot be told at the moment whether you may review this (${standing.reason}). Try again in a minute.</p></div>`;
    case "may-start":
      return html`<form method="post" action="${path}" class="card"><h2>${standing.sealed ? "Your review is sealed" : "You may review this change"}</h2>
<p>${standing.sealed ? "Nobody learns what it says before the other one is in. You may begin again and put another in its place; what you sealed before is then never opened." : howItGoes(view)}</p>
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="fingerprint" value="${input.fingerprint}">
<button name="action" value="start" class="${standing.sealed ? "second" : ""}">${standing.sealed ? "Begin again" : "Start reviewing"}</button></form>`;
  }
}

function howItGoes({ input, standing }: DeskView): string {
  const required = sayDuration(requiredSeconds(input.policy.policy.review, input.size.counted));
  const time = `Your time begins when you press the button: reading ${input.size.counted} lines takes at least ${required}.`;
  return standing.kind === "may-start" && standing.mode === "sealed"
    ? `Two people review this change, and neither learns what the other found before both are done. ${time} Leave GitHub's own Approve and Request changes alone meanwhile: they are public at once and would exclude you.`
    : time;
}

/** Both reviews of a panel that is complete: whoever decides a disagreement has to read them. */
function revealedCard({ input }: DeskView): Html | string {
  const known = reviewsOf(input).panel.seats.flatMap(({ reviewer, revealed }) =>
    revealed === null ? [] : [{ reviewer, revealed }],
  );
  if (known.length === 0) return "";
  const cards = known.map(({ reviewer, revealed: { verdict, answers } }) => {
    const parts = QUESTIONS.map(
      ({ id, heading }) => html`<h4>${heading}</h4><p class="answer">${shownLines(answers[id])}</p>`,
    );
    const boxes = CHECKLIST.filter(({ id }) => answers.checklist?.ticked.includes(id)).map(
      ({ text }) => html`<li>${text}</li>`,
    );
    const note = answers.checklist?.note ?? "";
    return html`<div><h3>${verdict === "approve" ? "Approved" : "Refused"} by ${shown(reviewer.login)}</h3>${parts}${boxes.length > 0 ? html`<ul>${boxes}</ul>` : ""}${note === "" ? "" : html`<p class="answer">${shownLines(note)}</p>`}</div>`;
  });
  return html`<section class="card" aria-labelledby="reviews"><h2 id="reviews">The two blind reviews</h2><div class="beside">${cards}</div></section>`;
}
