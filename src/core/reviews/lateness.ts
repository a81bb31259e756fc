// How often the time of a request passed, and what the policy makes of it. Read from the records alone: a time has passed when it
// was written down that it did, so the same facts and records give the same decision whatever the clock says.

import type { GateInput } from "../case/input.js";
import type { ReviewedTier, ReviewRequest, Seat } from "../facts/request.js";
import type { Policy } from "../policy/schema.js";

export interface Lateness {
  /**
   * `in-time`: no time has passed · `escalated`: one has, or more where the policy goes on asking · `denied` and `let-through`: as
   * the policy says.
   */
  readonly state: "in-time" | "escalated" | "denied" | "let-through";
  /** The requests whose time passed, oldest first; those of nobody in particular among them. */
  readonly passed: readonly ReviewRequest[];
}

/** Of one seat of the present version, on the present tier. */
export function latenessOf(input: GateInput, seat: Seat): Lateness {
  const { records, fingerprint, classification } = input;
  const passed = records.asked.filter(
    (request) =>
      request.fingerprint === fingerprint &&
      request.seat === seat &&
      request.tier === classification.tier &&
      request.ended?.how === "timed-out",
  );
  return { passed, state: stateOf(passed, input) };
}

function stateOf(passed: readonly ReviewRequest[], { classification, policy }: GateInput): Lateness["state"] {
  if (passed.length === 0 || classification.tier === "format-safe") return "in-time";
  const { on_timeout } = queueOf(policy.policy, classification.tier);
  if (on_timeout === "deny" && passed.length > 1) return "denied";
  // INVARIANT: only a behavior-changing change passes by waiting, only where the policy says so now, only when it was written
  // down, and only when a person was asked who then let the time pass.
  const isLetThrough =
    classification.tier === "behavior-changing" &&
    on_timeout === "approve-with-log" &&
    passed.some(({ ended }) => ended?.outcome === "approve-with-log") &&
    passed.some(({ person }) => person !== null);
  return isLetThrough ? "let-through" : "escalated";
}

/** The objectives and consequences of a tier. */
export function queueOf(
  { queue }: Policy,
  tier: ReviewedTier,
): Policy["queue"]["behavior_changing"] | Policy["queue"]["high_stakes"] {
  return tier === "high-stakes" ? queue.high_stakes : queue.behavior_changing;
}
