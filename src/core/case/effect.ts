// What the App wants to be true on GitHub after an evaluation. Data; pipeline/publish.ts makes it so and writes only differences.
import type { EndedRequest } from "../facts/request.js";
import type { CheckName } from "./decision.js";
import type { Judgement, Reason, Waits, Who } from "./requirement.js";

export interface Annotation {
  readonly path: string;
  readonly line: number;
  readonly level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
}

export interface CheckRunEffect {
  readonly kind: "check_run";
  readonly name: CheckName;
  readonly headSha: string;
  /** Null: `in_progress`; else `completed` with this conclusion. `cancelled`: it was written for another base branch. */
  readonly conclusion: "success" | "action_required" | "failure" | "cancelled" | null;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly annotations: readonly Annotation[];
  readonly detailsUrl: string;
}

export interface BriefingEffect {
  readonly kind: "briefing";
  readonly body: string;
}

/** A comment that answers one revision of a command; `marker` makes it findable, so that it is never written twice. */
export interface ReplyEffect {
  readonly kind: "reply";
  readonly marker: string;
  readonly body: string;
}

export interface ReactionEffect {
  readonly kind: "reaction";
  readonly commentId: number;
  readonly content: "+1" | "confused";
}

/** A comment that has to go, because it shows a verdict that nobody may know yet. */
export interface RemovalEffect {
  readonly kind: "removal";
  readonly commentId: number;
  /** It stands on a line of the diff; absent: in the conversation. Each has ids of its own. */
  readonly onLine?: true;
}

/** Whom GitHub shall ask for a review, and notify. Teams as `org/slug`. */
export interface ReviewRequestEffect {
  readonly kind: "review_request";
  readonly users: readonly string[];
  readonly teams: readonly string[];
  /** The one person who was chosen; absent: escalations, which nobody answers for. */
  readonly request?: EndedRequest["request"];
}

/** People who are not asked for a review any more. */
export interface RequestWithdrawalEffect {
  readonly kind: "request_withdrawal";
  readonly users: readonly string[];
}

/** An issue, found again by its marker. */
export interface IssueEffect {
  readonly kind: "issue";
  readonly marker: string;
  readonly title: string;
  readonly body: string;
}

export type Effect =
  | CheckRunEffect
  | BriefingEffect
  | ReplyEffect
  | ReactionEffect
  | IssueEffect
  | RemovalEffect
  | ReviewRequestEffect
  | RequestWithdrawalEffect;

// The ways a requirement can turn out, so that each requirement's file states only what is true.

const NOBODY = { who: null, waits: null } as const;

export function satisfied<const R extends Reason>(reason: R): Judgement<R> {
  return { status: "satisfied", ...NOBODY, reason };
}

export function unsatisfied<const R extends Reason>(who: Who, waits: Waits, reason: R): Judgement<R> {
  return { status: "unsatisfied", who, waits, reason };
}

export function notApplicable<const R extends Reason>(reason: R): Judgement<R> {
  return { status: "not_applicable", ...NOBODY, reason };
}

export function waived<const R extends Reason>(reason: R): Judgement<R> {
  return { status: "waived", ...NOBODY, reason };
}

/** Something that the requirement needs could not be read. The work is done again, so nobody has to act at first. */
export function unreadable<const R extends Reason>(reason: R): Judgement<R> {
  return { status: "error", who: "countersign", waits: "checks", reason };
}
