// The table of requirements in docs/for-agents.md, made from the requirements themselves.
import type { RequirementKind } from "../src/core/gate/requirement-kind.js";

const HEAD = "| id | asks | when it is yours to mend |\n|---|---|---|\n";

/** The page with its table as the requirements are. */
export function withRequirements(page: string, requirements: readonly RequirementKind[]): string {
  const start = page.indexOf(HEAD);
  if (start === -1) throw new Error("docs/for-agents.md has no table of requirements");
  const end = page.indexOf("\n\n", start);
  const rows = requirements.map(({ id, asks, yours }) => `| \`${id}\` | ${asks} | ${yours} |`);
  return `${page.slice(0, start)}${HEAD}${rows.join("\n")}${page.slice(end)}`;
}
