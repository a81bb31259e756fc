import fc from "fast-check";
import { EMPTY_STATEMENT, parseStatement } from "../../../src/core/statement/statement.js";
import { hostileText } from "../render/hostile.js";

const BLOCK = `agent: claude-code
operator: alice
intent: Retry refunds that time out, at most three times.
tests: ["npm test -- refunds"]
context: ["https://docs.example/refunds"]   # [] means: no external context was used
confidence: 0.8
retries: 0
acceptance: "#41"`;

function fenced(yaml: string): string {
  return `Some words.\n\n\`\`\`countersign\n${yaml}\n\`\`\`\n`;
}

describe("the statement block", () => {
  it("is read key by key", () => {
    expect(parseStatement(fenced(BLOCK))).toEqual({
      agent: "claude-code",
      operator: ["alice"],
      intent: "Retry refunds that time out, at most three times.",
      tests: ["npm test -- refunds"],
      context: ["https://docs.example/refunds"],
      confidence: 0.8,
      retries: 0,
      acceptance: "#41",
      problems: [],
    });
  });

  it.each([
    ["tildes", `~~~countersign\n${BLOCK}\n~~~`],
    ["a longer fence", `\`\`\`\`\`countersign\n${BLOCK}\n\`\`\`\`\``],
    ["CRLF line ends", fenced(BLOCK).replaceAll("\n", "\r\n")],
    ["an indented fence", fenced(BLOCK).replaceAll("\n", "\n  ")],
    ["a capital in the info string and words behind it", `\`\`\`Countersign yaml\n${BLOCK}\n\`\`\``],
    ["another block before it", `\`\`\`js\nx\n\`\`\`\n${fenced(BLOCK)}`],
    ["a list with a fenced item before it", `- \`\`\`js\n  x\n  \`\`\`\n\n${fenced(BLOCK)}`],
    ["a list whose fence is never closed", `- \`\`\`js\n  x\n\n${fenced(BLOCK)}`],
    ["headings beside it", `## Intent\nsomething else\n\n${fenced(BLOCK)}`],
    ["a comment before it", `<!-- fill in\n\`\`\`\n-->\n${fenced(BLOCK)}`],
  ])("is found with %s", (_what, body) => {
    const statement = parseStatement(body);

    expect(statement.problems).toEqual([]);
    expect(statement.intent).toBe("Retry refunds that time out, at most three times.");
  });

  it.each([
    ["a quote", fenced(BLOCK).replaceAll("\n", "\n> ")],
    ["another fence", `\`\`\`\`md\n${fenced(BLOCK)}\n\`\`\`\``],
    ["an HTML comment", `<!--\n${fenced(BLOCK)}-->`],
    ["indented code", fenced(BLOCK).replaceAll("\n", "\n    ")],
    ["a list item", `- \`\`\`countersign\n  intent: Something of substance here.\n  \`\`\``],
    ["an info string that only starts alike", "```countersign-example\nintent: Something of substance here.\n```"],
  ])("does not count inside %s", (_what, body) => {
    expect(parseStatement(body)).toEqual(EMPTY_STATEMENT);
  });

  it("tells no declared context from none used", () => {
    expect(parseStatement(fenced("intent: x")).context).toBeNull();
    expect(parseStatement(fenced("context: []")).context).toEqual([]);
    expect(parseStatement(fenced("context: none")).context).toEqual([]);
    expect(parseStatement(fenced("context: a.md")).context).toEqual(["a.md"]);
  });

  it("takes several operators, with or without @", () => {
    expect(parseStatement(fenced('operator: ["@alice", bob]')).operator).toEqual(["alice", "bob"]);
  });

  it.each([
    [
      "confidence: high",
      "`confidence`: expected a number from 0 to 1, got `high`; write for example `confidence: 0.8`",
    ],
    ["confidence: 1.5", "`confidence`: expected a number from 0 to 1, got `1.5`; write for example `confidence: 0.8`"],
    ["confidence: .nan", "`confidence`: expected a number from 0 to 1, got `NaN`; write for example `confidence: 0.8`"],
    ["retries: -1", "`retries`: expected a whole number, got `-1`; write for example `retries: 0`"],
    ["retries: 0.5", "`retries`: expected a whole number, got `0.5`; write for example `retries: 0`"],
    [
      "acceptance: #41",
      '`acceptance`: expected an issue in quotes (an unquoted # starts a YAML comment), got nothing; write for example `acceptance: "#41"`',
    ],
    [
      "intent: { a: 1 }",
      '`intent`: expected a text of 1 to 2000 characters, got `{"a":1}`; write for example `intent: Retry refunds that time out, at most three times.`',
    ],
    [
      "tests: [1]",
      '`tests`: expected a list of at most 50 texts, got `[1]`; write for example `tests: ["npm test -- refunds"]`',
    ],
    [
      "context:",
      '`context`: expected a list of at most 50 texts, got nothing; write for example `context: ["https://docs.example/refunds"]`',
    ],
    [
      "tier: format-safe",
      "unknown key `tier`; the keys are `agent`, `operator`, `intent`, `tests`, `context`, `confidence`, `retries`, `acceptance`",
    ],
    [
      "intent: Fix: the thing",
      "line 1 of the `countersign` block is not valid YAML (`Nested mappings are not allowed in compact mappings`); put the value in double quotes",
    ],
    [
      "operator: @alice",
      "line 1 of the `countersign` block is not valid YAML (`Plain value cannot start with reserved character @`); put the value in double quotes",
    ],
    [
      "intent: a\nintent: b",
      "line 2 of the `countersign` block is not valid YAML (`Map keys must be unique`); put the value in double quotes",
    ],
    [
      "a: &x [1]\nintent: *x",
      "expected plain values in the `countersign` block, got a YAML alias; write the value out",
    ],
    ["just words", "expected `key: value` lines in the `countersign` block; start with `intent: …`"],
    ["", "expected `key: value` lines in the `countersign` block; start with `intent: …`"],
  ])("explains what is wrong with %j", (yaml, problem) => {
    expect(parseStatement(fenced(yaml)).problems).toEqual([problem]);
  });

  it("is refused when it is too long", () => {
    expect(parseStatement(fenced(`intent: ${"x".repeat(9000)}`)).problems).toEqual([
      "expected a `countersign` block of at most 8192 characters, got 9008; shorten it",
    ]);
  });

  it.each([
    ["brackets", `intent: ${"[".repeat(4000)}`],
    ["sequences", `tests:\n  ${"- ".repeat(3000)}`],
    ["maps", `tests:\n  ${"? ".repeat(3000)}`],
  ])("is refused before it is composed when it nests %s too deep", (_what, yaml) => {
    expect(parseStatement(fenced(yaml)).problems).toEqual([
      "expected a plain `countersign` block, got nested values; write one `key: value` on each line",
    ]);
  });

  it("keeps the good keys beside a bad one", () => {
    const statement = parseStatement(fenced("intent: Retry refunds that time out.\nconfidence: high"));

    expect(statement.intent).toBe("Retry refunds that time out.");
    expect(statement.confidence).toBeNull();
  });

  it("refuses YAML tags instead of obeying them", () => {
    expect(parseStatement(fenced('intent: !!js/function "x"')).problems).toHaveLength(1);
  });

  it("never sets a prototype", () => {
    const statement = parseStatement(fenced("__proto__: { intent: x }"));

    expect(statement.intent).toBeNull();
    expect(statement.problems[0]).toContain("unknown key `__proto__`");
  });

  it("is refused when it is there twice", () => {
    const statement = parseStatement(`${fenced(BLOCK)}\n${fenced(BLOCK)}`);

    expect(statement.intent).toBeNull();
    expect(statement.problems).toEqual(["expected one `countersign` block, got 2; keep one and delete the others"]);
  });

  it("is refused when it is never closed", () => {
    expect(parseStatement("```countersign\nintent: x").problems).toEqual([
      "the `countersign` block is never closed; put a line with three backticks behind it",
    ]);
  });
});

