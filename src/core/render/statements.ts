// The statements that destroy data, by name: in the briefing and in the check.

import type { RiskyStatement } from "../facts/examination.js";
import type { PlacedStatement } from "../gate/destructive-statements.js";
import { placeLink } from "../markdown/links.js";
import { quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";

/** Lines of Markdown under a heading; empty when there are none. */
export function statementList(
  heading: string,
  statements: readonly PlacedStatement[],
  pullUrl: string,
  max: number,
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
