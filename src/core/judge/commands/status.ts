// `/countersign status`: the decision, and where the review of this change stands.
import type { GateInput } from "../../case/input.js";
import { describeFall } from "../../gate/waive.js";
import { prose } from "../../markdown/prose.js";
import { sayList, sayLogin, sayTime } from "../../markdown/say.js";
import { exclusionsOf, type Ground, overridesOfHead, waiversOfChange } from "../../people/ground.js";
import { askedWords } from "../../render/asked.js";
import { decisionOn } from "../../render/decision.js";
import { renderStatus } from "../../render/status.js";
import { SEATS } from "../../reviews/panel.js";
import { reviewsOf } from "../../reviews/reviews.js";
import { isExpired } from "../../reviews/session.js";
import { command } from "../command-kind.js";
import { noReviewNeeded } from "../review-session.js";
import { accept } from "../ruling.js";

export const status = command({
  verb: "status",
  who: "anyone with read",
  effect: "answers with the state",
  takes: "nothing",
  hasEffect: false,
  afterwards: true,
  edited: "silent",
  page: {
    again: "It is answered with the state at that time.",
    holds: "Nothing of it lasts.",
  },
  judge: (turn) => accept(turn, "status", { reply: sayStatus(turn.input) }),
});

/** The decision as it is now, then who reviews. */
function sayStatus(input: GateInput): string {
  const lines = [
    `lines to read: ${input.size.counted}`,
    ...reviewLines(input),
    ...askedLines(input),
    ...exceptionLines(input),
  ];
  return [renderStatus(decisionOn(input)), sayList(lines)].join("\n\n");
}

function reviewLines(input: GateInput): string[] {
  const unneeded = noReviewNeeded(input);
  if (unneeded !== null) return [`review: none needed, because ${unneeded}`];
  if (input.classification.tier === "high-stakes") return panelLines(input);
  const { counted, notCounted } = reviewsOf(input);
  const open = input.records.sessions.filter(
    (session) =>
      session.state === "open" && session.fingerprint === input.fingerprint && !isExpired(session, input.facts.readAt),
  );
  return [
    ...(counted.length === 0 ? ["review: none counts yet"] : []),
    ...counted.map(
      ({ verdict, reviewer }) =>
        `review: ${verdict === "approve" ? "approved" : "rejected"} by ${sayLogin(reviewer.login)}`,
    ),
    ...notCounted.map(({ login, reason }) => `not counted: ${sayLogin(login)} ${prose(reason, 300)}`),
    ...open.map(({ reviewer, expiresAt }) => `open session: ${sayLogin(reviewer.login)}, until ${sayTime(expiresAt)}`),
  ];
}

/** Who sits and who does not count; of what was found nothing before both are known. */
function panelLines(input: GateInput): string[] {
  const panel = reviewsOf(input).panel;
  const seats = panel.seats.map(({ reviewer, revealed }) => {
    const says = revealed === null ? "sealed" : revealed.verdict === "approve" ? "approved" : "refused";
    return `blind review: ${sayLogin(reviewer.login)}, ${says}`;
  });
  const missing = Math.max(0, SEATS - seats.length);
  return [
    ...seats,
    ...(panel.state === "open" ? [`blind reviews still needed: ${missing}`] : []),
    ...reviewsOf(input).notCounted.map(({ login, reason }) => `not counted: ${sayLogin(login)} ${prose(reason, 300)}`),
  ];
}

function askedLines(input: GateInput): string[] {
  const asked = askedWords(input);
  return asked === null ? [] : [`asked to review: ${asked}`];
}

function exceptionLines(input: GateInput): string[] {
  const fate = (ground: Ground) => (ground.state === "stands" ? "" : `; it ${describeFall(ground)}`);
  return [
    ...waiversOfChange(input).map(
      ({ given: { requirement, subject, by }, ground }) =>
        `waived: \`${requirement}${subject === null ? "" : `:${subject}`}\` by ${sayLogin(by.login)}${fate(ground)}`,
    ),
    ...exclusionsOf(input).map(
      ({ given: { person, by }, ground }) =>
        `excluded: ${sayLogin(person.login)} by ${sayLogin(by.login)}${fate(ground)}`,
    ),
    ...overridesOfHead(input).map(
      ({ given: { by }, ground }) => `**overridden** by ${sayLogin(by.login)}${fate(ground)}`,
    ),
  ];
}
