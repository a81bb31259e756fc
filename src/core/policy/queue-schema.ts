// The keys of the policy file that say who is asked for a review, how soon it is meant to come, and what happens when it does not.
import { z } from "zod";
import { DURATION, durationSeconds } from "../ground/duration.js";
import { duration } from "./values.js";

/**
 * Shortest `escalate_after`. Chosen, not measured: shorter ones would go through everybody before the first has read the mail.
 */
const MIN_ESCALATION = "15m";

/** Keys of `reviewers` that decide who is asked. */
export const ASSIGNMENT = {
  assign: z
    .enum(["never", "high-stakes", "always"])
    .default("always")
    .meta({
      description: "On which changes reviewers are asked by name. Whoever may review may do so unasked all the same.",
      examples: ["high-stakes"],
    }),
  max_open: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({
      description: "Most reviews that wait for one person, over all repositories; nobody is asked for more.",
      examples: [5],
    }),
  cool_down: z
    .strictObject({
      approvals: z
        .int()
        .min(1)
        .max(1000)
        .default(10)
        .meta({ description: "After so many approvals a person is not asked for a while.", examples: [10] }),
      within: duration
        .default("24h")
        .meta({ description: "The time in which these approvals are counted.", examples: ["24h"] }),
    })
    .prefault({})
    .meta({ description: "When somebody has approved so much that they need a rest." }),
};

const escalation = duration.refine(
  (text) => !DURATION.test(text) || durationSeconds(text) >= durationSeconds(MIN_ESCALATION),
  `a duration of at least \`${MIN_ESCALATION}\``,
);

function times(median: string, p95: string, after: string) {
  return {
    target_median: duration.default(median).meta({
      description: "Half of the reviews are meant to be there so soon after somebody was asked.",
      examples: [median],
    }),
    target_p95: duration.default(p95).meta({
      description: "Nineteen of twenty reviews are meant to be there so soon.",
      examples: [p95],
    }),
    escalate_after: escalation.default(after).meta({
      description:
        "When whoever was asked has not begun by then, the next one is asked and `reviewers.escalation` is told.",
      examples: [after],
    }),
  };
}

const ON_TIMEOUT = { description: "What happens when that time has passed a second time.", examples: ["deny"] };

export const Queue = z.strictObject({
  behavior_changing: z
    .strictObject({
      ...times("4h", "24h", "8h"),
      on_timeout: z.enum(["approve-with-log", "escalate", "deny"]).default("escalate").meta(ON_TIMEOUT),
    })
    .prefault({})
    .meta({ description: "Reviews of behavior-changing changes." }),
  high_stakes: z
    .strictObject({
      ...times("8h", "48h", "24h"),
      // INVARIANT: no high-stakes change passes by waiting. cross-check.ts says so to whoever tries.
      on_timeout: z.enum(["escalate", "deny"]).default("escalate").meta(ON_TIMEOUT),
    })
    .prefault({})
    .meta({ description: "Each of the two blind reviews of high-stakes changes." }),
});
export type Queue = z.infer<typeof Queue>;
