// Laws of the composition that hold for every pair of valid files.
import fc from "fast-check";
import { canonicalJson } from "../../../src/core/ground/canonical.js";
import { durationSeconds } from "../../../src/core/ground/time.js";
import { composePolicy } from "../../../src/core/policy/compose-policy.js";
import { policyJsonSchema } from "../../../src/core/policy/json-schema.js";
import { valueAt } from "../../../src/core/policy/layer.js";
import { type Policy, Policy as PolicySchema } from "../../../src/core/policy/schema.js";
import { STRICTNESS, type Strictness } from "../../../src/core/policy/strictness.js";
import { FLOOR, found } from "./support.js";

const some = <T>(...values: T[]) => fc.constantFrom(...values);
const listOf = (...values: string[]) => fc.uniqueArray(some(...values), { maxLength: 3 });
const partial = (model: Record<string, fc.Arbitrary<unknown>>) => fc.record(model, { requiredKeys: [] });

const globs = listOf("a/**", "b/**", "c/*.ts", "**");
const teams = listOf("acme/a", "acme/b", "acme/c");
const unique = { selector: canonicalJson };
const content = fc.uniqueArray(fc.record({ pattern: some("a", "b+", "c"), reason: some("r") }), {
  maxLength: 3,
  ...unique,
});
const raising = partial({ paths: globs, except: globs, content });

/** No median that is later than nearly all, also beside a default. */
const TIMES = { target_median: some("30m", "2h", "4h"), target_p95: some("8h", "24h", "3d") };

/** Ranges that no two files can combine into an impossible review. */
const policyFile = partial({
  mode: some("enforce", "observe"),
  scope: some("agents", "all"),
  agents: fc.uniqueArray(
    fc.record({ name: some("x", "y"), ids: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }) }),
    {
      maxLength: 3,
      ...unique,
    },
  ),
  tiers: partial({
    defaults: fc.boolean(),
    high_stakes: raising,
    behavior_changing: raising,
    format_safe: partial({ paths: globs, except: globs }),
    rules: fc.dictionary(some("rule-a", "rule-b", "rule-c"), some("off", "behavior-changing", "high-stakes")),
    confidence_below: some(0, 0.3, 0.5, 1),
    retries_above: fc.nat(5),
  }),
  size: partial({ max_changed_lines: fc.integer({ min: 1, max: 900 }), ignore: globs }),
  validation: partial({
    required: fc.uniqueArray(some<unknown>("build", "scan", "**", { name: "scan", app: "acme" }), {
      maxLength: 3,
      ...unique,
    }),
    expect: listOf("lint", "tests"),
    kinds: fc.oneof(
      fc.dictionary(some("a", "b/*"), some<unknown>("lint", ["tests", "lint"])),
      partial({ lint: fc.uniqueArray(some("a", "c"), { minLength: 1 }) }),
    ),
    ignore: listOf("build", "scan"),
  }),
  review: partial({
    min_seconds: fc.nat(600),
    max_lines_per_hour: fc.integer({ min: 400, max: 2000 }),
    careful_lines_per_hour: fc.integer({ min: 1, max: 400 }),
    max_required_seconds: fc.integer({ min: 600, max: 1200 }),
    min_answer_chars: fc.integer({ min: 1, max: 90 }),
    require_code_reference: some("never", "high-stakes", "always"),
    session_expires: some("30m", "90m", "2h", "1d"),
  }),
  reviewers: partial({
    min_permission: some("write", "maintain", "admin"),
    teams,
    experts: fc.uniqueArray(fc.record({ paths: some(["a/**"], ["b/**"]), teams: some(["acme/a"], ["acme/b"]) }), {
      maxLength: 2,
      ...unique,
    }),
    escalation: partial({ teams, users: listOf("alice", "bob") }),
    assign: some("never", "high-stakes", "always"),
    max_open: fc.integer({ min: 1, max: 9 }),
    cool_down: partial({ approvals: fc.integer({ min: 1, max: 20 }), within: some("1h", "1d", "48h") }),
  }),
  queue: partial({
    behavior_changing: partial({
      ...TIMES,
      escalate_after: some("15m", "8h", "1d"),
      on_timeout: some("approve-with-log", "escalate", "deny"),
    }),
    high_stakes: partial({
      ...TIMES,
      escalate_after: some("15m", "8h", "1d"),
      on_timeout: some("escalate", "deny"),
    }),
  }),
  blind: partial({ plaintext: some("refuse", "accept") }),
  dependencies: partial({
    min_age: some("1d", "24h", "30d", "90d"),
    min_weekly_downloads: fc.nat(5000),
    allow: listOf("p", "q"),
    deny: listOf("p", "q"),
    unreachable: some("block", "warn"),
  }),
  secrets: partial({ allow: listOf("s", "t") }),
});

const builtInRules = [
  { id: "rule-a", tier: "high-stakes" as const },
  { id: "rule-b", tier: "behavior-changing" as const },
  { id: "rule-c", tier: "format-safe" as const },
];

// JSON is YAML.
const compose = (repository: unknown, floor: unknown) =>
  composePolicy(found(JSON.stringify(repository)), found(JSON.stringify(floor), FLOOR), { builtInRules });

const at = (policy: unknown, key: string): unknown => valueAt(policy as Policy, key.split("."));
const includesAll = (list: unknown, entries: unknown): boolean => {
  const texts = new Set((list as unknown[]).map(canonicalJson));
  return (entries as unknown[]).every((entry) => texts.has(canonicalJson(entry)));
};

