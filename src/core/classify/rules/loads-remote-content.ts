// Style sheets, images and documents that reach out or run something: these are no longer only for the eye.
import type { DiffLine, Hunk } from "../../facts/facts.js";
import type { Finding } from "../../facts/finding.js";
import type { FileView } from "../change-view.js";
import { fileFinding, type Rule } from "../rule.js";

export const loadsRemoteContent: Rule = {
  id: "loads-remote-content",
  question: "Does a style sheet, an image or a document load something from elsewhere, or run something?",
  tier: "behavior-changing",
  reason:
    "a style sheet can send what a page shows to another server; an image can run scripts, and so can a document on a site",
  remedy:
    "keep the file in the repository and refer to it by a relative path; put markup that is only shown into a code block",
  examples: {
    found: [
      "background: url(https://example.org/a.png);",
      '@import "//example.org/a.css";',
      "<svg><script>",
      '<image onload="run()"/>',
      "docs/guide.md: <script src=a.js></script>",
    ],
    left: ["background: url(./a.png);", "color: red;", '<path d="M0 0h24v24H0z"/>'],
  },
  find: (view) => view.files.flatMap(findRemote),
};

const STYLE =
  /\burl\(\s*["']?(?:https?:)?\/\/|@import\b.{0,20}(?:https?:)?\/\/|\b(?:image-set|src)\(\s*["'](?:https?:)?\/\/|\bexpression\s*\(|\bjavascript:|-moz-binding|(?<![-\w])behavior\s*:/i;
const SVG =
  /<script\b|(?:^|[\s/"'])on[a-z]{3,20}\s*=|<foreignObject\b|\bjavascript:|&(?:#|colon|tab|newline)|<!ENTITY|<\?xml-stylesheet|<handler\b|<(?:iframe|embed|object|animate|set|use)\b[^>]{0,200}\b(?:xlink:)?href\s*=\s*["'](?!#)/i;

/** Sites made from documents hand their markup on. */
const PROSE =
  /<(?:script|iframe|object|embed|base|form)\b|<(?:meta|link)\s|<[a-z][^>]{0,200}\son[a-z]{3,20}\s*=|\bjavascript:|^\.\.\s+(?:raw|include|literalinclude|exec|program-output)::/i;

const PATTERNS: Readonly<
  Record<string, { readonly pattern: RegExp; readonly linesOf: (hunk: Hunk) => readonly DiffLine[] }>
> = {
  "only-styles": { pattern: STYLE, linesOf: ({ lines }) => lines },
  "only-media": { pattern: SVG, linesOf: ({ lines }) => lines },
  "only-prose": { pattern: PROSE, linesOf: outsideFences },
};

function findRemote(file: FileView): Finding[] {
  const look = PATTERNS[file.proof?.rule ?? ""];
  const { content } = file.file;
  if (look === undefined || content.kind !== "hunks") return [];
  return content.hunks
    .flatMap(look.linesOf)
    .filter((line) => line.kind === "added" && look.pattern.test(line.text))
    .map((line) => ({
      ...fileFinding(loadsRemoteContent, file, "loads from elsewhere or runs something"),
      line: line.newLine,
    }));
}

/**
 * Without what is only shown: lines of code blocks, and code spans. INVARIANT: in doubt a line counts. Markup may hold marks
 * that look like a fence or a span, so behind it neither is believed; nor is a block that opened before the hunk known.
 */
function outsideFences({ lines }: Hunk): readonly DiffLine[] {
  let fence: string | null = null;
  let sawMarkup = false;
  const outside: DiffLine[] = [];
  for (const line of lines) {
    if (line.kind === "removed") continue;
    const { mark = "", rest = "" } = /^ {0,3}(?<mark>`{3,}|~{3,})(?<rest>[^`]*)$/.exec(line.text)?.groups ?? {};
    if (fence !== null) {
      if (mark.startsWith(fence) && rest.trim() === "") fence = null;
    } else if (mark !== "" && !sawMarkup) fence = mark;
    else {
      sawMarkup ||= /^\s*<[a-z!/?]/i.test(line.text);
      outside.push({ ...line, text: withoutSpans(line.text) });
    }
  }
  return outside;
}

function withoutSpans(text: string): string {
  const start = text.indexOf("`");
  return start === -1 || text.includes("\\`") || /<[a-z!/?]/i.test(text.slice(0, start))
    ? text
    : text.replace(/`[^`]*`/g, "");
}
