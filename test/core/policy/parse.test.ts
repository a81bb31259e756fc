import { DEFAULT_POLICY } from "../../../src/core/policy/compose-policy.js";
import { MAX_PROBLEMS, parsePolicy } from "../../../src/core/policy/parse.js";
import { placesOf, problemsOf, REPOSITORY } from "./support.js";

const rules = (...ids: string[]) => ids.map((id) => ({ id, tier: "high-stakes" as const }));

const only = (text: string): string => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  return problems[0]?.message ?? "";
};

describe("a valid file", () => {
  it.each([
    ["an empty file", ""],
    ["only comments", "# nothing yet\n\n# really\n"],
    ["only a byte order mark", "\ufeff"],
    ["only the start of a document", "---\n"],
    ["only the version", "version: 1\n"],
    ["empty braces", "{}"],
    ["null", "~\n"],
    [
      "every section without a key",
      "tiers: {}\nsize: {}\nvalidation: {}\nreview: {}\nreviewers: {}\nqueue: {}\nblind: {}\ndependencies: {}\nsecrets: {}\n",
    ],
  ])("is the default policy: %s", (_name, text) => {
    expect(parsePolicy(text, REPOSITORY)).toEqual({ ok: true, value: DEFAULT_POLICY });
  });

  it("is read with CRLF line ends, a byte order mark and JSON as YAML", () => {
    const expected = { ok: true, value: { ...DEFAULT_POLICY, mode: "observe", scope: "all" } };

    expect(parsePolicy("\ufeffmode: observe\r\nscope: all\r\n", REPOSITORY)).toEqual(expected);
    expect(parsePolicy('{"mode":"observe","scope":"all"}', REPOSITORY)).toEqual(expected);
  });

  it("keeps every setting of the design's example", () => {
    const text = `
version: 1
mode: enforce
scope: agents
agents:
  - name: acme-codegen
    logins: ["acme-codegen[bot]"]
tiers:
  defaults: true
  high_stakes:
    paths: ["src/billing/**"]
    content: [{ pattern: 'applyRefund\\(', reason: moves money }]
  behavior_changing:
    paths: ["docs/runbooks/**"]
  format_safe:
    paths: ["website/**/*.css"]
    except: ["website/legal/**"]
  rules: { edits-agent-instructions: behavior-changing }
  confidence_below: 0.5
  retries_above: 2
size: { max_changed_lines: 400, ignore: [] }
validation: { required: [], ignore: [] }
review:
  min_seconds: 90
  max_lines_per_hour: 1500
  careful_lines_per_hour: 400
  max_required_seconds: 600
  min_answer_chars: 20
  require_code_reference: high-stakes
  session_expires: 24h
reviewers:
  min_permission: write
  teams: []
  experts: [{ paths: ["src/auth/**"], teams: ["acme/security"] }]
  escalation: { teams: ["acme/security-leads"], users: [] }
blind: { plaintext: refuse }
dependencies: { min_age: 30d, min_weekly_downloads: 1000, allow: [], deny: [], unreachable: block }
secrets: { allow: [] }
`;

    const parsed = parsePolicy(text, REPOSITORY, { builtInRules: rules("edits-agent-instructions") });

    expect(parsed).toMatchObject({
      ok: true,
      value: {
        agents: [
          { name: "acme-codegen", logins: ["acme-codegen[bot]"], ids: [], emails: [], branches: [], trailers: [] },
        ],
        tiers: {
          high_stakes: {
            paths: ["src/billing/**"],
            except: [],
            content: [{ pattern: "applyRefund\\(", reason: "moves money" }],
          },
          format_safe: { paths: ["website/**/*.css"], except: ["website/legal/**"] },
          rules: { "edits-agent-instructions": "behavior-changing" },
        },
        reviewers: { experts: [{ paths: ["src/auth/**"], teams: ["acme/security"] }] },
      },
    });
  });

  it.each([
    [
      "a pattern that backtracking engines choke on",
      "tiers: { high_stakes: { content: [{ pattern: '(a+)+$', reason: r }] } }",
    ],
    [
      "an escaped bracket in a glob",
      "tiers: { high_stakes: { paths: ['app/\\[id\\]/(auth)/**', 'x/{a,b}/[0-9]?.ts'] } }",
    ],
    ["a check's name with brackets", "validation: { required: ['build (18, [linux])', '/odd/'] }"],
    ["numbers as YAML writes them", "review: { min_seconds: 0x10 }\nsize: { max_changed_lines: 1e3 }"],
    ["a fast pace without a careful one", "review: { max_lines_per_hour: 300 }"],
  ])("may hold %s", (_name, text) => {
    expect(parsePolicy(text, REPOSITORY)).toMatchObject({ ok: true });
  });
});

