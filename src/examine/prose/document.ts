// Which files are documents for people that can hold code.
import { isProsePath } from "../../core/paths/inert.js";

/** What of a Markdown file would be prose by its place, is so here too: prompts and templates steer something by their words. */
export function isDocument(path: string): boolean {
  const lower = path.toLowerCase();
  return lower.endsWith(".mdx") && isProsePath(lower.replace(/\.mdx$/, ".md"));
}
