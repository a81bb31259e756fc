// The keys of the policy file that decide what a review has to be and who may give it.
import { z } from "zod";
import { ASSIGNMENT } from "./queue-schema.js";
import { duration, listOf, login, pathGlob, team } from "./values.js";

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
  ...ASSIGNMENT,
});
