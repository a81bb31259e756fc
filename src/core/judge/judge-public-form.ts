// A verdict in public on a high-stakes change (DESIGN §4.6): it exposes its author, unless it is the last of the panel, or
// the first where the policy accepts that. INVARIANT: what is said and recorded does not depend on the verdict.

import { checkAnswers } from "../comments/answers/check-answers.js";
import { toFormContext } from "../comments/answers/form-context.js";
import { formatContent, MAX_CONTENT_BYTES } from "../comments/content.js";
import { readForm } from "../comments/parse-form.js";
import { type Account, isSamePerson } from "../facts/facts.js";
import type { AuditEvent, Records } from "../facts/records.js";
import type { Exposure, ExposureKind, Session, Verdict } from "../facts/submission.js";
import { byteLength } from "../ground/bytes.js";
import { redact } from "../markdown/redact.js";
import { sayLogin } from "../markdown/say.js";
import { maySit } from "../reviews/may-sit.js";
import { maySitBeside, othersOn, type Panel } from "../reviews/panel.js";
import { reviewsOf } from "../reviews/reviews.js";
import { mayDecide } from "../reviews/specialist.js";
import type { Said } from "./command-kind.js";
import { judgeSubmission, type SubmittedForm } from "./judge-submission.js";
import { checkSession, noReviewNeeded, sayNotNeeded } from "./review-session.js";
import { type Ruling, refuse, type Turn, toEvent } from "./ruling.js";
import { sayPanelClosed } from "./standing.js";
import { sayRefusedSeal, takeSealed } from "./take-sealed.js";

/** Recorded for a text that gave a verdict away. */
export const CLEAR = "clear";

/** Of a form in a comment, whichever verdict it gives. */
export function judgeForm(turn: Turn, verdict: Verdict, { rest, faults }: Said): Ruling {
  const unneeded = noReviewNeeded(turn.input);
  if (unneeded !== null) return refuse(turn, verdict, sayNotNeeded(unneeded));
  const judge = turn.input.classification.tier === "high-stakes" ? judgePublicForm : judgeSubmission;
  return judge(turn, { verdict, form: rest, reasons: faults });
}

/** On a high-stakes change. */
function judgePublicForm(turn: Turn, given: SubmittedForm): Ruling {
  const { input, person, author, context } = turn;
  const panel = reviewsOf(input).panel;
  if (panel.outcome === "split") return judgeSubmission(turn, { ...given, may: mayDecide(person, input) });
  const closed = sayPanelClosed(panel, author);
  if (closed !== null) return refuse(turn, given.verdict, closed);
  const sits = panel.seats.some(({ reviewer }) => isSamePerson(reviewer, author));
  if (!sits && othersOn(panel.seats, person).length > 0 && maySitBeside(person, panel, input).may) {
    return judgeLast(turn, given, panel);
  }
  const mayBeFirst = panel.seats.length === 0 && maySit(person, [], input).may;
  if (!mayBeFirst || input.policy.policy.blind.plaintext === "refuse") return judgeGivenAway(turn);
  if (context.audience.status === "unavailable") {
    const ruling = judgeGivenAway(turn);
    return { ...ruling, reply: `${ruling.reply}\n\n${sayAudienceUnknown(context.audience.reason)}` };
  }
  return judgeFirst(turn, given, context.audience.value);
}

/**
 * The verdict is known now: the comment goes, whoever made it known is off the panel, and both are written down. `by`: null where
 * nobody can be told to have.
 */
export function judgeGivenAway(turn: Turn, by: Account | null = turn.author): Ruling {
  const removes = turn.source.kind !== "review";
  const refusal = refuse(turn, CLEAR, sayGivenAway({ removed: removes, by }));
  if (by === null) return { ...refusal, removes };
  const events = [exposureEvent({ ...turn, author: by }, "form")];
  return { ...refusal, events, records: withExposures(turn, "form", [by]), removes };
}

export function withExposures(turn: Turn, kind: ExposureKind, people: readonly Account[]): Records {
  const { records, fingerprint } = turn.input;
  const exposures = people.map((person): Exposure => ({ kind, person, fingerprint, source: turn.source, at: turn.at }));
  return { ...records, exposures: [...records.exposures, ...exposures] };
}

export function exposureEvent(turn: Turn, kind: ExposureKind, people = 1) {
  return toEvent(turn, "exposure", { how: kind, people });
}