describe("places", () => {
  it.each<[string, string, string[]]>([
    ["an unknown key at the key", "mode: enforce\nmodee: x\n", ["2:1 modee"]],
    ["an unknown key inside, at the key", "review:\n  min_seconds: 90\n  min_second: 9\n", ["3:3 review.min_second"]],
    ["a wrong value at the value", "review:\n  min_seconds: soon\n", ["2:16 review.min_seconds"]],
    ["a missing key at its entry", "agents:\n  - name: a\n    ids: [1]\n  - ids: [2]\n", ["4:5 agents[1].name"]],
    [
      "an entry of a list",
      "tiers:\n  high_stakes:\n    paths:\n      - a/**\n      - /b\n",
      ["5:9 tiers.high_stakes.paths[1]"],
    ],
    ["a repeated key at its second place", "mode: enforce\nscope: all\nmode: observe\n", ["3:1 mode"]],
    ["a value on its own line", "review:\n  min_seconds:\n    soon\n", ["3:5 review.min_seconds"]],
    ["an empty value behind the key", "mode:\nscope: all\n", ["1:6 mode"]],
    ["after a byte order mark", "\ufeffmodee: 1\n", ["1:1 modee"]],
    ["with CRLF", "mode: enforce\r\nreview:\r\n  min_seconds: x\r\n", ["3:16 review.min_seconds"]],
    ["a tab", "size:\n\tmax_changed_lines: 1\n", ["2:1"]],
    ["a second document", "mode: enforce\n---\nmode: observe\n", ["2:1"]],
    ["a top level that is a list", "\n\n- mode: enforce\n", ["3:1"]],
    [
      "every problem, in order",
      "modee: 1\nreview: { min_seconds: x, foo: 1 }\nscope: x\n",
      ["1:1 modee", "2:24 review.min_seconds", "2:27 review.foo", "3:8 scope"],
    ],
  ])("points at %s", (_name, text, places) => {
    expect(placesOf(text)).toEqual(places);
  });
});

