// Takes a sealed review onto the panel: what everybody may know of it into the records, the rest to be encrypted. Or says why not.
// INVARIANT: on GitHub a refusal names answers that do not do, and neither quotes them nor tells what is wrong with them: a stock phrase
// under Risks would tell the verdict.
import { isSameSession } from "../case/apply-changes.js";
import { SEALED } from "../comments/armor.js";
import { type FormProblem, nameOfField, sayProblem } from "../comments/form.js";
import { isSamePerson } from "../facts/facts.js";
import type { Records } from "../facts/records.js";
import { type SealedReview, type Session, textKey } from "../facts/submission.js";
import { sha256 } from "../ground/canonical.js";
import { sayList, sayTime } from "../markdown/say.js";
import { type Panel, SEATS } from "../reviews/panel.js";
import { reviewsOf } from "../reviews/reviews.js";
import { isFast } from "../reviews/session.js";
import { accept, type Ruling, type Turn, toEvent } from "./ruling.js";

interface TakenSeal {
  readonly panel: Panel;
  readonly session: Session;
  readonly seconds: number;
  /** Header and form; what the commitment is about. */
  readonly content: string;
  readonly onPageSeconds: number | null;
  /** The comment shows it in public and has to go. */
  readonly removes: boolean;
}

/**
 * INVARIANT: the ruling is the same whatever `content` says, but for the commitment and the secret.
 * @throws Error when the pipeline brought no nonce: a commitment without one could be guessed.
 */
export function takeSealed(
  turn: Turn,
  { panel, session, seconds, content, onPageSeconds, removes }: TakenSeal,
): Ruling {
  const { input, source, url, author, at, context } = turn;
  const nonce = context.nonces.get(textKey(source));
  if (nonce === undefined || !/^[0-9a-f]{64}$/.test(nonce)) throw new Error("a sealed review needs a nonce");
  const commitment = commitmentOf(nonce, content);
  const whole = Math.floor(seconds);
  const review: SealedReview = {
    source,
    url,
    reviewer: author,
    fingerprint: input.fingerprint,
    round: panel.round,
    headSha: input.facts.pull.headSha,
    session: session.key,
    receivedAt: at,
    seconds: whole,
    fast: isFast(input.policy.policy.review, input.size.counted, whole),
    onPageSeconds,
    commitment,
    voided: null,
    revealed: null,
  };
  const replaced = panel.seats.some(({ reviewer }) => isSamePerson(reviewer, author));
  const records = withSeal(input.records, review);
  const seat = reviewsOf({ ...input, records }).panel.seats.length;
  const data = { commitment, seat, round: panel.round, seconds: whole, fast: review.fast, replaced };
  // The second has no receipt of its own: the reveal follows at once and shows both commitments.
  const receipt = seat < SEATS ? sayReceipt(seat, commitment, replaced) : null;
  return accept(turn, SEALED, {
    records,
    reply: receipt,
    receipt,
    secret: { commitment, nonce, content },
    removes,
    events: [toEvent(turn, "review_sealed", { ...data, session: `${session.key.kind}:${session.key.id}` })],
  });
}

/** INVARIANT: a person has at most one sealed review of a version in force. */
function withSeal(records: Records, review: SealedReview): Records {
  const voided = { at: review.receivedAt, reason: "replaced by a later review" };
  const earlier = records.sealed.map((other) =>
    other.voided === null && other.revealed === null && isSamePerson(other.reviewer, review.reviewer)
      ? { ...other, voided }
      : other,
  );
  const sessions = records.sessions.map(
    (session): Session => (isSameSession(session.key, review.session) ? { ...session, state: "submitted" } : session),
  );
  return { ...records, sealed: [...earlier, review], sessions };
}

/**
 * `sha256:` and the hash of `nonce` (64 hex digits, as text) followed by `content`, both in UTF-8. The nonce has 256 bits
 * that only the server can compute: without it the hash of a short form could be found by trying.
 */
export function commitmentOf(nonce: string, content: string): string {
  return `sha256:${sha256(nonce + content)}`;
}

function sayReceipt(seat: number, commitment: string, replaced: boolean): string {
  return `Sealed review received (${seat} of 2). Commitment ${commitment}${replaced ? "\n\nIt takes the place of the reviewer's earlier one, whose commitment will not be opened." : ""}`;
}

interface RefusedSeal {
  /** Each a sentence that depends on no answer. */
  readonly reasons: readonly string[];
  readonly problems: readonly FormProblem[];
  /** It came from the review page, and is answered there: only the reviewer reads it. */
  readonly onPage: boolean;
  /** Null: none is open. */
  readonly session: Session | null;
}

export function sayRefusedSeal({ reasons, problems, onPage, session }: RefusedSeal): string {
  const faults = [...reasons, ...(onPage ? problems.map(sayProblem) : sayFields(problems))];
  const parts = ["**This sealed review is not counted yet.** What is missing:", sayList(faults)];
  if (!onPage && problems.length > 0) {
    parts.push(
      "What exactly an answer lacks is not said here, because it could give the verdict away. The sealing page, the review page and `countersign seal` tell it to you alone.",
    );
  }
  const until = session === null ? null : sayTime(session.expiresAt);
  return [...parts, onPage ? sayNextOnPage(until) : sayNext(until)].join("\n\n");
}

function sayNext(until: string | null): string {
  return until === null
    ? "Then seal it again and submit it in a new comment."
    : `Seal it again and submit it in a new comment: your session stays open until ${until}.`;
}

function sayNextOnPage(until: string | null): string {
  const kept = "What you typed is kept as your draft";
  return until === null
    ? `${kept}. Begin anew on this page, and submit it again.`
    : `${kept}; submit it again below. Your session stays open until ${until}.`;
}

/** One sentence for each field, the same whatever is wrong with it. */
function sayFields(problems: readonly FormProblem[]): string[] {
  return [...new Set(problems.map(({ field }) => field))].map((field) =>
    field === "form"
      ? "**The whole form**: expected a file, a symbol in backticks or a line of this change in at least one answer, one verdict, and no credential."
      : `**${nameOfField(field)}**: expected an answer of your own about this change, below this heading, once, long enough, and neither a stock phrase nor a copy.`,
  );
}
