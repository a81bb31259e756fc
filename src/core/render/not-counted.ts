// Whose review or approval was not counted, and why: the answer to "why was my approval ignored".
import type { Decision } from "../case/decision.js";
import { conversationLink } from "../markdown/links.js";
import { quoteInline } from "../markdown/neutralise.js";
import { prose } from "../markdown/prose.js";

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
