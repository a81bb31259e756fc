// The reply to `/countersign status`: where the pull request stands, short enough to read in a mail.
import type { Decision } from "../case/decision.js";
import { isMet } from "../case/requirement.js";
import { requirementOf } from "../gate/requirements/index.js";
import { prose } from "../markdown/prose.js";
import { headline } from "./headline.js";
import { statusWords, whoWords } from "./words.js";

export function renderStatus(decision: Decision): string {
  const unmet = decision.requirements.filter((requirement) => !isMet(requirement));
  const lines = unmet.map((requirement) => {
    const fix = requirement.fix === "" ? "" : ` → ${prose(requirement.fix, 400)}`;
    const who = whoWords(requirement.who, decision);
    return `- ${statusWords(requirement)} · **${requirementOf(requirement.id).name}** (${who}): ${prose(requirement.detail, 300)}${fix}`;
  });
  const body = lines.length === 0 ? ["Nothing is missing."] : lines;
  return [
    `**${prose(headline(decision), 300)}**`,
    "",
    ...body,
    "",
    `Decided for commit \`${decision.headSha.slice(0, 10)}\`.`,
  ].join("\n");
}
