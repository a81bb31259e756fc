import { composePolicy, DEFAULT_POLICY } from "../../../src/core/policy/compose-policy.js";
import { valueAt } from "../../../src/core/policy/layer.js";
import type { LoadedPolicy } from "../../../src/core/policy/schema.js";
import { absent, broken, FLOOR, found, REPOSITORY, unavailable } from "./support.js";

const compose = (repository: string, floor: string): LoadedPolicy =>
  composePolicy(found(repository), found(floor, FLOOR));
const effective = (loaded: LoadedPolicy, key: string): unknown => valueAt(loaded.policy, key.split("."));
const notApplied = (loaded: LoadedPolicy): string[] =>
  loaded.relaxations.map(({ line, column, key }) => `${line}:${column} ${key}`);

describe("which files there are", () => {
  it("uses the defaults when both files are absent", () => {
    const loaded = composePolicy(absent(), absent(FLOOR));

    expect(loaded.policy).toEqual(DEFAULT_POLICY);
    expect(loaded).toMatchObject({ problems: [], relaxations: [], unavailable: [], origins: [] });
    expect(loaded.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("uses the repository's file when there is no floor", () => {
    const loaded = composePolicy(found("mode: observe"), absent(FLOOR));

    expect(loaded.policy.mode).toBe("observe");
    expect(loaded.origins).toEqual([REPOSITORY]);
  });

  it("uses the floor when the repository has no file", () => {
    const loaded = composePolicy(absent(), found("scope: all", FLOOR));

    expect(loaded.policy.scope).toBe("all");
    expect(loaded.origins).toEqual([FLOOR]);
  });

  it("names both files when both are found", () => {
    expect(compose("", "").origins).toEqual([FLOOR, REPOSITORY]);
  });
});

describe("files that are invalid or unreadable", () => {
  it("reports every problem of both files with the file it is in", () => {
    const loaded = compose("modee: x\nscop: y", "foo: 1");

    expect(loaded.problems.map(({ origin, line }) => `${origin.repository}:${line}`)).toEqual([
      "acme/.github:1",
      "acme/shop:1",
      "acme/shop:2",
    ]);
    expect(loaded.policy).toEqual(DEFAULT_POLICY);
  });

  it.each([
    ["the floor", found("mode: observe"), broken(FLOOR), FLOOR],
    ["the repository's file", broken(), found("mode: observe", FLOOR), REPOSITORY],
  ])("takes something that is no text in the place of %s for a fault, not for an outage", (_, own, bound, origin) => {
    const loaded = composePolicy(own, bound);

    expect(loaded.problems).toEqual([{ origin, key: "", line: 1, column: 1, message: "expected a text file" }]);
    expect(loaded.unavailable).toEqual([]);
    expect(loaded.origins).toEqual([FLOOR, REPOSITORY]);
    expect(loaded.policy.mode).toBe("enforce");
  });

  it("keeps the floor when the repository's file is invalid", () => {
    const loaded = compose("modee: x", "scope: all\nmode: observe");

    expect(loaded.policy).toEqual({ ...DEFAULT_POLICY, scope: "all" });
    expect(loaded.problems).toHaveLength(1);
  });

  it("keeps the repository's file when the floor is invalid, without its observe mode", () => {
    const loaded = compose("scope: all\nmode: observe", "foo: 1");

    expect(loaded.policy).toEqual({ ...DEFAULT_POLICY, scope: "all" });
    expect(loaded.problems).toHaveLength(1);
  });

  it.each([
    ["the floor", found("mode: observe"), unavailable("HTTP 502", FLOOR), "acme/.github: HTTP 502"],
    ["the repository's file", unavailable("HTTP 502"), found("mode: observe", FLOOR), "acme/shop: HTTP 502"],
  ])("never observes while %s cannot be read", (_name, repository, floor, reason) => {
    const loaded = composePolicy(repository, floor);

    expect(loaded.policy.mode).toBe("enforce");
    expect(loaded.unavailable).toEqual([reason]);
    expect(loaded.problems).toEqual([]);
  });
});

describe("the floor", () => {
  // [key, floor, repository, effective, place of the relaxation in the repository's file or null]
  it.each<[string, string, string, unknown, string | null]>([
    ["mode", "mode: enforce", "mode: observe", "enforce", "1:7 mode"],
    ["mode", "mode: observe", "mode: enforce", "enforce", null],
    ["scope", "scope: all", "scope: agents", "all", "1:8 scope"],
    ["tiers.defaults", "tiers: { defaults: true }", "tiers: { defaults: false }", true, "1:20 tiers.defaults"],
    [
      "tiers.confidence_below",
      "tiers: { confidence_below: 0.7 }",
      "tiers: { confidence_below: 0.5 }",
      0.7,
      "1:28 tiers.confidence_below",
    ],
    ["tiers.confidence_below", "tiers: { confidence_below: 0.7 }", "tiers: { confidence_below: 0.9 }", 0.9, null],
    [
      "tiers.retries_above",
      "tiers: { retries_above: 1 }",
      "tiers: { retries_above: 5 }",
      1,
      "1:25 tiers.retries_above",
    ],
    [
      "size.max_changed_lines",
      "size: { max_changed_lines: 200 }",
      "size: { max_changed_lines: 400 }",
      200,
      "1:28 size.max_changed_lines",
    ],
    ["size.max_changed_lines", "size: { max_changed_lines: 200 }", "size: { max_changed_lines: 100 }", 100, null],
    [
      "review.min_seconds",
      "review: { min_seconds: 300 }",
      "review: { min_seconds: 10 }",
      300,
      "1:24 review.min_seconds",
    ],
    ["review.min_answer_chars", "review: { min_answer_chars: 50 }", "review: { min_answer_chars: 60 }", 60, null],
    [
      "review.max_lines_per_hour",
      "review: { max_lines_per_hour: 500 }",
      "review: { max_lines_per_hour: 900 }",
      500,
      "1:31 review.max_lines_per_hour",
    ],
    [
      "review.careful_lines_per_hour",
      "review: { careful_lines_per_hour: 200 }",
      "review: { careful_lines_per_hour: 300 }",
      200,
      "1:35 review.careful_lines_per_hour",
    ],
    [
      "review.max_required_seconds",
      "review: { max_required_seconds: 900 }",
      "review: { max_required_seconds: 700 }",
      900,
      "1:33 review.max_required_seconds",
    ],
    [
      "review.require_code_reference",
      "review: { require_code_reference: always }",
      "review: { require_code_reference: never }",
      "always",
      "1:35 review.require_code_reference",
    ],
    [
      "review.session_expires",
      "review: { session_expires: 2h }",
      "review: { session_expires: 1d }",
      "2h",
      "1:28 review.session_expires",
    ],
    ["review.session_expires", "review: { session_expires: 2h }", "review: { session_expires: 60m }", "60m", null],
    [
      "reviewers.min_permission",
      "reviewers: { min_permission: admin }",
      "reviewers: { min_permission: maintain }",
      "admin",
      "1:30 reviewers.min_permission",
    ],
    [
      "reviewers.assign",
      "reviewers: { assign: high-stakes }",
      "reviewers: { assign: never }",
      "high-stakes",
      "1:22 reviewers.assign",
    ],
    ["reviewers.max_open", "reviewers: { max_open: 3 }", "reviewers: { max_open: 2 }", 2, null],
    ["reviewers.max_open", "reviewers: { max_open: 3 }", "reviewers: { max_open: 9 }", 3, "1:24 reviewers.max_open"],
    [
      "reviewers.cool_down.within",
      "reviewers: { cool_down: { approvals: 5 } }",
      "reviewers: { cool_down: { within: 1m } }",
      "24h",
      "1:35 reviewers.cool_down.within",
    ],
    [
      "queue.behavior_changing.on_timeout",
      "queue: { behavior_changing: { on_timeout: escalate } }",
      "queue: { behavior_changing: { on_timeout: approve-with-log } }",
      "escalate",
      "1:43 queue.behavior_changing.on_timeout",
    ],
    [
      "queue.behavior_changing.on_timeout",
      "queue: { behavior_changing: { on_timeout: approve-with-log } }",
      "queue: { behavior_changing: { on_timeout: deny } }",
      "deny",
      null,
    ],
    [
      "queue.behavior_changing.escalate_after",
      "queue: { behavior_changing: { on_timeout: approve-with-log } }",
      "queue: { behavior_changing: { escalate_after: 15m } }",
      "8h",
      "1:47 queue.behavior_changing.escalate_after",
    ],
    [
      "queue.high_stakes.escalate_after",
      "queue: { high_stakes: { escalate_after: 8h } }",
      "queue: { high_stakes: { escalate_after: 7d } }",
      "8h",
      "1:41 queue.high_stakes.escalate_after",
    ],
    [
      "blind.plaintext",
      "blind: { plaintext: refuse }",
      "blind: { plaintext: accept }",
      "refuse",
      "1:21 blind.plaintext",
    ],
    [
      "dependencies.min_age",
      "dependencies: { min_age: 60d }",
      "dependencies: { min_age: 720h }",
      "60d",
      "1:26 dependencies.min_age",
    ],
    [
      "dependencies.min_weekly_downloads",
      "dependencies: { min_weekly_downloads: 9 }",
      "dependencies: { min_weekly_downloads: 8 }",
      9,
      "1:39 dependencies.min_weekly_downloads",
    ],
    [
      "dependencies.unreachable",
      "dependencies: { unreachable: block }",
      "dependencies: { unreachable: warn }",
      "block",
      "1:30 dependencies.unreachable",
    ],
  ])("binds %s: %s over %s", (key, floor, repository, expected, relaxation) => {
    const loaded = compose(repository, floor);

    expect(effective(loaded, key)).toEqual(expected);
    expect(notApplied(loaded)).toEqual(relaxation === null ? [] : [relaxation]);
    expect(loaded.problems).toEqual([]);
  });

  it.each<[string, string, string, unknown]>([
    [
      "tiers.high_stakes.paths",
      "tiers: { high_stakes: { paths: [a/**, b/**] } }",
      "tiers: { high_stakes: { paths: [b/**, c/**] } }",
      ["a/**", "b/**", "c/**"],
    ],
    [
      "tiers.behavior_changing.paths",
      "tiers: { behavior_changing: { paths: [a/**] } }",
      "tiers: { behavior_changing: { paths: [] } }",
      ["a/**"],
    ],
    [
      "tiers.high_stakes.content",
      "tiers: { high_stakes: { content: [{ pattern: a, reason: r }] } }",
      "tiers: { high_stakes: { content: [{ pattern: b, reason: r }] } }",
      [
        { pattern: "a", reason: "r" },
        { pattern: "b", reason: "r" },
      ],
    ],
    [
      "tiers.format_safe.except",
      "tiers: { format_safe: { except: [a/**] } }",
      "tiers: { format_safe: { except: [b/**] } }",
      ["a/**", "b/**"],
    ],
    ["dependencies.deny", "dependencies: { deny: [left-pad] }", "dependencies: { deny: [] }", ["left-pad"]],
    [
      "reviewers.experts",
      "reviewers: { experts: [{ paths: [a/**], teams: [acme/a] }] }",
      "reviewers: { experts: [{ paths: ['**'], teams: [acme/all] }] }",
      [
        { paths: ["a/**"], teams: ["acme/a"] },
        { paths: ["**"], teams: ["acme/all"] },
      ],
    ],
    ["validation.required", "validation: { required: [scan] }", "validation: { required: [build] }", ["scan", "build"]],
    ["validation.required", "validation: { required: [scan] }", "validation: { required: [] }", ["scan", "**"]],
    ["validation.required", "validation: { required: [] }", "validation: { required: [build] }", ["**", "build"]],
    ["validation.required", "validation: { required: [] }", "validation: { required: [] }", []],
    ["validation.required", "validation: { required: [scan] }", "", ["scan"]],
    [
      "validation.required",
      "validation: { required: [{ name: scan, app: acme }] }",
      "validation: { required: [scan, { name: scan, app: other }] }",
      [{ name: "scan", app: "acme" }, "scan", { name: "scan", app: "other" }],
    ],
    ["validation.expect", "validation: { expect: [lint] }", "validation: { expect: [tests] }", ["lint", "tests"]],
    ["validation.expect", "validation: { expect: [lint] }", "validation: { expect: [] }", ["lint"]],
    ["validation.expect", "validation: { expect: [lint] }", "", ["lint"]],
    [
      "validation.kinds",
      "validation: { expect: [security], kinds: { vet: lint, scan: security } }",
      "validation: { kinds: { tests: [verify], house: [lint, build] } }",
      { lint: ["house", "vet"], tests: ["verify"], security: ["scan"], build: ["house"] },
    ],
  ])("adds up %s: %s and %s", (key, floor, repository, expected) => {
    const loaded = compose(repository, floor);

    expect(effective(loaded, key)).toEqual(expected);
    expect(loaded.relaxations).toEqual([]);
  });

  it("takes both spellings of kinds for one policy", () => {
    const byName = composePolicy(found("validation: { kinds: { vet: [lint, build], all: lint } }"), absent(FLOOR));
    const byKind = composePolicy(found("validation: { kinds: { build: [vet], lint: [all, vet] } }"), absent(FLOOR));

    expect(byName.problems).toEqual([]);
    expect(byName.hash).toBe(byKind.hash);
  });

  it("adds the repository's agents to the floor's", () => {
    const loaded = compose("agents: [{ name: b, ids: [2] }]", "agents: [{ name: a, ids: [1] }]");

    expect(loaded.policy.agents.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it.each<[string, string, string, unknown, string[]]>([
    [
      "tiers.format_safe.paths",
      "tiers: { format_safe: { paths: [a/**, b/**] } }",
      "tiers: { format_safe: { paths: [b/**, c/**] } }",
      ["b/**"],
      ["1:39 tiers.format_safe.paths[1]"],
    ],
    [
      "tiers.format_safe.paths",
      "tiers: { format_safe: { paths: [] } }",
      "tiers: { format_safe: { paths: [c/**] } }",
      [],
      ["1:33 tiers.format_safe.paths[0]"],
    ],
    [
      "tiers.high_stakes.except",
      "tiers: { high_stakes: { paths: [a/**] } }",
      "tiers: { high_stakes: { except: [a/b/**] } }",
      [],
      ["1:34 tiers.high_stakes.except[0]"],
    ],
    [
      "tiers.high_stakes.except",
      "tiers: { high_stakes: { except: [a/**, b/**] } }",
      "tiers: { high_stakes: { except: [] } }",
      [],
      [],
    ],
    [
      "tiers.behavior_changing.except",
      "tiers: { behavior_changing: { content: [{ pattern: x, reason: r }] } }",
      "tiers: { behavior_changing: { except: ['**'] } }",
      [],
      ["1:40 tiers.behavior_changing.except[0]"],
    ],
    ["size.ignore", "size: { max_changed_lines: 300 }", "size: { ignore: ['**'] }", [], ["1:18 size.ignore[0]"]],
    [
      "validation.ignore",
      "validation: { required: [scan] }",
      "validation: { ignore: [scan] }",
      [],
      ["1:24 validation.ignore[0]"],
    ],
    [
      "validation.ignore",
      "validation: { expect: [security] }",
      "validation: { ignore: [codeql] }",
      [],
      ["1:24 validation.ignore[0]"],
    ],
    [
      "validation.kinds",
      "validation: { expect: [security] }",
      "validation: { kinds: { security: [docs], lint: [vet] } }",
      { lint: ["vet"] },
      ["1:34 validation.kinds.security"],
    ],
    [
      "validation.kinds",
      "validation: { expect: [security], kinds: { security: [scan] } }",
      "validation: { kinds: { docs: security, scan: security } }",
      { security: ["scan"] },
      ["1:22 validation.kinds.security"],
    ],
    [
      "dependencies.allow",
      "dependencies: { min_age: 60d }",
      "dependencies: { allow: [left-pad] }",
      [],
      ["1:25 dependencies.allow[0]"],
    ],
    ["secrets.allow", "secrets: { allow: [a] }", "secrets: { allow: [a, b] }", ["a"], ["1:23 secrets.allow[1]"]],
    [
      "reviewers.teams",
      "reviewers: { teams: [acme/a, acme/b] }",
      "reviewers: { teams: [acme/b, acme/c] }",
      ["acme/b"],
      ["1:30 reviewers.teams[1]"],
    ],
    [
      "reviewers.teams",
      "reviewers: { teams: [acme/a] }",
      "reviewers: { teams: [acme/c] }",
      ["acme/a"],
      ["1:22 reviewers.teams[0]"],
    ],
    [
      "reviewers.teams",
      "reviewers: { teams: [acme/a] }",
      "reviewers: { teams: [] }",
      ["acme/a"],
      ["1:21 reviewers.teams"],
    ],
    [
      "reviewers.teams",
      "reviewers: { min_permission: admin }",
      "reviewers: { teams: [acme/everyone] }",
      [],
      ["1:22 reviewers.teams[0]"],
    ],
    [
      "reviewers.escalation.users",
      "reviewers: { escalation: { teams: [acme/leads] } }",
      "reviewers: { escalation: { users: [mallory] } }",
      [],
      ["1:36 reviewers.escalation.users[0]"],
    ],
    [
      "reviewers.escalation.teams",
      "reviewers: { escalation: { teams: [acme/leads] } }",
      "reviewers: { escalation: { teams: [] } }",
      ["acme/leads"],
      ["1:35 reviewers.escalation.teams"],
    ],
  ])("lets nothing more through %s: %s over %s", (key, floor, repository, expected, relaxations) => {
    const loaded = compose(repository, floor);

    expect(effective(loaded, key)).toEqual(expected);
    expect(notApplied(loaded)).toEqual(relaxations);
  });

  it("binds only what it writes", () => {
    const repository = `
mode: observe
tiers: { format_safe: { paths: ["**"] }, rules: { any-rule: off } }
size: { max_changed_lines: 9000, ignore: ["**"] }
review: { min_seconds: 0 }
dependencies: { allow: [left-pad] }`;

    const loaded = compose(repository, "scope: all");

    expect(loaded.relaxations).toEqual([]);
    expect(loaded.policy).toMatchObject({ mode: "observe", scope: "all", size: { max_changed_lines: 9000 } });
  });

  it("applies everything of the repository's file that is not below it", () => {
    const loaded = compose("scope: agents\nreview: { min_seconds: 120 }\n", "scope: all");

    expect(loaded.policy.review.min_seconds).toBe(120);
    expect(loaded.policy.scope).toBe("all");
  });

  it("lists relaxations in the order of the file", () => {
    const loaded = compose("scope: agents\nmode: observe\n", "mode: enforce\nscope: all\n");

    expect(notApplied(loaded)).toEqual(["1:8 scope", "2:7 mode"]);
  });

  it("says what was expected, what came, who says so and how to mend it", () => {
    const [relaxation] = compose("review: { min_seconds: 10 }", "review: { min_seconds: 300 }").relaxations;

    expect(relaxation?.message).toBe(
      "expected at least `300`, as the floor in acme/.github sets, received `10`, which is not applied; remove it, or change the floor in acme/.github",
    );
    expect(relaxation?.origin).toEqual(REPOSITORY);
  });

  it("says why a key binds that it does not write", () => {
    const [relaxation] = compose("size: { ignore: ['**'] }", "size: { max_changed_lines: 300 }").relaxations;

    expect(relaxation?.message).toContain("because it could undo the floor's `size.max_changed_lines`");
  });
});

describe("built-in rules under the floor", () => {
  const builtInRules = [
    { id: "changes-workflow", tier: "high-stakes" as const },
    { id: "changes-binary", tier: "behavior-changing" as const },
  ];
  const withRules = (repository: string, floor: string): LoadedPolicy =>
    composePolicy(found(repository), found(floor, FLOOR), { builtInRules });

  it.each<[string, string, string, Record<string, string>, string[]]>([
    [
      "a rule set lower",
      "changes-workflow: high-stakes",
      "changes-workflow: behavior-changing",
      { "changes-workflow": "high-stakes" },
      ["tiers.rules.changes-workflow"],
    ],
    [
      "a rule switched off",
      "changes-binary: behavior-changing",
      "changes-binary: off",
      { "changes-binary": "behavior-changing" },
      ["tiers.rules.changes-binary"],
    ],
    [
      "a rule raised",
      "changes-binary: behavior-changing",
      "changes-binary: high-stakes",
      { "changes-binary": "high-stakes" },
      [],
    ],
    [
      "a rule that the floor leaves alone",
      "changes-workflow: high-stakes",
      "changes-binary: off",
      { "changes-workflow": "high-stakes", "changes-binary": "off" },
      [],
    ],
  ])("judges %s", (_name, floor, repository, rules, relaxations) => {
    const loaded = withRules(`tiers: { rules: { ${repository} } }`, `tiers: { rules: { ${floor} } }`);

    expect(loaded.policy.tiers.rules).toEqual(rules);
    expect(loaded.relaxations.map(({ key }) => key)).toEqual(relaxations);
  });

  it("keeps every rule at its own tier when the floor writes `defaults: true`", () => {
    const repository = "tiers: { rules: { changes-workflow: behavior-changing, changes-binary: behavior-changing } }";

    const loaded = withRules(repository, "tiers: { defaults: true }");

    expect(loaded.policy.tiers.rules).toEqual({ "changes-binary": "behavior-changing" });
    expect(loaded.relaxations.map(({ key }) => key)).toEqual(["tiers.rules.changes-workflow"]);
  });

  it("takes a proof of harmlessness that is switched off for the stricter setting", () => {
    const onlyProse = [{ id: "only-prose", tier: "format-safe" as const }];
    const withProse = (repository: string, floor: string) =>
      composePolicy(found(repository), found(floor, FLOOR), { builtInRules: onlyProse });

    const raised = withProse("tiers: { rules: { only-prose: off } }", "tiers: { defaults: true }");
    const same = withProse(
      "tiers: { rules: { only-prose: off } }",
      "tiers: { rules: { only-prose: behavior-changing } }",
    );

    expect([raised.relaxations, same.relaxations]).toEqual([[], []]);
    expect(raised.policy.tiers.rules).toEqual({ "only-prose": "off" });
  });

  it("takes a rule of unknown tier for high-stakes", () => {
    const loaded = compose("tiers: { rules: { any: behavior-changing } }", "tiers: { defaults: true }");

    expect(loaded.policy.tiers.rules).toEqual({});
  });

  it("does not let `defaults: false` drop a rule that the floor sets", () => {
    const loaded = withRules("tiers: { defaults: false }", "tiers: { rules: { changes-workflow: high-stakes } }");

    expect(loaded.policy.tiers.defaults).toBe(true);
    expect(notApplied(loaded)).toEqual(["1:20 tiers.defaults"]);
  });

  it("reports a rule that does not exist, in either file", () => {
    const loaded = withRules("tiers: { rules: { changes-workflows: off } }", "tiers: { rules: { nonsense: off } }");

    expect(loaded.problems.map(({ origin, key }) => `${origin.repository} ${key}`)).toEqual([
      "acme/.github tiers.rules.nonsense",
      "acme/shop tiers.rules.changes-workflows",
    ]);
  });
});

describe("times of two files", () => {
  it("lifts the cap to the floor's least time", () => {
    const loaded = compose(
      "review: { max_required_seconds: 100 }",
      "review: { min_seconds: 300, max_required_seconds: 300 }",
    );

    expect(loaded.policy.review).toMatchObject({ min_seconds: 300, max_required_seconds: 300 });
    expect(notApplied(loaded)).toEqual(["1:33 review.max_required_seconds"]);
  });

  it("keeps the careful pace at most as fast as the fastest", () => {
    const loaded = compose("review: { careful_lines_per_hour: 900 }", "review: { max_lines_per_hour: 300 }");

    expect(loaded.policy.review).toMatchObject({ max_lines_per_hour: 300, careful_lines_per_hour: 300 });
  });

  it("never means the median to come later than nearly all", () => {
    const loaded = compose(
      "queue: { high_stakes: { target_median: 20h, target_p95: 30h } }",
      "queue: { high_stakes: { target_median: 10h, target_p95: 12h } }",
    );

    expect(loaded.policy.queue.high_stakes).toMatchObject({ target_median: "10h", target_p95: "12h" });
    const byDefault = compose("", "queue: { high_stakes: { target_median: 1h, target_p95: 2h } }");
    expect(byDefault.policy.queue.high_stakes).toMatchObject({ target_median: "1h", target_p95: "2h" });
  });

  it("reports a session that ends before any review could, in the repository's file", () => {
    const loaded = compose("review: { session_expires: 30m }", "review: { max_required_seconds: 3600 }");

    expect(loaded.problems).toMatchObject([{ origin: REPOSITORY, key: "review.session_expires", line: 1, column: 28 }]);
    expect(loaded.problems[0]?.message).toMatch(/^together with the organisation's floor: expected `session_expires`/);
  });
});

describe("the hash", () => {
  it("is the same for the same policy written differently", () => {
    const one = composePolicy(found("mode: observe\nscope: all\n"), absent(FLOOR));
    const other = composePolicy(
      found("# comment\r\nscope: 'all'\r\nversion: 1\r\nmode: \"observe\"\r\n"),
      absent(FLOOR),
    );

    expect(other.hash).toBe(one.hash);
  });

  it("is of the effective policy, wherever it comes from", () => {
    const fromFloor = composePolicy(absent(), found("scope: all", FLOOR));
    const fromBoth = compose("scope: agents", "scope: all");

    expect(fromBoth.hash).toBe(fromFloor.hash);
    expect(composePolicy(absent(), absent(FLOOR)).hash).not.toBe(fromFloor.hash);
  });
});