describe("the statement's headings", () => {
  it("are read in any case and order, without the template's comments", () => {
    const statement = parseStatement(
      "### CONTEXT:\n- https://docs.example/a\n- b.md\n\n### tests ###\n1. npm test\n\n### Intent\n<!-- What does it do? -->\nRetry refunds\nthat time out. <!-- x -->\n\n### Other\nfoo",
    );

    expect(statement.intent).toBe("Retry refunds\nthat time out.");
    expect(statement.tests).toEqual(["npm test"]);
    expect(statement.context).toEqual(["https://docs.example/a", "b.md"]);
    expect(statement.problems).toEqual([]);
  });

  it("take in the headings below them", () => {
    expect(parseStatement("## Intent\na\n### Detail\nb\n## Tests\nc").intent).toBe("a\n### Detail\nb");
  });

  it("say that no context was used", () => {
    expect(parseStatement("## Context\nNone.").context).toEqual([]);
    expect(parseStatement("## Context\n\n## Tests\nx").context).toBeNull();
  });

  it("count once each", () => {
    const statement = parseStatement("## Intent\na\n## intent\nb");

    expect(statement.intent).toBeNull();
    expect(statement.problems).toEqual(["expected one heading `Intent`, got 2; keep one"]);
  });

  it.each([
    ["a fence", "```\n## Intent\nx\n```"],
    ["a quote", "> ## Intent\n> x"],
    ["a comment", "<!--\n## Intent\nx\n-->"],
    ["indented code", "    ## Intent\n    x"],
  ])("do not count inside %s", (_what, body) => {
    expect(parseStatement(body).intent).toBeNull();
  });
});