/** Written apart from the code under test: is `value` at least as strict as `floor`? */
function isAtLeast(value: unknown, floor: unknown, strictness: Strictness, expected: readonly string[]): boolean {
  switch (strictness.by) {
    case "order":
      return strictness.values.indexOf(value as string) >= strictness.values.indexOf(floor as string);
    case "higher":
      return (value as number) >= (floor as number);
    case "lower":
      return (value as number) <= (floor as number);
    case "longer":
      return durationSeconds(value as string) >= durationSeconds(floor as string);
    case "shorter":
      return durationSeconds(value as string) <= durationSeconds(floor as string);
    case "union":
      return includesAll(value, floor);
    case "narrow":
    case "members":
      return includesAll(floor, value);
    case "checks":
      return (floor as unknown[]).length === 0
        ? (value as unknown[]).length === 0 || (value as unknown[]).includes("**")
        : includesAll(value, floor);
    case "kinds": {
      const [names, bound] = [value, floor] as Record<string, string[]>[];
      return ["lint", "tests"].every((kind) => {
        const own = names?.[kind] ?? [];
        const least = bound?.[kind] ?? [];
        return includesAll(own, least) && (!expected.includes(kind) || includesAll(least, own));
      });
    }
    case "rules": {
      // `off` takes rule-c's proof away: the file then counts as behavior-changing.
      const rank = (rule: string, tier: string) =>
        rule === "rule-c" && tier === "off" ? 1 : ["off", "behavior-changing", "high-stakes"].indexOf(tier);
      const rules = value as Policy["tiers"]["rules"];
      return Object.entries(floor as Policy["tiers"]["rules"]).every(
        ([rule, tier]) => rank(rule, rules[rule] ?? "off") >= rank(rule, tier),
      );
    }
  }
}

describe("composing", () => {
  it("never gives less than what the floor writes", () => {
    fc.assert(
      fc.property(policyFile, policyFile, (repository, floor) => {
        const { policy, problems } = compose(repository, floor);

        expect(problems).toEqual([]);
        const bound = PolicySchema.parse(floor);
        const written = STRICTNESS.filter(({ key }) => at(floor, key) !== undefined);
        const loosened = written.filter(
          ({ key, strictness }) => !isAtLeast(at(policy, key), at(bound, key), strictness, bound.validation.expect),
        );
        expect(loosened).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it("never empties a list of people that the floor fills", () => {
    fc.assert(
      fc.property(policyFile, policyFile, (repository, floor) => {
        const { policy } = compose(repository, floor);

        for (const { key, strictness } of STRICTNESS) {
          const people = at(floor, key) as unknown[] | undefined;
          if (strictness.by !== "members" || people === undefined || people.length === 0) continue;
          expect(at(policy, key)).not.toEqual([]);
        }
      }),
    );
  });

  it("takes a rule below its own tier only where the floor lets it", () => {
    fc.assert(
      fc.property(policyFile, policyFile, (repository, floor) => {
        const { policy } = compose(repository, floor);

        if (at(floor, "tiers.defaults") !== true) return;
        const floorRules = (at(floor, "tiers.rules") ?? {}) as object;
        for (const [rule, tier] of Object.entries(policy.tiers.rules)) {
          if (Object.hasOwn(floorRules, rule)) continue;
          expect([rule, tier]).not.toEqual(["rule-a", "off"]);
          expect([rule, tier]).not.toEqual(["rule-a", "behavior-changing"]);
          expect([rule, tier]).not.toEqual(["rule-b", "off"]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("reports a relaxation exactly where the repository's value is not applied as written", () => {
    fc.assert(
      fc.property(policyFile, policyFile, (repository, floor) => {
        const { policy, relaxations } = compose(repository, floor);

        const reported = new Set(relaxations.map(({ key }) => key));
        const scalars = [
          "mode",
          "scope",
          "tiers.defaults",
          "tiers.retries_above",
          "review.min_seconds",
          "review.session_expires",
        ];
        for (const key of scalars) {
          const wanted = at(repository, key);
          expect(reported.has(key)).toBe(wanted !== undefined && at(policy, key) !== wanted);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("changes nothing when it is repeated", () => {
    fc.assert(
      fc.property(policyFile, policyFile, (repository, floor) => {
        const once = compose(repository, floor);
        const twice = compose(once.policy, floor);

        expect(twice.policy).toEqual(once.policy);
        expect(twice.hash).toBe(once.hash);
        expect(twice.relaxations).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("changes nothing when a file is its own floor", () => {
    fc.assert(
      fc.property(policyFile, (file) => {
        const loaded = compose(file, file);

        expect(loaded.policy).toEqual(PolicySchema.parse(file));
        expect(loaded.relaxations).toEqual([]);
      }),
    );
  });

  it("gives the same hash for every order of keys", () => {
    fc.assert(
      fc.property(policyFile, policyFile, (repository, floor) => {
        expect(compose(reversed(repository), reversed(floor)).hash).toBe(compose(repository, floor).hash);
      }),
    );
  });
});

describe("the table of strictness", () => {
  it("has every key of the schema once, but the version", () => {
    const keys = STRICTNESS.map(({ key }) => key);

    expect(["version", ...keys].sort()).toEqual([...leafKeys(policyJsonSchema().properties ?? {})].sort());
  });

  it("names only keys of the table as binding others", () => {
    const keys = new Set(STRICTNESS.map(({ key }) => key));

    expect(STRICTNESS.flatMap(({ boundWith }) => boundWith).filter((key) => !keys.has(key))).toEqual([]);
  });
});

function leafKeys(properties: NonNullable<ReturnType<typeof policyJsonSchema>["properties"]>): string[] {
  return Object.entries(properties).flatMap(([name, member]) =>
    member.properties === undefined ? [name] : leafKeys(member.properties).map((inner) => `${name}.${inner}`),
  );
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
