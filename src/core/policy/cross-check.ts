// What one value alone cannot show: times that contradict each other, agents that nothing identifies, rules that do not exist.

import { nearestName } from "../ground/nearest.js";
import { quote } from "../ground/quote.js";
import type { Tier } from "../ground/tier.js";
import { durationSeconds } from "../ground/time.js";
import type { Policy } from "./schema.js";
import type { KeyPath, YamlEntry } from "./yaml-entry.js";
import { findEntry } from "./yaml-entry.js";

export interface CrossFault {
  readonly path: KeyPath;
  /** `key`: the fault is the key itself, not its value. */
  readonly at: "key" | "value";
  readonly message: string;
}

/** Review settings that no review could ever meet, or of which one undoes the other. */
export function findReviewConflicts(review: Policy["review"], wrote: (key: string) => boolean): readonly CrossFault[] {
  const { min_seconds, max_required_seconds, max_lines_per_hour, careful_lines_per_hour, session_expires } = review;
  const conflicts: CrossFault[] = [];
  const add = (keys: readonly [string, string], message: string) => {
    conflicts.push({ path: ["review", wrote(keys[0]) ? keys[0] : keys[1]], at: "value", message });
  };
  if (min_seconds > max_required_seconds) {
    add(
      ["min_seconds", "max_required_seconds"],
      `expected \`min_seconds\` of at most \`max_required_seconds\`, received \`${min_seconds}\` and \`${max_required_seconds}\`; lower the one or raise the other, for example \`max_required_seconds: ${min_seconds}\``,
    );
  }
  if (careful_lines_per_hour > max_lines_per_hour && wrote("careful_lines_per_hour")) {
    add(
      ["careful_lines_per_hour", "max_lines_per_hour"],
      `expected \`careful_lines_per_hour\` of at most \`max_lines_per_hour\`, received \`${careful_lines_per_hour}\` and \`${max_lines_per_hour}\`; lower the one or raise the other, for example \`careful_lines_per_hour: ${max_lines_per_hour}\``,
    );
  }
  const longest = Math.max(min_seconds, max_required_seconds);
  if (durationSeconds(session_expires) <= longest) {
    add(
      ["session_expires", "max_required_seconds"],
      `expected \`session_expires\` longer than the ${longest} seconds that a review may have to take, received \`${session_expires}\`; a session that ends first could never be used, for example \`session_expires: 24h\``,
    );
  }
  return conflicts;
}

const TIERS = ["behavior_changing", "high_stakes"] as const;

/** Objectives of which the stricter one asks for less. `wrote`: as above, below `queue`. */
export function findQueueConflicts(queue: Policy["queue"], wrote: (tier: string, key: string) => boolean) {
  return TIERS.flatMap((tier): CrossFault[] => {
    const { target_median, target_p95 } = queue[tier];
    if (durationSeconds(target_median) <= durationSeconds(target_p95)) return [];
    const key = wrote(tier, "target_median") ? "target_median" : "target_p95";
    const message = `expected \`target_median\` of at most \`target_p95\`, received \`${target_median}\` and \`${target_p95}\`; lower the one or raise the other, for example \`target_p95: ${target_median}\``;
    return [{ path: ["queue", tier, key], at: "value", message }];
  });
}

/** What the schema refuses as one more unknown word, with the reason why it will never be known. */
export function findPassByWaiting(root: YamlEntry): readonly CrossFault[] {
  const path = ["queue", "high_stakes", "on_timeout"];
  const { entry, missing } = findEntry(root, path);
  if (missing !== null || entry.value !== "approve-with-log") return [];
  const message =
    "expected `deny` or `escalate`, received `approve-with-log`; no high-stakes change may pass because nobody looked at it: whoever wants it in has only to wait, for example `on_timeout: escalate`";
  return [{ path, at: "value", message }];
}

const IDENTITIES = ["logins", "ids", "emails", "branches", "trailers"];

/** An agent without a single identity would never be recognised, and its author would think it is. */
export function findAgentsWithoutIdentity(root: YamlEntry): readonly CrossFault[] {
  const agents = findEntry(root, ["agents"]);
  if (agents.missing !== null) return [];
  return [...agents.entry.children.entries()].flatMap(([index, agent]): CrossFault[] => {
    if (!agent.children.has("name")) return [];
    if (IDENTITIES.some((identity) => (agent.children.get(identity)?.children.size ?? 0) > 0)) return [];
    const example = 'for example `logins: ["acme-codegen[bot]"]`';
    const message = `expected an agent with at least one of \`${IDENTITIES.join("`, `")}\`, received none; add one, ${example}`;
    return [{ path: ["agents", index], at: "value", message }];
  });
}

export interface BuiltInRule {
  readonly id: string;
  /** The highest tier that it gives by itself. */
  readonly tier: Tier;
  /** True: no policy can switch it off or lower it. */
  readonly fixed?: true;
}

/** A rule that does not exist, or that cannot be changed: the file's author would believe in a setting that has no effect. */
export function findRuleFaults(root: YamlEntry, builtInRules: readonly BuiltInRule[]): readonly CrossFault[] {
  const rules = findEntry(root, ["tiers", "rules"]);
  if (rules.missing !== null) return [];
  return [...rules.entry.children].flatMap(([key, { value }]): CrossFault[] => {
    const id = String(key);
    const rule = builtInRules.find((known) => known.id === id);
    const message = rule === undefined ? unknownRule(id, builtInRules) : fixedRule(rule, value);
    return message === null ? [] : [{ path: ["tiers", "rules", id], at: "key", message }];
  });
}

function unknownRule(id: string, builtInRules: readonly BuiltInRule[]): string {
  const nearest = nearestName(
    id,
    builtInRules.map((rule) => rule.id),
  );
  const fix = nearest === null ? "docs/policy-reference.md lists them" : `did you mean \`${nearest}\`?`;
  return `expected the id of a built-in rule, received ${quote(id)}; ${fix}`;
}

function fixedRule({ id, tier, fixed }: BuiltInRule, value: unknown): string | null {
  if (fixed === undefined || value === tier) return null;
  return `expected a rule that a policy may change, received ${quote(id)}; it always stays ${tier}, remove the line`;
}