describe("messages", () => {
  it.each<[string, string, string]>([
    ["a mistyped key", "mod: enforce", "expected a key of the policy, received `mod`; did you mean `mode`?"],
    ["a key of another case", "Mode: enforce", "expected a key of the policy, received `Mode`; did you mean `mode`?"],
    [
      "a key with a dash",
      "tiers: { high-stakes: {} }",
      "expected a key of `tiers`, received `high-stakes`; did you mean `high_stakes`?",
    ],
    [
      "a key of another section",
      "max_changed_lines: 3",
      "expected a key of the policy, received `max_changed_lines`; did you mean `size.max_changed_lines`?",
    ],
    [
      "a key that is like nothing",
      "blind: { colour: red }",
      "expected a key of `blind`, received `colour`; it has `plaintext`",
    ],
    [
      "a merge key",
      "blind: { <<: { plaintext: accept } }",
      "expected a key of `blind`, received `<<`; it has `plaintext`",
    ],
    [
      "a mistyped value",
      "mode: enforced",
      "expected one of `enforce`, `observe`, received `enforced`; did you mean `enforce`?",
    ],
    ["another version", "version: 2", "expected `1`, received `2`; for example `version: 1`"],
    [
      "YAML 1.1's yes",
      "tiers: { defaults: yes }",
      "expected `true` or `false`, received `yes`; write `true`; for example `defaults: true`",
    ],
    [
      "a high-stakes change that passes by waiting",
      "queue: { high_stakes: { on_timeout: approve-with-log } }",
      "expected `deny` or `escalate`, received `approve-with-log`; no high-stakes change may pass because nobody looked at it: whoever wants it in has only to wait, for example `on_timeout: escalate`",
    ],
    [
      "an end of waiting that does not exist",
      "queue: { high_stakes: { on_timeout: denied } }",
      "expected one of `escalate`, `deny`, received `denied`; for example `on_timeout: deny`",
    ],
    [
      "a median that is later than nearly all",
      "queue: { behavior_changing: { target_median: 2d } }",
      "expected `target_median` of at most `target_p95`, received `2d` and `24h`; lower the one or raise the other, for example `target_p95: 2d`",
    ],
    [
      "an escalation that comes at once",
      "queue: { behavior_changing: { escalate_after: 10s } }",
      "expected a duration of at least `15m`, received `10s`; for example `escalate_after: 8h`",
    ],
    [
      "an escalation after no duration",
      "queue: { behavior_changing: { escalate_after: soon } }",
      "expected a duration such as `90s`, `20m`, `4h` or `7d`, received `soon`; for example `escalate_after: 8h`",
    ],
    [
      "a number with a separator",
      "review: { min_seconds: 1_000 }",
      "expected a whole number from 0 to 86400, received `1_000`; write `1000`, without quotes or separators; for example `min_seconds: 90`",
    ],
    [
      "a number in quotes",
      'review: { min_seconds: "90" }',
      'expected a whole number from 0 to 86400, received `"90"`; write `90`, without quotes or separators; for example `min_seconds: 90`',
    ],
    [
      "a fraction",
      "review: { min_seconds: 1.5 }",
      "expected a whole number from 0 to 86400, received `1.5`; for example `min_seconds: 90`",
    ],
    [
      "a huge number",
      "review: { min_seconds: 1e400 }",
      "expected a whole number from 0 to 86400, received `1e400`; for example `min_seconds: 90`",
    ],
    [
      "not a number",
      "tiers: { confidence_below: .nan }",
      "expected a number from 0 to 1, received `.nan`; for example `confidence_below: 0.5`",
    ],
    [
      "infinity",
      "dependencies: { min_weekly_downloads: .inf }",
      "expected a whole number from 0 to 1000000000, received `.inf`; for example `min_weekly_downloads: 1000`",
    ],
    [
      "a negative number",
      "size: { max_changed_lines: -1 }",
      "expected a whole number from 1 to 1000000, received `-1`; for example `max_changed_lines: 400`",
    ],
    [
      "a duration without a unit",
      "review: { session_expires: 90 }",
      "expected a duration such as `90s`, `20m`, `4h` or `7d`, received `90`; add a unit, as in `90s`; for example `session_expires: 24h`",
    ],
    [
      "a duration of another unit",
      "dependencies: { min_age: 2w }",
      "expected a duration such as `90s`, `20m`, `4h` or `7d`, received `2w`; for example `min_age: 30d`",
    ],
    [
      "a value instead of a list",
      "reviewers: { teams: acme/x }",
      'expected a list of 0 to 500 entries, received `acme/x`; write it as a list, in brackets or with `- ` before each entry; for example `teams: ["acme/reviewers"]`',
    ],
    ["a list instead of keys", "secrets: []", "expected keys with values, received the list `[]`"],
    [
      "a section without keys",
      "size:",
      "expected keys with values, received nothing; indent its keys below it, or remove it",
    ],
    [
      "a team with @",
      "reviewers: { teams: ['@acme/x'] }",
      "expected a team as organisation/team, without @, received `'@acme/x'`; for example `teams: [\"acme/reviewers\"]`",
    ],
    [
      "a login with @",
      "reviewers: { escalation: { users: ['@alice'] } }",
      "expected a GitHub login, without @, received `'@alice'`; for example `users: [\"alice\"]`",
    ],
    [
      "braces without quotes",
      "tiers: { high_stakes: { paths: [{a,b}] } }",
      'expected text of 1 to 256 characters, received the keys `{a,b}`; put the value in quotes; for example `paths: ["src/billing/**"]`',
    ],
    [
      "a glob that starts with a star",
      "size: { ignore: [*.css] }",
      'expected a value, received the YAML alias `*.css`; write the value out; one that starts with `*` needs quotes, as in `"*.css"`',
    ],
    [
      "a glob that starts with !",
      "size: { ignore: [!docs/**] }",
      "expected a plain value, received the YAML tag `!docs/**`; a value that starts with `!` needs quotes, and what a list leaves out goes into its `except`",
    ],
    [
      "a tag that would change the value",
      "mode: !!str observe",
      "expected a plain value, received the YAML tag `tag:yaml.org,2002:str`; a value that starts with `!` needs quotes, and what a list leaves out goes into its `except`",
    ],
    [
      "a repeated key",
      "mode: enforce\nmode: observe",
      "expected each key once, received `mode` again; it stands on line 1 already, keep one of the two",
    ],
    ["a number as key", "1: x", "expected the name of a key, received `1`; write it as `key: value`"],
    ["a list as key", "? [a]\n: x", "expected the name of a key, received `[a]`; write it as `key: value`"],
    [
      "__proto__",
      "__proto__: { mode: observe }",
      "expected the name of a key, received `__proto__`; write it as `key: value`",
    ],
    [
      "__proto__ as a rule",
      "tiers: { rules: { __proto__: off } }",
      "expected the name of a key, received `__proto__`; write it as `key: value`",
    ],
    ["a text", "enforce", "expected keys with values, received `enforce`; for example `version: 1`"],
    [
      "a directive",
      "%YAML 1.1\n---\nmode: enforce",
      "expected a file without directives, received `%YAML`; remove that line",
    ],
    [
      "a hidden character",
      "# enfor\u200bce",
      "expected visible characters, received the hidden character U+200B; delete it",
    ],
    [
      "text that runs backwards",
      "# \u202eecrofne\nmode: enforce",
      "expected visible characters, received the hidden character U+202E; delete it",
    ],
    [
      "bytes that are not UTF-8",
      "# caf\ufffd",
      "expected text in UTF-8, received bytes that are something else; save the file as UTF-8",
    ],
    [
      "half a surrogate pair",
      "# \ud800",
      "expected text in UTF-8, received bytes that are something else; save the file as UTF-8",
    ],
    ["a NUL", "# \u0000", "expected visible characters, received the hidden character U+0000; delete it"],
    [
      "a tab",
      "size:\n\tignore: []",
      "expected spaces at the start of the line, received `<tab>ignore: []`; replace the tab by two spaces for each level",
    ],
    [
      "a key without a colon",
      "mode enforce\nscope: all",
      "expected `key: value`, received `mode enforce`; put a `:` and a space after the key, as in `mode: enforce`",
    ],
    [
      "a colon in a value",
      "mode: a: b",
      'expected one `key: value` on the line, received `a: b`; put a value that contains `: ` in quotes, as in `reason: "moves: money"`',
    ],
    [
      "a bracket that is not closed",
      "size: { ignore: [a, b }",
      'expected the closing quote or bracket, or the `:` after a key, received `}`; close it, as in `paths: ["src/**"]`',
    ],
    [
      "an agent that nothing identifies",
      "agents: [{ name: x, logins: [] }]",
      'expected an agent with at least one of `logins`, `ids`, `emails`, `branches`, `trailers`, received none; add one, for example `logins: ["acme-codegen[bot]"]`',
    ],
    [
      "a missing key",
      "reviewers: { experts: [{ teams: [acme/x] }] }",
      'expected the key `paths`, received an entry without it; add it, for example `paths: ["src/auth/**"]`',
    ],
    [
      "a least time above the cap",
      "review: { min_seconds: 900 }",
      "expected `min_seconds` of at most `max_required_seconds`, received `900` and `600`; lower the one or raise the other, for example `max_required_seconds: 900`",
    ],
    [
      "a careful pace above the fastest",
      "review: { careful_lines_per_hour: 900, max_lines_per_hour: 300 }",
      "expected `careful_lines_per_hour` of at most `max_lines_per_hour`, received `900` and `300`; lower the one or raise the other, for example `careful_lines_per_hour: 300`",
    ],
    [
      "a session shorter than a review",
      "review: { session_expires: 5m }",
      "expected `session_expires` longer than the 600 seconds that a review may have to take, received `5m`; a session that ends first could never be used, for example `session_expires: 24h`",
    ],
    [
      "a look-ahead",
      "tiers: { high_stakes: { content: [{ pattern: '(?=a)b', reason: r }] } }",
      "expected a regular expression in RE2 syntax; it has no look-around and no back-references, received `(?=a)b` (invalid or unsupported Perl syntax: (?=); for example `pattern: 'applyRefund\\('`",
    ],
    [
      "an unclosed group",
      "tiers: { behavior_changing: { content: [{ pattern: '(a', reason: r }] } }",
      "expected a regular expression in RE2 syntax, received `(a` (missing closing ): (a); for example `pattern: 'applyRefund\\('`",
    ],
    [
      "counted repetitions without end",
      "tiers: { high_stakes: { content: [{ pattern: 'a{900}b{900}', reason: r }] } }",
      "expected at most 1000 counted repetitions in a pattern, received 1800; use `+` or `*`",
    ],
    [
      "a required check of no shape",
      "validation: { required: [18] }",
      'expected text of 1 to 256 characters, or keys with values, received `18`; for example `required: ["lint / **", {"name": "build", "app": "github-actions"}]`',
    ],
    [
      "a bound check without its App",
      "validation: { required: [{ name: build }] }",
      "expected the key `app`, received an entry without it; add it, for example `app: github-actions`",
    ],
    [
      "a mistyped key of a bound check",
      "validation: { required: [{ name: build, app: ci, ap: x }] }",
      "expected a key of `validation.required[0]`, received `ap`; did you mean `app`?",
    ],
    [
      "a bot's login for an App",
      "validation: { required: [{ name: build, app: 'ci[bot]' }] }",
      "expected an App's slug, as in `github.com/apps/<slug>`, or its number, received `'ci[bot]'`; for example `app: github-actions`",
    ],
    [
      "a kind below a name that is one itself",
      "validation: { kinds: { lint: tests } }",
      'expected a list of names, because `lint` is a kind, as in `lint: [my-lint]`, received `tests`; for example `kinds: {"house-rules": "lint"}`',
    ],
    [
      "a list with a kind that there is not",
      "validation: { kinds: { vet: [lint, style] } }",
      'expected one of `lint`, `format`, `types`, `tests`, `security`, `coverage`, `build`, received `style`; for example `kinds: {"house-rules": "lint"}`',
    ],
    [
      "a name in front of its kind that costs too much",
      `validation: { kinds: { "${"{a,b}".repeat(7)}": lint } }`,
      'expected a name or glob with braces that make at most 64 alternatives in front, received `lint`; for example `kinds: {"house-rules": "lint"}`',
    ],
    [
      "a glob that costs too much",
      `size: { ignore: ["${"{a,b}".repeat(30)}"] }`,
      `expected braces that make at most 64 alternatives, received \`"${"{a,b}".repeat(11)}{a,…\`; for example \`ignore: ["fixtures/**"]\``,
    ],
  ])("explain %s", (_name, text, message) => {
    expect(only(text)).toBe(message);
  });

  it("name the nearest built-in rule, at its key", () => {
    const text = "tiers:\n  rules:\n    change-workflow: off\n    zzz: off\n    changes-workflow: off\n";
    const known = rules("changes-workflow", "changes-binary");

    expect(placesOf(text, known)).toEqual(["3:5 tiers.rules.change-workflow", "4:5 tiers.rules.zzz"]);
    expect(problemsOf(text, known).map(({ message }) => message)).toEqual([
      "expected the id of a built-in rule, received `change-workflow`; did you mean `changes-workflow`?",
      "expected the id of a built-in rule, received `zzz`; docs/policy-reference.md lists them",
    ]);
    expect(parsePolicy(text, REPOSITORY)).toMatchObject({ ok: true });
  });

  it("tell of a rule that no policy can change, unless it is set to what it is", () => {
    const fixed = [{ id: "changes-workflow", tier: "high-stakes" as const, fixed: true as const }];

    expect(problemsOf("tiers: { rules: { changes-workflow: off } }", fixed)).toMatchObject([
      {
        key: "tiers.rules.changes-workflow",
        column: 19,
        message:
          "expected a rule that a policy may change, received `changes-workflow`; it always stays high-stakes, remove the line",
      },
    ]);
    const asItIs = parsePolicy("tiers: { rules: { changes-workflow: high-stakes } }", REPOSITORY, {
      builtInRules: fixed,
    });
    expect(asItIs).toMatchObject({ ok: true });
  });

  it("are one line each, and no fragment of the file can leave its backticks", () => {
    const hostile = 'mode: "`@everyone` <!-- --> ![x](https://evil.example)\\n# Heading"\n"ke`y\\u202e": 1\n';

    const messages = problemsOf(hostile).map(({ message }) => message);

    expect(messages).toHaveLength(2);
    for (const message of messages) {
      expect(message).not.toMatch(/[\n\r\u202e]/);
      expect((message.match(/`/g) ?? []).length % 2).toBe(0);
      expect(message.replace(/`[^`]*`/g, "")).not.toMatch(/everyone|evil|Heading|<!--/);
    }
  });

  it("cut what they quote", () => {
    const message = only(`mode: ${"x".repeat(5000)}`);

    expect(message.length).toBeLessThan(200);
  });
});

describe("path globs that could never match what was meant", () => {
  it.each([
    ["/src/**", "leading `/`"],
    ["src/", "end it with `/**`"],
    ["./src/**", "`.` or `..`"],
    ["src/../x", "`.` or `..`"],
    ["src//x", "single `/`"],
    [" src/**", "white space"],
    ["src/**\\t", "white space"],
    ["!src/**", "`except`"],
    ["src\\\\auth\\\\**", "between folders"],
    ["src/+(a|b).ts", "`{a,b}`"],
    ["src/[ab.ts", "closed by `]`"],
    ["src/[z-a].ts", "closed by `]`"],
    ["src/{a,b.ts", "match"],
    ["src/a,b}.ts", "match"],
    ["src/[[:upper:]]*", "case"],
    ["src/\\u200bauth/**", "hidden"],
  ])("refuses %j", (glob, expected) => {
    expect(only(`tiers: { high_stakes: { paths: ["${glob}"] } }`)).toContain(expected);
  });

  it.each([
    "src/**",
    "*.css",
    "**/*.{ts,tsx}",
    "a b/c",
    "@scope/x",
    "x/[!a].ts",
    "x/[]a].ts",
    "x/{1..3}.sql",
    "#x",
    "..a/b..",
    "a/\\\\[b]/\\\\{c",
  ])("accepts %j", (glob) => {
    expect(parsePolicy(`tiers: { high_stakes: { paths: ["${glob}"] } }`, REPOSITORY)).toMatchObject({ ok: true });
  });
});

describe("hostile files", () => {
  it("refuses anchors and aliases, each at its place", () => {
    const bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n";

    const said = problemsOf(bomb).filter(({ message }) => /YAML (alias|anchor)/.test(message));

    expect(said.map(({ line, column }) => `${line}:${column}`)).toEqual(["1:7", "2:7", "2:8", "2:11", "3:5", "3:8"]);
  });

  it("says one thing about one value", () => {
    expect(placesOf("mode: &x observed\nscope: *x\n")).toEqual(["1:10 mode", "2:8 scope"]);
  });

  it.each<[string, string, RegExp]>([
    ["1 MB", "x".repeat(1 << 20), /^expected a file of at most 65536 bytes, received 1048576; /],
    [
      "64 KiB of three-byte letters",
      "# \u20ac".repeat(20_000),
      /^expected a file of at most 65536 bytes, received 100000; /,
    ],
    ["60,000 open brackets", "[".repeat(60_000), /^expected at most 32 levels of nesting/],
    ["30,000 list marks", "- ".repeat(30_000), /^expected at most 32 levels of nesting/],
    ["15,000 keys in keys", "{a: ".repeat(15_000), /^expected at most 32 levels of nesting/],
    ["10,000 documents", "---\n".repeat(10_000), /^expected one YAML document/],
  ])("answers %s with one problem", (_name, text, message) => {
    expect(only(text)).toMatch(message);
  });

  it("lists at most so many problems and counts the rest", () => {
    const text = Array.from({ length: 500 }, (_, index) => `key-${index}: 1`).join("\n");

    const problems = problemsOf(text);

    expect(problems).toHaveLength(MAX_PROBLEMS);
    expect(problems.at(-1)).toMatchObject({ key: "", line: 1, column: 1 });
    expect(problems.at(-1)?.message).toBe(
      "expected a valid policy, received 401 more problems than are listed; mend the listed ones first",
    );
  });

  it("bounds what the globs of one file come to", () => {
    const glob = `"${"{a,b}".repeat(5)}/**"`;
    const fileWith = (count: number) => `tiers: { high_stakes: { paths: [${Array(count).fill(glob).join(", ")}] } }`;

    expect(parsePolicy(fileWith(31), REPOSITORY)).toMatchObject({ ok: true });
    expect(problemsOf(fileWith(200))).toMatchObject([
      {
        key: "tiers.high_stakes.paths[31]",
        message: expect.stringMatching(/^expected globs that together make at most 1000 alternatives, received more; /),
      },
    ]);
  });

  it.each([
    ["bound checks", (globs: readonly string[]) => ({ required: globs.map((name) => ({ name, app: "ci" })) })],
    ["names of a kind", (globs: readonly string[]) => ({ kinds: { lint: globs } })],
    [
      "names in front of their kind",
      (globs: readonly string[]) => ({ kinds: Object.fromEntries(globs.map((name) => [name, "lint"])) }),
    ],
  ])("bounds what the globs of %s cost together", (_what, validation) => {
    const costly = Array.from({ length: 40 }, (_, index) => `x${index}${"{a,b}".repeat(5)}`);

    expect(problemsOf(JSON.stringify({ validation: validation(costly) }))).toMatchObject([
      { message: expect.stringContaining("at most 1000 alternatives") },
    ]);
  });

  it("bounds what the patterns of one file compile to", () => {
    const pattern = "{ pattern: 'a{1000}', reason: r }";

    const parsed = problemsOf(`tiers: { high_stakes: { content: [${Array(200).fill(pattern).join(", ")}] } }`);

    expect(parsed).toHaveLength(1);
    expect(parsed[0]?.message).toMatch(/^expected patterns that together compile to at most 50000 instructions/);
  });

  it("takes names of object members for ordinary unknown names", () => {
    expect(placesOf("constructor: 1\ntoString: 2\nreview: { hasOwnProperty: 1 }\n")).toEqual([
      "1:1 constructor",
      "2:1 toString",
      "3:11 review.hasOwnProperty",
    ]);
    expect(placesOf("tiers: { rules: { constructor: off } }", rules("changes-workflow"))).toEqual([
      "1:19 tiers.rules.constructor",
    ]);
  });
});
