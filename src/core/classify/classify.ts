// From a change and a policy to its tier and the reasons: DESIGN §6. Pure. The tier is the highest finding; a rule can only
// raise; every change has at least one finding, so nothing is safe by silence.
import type { Change } from "../facts/facts.js";
import type { Agent, Classification, Finding } from "../facts/finding.js";
import { highestTier, TIERS, type Tier } from "../ground/tier.js";
import type { Policy } from "../policy/schema.js";
import { findAgent } from "./authorship.js";
import { type ChangeView, viewChange } from "./change-view.js";
import { findByPolicy, isFormatSafeByPolicy } from "./policy-rules.js";
import { findWith, type Rule, settingOf } from "./rule.js";
import { BASE_RULES, RAISING_RULES, scanLines } from "./rules/index.js";
import { changesSource } from "./rules/is-harmless.js";

/** `agentSeen`: the agent that an earlier evaluation of this pull request found; it stays agent-authored. */
export function classify(change: Change, policy: Policy, agentSeen: Agent | null): Classification {
  const findings = findAll(viewChange(change, scanLines), policy);
  return { tier: tierOf(findings), findings, agent: findAgent(change, policy, agentSeen) };
}

/** All findings, highest tier first, then path, line, rule. Also what `explainPath` asks about a path that does not change. */
export function findAll(view: ChangeView, policy: Policy): readonly Finding[] {
  const raising = RAISING_RULES.filter((rule) => policy.tiers.defaults || rule.fixed);
  const findings = [
    ...raising.flatMap((rule) => findWith(rule, view, policy)),
    ...BASE_RULES.flatMap((rule) => findBase(rule, view, policy)),
    ...findByPolicy(view, policy),
  ];
  return findings.sort(byWeight);
}

/** The least that a file is. `off` takes a proof away; it never takes the only finding of a file away. */
function findBase(rule: Rule, view: ChangeView, policy: Policy): readonly Finding[] {
  const setting = settingOf(rule, policy);
  const findings = rule.find(view, policy).map((finding): Finding => {
    if (rule === changesSource) return declaredSafe(finding, view, policy);
    return setting === "off" ? { ...finding, tier: "behavior-changing" } : finding;
  });
  if (setting === undefined || setting === "off") return findings;
  return findings.map((finding) => ({ ...finding, tier: setting }));
}

/** What `tiers.format_safe` of the policy lists loses its default tier, and keeps every other finding. */
function declaredSafe(finding: Finding, view: ChangeView, policy: Policy): Finding {
  const file = view.files.find((candidate) => candidate.file.path === finding.path);
  if (file === undefined || !isFormatSafeByPolicy(file, policy)) return finding;
  return {
    ...finding,
    rule: "policy-format-safe",
    tier: "format-safe",
    reason: "the policy lists this path as format-safe",
  };
}

/** INVARIANT: no finding at all is not safe. */
function tierOf(findings: readonly Finding[]): Tier {
  if (findings.length === 0) return "high-stakes";
  return findings.reduce<Tier>((tier, finding) => highestTier(tier, finding.tier), "format-safe");
}

function byWeight(a: Finding, b: Finding): number {
  return (
    TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier) ||
    compare(a.path ?? "", b.path ?? "") ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compare(a.rule, b.rule) ||
    compare(a.side, b.side) ||
    compare(a.reason, b.reason)
  );
}

/** By code unit, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
