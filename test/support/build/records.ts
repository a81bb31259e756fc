// What the App remembers: sessions, submissions, waivers and overrides on the default change.

import type { Comment } from "../../../src/core/facts/facts.js";
import type { Exclusion, Override as OverrideRecord, Records, Waiver } from "../../../src/core/facts/records.js";
import type { Fit, ReviewRequest, Why } from "../../../src/core/facts/request.js";
import type {
  Exposure,
  RevealedReview,
  SealedReview,
  Session,
  Submission,
} from "../../../src/core/facts/submission.js";
import { merge, type Override } from "../merge.js";
import { aComment } from "./conversation.js";
import { FINGERPRINT, fakeHash, HEAD_SHA } from "./ids.js";
import { anAccount } from "./people.js";

/** robin's open session on the default change, started at 10:00 by comment 9001. */
export function aSession(override: Override<Session> = {}): Session {
  return merge<Session>(
    {
      key: { kind: "comment", id: 9001 },
      reviewer: anAccount(),
      fingerprint: FINGERPRINT,
      headSha: HEAD_SHA,
      startedAt: "2026-03-02T10:00:00Z",
      expiresAt: "2026-03-03T10:00:00Z",
      state: "open",
    },
    override,
  );
}

/** robin's accepted approval in comment 9002, ten minutes after the start. */
export function aSubmission(override: Override<Submission> = {}): Submission {
  return merge<Submission>(
    {
      source: { kind: "comment", id: 9002, revision: "2026-03-02T10:10:00Z" },
      url: "https://github.com/acme/shop/pull/7#issuecomment-9002",
      reviewer: anAccount(),
      verdict: "approve",
      answers: {
        intent: "An order of three mugs is now charged three times instead of once.",
        tests: "I ran the cart suite and added a case with a quantity of zero; all green.",
        edgeCases: "- a missing quantity falls back to one\n- zero items give zero",
        risks: "- carts stored before the quantity field existed may change their price",
        testEvidence: { acceptanceCriteria: true, ownTests: true, agentTestsOnly: false },
      },
      fingerprint: FINGERPRINT,
      headSha: HEAD_SHA,
      session: { kind: "comment", id: 9001 },
      submittedAt: "2026-03-02T10:10:00Z",
      seconds: 600,
      fast: false,
      voided: null,
    },
    override,
  );
}

/** robin's sealed review of the default change, received at 10:10 in comment 9002; nothing of it is revealed. */
export function aSealedReview(override: Override<SealedReview> = {}): SealedReview {
  const id = override.source?.id ?? 9002;
  return merge<SealedReview>(
    {
      source: { kind: "comment", id, revision: "2026-03-02T10:10:00Z" },
      url: `https://github.com/acme/shop/pull/7#issuecomment-${id}`,
      reviewer: anAccount(),
      fingerprint: FINGERPRINT,
      round: 1,
      headSha: HEAD_SHA,
      session: { kind: "comment", id: 9001 },
      receivedAt: "2026-03-02T10:10:00Z",
      seconds: 600,
      fast: false,
      onPageSeconds: null,
      commitment: `sha256:${fakeHash(`commitment ${id}`)}`,
      voided: null,
      revealed: null,
    },
    override,
  );
}

/** What a revealed review says; an approval. */
export function aRevealedReview(override: Override<RevealedReview> = {}): RevealedReview {
  return merge<RevealedReview>(
    {
      at: "2026-03-02T11:00:00Z",
      nonce: fakeHash("nonce"),
      content: "reviewer: robin",
      verdict: "approve",
      answers: aSubmission().answers,
    },
    override,
  );
}

/** robin gave a verdict in comment 9005, in the clear. */
export function anExposure(override: Override<Exposure> = {}): Exposure {
  return merge<Exposure>(
    {
      kind: "form",
      person: anAccount(),
      fingerprint: FINGERPRINT,
      source: { kind: "comment", id: 9005, revision: "2026-03-02T10:05:00Z" },
      at: "2026-03-02T10:05:00Z",
    },
    override,
  );
}

/** robin was asked at 09:30 to review the default change, for what they know of it. */
export function aReviewRequest(override: Override<ReviewRequest> = {}): ReviewRequest {
  return merge<ReviewRequest>(
    {
      fingerprint: FINGERPRINT,
      roll: 1,
      seat: 1,
      tier: "behavior-changing",
      person: anAccount(),
      askedAt: "2026-03-02T09:30:00Z",
      why: aWhy(),
      ended: null,
    },
    override,
  );
}

export function aWhy(override: Override<Why> = {}): Why {
  return merge<Why>({ adopted: false, fit: aFit(), suitable: 3, setAside: {}, notes: [] }, override);
}

/** Owns nothing, wrote nothing, and nothing waits. */
export function aFit(override: Override<Fit> = {}): Fit {
  return merge<Fit>(
    { expertOf: [], owned: 0, files: 1, commits: 0, lastCommitAt: null, open: 0, waitingMinutes: 0 },
    override,
  );
}

/** The comments that gave these waivers, exclusions and overrides, as they were judged. */
export function givingComments({
  waivers,
  exclusions,
  overrides,
}: Pick<Records, "waivers" | "exclusions" | "overrides">): readonly Comment[] {
  const waived = waivers.map((waiver) => ({ ...waiver, text: `waive ${waiver.requirement} ${waiver.reason}` }));
  const overridden = overrides.map((override) => ({ ...override, text: `override ${override.reason}` }));
  const excluded = exclusions.map((one) => ({ ...one, text: `exclude @${one.person.login} ${one.reason}` }));
  return [...waived, ...excluded, ...overridden].map(({ commentId: id, by: author, at: createdAt, text }) =>
    aComment({ id, author, createdAt, body: `/countersign ${text}` }),
  );
}

export function aWaiver(override: Override<Waiver> = {}): Waiver {
  return merge<Waiver>(
    {
      commentId: 9003,
      revision: override.at ?? "2026-03-02T10:20:00Z",
      requirement: "reviewable_size",
      subject: null,
      reason: "A rename across the package cannot be split further.",
      by: anAccount({ login: "maya" }),
      at: "2026-03-02T10:20:00Z",
      fingerprint: FINGERPRINT,
      voided: null,
    },
    override,
  );
}

export function anOverride(override: Override<OverrideRecord> = {}): OverrideRecord {
  return merge<OverrideRecord>(
    {
      commentId: 9004,
      revision: override.at ?? "2026-03-02T10:25:00Z",
      reason: "Checkout is down and this is the fix.",
      by: anAccount({ login: "ada" }),
      at: "2026-03-02T10:25:00Z",
      headSha: HEAD_SHA,
      voided: null,
    },
    override,
  );
}

/** maya says that robin had a hand in the change. */
export function anExclusion(override: Override<Exclusion> = {}): Exclusion {
  return merge<Exclusion>(
    {
      commentId: 9005,
      revision: override.at ?? "2026-03-02T10:22:00Z",
      person: anAccount({ login: "robin" }),
      reason: "Robin asked the agent for this change.",
      by: anAccount({ login: "maya" }),
      at: "2026-03-02T10:22:00Z",
      voided: null,
    },
    override,
  );
}
