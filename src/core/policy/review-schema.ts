// The keys of the policy file that decide what a review has to be, who may give it, who is asked for it, how soon it is meant to come, and
// what happens when it does not.
import { z } from "zod";
import { DURATION, durationSeconds } from "../ground/time.js";
import { duration, listOf, login, pathGlob, team } from "./policy-values.js";

export const Review = z.strictObject({
  min_seconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(90)
    .meta({ description: "Least time between `/countersign start` and a review.", examples: [90] }),
  max_lines_per_hour: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1500)
    .meta({ description: "Fastest reading pace that is accepted: a floor against skimming.", examples: [1500] }),
  careful_lines_per_hour: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(400)
    .meta({ description: "A faster review than this is accepted and recorded as fast.", examples: [400] }),
  max_required_seconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(600)
    .meta({ description: "Most time that the reading pace ever makes a review take.", examples: [600] }),
  min_answer_chars: z
    .int()
    .min(1)
    .max(2000)
    .default(20)
    .meta({ description: "Shortest answer that the review form takes.", examples: [20] }),
  require_code_reference: z
    .enum(["never", "high-stakes", "always"])
    .default("high-stakes")
    .meta({ description: "When an answer must name a changed file, symbol or line.", examples: ["always"] }),
  prompt_injection: z
    .enum(["ask", "require"])
    .default("ask")
    .meta({
      description:
        "On a security-critical change that an agent made with text from outside: the form asks the prompt-injection checklist, or no review is taken without it.",
      examples: ["require"],
    }),
  session_expires: duration
    .default("24h")
    .meta({ description: "How long a review may take after `/countersign start`.", examples: ["24h"] }),
});

const Expert = z
  .strictObject({
    paths: z
      .array(pathGlob)
      .min(1)
      .max(500)
      .meta({ description: "Globs of files.", examples: [["src/auth/**"]] }),
    teams: z
      .array(team)
      .min(1)
      .max(500)
      .meta({ description: "Teams that know them.", examples: [["acme/security"]] }),
  })
  .meta({ description: "Files, and the teams of which one member must review a high-stakes change to them." });

export const Reviewers = z.strictObject({
  min_permission: z
    .enum(["write", "maintain", "admin"])
    .default("write")
    .meta({
      description: "Least permission in the repository that a reviewer needs, where `reviewers.teams` is empty.",
      examples: ["write"],
    }),
  teams: listOf(team).meta({
    description: "Only members of one of these teams may review. Empty: everyone with `reviewers.min_permission`.",
    examples: [["acme/reviewers"]],
  }),
  experts: z
    .array(Expert)
    .max(100)
    .default([])
    .meta({
      description: "Who must review what. Every entry that matches a changed file has to be met.",
      examples: [[{ paths: ["src/auth/**"], teams: ["acme/security"] }]],
    }),
  escalation: z
    .strictObject({
      teams: listOf(team).meta({ description: "Teams that may decide.", examples: [["acme/security-leads"]] }),
      users: listOf(login).meta({ description: "People who may decide.", examples: [["alice"]] }),
    })
    .prefault({})
    .meta({ description: "Who decides when two blind reviews disagree, and who is told when nobody reviews in time." }),
  // Who is asked.
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
});

/**
 * Shortest `escalate_after`. Chosen, not measured: shorter ones would go through everybody before the first has read the mail.
 */
const MIN_ESCALATION = "15m";

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
