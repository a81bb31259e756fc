// Hostile text on a page, beside being escaped: invisible characters are made visible, credentials replaced.
import { escapeInvisible } from "../core/text/neutralise.js";
import { redact } from "../core/text/redact.js";

export function shown(text: string): string {
  return escapeInvisible(redact(text));
}
