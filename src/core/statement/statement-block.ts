// Reads the YAML of a `countersign` block key by key, so that one bad value loses no other. The text is attacker-controlled:
// its size and nesting are bounded before the YAML parser sees it.
import { isAlias, isMap, isNode, isScalar, parseDocument, visit } from "yaml";
import { findDeepNesting } from "../ground/yaml-nesting.js";
import { quoteInline } from "../markdown/neutralise.js";
import type { Statement } from "./statement-values.js";
import { EMPTY_STATEMENT, isNone, MAX_LIST_ITEMS, MAX_TEXT_CHARS, parseIssueReference } from "./statement-values.js";

/** Longest block that is read. An honest one has a dozen lines. */
export const MAX_BLOCK_CHARS = 8_192;
export function parseStatementBlock(text: string): Statement {
  if (text.length > MAX_BLOCK_CHARS) {
    return failed(
      `expected a \`countersign\` block of at most ${MAX_BLOCK_CHARS} characters, got ${text.length}; shorten it`,
    );
  }
  if (findDeepNesting(text) !== null) {
    return failed("expected a plain `countersign` block, got nested values; write one `key: value` on each line");
  }
  const parsed = parseFields(text);
  return "problem" in parsed ? failed(parsed.problem) : new FieldReader(parsed.fields).read();
}

function failed(problem: string): Statement {
  return { ...EMPTY_STATEMENT, problems: [problem] };
}

type Fields = ReadonlyMap<string, unknown>;

function parseFields(text: string): { fields: Fields } | { problem: string } {
  const document = parseDocument(text, { schema: "core", version: "1.2", stringKeys: true });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line;
    const where = line === undefined ? "" : `line ${line} of `;
    const said = quoteInline(fault.message.split(/ at line \d|\n/, 1)[0] ?? "", 120);
    return { problem: `${where}the \`countersign\` block is not valid YAML (${said}); put the value in double quotes` };
  }
  let aliased = false;
  visit(document, (_key, node) => {
    if (isAlias(node)) aliased = true;
  });
  if (aliased) {
    return { problem: "expected plain values in the `countersign` block, got a YAML alias; write the value out" };
  }
  if (!isMap(document.contents)) {
    return { problem: "expected `key: value` lines in the `countersign` block; start with `intent: …`" };
  }
  const fields = new Map<string, unknown>();
  for (const { key, value } of document.contents.items) {
    fields.set(isScalar(key) ? String(key.value) : "", isNode(value) ? (value.toJS(document) as unknown) : null);
  }
  return { fields };
}

const KEYS = ["agent", "operator", "intent", "tests", "context", "confidence", "retries", "acceptance"] as const;
type Key = (typeof KEYS)[number];

const EXAMPLES: Readonly<Record<Key, string>> = {
  agent: "agent: claude-code",
  operator: "operator: alice",
  intent: "intent: Retry refunds that time out, at most three times.",
  tests: 'tests: ["npm test -- refunds"]',
  context: 'context: ["https://docs.example/refunds"]',
  confidence: "confidence: 0.8",
  retries: "retries: 0",
  acceptance: 'acceptance: "#41"',
};

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
    if (isText(written) && parseIssueReference(written) !== null) return written.trim();
    return this.refuse(key, "an issue in quotes (an unquoted # starts a YAML comment)");
  }

  private refuse(key: Key, expected: string): null {
    const got = show(this.fields.get(key));
    this.problems.push(`\`${key}\`: expected ${expected}, got ${got}; write for example \`${EXAMPLES[key]}\``);
    return null;
  }

  private refuseUnknownKeys(): void {
    const known: readonly string[] = KEYS;
    const unknown = [...this.fields.keys()].filter((key) => !known.includes(key));
    for (const key of unknown.slice(0, 5)) {
      this.problems.push(`unknown key ${quoteInline(key, 60)}; the keys are ${KEYS.map((k) => `\`${k}\``).join(", ")}`);
    }
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= MAX_TEXT_CHARS;
}

function show(value: unknown): string {
  if (value === null) return "nothing";
  return quoteInline(typeof value === "object" ? JSON.stringify(value) : String(value), 60);
}
