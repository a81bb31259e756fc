// The policy file's schema: types, defaults and bounds in one place. docs/policy-reference.md is checked against it.
import { z } from "zod";
import { DURATION } from "../duration.js";

/** Where the policy file lies, in a repository and in the organisation's `.github` repository. */
export const POLICY_PATH = ".github/countersign.yml";

/** `90s`, `20m`, `4h`, `7d`: a whole number and a unit. */
const duration = z.string().regex(DURATION, "a duration such as 90s, 20m, 4h or 7d");
const glob = z.string().min(1).max(256);
const team = z.string().regex(/^[\w.-]+\/[\w.-]+$/, "a team as org/slug");
const login = z.string().min(1).max(100);
const strings = (item: z.ZodType<string, string> = z.string().min(1).max(256)) => z.array(item).max(500);

const AgentSignature = z.strictObject({
  name: z.string().min(1).max(60),
  logins: strings().default([]),
  ids: z.array(z.int().positive()).max(500).default([]),
  emails: strings().default([]),
  branches: strings(glob).default([]),
  trailers: strings(glob).default([]),
});

const ContentPattern = z.strictObject({
  /** RE2 syntax; tried on each added and removed line. */
  pattern: z.string().min(1).max(1000),
  reason: z.string().min(1).max(200),
});

const TierList = z.strictObject({
  paths: strings(glob).default([]),
  except: strings(glob).default([]),
  content: z.array(ContentPattern).max(200).default([]),
});

const Expert = z.strictObject({ paths: strings(glob).min(1), teams: strings(team).min(1) });

export const Policy = z.strictObject({
  version: z.literal(1).default(1),
  mode: z.enum(["enforce", "observe"]).default("enforce"),
  scope: z.enum(["agents", "all"]).default("agents"),
  agents: z.array(AgentSignature).max(100).default([]),
  tiers: z
    .strictObject({
      defaults: z.boolean().default(true),
      high_stakes: TierList.prefault({}),
      behavior_changing: TierList.prefault({}),
      format_safe: TierList.omit({ content: true }).prefault({}),
      rules: z.record(z.string(), z.enum(["off", "behavior-changing", "high-stakes"])).default({}),
      confidence_below: z.number().min(0).max(1).default(0.5),
      retries_above: z.int().min(0).default(2),
    })
    .prefault({}),
  size: z
    .strictObject({
      max_changed_lines: z.int().min(1).default(400),
      ignore: strings(glob).default([]),
    })
    .prefault({}),
  validation: z.strictObject({ required: strings(glob).default([]), ignore: strings(glob).default([]) }).prefault({}),
  review: z
    .strictObject({
      min_seconds: z.int().min(0).default(90),
      max_lines_per_hour: z.int().min(1).default(1500),
      careful_lines_per_hour: z.int().min(1).default(400),
      max_required_seconds: z.int().min(0).default(600),
      min_answer_chars: z.int().min(1).default(20),
      require_code_reference: z.enum(["never", "high-stakes", "always"]).default("high-stakes"),
      session_expires: duration.default("24h"),
    })
    .prefault({}),
  reviewers: z
    .strictObject({
      min_permission: z.enum(["write", "maintain", "admin"]).default("write"),
      teams: strings(team).default([]),
      experts: z.array(Expert).max(100).default([]),
      escalation: z.strictObject({ teams: strings(team).default([]), users: strings(login).default([]) }).prefault({}),
    })
    .prefault({}),
  blind: z.strictObject({ plaintext: z.enum(["refuse", "accept"]).default("refuse") }).prefault({}),
  dependencies: z
    .strictObject({
      min_age: duration.default("30d"),
      min_weekly_downloads: z.int().min(0).default(1000),
      allow: strings().default([]),
      deny: strings().default([]),
      unreachable: z.enum(["block", "warn"]).default("block"),
    })
    .prefault({}),
  secrets: z.strictObject({ allow: strings().default([]) }).prefault({}),
});
export type Policy = z.infer<typeof Policy>;

/** A policy file's text at a ref, `absent`, or why it is not known. `oid` identifies the content. */
export type PolicyText =
  | { readonly status: "found"; readonly text: string; readonly oid: string }
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
