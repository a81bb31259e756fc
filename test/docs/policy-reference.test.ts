// docs/policy-reference.md says what the schema says, key by key, and its examples are valid policies.
import { readFile } from "node:fs/promises";
import { RULES } from "../../src/core/classify/rules/index.js";
import { composePolicy } from "../../src/core/policy/compose-policy.js";
import { type JsonSchema, namedKeys, policyJsonSchema } from "../../src/core/policy/json-schema.js";
import { parsePolicy } from "../../src/core/policy/parse.js";
import { STRICTNESS } from "../../src/core/policy/strictness.js";

const page = await readFile(new URL("../../docs/policy-reference.md", import.meta.url), "utf8");
const lines = new Set(page.split("\n"));
const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? "");
const origin = { repository: "acme/shop", path: ".github/countersign.yml", ref: "main" };

describe("the policy reference", () => {
  it.each(namedKeys(policyJsonSchema()).filter(([, schema]) => schema.properties === undefined))(
    "has the row of %s, with type, default, meaning and what a floor does with it",
    (key, schema) => {
      const row = `| \`${key}\` | ${typeOf(key, schema)} | ${defaultOf(schema)} | ${meaningOf(schema)} | ${floorOf(key)} |`;

      expect([...lines].filter((line) => line.startsWith(`| \`${key}\` |`))).toEqual([row]);
    },
  );

  it("has the row of every built-in rule, and of no other", () => {
    const rows = RULES.map(
      ({ id, tier, fixed, question }) => `| \`${id}\` | ${tier} | ${fixed ? "no" : "yes"} | ${question} |`,
    );

    const table = page.slice(page.indexOf("## Built-in rules"), page.indexOf("## The organisation's floor"));
    expect(
      table
        .split("\n")
        .filter((line) => line.startsWith("| `"))
        .sort(),
    ).toEqual(rows.sort());
  });

  it("has an example for every section", () => {
    const sections = Object.keys(policyJsonSchema().properties ?? {});

    expect(sections.filter((section) => !examples.some((text) => new RegExp(`^${section}:`, "m").test(text)))).toEqual(
      [],
    );
  });

  it.each(examples.map((text, index) => [index + 1, text] as const))(
    "has a valid policy as example %i",
    (_number, text) => {
      expect(parsePolicy(text, origin, { builtInRules: RULES })).toMatchObject({ ok: true });
    },
  );

  it("shows in its first example the defaults and nothing else", () => {
    const shown = parsePolicy(examples[0] ?? "", origin);

    expect(shown).toEqual(parsePolicy("", origin));
  });

  it("tells truly which settings of its floor example are not applied", () => {
    const [floor, repository] = examples.slice(-2).map((text) => ({
      origin,
      text: { status: "found" as const, text, oid: "" },
    }));
    if (floor === undefined || repository === undefined) throw new Error("the page has no pair of examples at its end");

    const { relaxations, problems } = composePolicy(repository, floor, { builtInRules: RULES });

    const marked = repository.text.text
      .split("\n")
      .flatMap((line, index) => (line.includes("# not applied") ? [index + 1] : []));
    expect(problems).toEqual([]);
    expect(relaxations.map(({ line }) => line)).toEqual(marked);
    expect(marked.length).toBeGreaterThan(2);
  });
});

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/seconds$/, "seconds"],
  [/lines_per_hour$/, "lines per hour"],
  [/_chars$/, "characters"],
  [/_lines$/, "lines"],
  [/weekly_downloads$/, "downloads"],
];

function typeOf(key: string, { type, minimum, maximum, ...schema }: JsonSchema): string {
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.anyOf !== undefined) return schema.anyOf.map((shape) => typeOf(key, shape)).join(" or ");
  if (key === "validation.kinds") return "name → kind or list of kinds, or kind → list of names";
  if (schema.additionalProperties !== undefined) return "rule → `off`, `behavior-changing`, `high-stakes`";
  if (type === "array") return "list";
  if (type === "boolean") return "`true`, `false`";
  if (type === "string") return /^\d+[smhd]$/.test(String(schema.default)) ? "duration" : "text";
  const unit = UNITS.find(([pattern]) => pattern.test(key))?.[1];
  const kind = type === "integer" ? "whole number" : "number";
  return `${kind} ${minimum} to ${maximum}${unit === undefined ? "" : `, ${unit}`}`;
}

function defaultOf(schema: JsonSchema): string {
  if (schema.default === undefined) return "required";
  return `\`${typeof schema.default === "string" ? schema.default : JSON.stringify(schema.default)}\``;
}

function meaningOf({ description }: JsonSchema): string {
  if (description === undefined) throw new Error("every key needs a description");
  return description;
}

function floorOf(key: string): string {
  if (key === "version") return "same everywhere";
  const bound = STRICTNESS.find((one) => one.key === key);
  if (bound === undefined) return "with its entry";
  const with_ = bound.boundWith.map((name) => `\`${name}\``).join(", ");
  return `${directionOf(bound.strictness)}${with_ === "" ? "" : `; bound by ${with_} too`}`;
}

function directionOf(strictness: (typeof STRICTNESS)[number]["strictness"]): string {
  switch (strictness.by) {
    case "order":
      return strictness.values.map((value) => `\`${value}\``).join(" < ");
    case "higher":
    case "lower":
    case "longer":
    case "shorter":
      return `${strictness.by} is stricter`;
    case "union":
      return "adds up";
    case "narrow":
      return "may only shrink";
    case "members":
      return "may only shrink, never to nobody";
    case "checks":
      return "adds up; empty stands for every check";
    case "kinds":
      return "adds up, but for a kind that the floor expects";
    case "rules":
      return "each rule may only rise";
  }
}
