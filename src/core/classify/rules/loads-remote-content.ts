// Style sheets and images that reach out or run something: these are no longer only for the eye.
import type { FileView } from "../change-view.js";
import type { Finding } from "../finding.js";
import type { Rule } from "../rule.js";
import { fileFinding } from "./build-rule.js";

export const loadsRemoteContent: Rule = {
  id: "loads-remote-content",
  question: "Does a style sheet or an image load something from elsewhere, or run something?",
  tier: "behavior-changing",
  reason: "a style sheet can send what a page shows to another server, and an SVG image can run scripts",
  remedy: "keep the file in the repository and refer to it by a relative path",
  examples: {
    found: [
      "background: url(https://example.org/a.png);",
      '@import "//example.org/a.css";',
      "<svg><script>",
      '<image onload="run()"/>',
    ],
    left: ["background: url(./a.png);", "color: red;", '<path d="M0 0h24v24H0z"/>'],
  },
  find: (view) => view.files.flatMap(findRemote),
};

const STYLE =
  /\burl\(\s*["']?(?:https?:)?\/\/|@import\b.{0,20}(?:https?:)?\/\/|\b(?:image-set|src)\(\s*["'](?:https?:)?\/\/|\bexpression\s*\(|\bjavascript:|-moz-binding|(?<![-\w])behavior\s*:/i;
const SVG =
  /<script\b|(?:^|[\s/"'])on[a-z]{3,20}\s*=|<foreignObject\b|\bjavascript:|&(?:#|colon|tab|newline)|<!ENTITY|<\?xml-stylesheet|<handler\b|<(?:iframe|embed|object|animate|set|use)\b[^>]{0,200}\b(?:xlink:)?href\s*=\s*["'](?!#)/i;

function findRemote(file: FileView): Finding[] {
  const pattern = file.proof?.rule === "only-styles" ? STYLE : file.proof?.rule === "only-media" ? SVG : null;
  const { content } = file.file;
  if (pattern === null || content.kind !== "hunks") return [];
  return content.hunks
    .flatMap((hunk) => hunk.lines)
    .filter((line) => line.kind === "added" && pattern.test(line.text))
    .map((line) => ({
      ...fileFinding(loadsRemoteContent, file, "loads from elsewhere or runs something"),
      line: line.newLine,
    }));
}
