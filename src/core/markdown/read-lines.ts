// Reads Markdown line by line, as far as the form needs it: which lines GitHub would render as headings, which are text,
// and which nobody sees. The text is attacker-controlled; every line is looked at a fixed number of times.

export type Line =
  /** `name`: the heading's text without its marks. */
  | { readonly kind: "heading"; readonly name: string; readonly text: string }
  /** `code`: inside a fenced block, so neither quote nor checkbox nor anything but itself. */
  | { readonly kind: "text"; readonly text: string; readonly code: boolean };

export interface Lines {
  readonly lines: readonly Line[];
  /** 1-based line of a fence that is never closed: all below it is code. Null when there is none. */
  readonly openFence: number | null;
}

/**
 * ATX headings (`# x` to `###### x`, also without the space) and setext headings (a line of its own above `---` or
 * `===`). Not headings: quoted lines, code, lines indented by four. Comments (`<!-- -->`) are left out: nobody sees them.
 */
export function readLines(body: string): Lines {
  const raw = body.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const lines: Line[] = [];
  let fence: { mark: string; line: number } | null = null;
  let inComment = false;
  for (const [index, text] of raw.entries()) {
    if (fence !== null) {
      if (closesFence(text, fence.mark)) fence = null;
      lines.push({ kind: "text", text, code: true });
      continue;
    }
    if (inComment || opensComment(text)) {
      inComment = !text.includes("-->");
      continue;
    }
    const mark = fenceMark(text);
    if (mark !== null) fence = { mark, line: index + 1 };
    if (mark !== null) lines.push({ kind: "text", text, code: true });
    else push(lines, withoutLineComments(text));
  }
  return { lines, openFence: fence?.line ?? null };
}

function push(lines: Line[], text: string): void {
  const name = atxName(text);
  if (name !== null) {
    lines.push({ kind: "heading", name, text });
    return;
  }
  const above = lines.at(-1);
  if (isUnderline(text) && above?.kind === "text" && standsAlone(lines)) {
    lines[lines.length - 1] = { kind: "heading", name: above.text.trim(), text: `${above.text}\n${text}` };
    return;
  }
  lines.push({ kind: "text", text, code: false });
}

/** The last line is one line of prose with nothing above it in its paragraph. */
function standsAlone(lines: readonly Line[]): boolean {
  const last = lines.at(-1);
  if (last?.kind !== "text" || last.code || last.text.trim() === "") return false;
  if (/^ {0,3}(?:[>*+-]|\d+[.)])/.test(last.text) || /^(?: {4}|\t)/.test(last.text)) return false;
  const before = lines.at(-2);
  return before === undefined || before.kind === "heading" || before.code || before.text.trim() === "";
}

function atxName(text: string): string | null {
  const indent = indentOf(text);
  if (indent > 3 || text[indent] !== "#") return null;
  let level = 0;
  while (text[indent + level] === "#") level += 1;
  if (level > 6) return null;
  return withoutClosingMarks(text.slice(indent + level).trim());
}

/** `Intent ##` is the heading `Intent`. */
function withoutClosingMarks(name: string): string {
  let end = name.length;
  while (end > 0 && name[end - 1] === "#") end -= 1;
  return end === name.length || (end > 0 && !/\s/.test(name[end - 1] ?? "")) ? name : name.slice(0, end).trimEnd();
}

function isUnderline(text: string): boolean {
  const line = text.trim();
  if (indentOf(text) > 3 || line === "") return false;
  return [...line].every((character) => character === "-") || [...line].every((character) => character === "=");
}

/** Of the fence that the line opens; null: none. */
export function fenceMark(text: string): string | null {
  const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1] ?? null;
  // An info string with a backtick makes it inline code.
  if (mark?.startsWith("`") && text.includes("`", text.indexOf(mark) + mark.length)) return null;
  return mark;
}

export function closesFence(text: string, mark: string): boolean {
  const line = text.trim();
  const first = mark[0] ?? "";
  return indentOf(text) <= 3 && line.length >= mark.length && [...line].every((character) => character === first);
}

function opensComment(text: string): boolean {
  return indentOf(text) <= 3 && text.startsWith("<!--", indentOf(text));
}

/** A comment in the middle of a line counts only when it ends there. */
export function withoutLineComments(text: string): string {
  let rest = text;
  let kept = "";
  for (;;) {
    const start = rest.indexOf("<!--");
    const end = start === -1 ? -1 : rest.indexOf("-->", start + 4);
    if (end === -1) return kept + rest;
    kept += rest.slice(0, start);
    rest = rest.slice(end + 3);
  }
}

function indentOf(text: string): number {
  let indent = 0;
  while (text[indent] === " ") indent += 1;
  return indent;
}
