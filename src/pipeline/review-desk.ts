// The review page's other side: shows one person what there is to review, keeps their draft, and hands in what they submit as an
// entry that the next evaluation judges. Nothing is decided here; the checks only tell people sooner what the judge would say.
// INVARIANT: whatever a person types is encrypted before it is stored, and is in no log.

import type { GateInput } from "../core/case/input.js";
import { isElevated } from "../core/case/is-elevated.js";
import { padContent } from "../core/comments/content.js";
import { type FormFields, StoredFields } from "../core/comments/form-fields.js";
import { type Account, isSamePerson } from "../core/facts/facts.js";
import { hashOfComment } from "../core/facts/submission.js";
import type { PullRef } from "../core/facts/work.js";
import { momentOf } from "../core/ground/time.js";
import { standingOf } from "../core/judge/standing.js";
import { reviewsOf } from "../core/reviews/reviews.js";
import type { DeskView, FormFaults, LatestEntry, ReviewDesk, Reviewer } from "../ports.js";
import { assess } from "./assess.js";
import type { PipelineDependencies } from "./dependencies.js";
import { accountOf, checkFields, commentOf, contentOf, faultsOf } from "./desk-faults.js";

export interface DeskOptions {
  /** Waits; replaced in tests. */
  readonly pause: (ms: number) => Promise<void>;
}

export function createReviewDesk(dependencies: PipelineDependencies, { pause }: DeskOptions): ReviewDesk {
  const { forms, seals } = dependencies;
  const view = (ref: PullRef, reviewer: Reviewer) => loadView(ref, reviewer, dependencies);
  const judged = (ref: PullRef, reviewer: Reviewer) => awaitJudgement(ref, reviewer, { ...dependencies, pause });
  const saveDraft: ReviewDesk["saveDraft"] = async (ref, reviewer, { fields, fingerprint }) =>
    forms.saveDraft(ref, reviewer.id, { fingerprint, box: await seals.seal(JSON.stringify(fields)) });
  return {
    view,
    own: async (ref, reviewer) => ({
      draft: await loadDraft(ref, reviewer, dependencies),
      latest: await loadLatest(ref, reviewer, dependencies),
    }),
    saveDraft,
    check: ({ input }, reviewer, fields) => checkFields(fields, { account: accountOf(reviewer), input }).problems,
    async start(ref, reviewer) {
      const person = { ...accountOf(reviewer), id: reviewer.id };
      await forms.addEntry(ref, { kind: "start", person, box: null, onPageSeconds: null });
      await judged(ref, reviewer);
    },
    async submit(ref, reviewer, given) {
      await saveDraft(ref, reviewer, given);
      const seen = await view(ref, reviewer);
      const faults = seen === null ? GONE : faultsOf(seen, reviewer, given);
      if (faults !== null) return { kind: "faults", faults };
      const { input, standing } = seen as DeskView;
      if (standing.kind === "reviewing" && standing.mode === "clear") return { kind: "to-be-posted" };
      const box = await seals.seal(padContent(contentOf(given.fields, reviewer, input)));
      const person = { ...accountOf(reviewer), id: reviewer.id };
      await forms.addEntry(ref, { kind: "submit", person, box, onPageSeconds: given.onPageSeconds });
      // Refused after all: what was typed stays, so that it can be corrected.
      if ((await judged(ref, reviewer))?.state === "accepted") await forms.dropDraft(ref, reviewer.id);
      return { kind: "sealed" };
    },
    async prepareComment(ref, reviewer) {
      const [seen, draft] = await Promise.all([view(ref, reviewer), loadDraft(ref, reviewer, dependencies)]);
      if (seen === null || draft === null) return { faults: GONE };
      const { fields } = draft;
      const given = { ...draft, mode: "clear" as const, onPageSeconds: null };
      // INVARIANT: a verdict that has to be sealed is never posted, whatever the change was when it was submitted.
      if (seen.standing.kind === "reviewing" && seen.standing.mode === "sealed") return { faults: TO_BE_SEALED };
      const faults = faultsOf(seen, reviewer, given);
      if (faults !== null) return { faults };
      const body = commentOf(fields);
      await forms.expectComment(ref, reviewer.id, hashOfComment(body));
      return { body };
    },
    async posted(ref, reviewer) {
      await forms.dropDraft(ref, reviewer.id);
      await dependencies.queue.enqueue([{ kind: "pull", ...ref }]);
    },
  };
}

