// The keys of the policy file that decide who is an agent and which tier a change has.
import { z } from "zod";
import { email, listOf, login, nameGlob, pathGlob, text } from "./policy-values.js";

export const AgentSignature = z
  .strictObject({
    name: text(60).meta({ description: "Short name that messages use.", examples: ["acme-codegen"] }),
    logins: listOf(login).meta({ description: "GitHub logins of the agent.", examples: [["acme-codegen[bot]"]] }),
    ids: z
      .array(z.int().min(1))
      .max(100)
      .default([])
      .meta({ description: "Numeric GitHub user ids of the agent; they survive a renaming.", examples: [[123456]] }),
    emails: listOf(email).meta({ description: "E-mail addresses of its commits.", examples: [["bot@acme.dev"]] }),
    branches: listOf(nameGlob).meta({ description: "Globs of its branches.", examples: [["acme-codegen/**"]] }),
    trailers: listOf(nameGlob).meta({
      description: "Globs of whole trailer lines in its commit messages.",
      examples: [["Generated-By: acme-codegen*"]],
    }),
  })
  .meta({ description: "How one agent of yours is recognised. Any single match is enough." });

const ContentPattern = z
  .strictObject({
    pattern: text(1000).meta({
      description: "RE2 regular expression, tried on each added and each removed line.",
      examples: ["applyRefund\\("],
    }),
    reason: text(200).meta({ description: "What reviewers read as the reason.", examples: ["moves money"] }),
  })
  .meta({ description: "A pattern that raises the tier of a change whose lines match it." });

const content = z
  .array(ContentPattern)
  .max(200)
  .default([])
  .meta({
    description: "Patterns of changed lines that belong to this tier.",
    examples: [[{ pattern: "applyRefund\\(", reason: "moves money" }]],
  });

const pathsOf = (tier: string, example: string) =>
  listOf(pathGlob).meta({ description: `Globs of files that are ${tier}.`, examples: [[example]] });

const exceptOf = (example: string) =>
  listOf(pathGlob).meta({ description: "Globs of files that this list leaves out.", examples: [[example]] });

const raisingList = (tier: string, example: string) =>
  z
    .strictObject({ paths: pathsOf(tier, example), except: exceptOf("src/billing/testdata/**"), content })
    .prefault({})
    .meta({ description: `What makes a change ${tier}, besides the built-in rules.` });

export const Tiers = z.strictObject({
  defaults: z
    .boolean()
    .default(true)
    .meta({
      description: "Keep the built-in rules. `false` leaves only those that cannot be changed.",
      examples: [true],
    }),
  high_stakes: raisingList("high-stakes", "src/billing/**"),
  behavior_changing: raisingList("behavior-changing", "docs/runbooks/**"),
  format_safe: z
    .strictObject({ paths: pathsOf("format-safe", "website/**/*.css"), except: exceptOf("website/legal/**") })
    .prefault({})
    .meta({ description: "Files whose change cannot alter what the program does. A rule that raises still wins." }),
  rules: z
    .record(z.string(), z.enum(["off", "behavior-changing", "high-stakes"]))
    .default({})
    .meta({
      description: "A tier for a built-in rule, by the rule's id, or `off`.",
      examples: [{ "edits-agent-instructions": "behavior-changing" }],
    }),
  confidence_below: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({
      description: "A confidence stated by the agent below this makes the change high-stakes.",
      examples: [0.5],
    }),
  retries_above: z
    .int()
    .min(0)
    .max(1000)
    .default(2)
    .meta({ description: "More retries stated by the agent than this make the change high-stakes.", examples: [2] }),
});
