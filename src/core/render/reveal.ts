// The comment that reveals both blind reviews at once: what each says, side by side, and everything that is needed to compute the
// commitments again. The answers are hostile text: they are quoted, and the exact bytes stand in base64 only.

import type { ReplyEffect } from "../case/effect.js";
import type { GateInput } from "../case/input.js";
import { isElevated } from "../case/is-elevated.js";
import { isSameText } from "../comments/answers/similarity.js";
import { MAX_CONTENT_BYTES } from "../comments/content.js";
import { CHECKBOXES, CHECKLIST, CHECKLIST_HEADING, QUESTIONS } from "../comments/form.js";
import type { RevealedReview, SealedReview } from "../facts/submission.js";
import { byteLength } from "../ground/bytes.js";
import { sha256 } from "../ground/canonical.js";
import { quoteBlock, quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";
import { sayDuration, sayLogin, sayTime } from "../markdown/say.js";
import { reviewsOf } from "../reviews/reviews.js";

/** GitHub's limit for a comment is 65,536 characters; kept in bytes. */
const MAX_COMMENT_BYTES = 65_000;

/** `reviews`: those that became known with this comment, all with `revealed`. */
export function revealComment(input: GateInput, reviews: readonly SealedReview[]): ReplyEffect {
  const known = reviews.flatMap((review) => (review.revealed === null ? [] : [{ review, says: review.revealed }]));
  const commitments = known.map(({ review }) => review.commitment).sort();
  // A comment of their own: the one that reveals a panel is about its two members.
  const isAside = known.length > 0 && known.every(({ review }) => review.voided !== null);
  const marker = `<!-- countersign:${isAside ? "set-aside" : "reveal"}:${sha256(commitments.join(" ")).slice(0, 24)} -->`;
  const proof = verification(known);
  const read = (maxAnswerChars: number) => [
    marker,
    ...(isAside ? ASIDE : opening(input)),
    ...likeness(known),
    ...known.flatMap(({ review, says }) => oneReview(review, says, { input, maxAnswerChars })),
    "",
    proof,
  ];
  const bodies = MAX_ANSWER_CHARS.map((most) => read(most).join("\n"));
  const fitting = bodies.find((body) => byteLength(body) <= MAX_COMMENT_BYTES);
  return { kind: "reply", marker, body: fitting ?? bodies.at(-1) ?? "" };
}

/** Answers of ordinary letters fit whole. Invisible ones are written out and take up to five times their room. */
const MAX_ANSWER_CHARS = [MAX_CONTENT_BYTES, 6_000, 1_500, 400];

const ASIDE = [
  "### Sealed as well, and not counted",
  "",
  "These reviews decide nothing. They are shown so that nobody is unheard.",
];

interface Known {
  readonly review: SealedReview;
  readonly says: RevealedReview;
}

function opening(input: GateInput): string[] {
  if (input.facts.pull.state !== "open") {
    return [
      "### Sealed reviews, revealed at an administrator's request",
      "",
      `This pull request is ${input.facts.pull.state}; they decide nothing any more.`,
    ];
  }
  switch (reviewsOf(input).panel.outcome) {
    case "approved":
      return ["### Both blind reviews are in: both approve"];
    case "rejected":
      return [
        "### Both blind reviews are in: both refuse this change",
        "",
        "A push that changes it asks for two new reviews.",
      ];
    case "split":
      return ["### Both blind reviews are in, and they disagree", "", ...whoDecides(input)];
    case null:
      return ["### Both blind reviews are in"];
  }
}

function whoDecides({ policy }: GateInput): string[] {
  const { teams, users } = policy.policy.reviewers.escalation;
  const named = [...teams, ...users].map((name) => quoteInline(name, 100)).join(", ");
  const who = named === "" ? "An administrator of the repository" : `One of ${named}`;
  return [`${who} who was not on this panel decides: \`/countersign start\`, and then the form in a comment.`];
}

/** Answers of two people who did not see each other's differ. Where they do not, somebody should ask. */
function likeness(known: readonly Known[]): string[] {
  const [first, second] = known;
  if (first === undefined || second === undefined) return [];
  const alike = QUESTIONS.filter(({ id }) => isSameText(first.says.answers[id], second.says.answers[id]));
  if (alike.length === 0) return [];
  const names = alike.map(({ heading }) => heading).join(", ");
  return [
    "",
    `⚠️ **The two reviews say nearly the same under ${names}.** They were written apart; ask how that came about.`,
  ];
}

interface Shown {
  readonly input: GateInput;
  readonly maxAnswerChars: number;
}

function oneReview(review: SealedReview, { verdict, answers }: RevealedReview, shown: Shown): string[] {
  const { reviewer, receivedAt, seconds, onPageSeconds, fast, commitment, voided } = review;
  const seen = onPageSeconds === null ? "" : `, ${sayDuration(onPageSeconds)} with the page in front`;
  const pace = fast ? ", faster than the pace at which defects are still found" : "";
  const ticked = CHECKBOXES.filter(({ id }) => answers.testEvidence[id]).map(({ text }) => text);
  return [
    "",
    `#### ${verdict === "approve" ? "✅ Approved" : "⛔ Refused"} by ${sayLogin(reviewer.login)}${voided === null ? "" : " · not counted"}`,
    ...(voided === null ? [] : ["", `Not counted: ${sayLogin(reviewer.login)} ${prose(voided.reason, 300)}.`]),
    "",
    `Sealed ${sayTime(receivedAt)}, ${sayDuration(seconds)} after the start${seen}${pace}. Commitment \`${commitment}\``,
    ...QUESTIONS.flatMap(({ id, heading }) => [
      "",
      `**${heading}**${id === "tests" && ticked.length > 0 ? ` (${ticked.join("; ")})` : ""}`,
      "",
      ...quoteBlock(answers[id] === "" ? "(nothing)" : answers[id], shown.maxAnswerChars).split("\n"),
    ]),
    ...checklist(answers.checklist, shown),
  ];
}

function checklist(given: RevealedReview["answers"]["checklist"], { input, maxAnswerChars }: Shown): string[] {
  if (given === undefined) {
    return isElevated(input) ? ["", `**${CHECKLIST_HEADING}**: the checklist was not answered`] : [];
  }
  const boxes = CHECKLIST.map(({ id, text }) => `- ${given.ticked.includes(id) ? "☑" : "☐"} ${text}`);
  const note = given.note === "" ? [] : ["", ...quoteBlock(given.note, maxAnswerChars).split("\n")];
  return ["", `**${CHECKLIST_HEADING}**`, "", ...boxes, ...note];
}

function verification(known: readonly Known[]): string {
  const parts = known.map(({ review, says }) =>
    [
      `${sayLogin(review.reviewer.login)}, \`${review.commitment}\``,
      "",
      "```sh",
      `{ printf %s ${says.nonce}`,
      "  base64 -d <<'END'",
      ...(toBase64(says.content).match(/.{1,120}/g) ?? []),
      "END",
      "} | sha256sum",
      "```",
    ].join("\n"),
  );
  return [
    "<details>\n<summary>Compute the commitments again</summary>",
    "Each is the SHA-256 of the nonce followed by what was sealed, which stands here in base64. A receipt published the first one before the second review came in.",
    ...parts,
    "</details>",
  ].join("\n\n");
}

function toBase64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
