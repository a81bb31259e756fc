// The policy file's schema: keys, types, defaults, bounds and what each key means, in one place. The JSON Schema, the messages about
// bad files and the check of docs/policy-reference.md come from here.
import { z } from "zod";
import { duration, listOf, nameGlob, pathGlob, text } from "./policy-values.js";
import { Queue, Review, Reviewers } from "./review-schema.js";
import { AgentSignature, Tiers } from "./tier-schema.js";
import { Validation } from "./validation.js";

/** Where the policy file lies, in a repository and in the organisation's `.github` repository alike. */
export const POLICY_PATH = ".github/countersign.yml";

const Size = z.strictObject({
  max_changed_lines: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(400)
    .meta({
      description: "Most added plus removed lines that one pull request may ask a person to read.",
      examples: [400],
    }),
  ignore: listOf(pathGlob).meta({
    description: "Globs of files whose lines do not count, besides lockfiles, generated and vendored files.",
    examples: [["fixtures/**"]],
  }),
});

const Dependencies = z.strictObject({
  min_age: duration.default("30d").meta({
    description:
      "Least age of the first release of a new dependency; of any release that is used, at most 7 days of it.",
    examples: ["30d"],
  }),
  min_weekly_downloads: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(1000)
    .meta({ description: "Least weekly downloads of a new dependency.", examples: [1000] }),
  allow: listOf(text(256)).meta({
    description: "Packages that need no look-up, such as `left-pad`, `@acme/*` or `npm:@acme/*`.",
    examples: [["@acme/*"]],
  }),
  deny: listOf(text(256)).meta({
    description: "Packages that are refused, in lockfiles too; written as under `allow`.",
    examples: [["event-stream"]],
  }),
  unreachable: z
    .enum(["block", "warn"])
    .default("block")
    .meta({ description: "What a registry that does not answer means.", examples: ["block"] }),
});

export const Policy = z.strictObject({
  version: z
    .literal(1)
    .default(1)
    .meta({ description: "Version of this file's format.", examples: [1] }),
  mode: z
    .enum(["enforce", "observe"])
    .default("enforce")
    .meta({
      description: "`observe`: the check always succeeds and says what it would have blocked.",
      examples: ["observe"],
    }),
  scope: z
    .enum(["agents", "all"])
    .default("agents")
    .meta({
      description: "Which pull requests are judged: those with an agent's work in them, or all.",
      examples: ["all"],
    }),
  branches: listOf(nameGlob).meta({
    description:
      "Names or globs of branches that are gated, besides the default branch and those whose rules require the check.",
    examples: [["release/*"]],
  }),
  agents: z
    .array(AgentSignature)
    .max(100)
    .default([])
    .meta({
      description: "Agents of your own, added to the built-in ones.",
      examples: [[{ name: "acme-codegen", logins: ["acme-codegen[bot]"] }]],
    }),
  tiers: Tiers.prefault({}).meta({ description: "What makes a change high-stakes, behavior-changing or format-safe." }),
  size: Size.prefault({}).meta({ description: "How large a change may be." }),
  validation: Validation.prefault({}).meta({ description: "Which automated checks must be green." }),
  review: Review.prefault({}).meta({ description: "What a structured review has to be." }),
  reviewers: Reviewers.prefault({}).meta({ description: "Who may review, and who is asked." }),
  queue: Queue.prefault({}).meta({
    description: "How soon reviews are meant to come, and what happens when they do not.",
  }),
  blind: z
    .strictObject({
      plaintext: z
        .enum(["refuse", "accept"])
        .default("refuse")
        .meta({ description: "What happens to a first blind review written in the clear.", examples: ["refuse"] }),
    })
    .prefault({})
    .meta({ description: "How the two blind reviews of a high-stakes change are taken." }),
  dependencies: Dependencies.prefault({}).meta({ description: "What a new dependency has to prove." }),
  secrets: z
    .strictObject({
      allow: listOf(text(256)).meta({
        description: "Findings that are no secrets, by the 12 hex digits that `no_secrets` names them with.",
        examples: [["3f2c1a9e7b64"]],
      }),
    })
    .prefault({})
    .meta({ description: "Which secret-like texts are known to be harmless." }),
});
export type Policy = z.infer<typeof Policy>;

/**
 * A policy file's text at a ref, `absent`, or why it is not known. `oid` identifies the content. `broken`: something stands in its
 * place that is no text, which only a person can mend; `message` is that of a problem.
 */
export type PolicyText =
  | { readonly status: "found"; readonly text: string; readonly oid: string }
  | { readonly status: "broken"; readonly message: string }
  | { readonly status: "absent" }
  | { readonly status: "unavailable"; readonly reason: string };

/** Where a policy text came from, for messages and annotations. */
export interface PolicyOrigin {
  /** `acme/shop`, or `acme/.github` for the organisation's floor. */
  readonly repository: string;
  readonly path: string;
  /** The ref it was read at, such as `main`. */
  readonly ref: string;
}

/** One fault of a policy file, or one relaxation of the organisation's floor. */
export interface PolicyProblem {
  readonly origin: PolicyOrigin;
  /** Dotted key, such as `review.min_seconds`; empty for the whole file. */
  readonly key: string;
  /** 1-based; 1:1 when the fault has no place of its own. */
  readonly line: number;
  readonly column: number;
  /** Expected, received, how to fix, with an example. One line. */
  readonly message: string;
}

export interface PolicyFile {
  readonly origin: PolicyOrigin;
  readonly text: PolicyText;
}

/** What the evaluation works with. `problems` non-empty: the file is invalid and `policy` is the strictest known (defaults under the floor). */
export interface LoadedPolicy {
  readonly policy: Policy;
  /** `sha256:` + hex of the canonical JSON of `policy`. */
  readonly hash: string;
  readonly problems: readonly PolicyProblem[];
  /** Settings below the organisation's floor: reported, not applied. */
  readonly relaxations: readonly PolicyProblem[];
  /** Files that could not be read, with the reason; any makes `policy_valid` an error. */
  readonly unavailable: readonly string[];
  /** Which files were found. */
  readonly origins: readonly PolicyOrigin[];
}
