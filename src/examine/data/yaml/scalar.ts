// What a YAML scalar says, and where its style says something as well.
import type { Scalar } from "yaml";

/** Plain text counts as its quoted form only where YAML 1.1, YAML 1.2 and a program that fills in placeholders agree that it is text. */
export function scalarMeaning({ type, source, value }: Scalar): string {
  const said = source ?? String(value ?? "");
  if (type === "PLAIN") return isAlwaysText(said) ? text(said) : `plain ${said}`;
  if (type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED") return `${type} ${said}`;
  return hasPlaceholder(said) ? `${type} ${said}` : text(said);
}

function text(said: string): string {
  return JSON.stringify(said);
}

/** Letters first, so no number, no date; no sign that means something in any YAML; no word with a meaning of its own. */
function isAlwaysText(said: string): boolean {
  if (!/^[A-Za-z/][\w ./@+-]*$/.test(said) || hasPlaceholder(said)) return false;
  return !OWN_MEANING.test(said) && !/^[A-Z][A-Z0-9_]*$/.test(said);
}

const OWN_MEANING = /^(?:y|n|yes|no|on|off|true|false|null|nil|none|undefined|nan|inf|infinity|[a-f\d]+)$/i;

/** What text substitution may replace before or after the file is read. */
function hasPlaceholder(said: string): boolean {
  return /\$|\(\(|\{\{|%\w+%|@[\w.-]+@|__\w/.test(said);
}
