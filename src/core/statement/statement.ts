// What an agent states about its change in the pull request's body (DESIGN §4.7). Every word is a claim: claims may raise
// scrutiny and fill in the briefing, and satisfy nothing but that an intent was stated. The body is attacker-controlled.

import type { Change } from "../facts/facts.js";
import { oncePer } from "../ground/once-per.js";
import { outlineMarkdown, type Section } from "../markdown/markdown-outline.js";
import { parseStatementBlock } from "./statement-block.js";
import type { Statement } from "./statement-values.js";
import { EMPTY_STATEMENT, isNone, MAX_LIST_ITEMS, MAX_TEXT_CHARS } from "./statement-values.js";

export const statementOf = oncePer(({ body }: Pick<Change, "body">) => parseStatement(body));

/** Of a pull request's body: the `countersign` block, else the headings Intent, Tests and Context. Never throws. */
export function parseStatement(body: string): Statement {
  const { blocks, sections } = outlineMarkdown(body);
  const own = blocks.filter(({ language }) => language === "countersign");
  const [block] = own;
  if (block === undefined) return fromSections(sections);
  if (own.length > 1) {
    return failed(`expected one \`countersign\` block, got ${own.length}; keep one and delete the others`);
  }
  if (!block.closed) {
    return failed("the `countersign` block is never closed; put a line with three backticks behind it");
  }
  return parseStatementBlock(block.text);
}

function failed(problem: string): Statement {
  return { ...EMPTY_STATEMENT, problems: [problem] };
}

function fromSections(sections: readonly Section[]): Statement {
  const problems: string[] = [];
  const find = (name: string): string | null => {
    const named = sections.filter(({ title }) => title.toLowerCase() === name.toLowerCase());
    if (named.length > 1) problems.push(`expected one heading \`${name}\`, got ${named.length}; keep one`);
    const text = named.length === 1 ? (named[0]?.text ?? "") : "";
    return text === "" ? null : text;
  };
  const intent = find("Intent");
  const tests = find("Tests");
  const context = find("Context");
  return {
    ...EMPTY_STATEMENT,
    intent: intent?.slice(0, MAX_TEXT_CHARS) ?? null,
    tests: tests === null ? null : toItems(tests),
    context: context === null ? null : toItems(context),
    problems,
  };
}

/** Bullets or lines of a section; a lone `none` is an empty list. */
function toItems(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.trim().replace(/^(?:[-*+]|\d{1,9}[.)]) +/, ""));
  const items = lines.filter((line) => line !== "" && !/^(?:```|~~~)/.test(line));
  return isNone(items) ? [] : items.slice(0, MAX_LIST_ITEMS).map((item) => item.slice(0, MAX_TEXT_CHARS));
}
