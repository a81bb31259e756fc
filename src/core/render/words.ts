// The words that people see for the gate's own terms: one place, so that check, briefing and replies speak alike.
import type { Decision } from "../case/decision.js";
import type { Requirement, Who } from "../case/requirement.js";
import type { Tier } from "../ground/tier.js";

export const TIER_NAMES: Readonly<Record<Tier, string>> = {
  "format-safe": "Format-safe",
  "behavior-changing": "Behavior-changing",
  "high-stakes": "High-stakes",
};

/** An icon that repeats the word beside it, for those who scan. */
export function statusWords({ status, waits }: Pick<Requirement, "status" | "waits">): string {
  switch (status) {
    case "satisfied":
      return "✅ met";
    case "waived":
      return "🔓 waived";
    case "not_applicable":
      return "➖ not asked";
    case "error":
      return "❔ unknown";
    case "unsatisfied":
      if (waits === "refused") return "⛔ refused";
      return waits === "author" ? "✋ to do" : "⏳ waiting";
  }
}

/** Who acts next. What an agent has to do is the author's where no agent was found. */
export function whoWords(who: Who | null, { agent }: Pick<Decision, "agent">): string {
  switch (who) {
    case null:
      return "";
    case "agent":
      return agent === null ? "author" : "agent";
    case "checks":
      return "other checks";
    case "countersign":
      return "Countersign";
    case "reviewer":
    case "maintainer":
      return who;
  }
}
