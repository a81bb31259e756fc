// Templates in SQL files (Jinja, ERB, Mustache): what they put in is not known here.
import { HOLE } from "../risk.js";

/** As long as it was. What could hide a statement of its own stays. */
export function withoutTemplates(script: string): string {
  if (!/\{\{|\{%|\{#|<%|\$\{/.test(script)) return script;
  return script
    .replace(/\{%[^%;]{0,2000}%\}|\{#[^#;]{0,4000}#\}|<%#[^%;]{0,2000}%>/g, unlessCode(blank))
    .replace(/\{\{[^{};]{0,1000}\}\}|<%[=-]?[^%;]{0,1000}%>|\$\{[\w.:-]{1,100}\}/g, unlessCode(hole));
}

function unlessCode(replace: (text: string) => string): (text: string) => string {
  return (text) => (VERBS.test(text) ? text : replace(text));
}

/** What a line that is taken for something else must not hold. */
export const VERBS = /\b(?:drop|truncate|delete|update|alter|merge|replace|grant|revoke|exec|execute|where)\b/i;

/** One name, however long and on however many lines. */
export function hole(text: string): string {
  return HOLE.repeat(text.length);
}

export function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
