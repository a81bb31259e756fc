// Turns hostile text into Markdown that shows the text and does nothing else. Every text that people or agents wrote goes
// through here before it reaches GitHub. The strategy is the code span: inside one GitHub renders no mention, reference,
// link, image, emoji or HTML, so the only way out would be a backtick run of the delimiter's length, and none is left.
import { redact } from "./redact.js";

/**
 * One line in a code span; `(empty)` when nothing visible is there. Line breaks become spaces, invisible characters
 * visible escapes. At most `maxChars` UTF-16 units between the delimiters. Inside a table pass the cell through `tableCell`.
 */
export function quoteInline(text: string, maxChars: number): string {
  const line = cutTo(oneLine(redact(text)).replace(/`{3,}/g, nameRun), maxChars);
  return line === "" ? "(empty)" : codeSpan(line);
}

/** Several lines in a fenced block. Must stand on lines of its own. At most `maxChars` UTF-16 units between the fences. */
export function quoteBlock(text: string, maxChars: number): string {
  const lines = redact(text)
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .split("\n");
  const shown = lines.map((line) => escapeInvisible(line.replaceAll("\t", "  ")).trimEnd());
  const body = cutTo(shown.join("\n").replace(/`{3,}/g, nameRun), maxChars);
  return `\`\`\`text\n${body}\n\`\`\``;
}

/** One line of plain text for places that render no Markdown: the check's title, annotations. */
export function plainLine(text: string, maxChars: number): string {
  return cutTo(oneLine(redact(text)), maxChars);
}

/** The text, or its start and `…`, at most `maxChars` UTF-16 units long; never splits a surrogate pair. */
export function cutTo(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  if (maxChars <= 0) return "";
  const start = text.slice(0, maxChars - 1);
  const endsInHalf = /[\uD800-\uDBFF]$/.test(start);
  return `${endsInHalf ? start.slice(0, -1) : start}…`;
}

/** Makes safe Markdown fit into a cell of a table. GitHub splits cells at `|` even inside code spans, but not at `\|`. */
export function tableCell(markdown: string): string {
  // Parsers disagree on a pipe behind a backslash, so that pipe is named instead.
  return markdown
    .replace(/\\\|/g, "\\\\u{7c}")
    .replaceAll("|", "\\|")
    .replace(/\s*\n\s*/g, " ");
}

/** Everything that Unicode calls control, format, private, unassigned, surrogate or invisible by default. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Shows what would hide, reverse or break a line as `\u{202e}`. */
export function escapeInvisible(text: string): string {
  return text
    .replaceAll("\uFE0F", "") // the emoji presentation mark is common and carries nothing
    .replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/(\p{M}{4})\p{M}+/gu, "$1…"); // piled-up accents paint over the neighbouring lines
}

function oneLine(text: string): string {
  return escapeInvisible(text.replace(/[\s\u0085\p{Zs}]+/gu, " ")).trim();
}

/** Runs of three and more would need ever longer delimiters, and renderers stop counting at 80. */
function nameRun(run: string): string {
  return `\\u{60}×${run.length}`;
}

function codeSpan(line: string): string {
  const runs = line.match(/`+/g) ?? [];
  const taken = new Set(runs.map((run) => run.length));
  const length = [1, 2, 3].find((candidate) => !taken.has(candidate)) ?? 3;
  const delimiter = "`".repeat(length);
  const pad = runs.length > 0 && (line.startsWith("`") || line.endsWith("`")) ? " " : "";
  return `${delimiter}${pad}${line}${pad}${delimiter}`;
}