describe("any body", () => {
  it.each([
    ["[", "[".repeat(65_536)],
    ["[ in a block", fenced(`context: ${"[".repeat(65_000)}`)],
    ["backticks", "`".repeat(65_536)],
    ["fences", "```\n".repeat(16_384)],
    ["comments", "<!--".repeat(16_384)],
    ["closed comments", "x<!---->".repeat(8_192)],
    ["headings", "# Intent\n".repeat(7_000)],
    ["a heading of spaces", `# ${" ".repeat(65_000)}x`],
    ["a heading of marks", `# a ${"# ".repeat(32_000)}`],
    ["list marks", "- ".repeat(32_768)],
    ["nested sequences", fenced(`tests: ${"- ".repeat(90)}x`)],
  ])("made of %s is read in no time", (_what, body) => {
    const before = process.cpuUsage();
    parseStatement(body);
    const spentMs = process.cpuUsage(before).user / 1000;

    // Processor time, not the wall clock: quadratic time on this length takes many seconds.
    expect(spentMs).toBeLessThan(1000);
  });

  it("gives a statement and never throws", () => {
    const yaml = fc.oneof(
      hostileText,
      fc.string().map((value) => `intent: ${value}`),
      fc.json(),
    );
    fc.assert(
      fc.property(hostileText, yaml, (before, block) => {
        const statement = parseStatement(`${before}\n\n${fenced(block)}`);

        expect(Object.keys(statement).sort()).toEqual(Object.keys(EMPTY_STATEMENT).sort());
      }),
      { numRuns: 500 },
    );
  });
});

describe("an issue reference", () => {
  it.each([
    ["#41", "#41"],
    ["acme/shop#41", "acme/shop#41"],
    [" https://github.com/acme/shop/issues/41 ", "https://github.com/acme/shop/issues/41"],
    ["41", null],
    ["#0x1", null],
    ["https://github.com/acme/shop/pull/41", null],
    ["see #41", null],
  ])("%s", (text, expected) => {
    const { acceptance, problems } = parseStatement(fenced(`acceptance: "${text}"`));

    expect(acceptance).toBe(expected);
    expect(problems).toHaveLength(expected === null ? 1 : 0);
  });
});
