// Fenced code. It is shown, unless its info string says that it runs; then it counts as code.
import type { Block } from "./blocks.js";

/** Null: none starts here. `fail`: one whose end is in doubt. */
export function readFence(text: string, start: number, line: string): Block | "fail" | null {
  // Within a list's first line or a quotation, a fence may end with what is around it.
  if (/^[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])/.test(line) && /`{3}|~{3}/.test(line)) return "fail";
  const [, indent = "", sign = "", info = ""] = /^([ \t]*)(`{3,}|~{3,})([^\n]*)$/.exec(line) ?? [];
  if (sign === "" || (sign[0] === "`" && info.includes("`"))) return null;
  let at = start + line.length + 1;
  while (at < text.length) {
    const end = text.indexOf("\n", at) === -1 ? text.length : text.indexOf("\n", at);
    const content = text.slice(at, end);
    // Less indented, it may stand outside of the list that holds the fence.
    if (content.trim() !== "" && !content.startsWith(indent)) return "fail";
    if (isClosing(content.slice(indent.length), sign)) {
      return { code: RUNS.test(info) ? text.slice(start, end) : null, end };
    }
    at = end + 1;
  }
  return "fail";
}

function isClosing(content: string, sign: string): boolean {
  const closing = content.trim();
  if (closing.length < sign.length || closing !== (sign[0] ?? "").repeat(closing.length)) return false;
  return /^ {0,3}\S/.test(content);
}

/** Words of plug-ins that run, render, load or replace the code; braces that open with a name are those of Quarto and R. */
const RUNS =
  /\b(?:live|exec|execute|eval|run|runnable|render|play|playground|sandbox|sandpack|preview|demo|editable|repl|interactive|file|src|source|snippet|import|include|embed|mdx-code-block|mdx|twoslash|mermaid|vega|chart|html|svg|raw|test|doctest|stackblitz|codesandbox|codegroup)\b|\{[ \t]*[a-z.=]|^[ \t]*\{/i;
