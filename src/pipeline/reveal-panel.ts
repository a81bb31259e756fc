// Opens both reviews of a complete panel at once, and what an administrator asked to see of a pull request that is over.
//
// INVARIANT: a panel is revealed exactly once. Whether it has to be is read from the records, so a crash before loses nothing;
// the revealed texts, the audit entry and the comment on its way go into the database in one transaction.

import { escalationRequests } from "../core/assign/plan-ask.js";
import { appEvent, type GateInput } from "../core/case/input.js";
import { readContent } from "../core/comments/content.js";
import { withoutCommandLine } from "../core/comments/parse-command.js";
import { readForm } from "../core/comments/parse-form.js";
import type { AuditEvent } from "../core/facts/records.js";
import type { RevealedReview, SealedReview } from "../core/facts/submission.js";
import { askedToReveal } from "../core/judge/commands/reveal.js";
import { commitmentOf } from "../core/judge/take-sealed.js";
import { decisionOn } from "../core/render/decision.js";
import { revealComment } from "../core/render/reveal.js";
import { SEATS, type SetAside } from "../core/reviews/panel.js";
import { reviewsOf } from "../core/reviews/reviews.js";
import type { OutboxEffect } from "../ports.js";
import type { Assessment } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";

/** The assessment as it is afterwards; the same one when there was nothing to reveal. */
export async function revealPanel(assessment: Assessment, dependencies: PipelineDependencies): Promise<Assessment> {
  const { store, logger } = dependencies;
  const { ref, input } = assessment;
  const { wanted, aside } = toBeRevealed(input);
  if (wanted.length === 0) return assessment;
  const at = input.facts.readAt;
  const seated = await openAll(wanted, at, dependencies);
  if (seated === null) {
    logger.error(
      { repository: ref.repositoryId, pull: ref.number },
      "sealed reviews cannot be opened: the age identity they were sealed for is missing; see docs/operations.md",
    );
    return assessment;
  }
  const { opened, voided } = await withAside(seated, { aside, at }, dependencies);
  const records = {
    ...input.records,
    sealed: input.records.sealed.map((review) => ({
      ...review,
      revealed: opened.get(review.commitment) ?? review.revealed,
      voided: review.voided ?? voided.get(review.commitment) ?? null,
    })),
  };
  const after: GateInput = { ...input, records };
  const reviews = records.sealed.filter(({ commitment }) => opened.has(commitment));
  const event = revealEvent(after, reviews);
  const isFirst = await store.reveal(ref, opened, [event], toOutbox(after, reviews), voided);
  // Another evaluation was first: what it recorded is what counts.
  const known = isFirst ? after : { ...input, records: await store.loadRecords(ref.repositoryId, ref.number) };
  return { ...assessment, input: known, decision: decisionOn(known) };
}

interface ToBeRevealed {
  readonly wanted: readonly SealedReview[];
  /** Shown with them, and never counted. */
  readonly aside: readonly SetAside[];
}

function toBeRevealed(input: GateInput): ToBeRevealed {
  if (input.facts.pull.state !== "open") return { wanted: askedToReveal(input), aside: [] };
  const panel = reviewsOf(input).panel;
  const isDue = input.classification.tier === "high-stakes" && panel.state === "complete";
  return isDue ? { wanted: panel.seats, aside: panel.aside } : { wanted: [], aside: [] };
}

/** One that cannot be opened keeps nobody waiting: its author is listed all the same. */
async function withAside(
  seated: ReadonlyMap<string, RevealedReview>,
  { aside, at }: { readonly aside: readonly SetAside[]; readonly at: string },
  dependencies: PipelineDependencies,
) {
  const opened = new Map(seated);
  const voided = new Map<string, { readonly at: string; readonly reason: string }>();
  for (const { review, reason } of aside) {
    const found = await openAll([review], at, dependencies);
    for (const [commitment, says] of found ?? []) {
      opened.set(commitment, says);
      voided.set(commitment, { at, reason });
    }
  }
  return { opened, voided };
}

/** Null: one of them cannot be opened, or is not what was committed to. Then none is revealed. */
async function openAll(
  wanted: readonly SealedReview[],
  at: string,
  { store, seals }: PipelineDependencies,
): Promise<ReadonlyMap<string, RevealedReview> | null> {
  const boxes = new Map(
    (await store.loadBoxes(wanted.map(({ commitment }) => commitment))).map((one) => [one.commitment, one.box]),
  );
  const revealed = new Map<string, RevealedReview>();
  for (const { commitment } of wanted) {
    const opened = await seals.open(boxes.get(commitment) ?? "");
    const review = opened.status === "opened" ? readBox(opened.text, commitment, at) : null;
    if (review === null) return null;
    revealed.set(commitment, review);
  }
  return revealed;
}

/** What the box of a sealed review holds: the nonce on the first line, the content below. */
export function formatBox(nonce: string, content: string): string {
  return `${nonce}\n${content}`;
}

function readBox(box: string, commitment: string, at: string): RevealedReview | null {
  const nonce = box.slice(0, 64);
  const content = box.slice(65);
  if (commitmentOf(nonce, content) !== commitment) return null;
  const parsed = readContent(content);
  if (!parsed.ok) return null;
  const { header, form } = parsed.value;
  return { at, nonce, content, verdict: header.verdict, answers: readForm(withoutCommandLine(form)).answers };
}

function toOutbox(input: GateInput, reviews: readonly SealedReview[]): OutboxEffect[] {
  const outbox: OutboxEffect[] = [];
  const seated = reviews.filter(({ voided }) => voided === null);
  const aside = reviews.filter(({ voided }) => voided !== null);
  // What an administrator asks for may be more than a panel, and a comment holds two reviews of any length.
  for (const some of [...inPairs(seated), ...inPairs(aside)]) {
    const reply = revealComment(input, some);
    outbox.push({ key: reply.marker, effect: reply });
  }
  const { outcome, round } = reviewsOf(input).panel;
  if (input.facts.pull.state === "open" && outcome === "split") {
    outbox.push(...escalationRequests(`request:decision:${input.fingerprint}:${round}`, input));
  }
  return outbox;
}

function inPairs(reviews: readonly SealedReview[]): (readonly SealedReview[])[] {
  const first = reviews.slice(0, SEATS);
  return first.length === 0 ? [] : [first, ...inPairs(reviews.slice(SEATS))];
}

function revealEvent(input: GateInput, reviews: readonly SealedReview[]): AuditEvent {
  const { facts, fingerprint, records } = input;
  const seated = reviews.filter(({ voided }) => voided === null);
  const aside = reviews.filter(({ voided }) => voided !== null);
  const verdictsOf = (some: typeof reviews) =>
    some.map(({ reviewer, revealed }) => `${reviewer.login}:${revealed?.verdict}`).join(" ");
  return appEvent(input, "panel_revealed", {
    asked: false,
    round: Math.max(0, ...records.sealed.filter((one) => one.fingerprint === fingerprint).map(({ round }) => round)),
    complete: seated.length === SEATS && facts.pull.state === "open",
    verdicts: verdictsOf(seated),
    ...(aside.length === 0 ? {} : { not_counted: verdictsOf(aside) }),
    commitments: reviews.map(({ commitment }) => commitment).join(" "),
  });
}
