// The words that people see for the gate's own terms: one place, so that check, briefing and replies speak alike.
import type { Decision } from "../case/decision.js";
import type { Requirement, Who } from "../case/requirement.js";
import type { RiskyStatement } from "../facts/examination.js";
import type { PlacedStatement } from "../gate/destructive-statements.js";
import type { Tier } from "../ground/tier.js";
import { conversationLink, placeLink } from "../markdown/links.js";
import { quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";

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

/** More are no news: the page has them all. */
const MAX_NOT_COUNTED = 30;

/** Lines with an empty one before them; none when everybody counts. */
export function notCountedList({ notCounted }: Pick<Decision, "notCounted">, pullUrl: string): readonly string[] {
  if (notCounted.length === 0) return [];
  const lines = notCounted.slice(0, MAX_NOT_COUNTED).map(({ login, reason, url }) => {
    const link = conversationLink("see it", url, pullUrl);
    return `- ${quoteInline(login, 60)}: ${prose(reason, 300)}${link === "" ? "" : ` (${link})`}`;
  });
  const more = notCounted.length - lines.length;
  return ["", "**Reviews that were not counted**", "", ...lines, ...(more > 0 ? [`- and ${more} more`] : [])];
}

/** Lines of Markdown under a heading; empty when there are none. */
export function statementList(
  statements: readonly PlacedStatement[],
  { heading, pullUrl, max }: { readonly heading: string; readonly pullUrl: string; readonly max: number },
): readonly string[] {
  if (statements.length === 0) return [];
  const more = statements.length - max;
  return [
    "",
    heading,
    "",
    ...statements.slice(0, max).map((statement) => statementLine(statement, pullUrl)),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

function statementLine({ path, line, effect, text, reason }: PlacedStatement, pullUrl: string): string {
  const place = placeLink({ path, line, side: "new" }, pullUrl);
  const excerpt = text === "" ? "" : ` ${quoteInline(text, 120)}`;
  return `- ${place}${excerpt}: ${BY_EFFECT[effect]}${prose(reason, 300)}`;
}

const BY_EFFECT: Readonly<Record<RiskyStatement["effect"], string>> = {
  destroys: "",
  unread: "not understood, ",
  narrows: "may lose or refuse data, ",
};
