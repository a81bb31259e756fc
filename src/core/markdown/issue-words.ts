// What of an issue's body its writer said, apart from what a template put there. A template is known by its shapes, as no list
// of templates is ever complete: headings, comments, empty boxes, labels, prompts. Hostile text comes in, and is read in one pass
// for each shape.

import { visibleLength } from "../ground/words.js";
import { hasOwnWords, ownProse, withoutComments } from "./own-words.js";
import { type Line, readLines } from "./read-lines.js";

/** Chosen, not measured: room for one criterion. Smaller: what is left of an empty template passes. */
const MIN_CHARS = 30;
/** What is looked at. Criteria that only come later are in none of the issues that people write. */
const MAX_CHARS = 20_000;

/** True when a reader finds words of the writer's own in it. */
export function holdsWords(body: string): boolean {
  const own = ownProse(withoutTemplate(body.slice(0, MAX_CHARS)));
  return visibleLength(own) >= MIN_CHARS && hasOwnWords(own);
}

function withoutTemplate(body: string): string {
  const shown = readLines(withoutFrontMatter(body)).lines.filter(isText);
  const text = withoutComments(shown.map((line) => line.text).join("\n"));
  return withoutTables(withoutOpenBoxes(text.replace(CODE, " ").replace(EMPHASIS_ALONE, "").split("\n")))
    .map((line) => line.replace(MARKER, ""))
    .filter((line) => !SHAPES.some((shape) => shape.test(line)))
    .flatMap((line) => line.replace(TICK, "").split(/(?<=[.!?。！？])\s+/u))
    .filter((sentence) => !PROMPTS.some((prompt) => prompt.test(sentence)))
    .join("\n");
}

/** `#41 says …` is no heading. */
function isText(line: Line): boolean {
  return line.kind === "heading" ? /^ {0,3}#{1,6}\d/.test(line.text) : !line.code;
}

/** Only where the text begins, and only what looks like keys and values. */
function withoutFrontMatter(body: string): string {
  const lines = body.trimStart().split(/\r\n|\r|\n/);
  const end = lines[0]?.trimEnd() === "---" ? lines.findIndex((line, at) => at > 0 && line.trimEnd() === "---") : -1;
  const isMatter = lines.slice(1, Math.max(end, 0)).every((line) => /^(?:[\w-]{1,60}:|[\s#-]|$)/.test(line));
  return lines.slice(isMatter ? end + 1 : 0).join("\n");
}

const BOX = /^\s{0,12}(?:[*+-]|\d{1,9}[.)])\s{1,4}\[\s?\](?:\s|$)/;

/** An open box goes with what is indented below it. */
function withoutOpenBoxes(lines: readonly string[]): string[] {
  let box: number | null = null;
  return lines.filter((line) => {
    const indent = line.length - line.trimStart().length;
    if (BOX.test(line)) box = indent;
    else if (box !== null && line.trim() !== "" && indent <= box) box = null;
    return box === null;
  });
}

/** Of a table the rows stay in which somebody filled in more than the first cell. */
function withoutTables(lines: readonly string[]): string[] {
  const isRule = (line = "") => line.includes("|") && line.includes("-") && /^[\s|:-]+$/.test(line);
  let inTable = false;
  return lines.filter((line, index) => {
    inTable = line.includes("|") && (inTable || isRule(line) || isRule(lines[index + 1]));
    const isHead = inTable && (isRule(line) || isRule(lines[index + 1]));
    return !isHead && (!inTable || line.split("|").filter((cell) => cell.trim() !== "").length > 1);
  });
}

const CODE = /`[^`\n]{1,1000}`/g;

/** Whole lines in bold or italics: a template's headings, prompts and `_No response_`. */
const EMPHASIS_ALONE =
  /^[ \t]{0,8}(?:(?:[*+-]|\d{1,9}[.)])[ \t]{1,4})?(\*{1,3}|_{1,3})(?=\S)(?:(?!\1|\n[ \t]{0,9}\n)[\s\S]){1,2000}?\1[ \t.:!?]{0,9}$/gm;

const MARKER = /^\s{0,12}(?:(?:[*+-]|\d{1,9}[.)])\s{1,4})?/;
const TICK = /^\[[xX]\]\s{1,4}/;

/** Of lines without their list marker. */
const SHAPES: readonly RegExp[] = [
  // A label with nothing behind it.
  /[:：]\s*$/u,
  // A place to fill in: `[e.g. iOS]`, `'...'`. A link is none.
  /^(?!\[[xX]\]).{0,500}\[[^[\]]{0,200}[\p{L}.…][^[\]]{0,200}\](?![([:])/u,
  /['"‘’“”`]\s?(?:\.{2,9}|…)\s?['"‘’“”`]/u,
  // What the writer declares about themselves: `[x] I agree to follow the code of conduct`.
  /^\[[xX]\]\s{1,4}I\b/,
];

/** Sentences to whoever fills the template in, in English; those of other languages are known by the shapes alone. */
const PROMPTS: readonly RegExp[] = [
  /^(?:if applicable|(?:please\s{1,4})?(?:describe|explain|tell us))\b/i,
  /^(?:please\s{1,4})?(?:add|attach|enter|fill|give|include|list|paste|provide|put|replace|specify|write)\b.{0,200}\b(?:above|below|here)[.!]?$/i,
  /^(?:an?\s|the\s)?(?:(?:brief|clear|complete|concise|detailed|full|general|short)\b,?\s{1,4}(?:and\s{1,4})?){1,4}(?:description|explanation|overview|summary)\b/i,
  /\b(?:you|your|you've)\b.{0,300}\?$/i,
];
