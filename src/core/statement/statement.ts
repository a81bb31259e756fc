// What an agent states about its change in the pull request's body (DESIGN §4.7). Every word is a claim: claims may raise
// scrutiny and fill in the briefing, and satisfy nothing but that an intent was stated. The body is attacker-controlled: a block is
// bounded before the YAML parser sees it, and read key by key, so that one bad value loses no other.
import { isAlias, isMap, isNode, isScalar, parseDocument, visit } from "yaml";
import type { Change } from "../facts/facts.js";
import { oncePer } from "../ground/once-per.js";
import { findDeepNesting } from "../ground/yaml-nesting.js";
import { outlineMarkdown, type Section } from "../markdown/markdown-outline.js";
import { quoteInline } from "../markdown/neutralise.js";

export interface Statement {
  readonly agent: string | null;
  /** Logins of the people who started the agent, without `@`. */
  readonly operator: readonly string[] | null;
  readonly intent: string | null;
  readonly tests: readonly string[] | null;
  /** Empty: no external context was used. Null: not declared. */
  readonly context: readonly string[] | null;
  /** From 0 to 1. */
  readonly confidence: number | null;
  readonly retries: number | null;
  /** An issue, such as `#41`, `acme/shop#41` or its address. */
  readonly acceptance: string | null;
  /** What is wrong with the statement and how to fix it, one line each, safe as Markdown. */
  readonly problems: readonly string[];
}

export const EMPTY_STATEMENT: Statement = {
  agent: null,
  operator: null,
  intent: null,
  tests: null,
  context: null,
  confidence: null,
  retries: null,
  acceptance: null,
  problems: [],
};

/** Longest text and list that a statement may hold; the briefing shows far less. */
const MAX_TEXT_CHARS = 2_000;
const MAX_LIST_ITEMS = 50;

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
  return parseBlock(block.text);
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

/** Longest block that is read. An honest one has a dozen lines. */
const MAX_BLOCK_CHARS = 8_192;

function parseBlock(text: string): Statement {
  if (text.length > MAX_BLOCK_CHARS) {
    return failed(
      `expected a \`countersign\` block of at most ${MAX_BLOCK_CHARS} characters, got ${text.length}; shorten it`,
    );
  }
  if (findDeepNesting(text) !== null) {
    return failed("expected a plain `countersign` block, got nested values; write one `key: value` on each line");
  }
  const fields = parseFields(text);
  return typeof fields === "string" ? failed(fields) : new FieldReader(fields).read();
}

type Fields = ReadonlyMap<string, unknown>;

/** A text: what is wrong with it as a whole. */
function parseFields(text: string): Fields | string {
  const document = parseDocument(text, { schema: "core", version: "1.2", stringKeys: true });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line;
    const where = line === undefined ? "" : `line ${line} of `;
    const said = quoteInline(fault.message.split(/ at line \d|\n/, 1)[0] ?? "", 120);
    return `${where}the \`countersign\` block is not valid YAML (${said}); put the value in double quotes`;
  }
  let aliased = false;
  visit(document, (_key, node) => {
    if (isAlias(node)) aliased = true;
  });
  if (aliased) return "expected plain values in the `countersign` block, got a YAML alias; write the value out";
  if (!isMap(document.contents)) {
    return "expected `key: value` lines in the `countersign` block; start with `intent: …`";
  }
  return new Map(
    document.contents.items.map(({ key, value }): [string, unknown] => [
      isScalar(key) ? String(key.value) : "",
      isNode(value) ? value.toJS(document) : null,
    ]),
  );
}

const EXAMPLES = {
  agent: "agent: claude-code",
  operator: "operator: alice",
  intent: "intent: Retry refunds that time out, at most three times.",
  tests: 'tests: ["npm test -- refunds"]',
  context: 'context: ["https://docs.example/refunds"]',
  confidence: "confidence: 0.8",
  retries: "retries: 0",
  acceptance: 'acceptance: "#41"',
} as const;
type Key = keyof typeof EXAMPLES;

class FieldReader {
  private readonly problems: string[] = [];

  constructor(private readonly fields: Fields) {}

  read(): Statement {
    const statement = {
      agent: this.text("agent"),
      operator: this.list("operator")?.map((login) => login.replace(/^@/, "")) ?? null,
      intent: this.text("intent"),
      tests: this.list("tests"),
      context: this.list("context"),
      confidence: this.number("confidence", "a number from 0 to 1", (value) => value >= 0 && value <= 1),
      retries: this.number("retries", "a whole number", (value) => Number.isSafeInteger(value) && value >= 0),
      acceptance: this.issue("acceptance"),
    };
    this.refuseUnknownKeys();
    return { ...statement, problems: this.problems };
  }

  private text(key: Key): string | null {
    const value = this.fields.get(key);
    if (value === undefined) return null;
    const words = typeof value === "number" ? String(value) : value;
    return isText(words) ? words.trim() : this.refuse(key, `a text of 1 to ${MAX_TEXT_CHARS} characters`);
  }

  private list(key: Key): readonly string[] | null {
    const value = this.fields.get(key);
    if (value === undefined) return null;
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (items.length > MAX_LIST_ITEMS || !items.every(isText)) {
      return this.refuse(key, `a list of at most ${MAX_LIST_ITEMS} texts`);
    }
    const texts = items.map((item) => item.trim());
    return isNone(texts) ? [] : texts;
  }

  private number(key: Key, expected: string, fits: (value: number) => boolean): number | null {
    const value = this.fields.get(key);
    if (value === undefined) return null;
    return typeof value === "number" && fits(value) ? value : this.refuse(key, expected);
  }

  private issue(key: Key): string | null {
    const value = this.fields.get(key);
    if (value === undefined) return null;
    const written = typeof value === "number" ? `#${value}` : value;
    if (isText(written) && ISSUE.test(written.trim())) return written.trim();
    return this.refuse(key, "an issue in quotes (an unquoted # starts a YAML comment)");
  }

  private refuse(key: Key, expected: string): null {
    const got = show(this.fields.get(key));
    this.problems.push(`\`${key}\`: expected ${expected}, got ${got}; write for example \`${EXAMPLES[key]}\``);
    return null;
  }

  private refuseUnknownKeys(): void {
    const known = Object.keys(EXAMPLES);
    const unknown = [...this.fields.keys()].filter((key) => !known.includes(key));
    for (const key of unknown.slice(0, 5)) {
      const keys = known.map((one) => `\`${one}\``).join(", ");
      this.problems.push(`unknown key ${quoteInline(key, 60)}; the keys are ${keys}`);
    }
  }
}

/** `#41`, `acme/shop#41` or an issue's address. */
const ISSUE =
  /^(?:(?:[\w.-]{1,100}\/[\w.-]{1,100})?#\d{1,9}|https:\/\/[\w.:-]+\/[\w.-]{1,100}\/[\w.-]{1,100}\/issues\/\d{1,9})$/;

/** Does the list say in words that it is empty? */
function isNone(items: readonly string[]): boolean {
  const said = items.length === 1 ? (items[0] ?? "") : "";
  return /^(?:none|n\/?a|nothing|no|no external context|none (?:was )?used)\.?$/i.test(said);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= MAX_TEXT_CHARS;
}

function show(value: unknown): string {
  if (value === null) return "nothing";
  return quoteInline(typeof value === "object" ? JSON.stringify(value) : String(value), 60);
}
