// What "stricter" means for each key: the order by which the organisation's floor binds a repository's file.

/** How the values of one key compare. */
export type Strictness =
  /** Named values, from the loosest to the strictest. */
  | { readonly by: "order"; readonly values: readonly (string | boolean)[] }
  | { readonly by: "higher" | "lower" | "longer" | "shorter" }
  /** A list that asks for more: the floor's entries stay, the repository adds its own. */
  | { readonly by: "union" }
  /** A list that lets things through: the repository may drop entries of the floor's, and add none. */
  | { readonly by: "narrow" }
  /** Who may act: as `narrow`, but an emptied list would be another rule, so the floor's stays then. */
  | { readonly by: "members" }
  /** Checks that must be green: a union, in which an empty list stands for every check. */
  | { readonly by: "checks" }
  /** Names of checks by kind: a union, but nothing is added to a kind that the floor expects. */
  | { readonly by: "kinds" }
  /** Built-in rules by id, each on its own. */
  | { readonly by: "rules" };

export interface BoundKey {
  readonly key: string;
  readonly strictness: Strictness;
  /** Other keys of the floor that bind this one too, because it could undo them. */
  readonly boundWith: readonly string[];
}

const order = (...values: (string | boolean)[]): Strictness => ({ by: "order", values });
const HIGHER: Strictness = { by: "higher" };
const LOWER: Strictness = { by: "lower" };
const LONGER: Strictness = { by: "longer" };
const SHORTER: Strictness = { by: "shorter" };
const UNION: Strictness = { by: "union" };
const NARROW: Strictness = { by: "narrow" };
const MEMBERS: Strictness = { by: "members" };

const key = (name: string, strictness: Strictness, boundWith: readonly string[] = []): BoundKey => ({
  key: name,
  strictness,
  boundWith,
});

/** Every key of the policy file but `version`; a test holds it against the schema. */
export const STRICTNESS: readonly BoundKey[] = [
  key("mode", order("observe", "enforce")),
  key("scope", order("agents", "all")),
  key("branches", UNION),
  key("agents", UNION),
  key("tiers.defaults", order(false, true), ["tiers.rules"]),
  key("tiers.high_stakes.paths", UNION),
  key("tiers.high_stakes.except", NARROW, ["tiers.high_stakes.paths", "tiers.high_stakes.content"]),
  key("tiers.high_stakes.content", UNION),
  key("tiers.behavior_changing.paths", UNION),
  key("tiers.behavior_changing.except", NARROW, ["tiers.behavior_changing.paths", "tiers.behavior_changing.content"]),
  key("tiers.behavior_changing.content", UNION),
  key("tiers.format_safe.paths", NARROW),
  key("tiers.format_safe.except", UNION),
  key("tiers.rules", { by: "rules" }, ["tiers.defaults"]),
  key("tiers.confidence_below", HIGHER),
  key("tiers.retries_above", LOWER),
  key("size.max_changed_lines", LOWER),
  key("size.ignore", NARROW, ["size.max_changed_lines", "review.max_lines_per_hour"]),
  key("validation.required", { by: "checks" }),
  key("validation.expect", UNION),
  key("validation.kinds", { by: "kinds" }, ["validation.expect"]),
  key("validation.ignore", NARROW, ["validation.required", "validation.expect"]),
  key("review.min_seconds", HIGHER),
  key("review.max_lines_per_hour", LOWER),
  key("review.careful_lines_per_hour", LOWER),
  key("review.max_required_seconds", HIGHER, ["review.min_seconds", "review.max_lines_per_hour"]),
  key("review.min_answer_chars", HIGHER),
  key("review.require_code_reference", order("never", "high-stakes", "always")),
  key("review.prompt_injection", order("ask", "require")),
  key("review.session_expires", SHORTER),
  key("reviewers.min_permission", order("write", "maintain", "admin")),
  key("reviewers.teams", MEMBERS, ["reviewers.min_permission"]),
  key("reviewers.experts", UNION),
  key("reviewers.escalation.teams", MEMBERS, ["reviewers.escalation.users"]),
  key("reviewers.escalation.users", MEMBERS, ["reviewers.escalation.teams"]),
  key("reviewers.assign", order("never", "high-stakes", "always")),
  // Neither direction lets a change pass. Fewer at a time means more attention for each.
  key("reviewers.max_open", LOWER),
  key("reviewers.cool_down.approvals", LOWER, ["reviewers.cool_down.within"]),
  key("reviewers.cool_down.within", LONGER, ["reviewers.cool_down.approvals"]),
  key("queue.behavior_changing.target_median", SHORTER),
  key("queue.behavior_changing.target_p95", SHORTER),
  // With `approve-with-log` the time is all that a change has to wait for, so a shorter one lets more through.
  key("queue.behavior_changing.escalate_after", LONGER, ["queue.behavior_changing.on_timeout"]),
  key("queue.behavior_changing.on_timeout", order("approve-with-log", "escalate", "deny")),
  key("queue.high_stakes.target_median", SHORTER),
  key("queue.high_stakes.target_p95", SHORTER),
  key("queue.high_stakes.escalate_after", SHORTER),
  key("queue.high_stakes.on_timeout", order("escalate", "deny")),
  key("blind.plaintext", order("accept", "refuse")),
  key("dependencies.min_age", LONGER),
  key("dependencies.min_weekly_downloads", HIGHER),
  key("dependencies.allow", NARROW, ["dependencies.min_age", "dependencies.min_weekly_downloads", "dependencies.deny"]),
  key("dependencies.deny", UNION),
  key("dependencies.unreachable", order("warn", "block")),
  key("secrets.allow", NARROW),
];
