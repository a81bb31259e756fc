// One reason for a tier, and what classification says of a change.
import type { Tier } from "../ground/tier.js";

export interface Finding {
  /** The rule's id, kebab-case, such as `touches-authentication`. */
  readonly rule: string;
  readonly tier: Tier;
  /** The file; null when the finding is about the whole change. */
  readonly path: string | null;
  /** 1-based line, null when the finding is about the whole file. */
  readonly line: number | null;
  /** Which side `line` counts on: `new` for added lines, `old` for removed ones. */
  readonly side: "old" | "new";
  /** What a reviewer reads: lower case, no final period, never quotes a secret. */
  readonly reason: string;
}

/** `certain`: an identity that only the agent has; `strong`: its usual signature; `weak`: a hint that alone proves nothing. */
export type EvidenceStrength = "certain" | "strong" | "weak";

export type EvidenceKind =
  | "pull-author"
  | "author"
  | "committer"
  | "co-author"
  | "trailer"
  | "body"
  | "branch"
  | "pusher"
  | "declared"
  | "recorded";

export interface Evidence {
  readonly kind: EvidenceKind;
  /** The text that matched, cut to 200 characters. Hostile. */
  readonly text: string;
  readonly strength: EvidenceStrength;
}

/** Who wrote it, when an agent did. */
export interface Agent {
  /** Stable short name: `copilot`, `claude-code`, … or the policy's name. */
  readonly name: string;
  readonly evidence: readonly Evidence[];
  /** Logins (or, in a local range, names) of the people who set the agent to work; sorted; empty when unknown. */
  readonly operator: readonly string[];
}

export interface Classification {
  readonly tier: Tier;
  /** Highest tier first, then path, then line, then rule. */
  readonly findings: readonly Finding[];
  /** Null: not agent-authored. */
  readonly agent: Agent | null;
}
