// `/countersign start`: opens a review session, or says at once why this person cannot review.
import type { Session } from "../../records.js";
import { upsertSessions } from "../apply-changes.js";
import { formatBlankForm } from "../format-form.js";
import { mayReview } from "../independence.js";
import { isSamePerson } from "../person.js";
import { sayBlock, sayDuration, sayTime } from "../say.js";
import { expiryOf, requiredSeconds } from "../session.js";
import { addSeconds } from "../time.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "./ruling.js";
import { sayMayNotReview } from "./say-form.js";
import { noReviewNeeded, sayNotNeeded, sayTwoBlindReviews } from "./tier-answers.js";
import { supersede } from "./withdraw.js";

export function judgeStart(turn: Turn): Ruling {
  const { input, person, author, at, source } = turn;
  const reason = noReviewNeeded(input);
  if (reason !== null) return accept(turn, "start", { reply: sayNotNeeded(reason) });
  const may = mayReview(person, input);
  if (!may.may) return refuse(turn, "start", sayMayNotReview(person.account.login, may.reason));
  if (input.classification.tier === "high-stakes") return refuse(turn, "start", sayTwoBlindReviews());
  const { review } = input.policy.policy;
  const session: Session = {
    commentId: source.id,
    reviewer: author,
    fingerprint: input.fingerprint,
    headSha: input.facts.pull.headSha,
    startedAt: at,
    expiresAt: expiryOf(review, at),
    state: "open",
  };
  const earlier = input.records.sessions.filter(
    ({ state, reviewer, commentId }) => state === "open" && commentId !== source.id && isSamePerson(reviewer, author),
  );
  const restarted = earlier.some(({ fingerprint }) => fingerprint === input.fingerprint);
  const required = requiredSeconds(review, input.size.counted);
  const sessions = upsertSessions(input.records.sessions, [...earlier.map(supersede), session]);
  return accept(turn, "start", {
    records: { ...input.records, sessions },
    reply: sayStarted(session, required, restarted),
    events: [toEvent(turn, "session_started", { required_seconds: required, counted_lines: input.size.counted })],
  });
}

function sayStarted(session: Session, required: number, restarted: boolean): string {
  const opening = restarted
    ? "**Your session begins again**: this start replaces your earlier one, and the time counts from here."
    : "**Your review session is open.**";
  return [
    opening,
    `Read the change, then submit this form as a new comment: not before ${sayTime(addSeconds(session.startedAt, required))} (${sayDuration(required)} from the start), and not after ${sayTime(session.expiresAt)}. To refuse the change, write \`reject\` in place of \`approve\`.`,
    sayBlock(formatBlankForm()),
    "It can also be the text of a review with GitHub's own Approve or Request changes.",
  ].join("\n\n");
}