/** INVARIANT: the other review is sealed and stays as it is, so this one influences nobody once it is taken. */
function judgeLast(turn: Turn, given: SubmittedForm, panel: Panel): Ruling {
  const checked = check(turn, given);
  const { seconds, content } = checked;
  if (isTakeable(checked)) {
    return takeSealed(turn, { panel, session: checked.session, seconds, content, onPageSeconds: null, removes: false });
  }
  // Whoever comes to the free seat now must not find a verdict there. Its author may still take it.
  const exposed = { ...turn, input: { ...turn.input, records: withExposures(turn, "last", [turn.author]) } };
  return refuseAndRemove(exposed, checked, exposureEvent(turn, "last"));
}

/** `blind.plaintext: accept`: taken and removed; everybody who could read it is off this version's panel. */
function judgeFirst(turn: Turn, given: SubmittedForm, audience: readonly Account[]): Ruling {
  const { panel } = reviewsOf(turn.input);
  const readers = audience.filter((person) => !isSamePerson(person, turn.author));
  const exposed: Turn = {
    ...turn,
    input: { ...turn.input, records: withExposures(turn, "audience", readers) },
  };
  const event = exposureEvent(turn, "audience", readers.length);
  const checked = check(turn, given);
  if (!isTakeable(checked)) return refuseAndRemove(exposed, checked, event);
  const { session, seconds, content } = checked;
  const taken = takeSealed(exposed, { panel, session, seconds, content, onPageSeconds: null, removes: true });
  return { ...taken, events: [...taken.events, event] };
}

function refuseAndRemove(exposed: Turn, { session, reasons, problems }: Checked, event: AuditEvent): Ruling {
  const reply = `${sayRefusedSeal({ reasons, problems, onPage: false, session })}\n\nThe comment was removed, because it showed a verdict; its text is not kept here.`;
  const events = [toEvent(exposed, "review_refused", { sealed: false, faults: "form" }), event];
  return refuse(exposed, CLEAR, { reply, events, removes: true });
}

function isTakeable(checked: Checked): checked is Checked & { readonly session: Session } {
  return checked.session !== null && checked.reasons.length + checked.problems.length === 0;
}

type Checked = ReturnType<typeof check>;

function check(turn: Turn, { verdict, form }: SubmittedForm) {
  const { input, author, at } = turn;
  const { repository, pull } = input.facts;
  const name = `${repository.owner}/${repository.name}#${pull.number}`;
  const header = { reviewer: author.login, pull: name, fingerprint: input.fingerprint, verdict };
  const content = formatContent(header, form.replace(/\0|\p{Cs}/gu, "\uFFFD"));
  const reading = readForm(form);
  const { session, seconds, reasons } = checkSession(turn);
  return {
    session,
    seconds,
    content,
    problems: checkAnswers(reading, toFormContext(input, { account: author, at })),
    reasons: [
      ...reasons,
      ...(byteLength(content) > MAX_CONTENT_BYTES
        ? [`The form is longer than ${MAX_CONTENT_BYTES} bytes. Shorten the answers.`]
        : []),
      ...(redact(content) === content ? [] : ["It holds what looks like a credential. Take it out, and revoke it."]),
    ],
  };
}

interface Shown {
  readonly removed: boolean;
  /** Who made it known; null: GitHub does not tell. */
  readonly by: Account | null;
}

/** A verdict in public. The same words whatever it was, so that the reply tells nobody more than the comment did. */
export function sayGivenAway({ removed, by }: Shown): string {
  const gone = removed
    ? "**This review was given in the clear, so it is not counted, and the comment was removed.** Its text is not kept here; copies may be in mails and with other programs. A form or a verdict is one wherever it stands: below other lines, in a review that only comments, on a line of the diff. A sealed comment holds its command and its block, and nothing else."
    : "**A verdict in the clear is not counted on this change**, whichever button or words it was given with.";
  const who = by === null ? "it is not known by whom" : `${sayLogin(by.login)} gave it and cannot sit on its panel`;
  return `${gone} This change is high-stakes: two people review it, and the second must not know what the first found. That a verdict on this version became known is recorded; ${who}. Other people can review: they comment \`/countersign start\` and submit their review sealed.`;
}

function sayAudienceUnknown(reason: string): string {
  return `The policy accepts a first review in the clear, but only when everybody who could read it is known, and that could not be found out (${reason}).`;
}