const GONE: FormFaults = {
  reasons: ["This pull request cannot be read any more, or nothing was typed for it. Nothing was submitted."],
  problems: [],
};

const TO_BE_SEALED: FormFaults = {
  reasons: [
    "This change is high-stakes by now, so your review has to be sealed. Nothing was posted: load the page again and submit it there.",
  ],
  problems: [],
};

async function loadView(
  ref: PullRef,
  reviewer: Reviewer,
  dependencies: PipelineDependencies,
): Promise<DeskView | null> {
  const account = accountOf(reviewer);
  const assessment = await assess(ref, dependencies, [account]);
  if (assessment === null) return null;
  const { input, decision, snapshot } = assessment;
  return {
    input,
    decision,
    title: snapshot.title,
    standing: standingOf(account, input),
    seat: seatOf(account, input),
    elevated: isElevated(input),
  };
}

/** The second is who comes to a panel on which somebody else sits, or has begun before. */
function seatOf(account: Account, input: GateInput): 1 | 2 {
  const isOther = ({ reviewer }: { readonly reviewer: Account }) => !isSamePerson(reviewer, account);
  const own = input.records.sessions.findLast(
    (session) => session.fingerprint === input.fingerprint && !isOther(session),
  );
  const ownStart = momentOf(own?.startedAt ?? input.facts.readAt);
  const begunBefore = input.records.sessions.some(
    (session) =>
      session.state === "open" &&
      session.fingerprint === input.fingerprint &&
      isOther(session) &&
      momentOf(session.startedAt) < ownStart,
  );
  return reviewsOf(input).panel.seats.some(isOther) || begunBefore ? 2 : 1;
}

async function loadDraft(ref: PullRef, { id }: Reviewer, { forms, seals }: PipelineDependencies) {
  const stored = await forms.findDraft(ref, id);
  if (stored === null) return null;
  const opened = await seals.open(stored.box);
  const fields = opened.status === "opened" ? readDraft(opened.text) : null;
  return fields === null ? null : { fingerprint: stored.fingerprint, fields };
}

/** Null: it is of another version of this program. */
function readDraft(text: string): FormFields | null {
  try {
    return StoredFields.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function loadLatest(
  ref: PullRef,
  { id }: Reviewer,
  { forms, seals }: PipelineDependencies,
): Promise<LatestEntry | null> {
  const entry = await forms.findLatest(ref, id);
  if (entry === null) return null;
  const { kind, judged: outcome } = entry;
  if (outcome === null) return { kind, state: "waiting", reply: null };
  const opened = outcome.answer === null ? null : await seals.open(outcome.answer);
  const reply = opened?.status === "opened" ? opened.text : null;
  return { kind, state: outcome.accepted ? "accepted" : "refused", reply };
}

/** The page waits this long for the evaluation before it says that it is still under way. Chosen, not measured. */
const PATIENCE_MS = 8_000;
const LOOK_AGAIN_MS = 100;

async function awaitJudgement(
  ref: PullRef,
  reviewer: Reviewer,
  dependencies: PipelineDependencies & DeskOptions,
): Promise<LatestEntry | null> {
  await dependencies.queue.enqueue([{ kind: "pull", ...ref }]);
  let latest = await loadLatest(ref, reviewer, dependencies);
  for (let waitedMs = 0; latest?.state === "waiting" && waitedMs < PATIENCE_MS; waitedMs += LOOK_AGAIN_MS) {
    await dependencies.pause(LOOK_AGAIN_MS);
    latest = await loadLatest(ref, reviewer, dependencies);
  }
  return latest;
}
