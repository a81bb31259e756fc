import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { policyCheck } from "../../src/cli/policy/check.js";
import { codeFrame } from "../../src/cli/policy/code-frame.js";
import { policyExplain } from "../../src/cli/policy/explain.js";
import { policySchema } from "../../src/cli/policy/schema.js";
import { DEFAULT_POLICY, hashOf } from "../../src/core/policy/compose-policy.js";
import { parsePolicy } from "../../src/core/policy/parse.js";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "countersign-policy-"));
  await mkdir(join(directory, ".github"));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

const write = (text: string | Uint8Array, path = ".github/countersign.yml") => writeFile(join(directory, path), text);

describe("policy check", () => {
  it("accepts a valid file and prints what it comes to", async () => {
    await write("mode: observe\n");

    const result = await policyCheck({ directory });

    expect(result).toEqual({
      exitCode: 0,
      stdout: `.github/countersign.yml is a valid policy: mode observe, scope agents\n${hashOf({ ...DEFAULT_POLICY, mode: "observe" })}\n`,
      stderr: "",
    });
  });

  it("says that the defaults apply without a file", async () => {
    const result = await policyCheck({ directory });

    expect(result.exitCode).toBe(0);
    expect(result.stdout).toBe(
      `.github/countersign.yml is not there, the defaults apply: mode enforce, scope agents\n${hashOf(DEFAULT_POLICY)}\n`,
    );
  });

  it("prints every problem with its place, its line and a caret", async () => {
    await write("mode: enforce\nreview:\n  min_second: 10\n  session_expires: 90\n");

    const result = await policyCheck({ directory });

    expect(result).toEqual({
      exitCode: 2,
      stdout: [
        ".github/countersign.yml:3:3 expected a key of `review`, received `min_second`; did you mean `min_seconds`?",
        "  3 |   min_second: 10",
        "    |   ^",
        "",
        ".github/countersign.yml:4:20 expected a duration such as `90s`, `20m`, `4h` or `7d`, received `90`; add a unit, as in `90s`; for example `session_expires: 24h`",
        "  4 |   session_expires: 90",
        "    |                    ^",
        "",
      ].join("\n"),
      stderr: "2 problems; docs/policy-reference.md explains every key\n",
    });
  });

  it("knows the built-in rules", async () => {
    await write("tiers: { rules: { change-workflow: off } }\n");

    expect((await policyCheck({ directory })).stdout).toContain("did you mean `changes-workflow`?");
  });

  it("prints JSON for programs", async () => {
    await write("modee: x\n", "other.yml");

    const bad = await policyCheck({ directory, file: "other.yml", json: true });
    const good = await policyCheck({ directory, json: true });

    expect(bad.exitCode).toBe(2);
    expect(JSON.parse(bad.stdout)).toEqual({
      file: "other.yml",
      found: true,
      valid: false,
      hash: null,
      problems: [
        {
          key: "modee",
          line: 1,
          column: 1,
          message: "expected a key of the policy, received `modee`; did you mean `mode`?",
        },
      ],
      warnings: [],
    });
    expect(JSON.parse(good.stdout)).toEqual({
      file: ".github/countersign.yml",
      found: false,
      valid: true,
      hash: hashOf(DEFAULT_POLICY),
      problems: [],
      warnings: [],
    });
  });

  it("warns of each required check that is bound to no App, and takes the file all the same", async () => {
    await write(`validation:
  required:
    - build
    - { name: test, app: github-actions }
    - 'CI / "lint" *'
    - "**"
`);

    const { exitCode, stdout, stderr } = await policyCheck({ directory });
    const json = await policyCheck({ directory, json: true });

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const [valid, ...warnings] = stdout.split("\n\n");
    expect(valid).toContain("is a valid policy");
    expect(warnings.map((block) => /^\S+:(\d+:\d+ warning: `.*?`) /.exec(block)?.[1])).toEqual([
      "3:7 warning: `build`",
      '5:7 warning: `CI / "lint" *`',
    ]);
    expect(json.exitCode).toBe(0);
    expect(JSON.parse(json.stdout)).toMatchObject({
      valid: true,
      problems: [],
      warnings: [
        { key: "validation.required[0]", line: 3, column: 7 },
        { key: "validation.required[2]", line: 5, column: 7 },
      ],
    });
  });

  it("warns of nothing when every required check is bound, in the way that the warning shows", async () => {
    await write("validation: { required: [build, 'a \"b\" / *'] }\n");
    const { warnings } = JSON.parse((await policyCheck({ directory, json: true })).stdout);
    const bound = warnings.map(({ message }: { message: string }) => /for example `(.*)`$/.exec(message)?.[1]);

    await write(`validation: { required: [${bound.join(", ")}] }\n`);

    const mended = JSON.parse((await policyCheck({ directory, json: true })).stdout);
    expect(bound).toHaveLength(2);
    expect(mended).toMatchObject({ valid: true, warnings: [] });
  });

  it.each<[string, string, string]>([
    ["a file that is not there", "missing.yml", "expected a policy file at missing.yml, found none"],
    ["a folder", ".github", "expected a policy file at .github, found a folder"],
    ["a path below a file", "latin.yml/x", "expected a policy file at latin.yml/x, found none"],
    ["a file that is not UTF-8", "latin.yml", "expected a policy file at latin.yml, found text that is not UTF-8"],
  ])("refuses %s", async (_name, file, message) => {
    await write(Uint8Array.from([0x23, 0xe9, 0x0a]), "latin.yml");

    const result = await policyCheck({ directory, file });

    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain(message);
  });

  it("answers a file of 1 MB with one problem", async () => {
    await write("x".repeat(1 << 20));

    const result = await policyCheck({ directory });

    expect(result.exitCode).toBe(2);
    expect(result.stdout).toContain("1:1 expected a file of at most 65536 bytes, received 1048576");
    expect(result.stdout.length).toBeLessThan(500);
  });

  it("prints nothing that a terminal would obey", async () => {
    await write('mode: "\u001b[31mred\u001b]0;title\u0007"\n\u009bx: 1\n');

    const { stdout } = await policyCheck({ directory });

    expect(stdout).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});

describe("codeFrame", () => {
  it("shows a long line around the place", () => {
    const text = `${"a".repeat(500)}X${"b".repeat(500)}`;

    const [line, caret] = codeFrame(text, 1, 501).split("\n");

    expect(line?.length).toBeLessThan(120);
    expect(line?.[caret?.indexOf("^") ?? -1]).toBe("X");
  });

  it.each([
    ["a place behind the end of the line", "ab\n", 1, 3, "  1 | ab\n    |   ^"],
    ["a line with a tab", "\tx\n", 1, 2, "  1 |  x\n    |  ^"],
    ["CRLF", "ab\r\ncd\r\n", 2, 1, "  2 | cd\n    | ^"],
    ["an empty file", "", 1, 1, "  1 | \n    | ^"],
  ])("shows %s", (_name, text, line, column, expected) => {
    expect(codeFrame(text, line, column)).toBe(expected);
  });
});

describe("policy schema", () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(policySchema().stdout));

  it.each([
    ["nothing", "{}", true],
    ["a full section", "review: { min_seconds: 90, session_expires: 24h }", true],
    ["an unknown key", "modee: enforce", false],
    ["an unknown key inside", "review: { min_second: 1 }", false],
    ["a wrong value", "mode: on", false],
    ["a number that is too small", "size: { max_changed_lines: 0 }", false],
    ["another version", "version: 2", false],
    ["a check that is bound to an App", "validation: { required: [a, { name: b, app: c }] }", true],
    ["a check that is bound by number", "validation: { required: [{ name: b, app: 15368 }] }", true],
    ["a check that is bound to nothing", "validation: { required: [{ name: b }] }", false],
    ["a check that is bound to a bot's login", "validation: { required: [{ name: b, app: 'c[bot]' }] }", false],
    [
      "kinds that are expected",
      "validation: { expect: [lint, format, types, tests, security, coverage, build] }",
      true,
    ],
    ["a kind that there is not", "validation: { expect: [style] }", false],
    ["kinds by name", "validation: { kinds: { vet: lint, verify: [tests, build] } }", true],
    ["names by kind", "validation: { kinds: { lint: [vet] } }", true],
    ["a name of no kind", "validation: { kinds: { vet: style } }", false],
  ])("judges %s as the parser does", (_name, text, valid) => {
    const origin = { repository: "acme/shop", path: "policy.yml", ref: "main" };

    expect(validate(parse(text))).toBe(valid);
    expect(parsePolicy(text, origin).ok).toBe(valid);
  });
});

describe("policy explain", () => {
  it("names the tier of each path and every rule and list that speaks about it", async () => {
    await write("tiers: { high_stakes: { paths: ['src/billing/**'] }, format_safe: { paths: ['website/**'] } }\n");

    const result = await policyExplain({ directory, paths: ["src/Billing/refund.ts", "./website/theme.js"] });

    expect(result.exitCode).toBe(0);
    const [billing, website] = result.stdout.split("\n\n");
    expect(billing).toMatch(/^src\/Billing\/refund\.ts: high-stakes\n/);
    expect(billing).toMatch(/\n {2}policy-high-stakes +high-stakes +\S/);
    expect(website).toMatch(/^website\/theme\.js: format-safe\n {2}policy-format-safe +format-safe +\S/);
  });

  it("uses the defaults without a file, and another file when it is named", async () => {
    await write("tiers: { high_stakes: { paths: ['notes/**'] } }\n", "strict.yml");
    const tierOf = async (policy?: string) => {
      const { stdout } = await policyExplain({ directory, paths: ["notes/a.md"], policy, json: true });
      return JSON.parse(stdout)[0].tier;
    };

    expect(await tierOf()).toBe("format-safe");
    expect(await tierOf("strict.yml")).toBe("high-stakes");
  });

  it.each([
    ["src/auth/login.ts", "an edit is proved harmless when its syntax tree as TypeScript is the same"],
    ["bin/run", "its first line names a language that is known"],
    ["lib/thing.unknown", "nothing here compares two versions of such a file"],
    ["db/migrate/20260101_add.rb", "but even then it stays high-stakes by its place (changes-migration)"],
  ])("says of %s how an edit could be proved", async (path, words) => {
    expect((await policyExplain({ directory, paths: [path] })).stdout).toContain(words);
  });

  it("asks for no proof of what is safe by its kind", async () => {
    expect((await policyExplain({ directory, paths: ["docs/a.md"] })).stdout).not.toContain("prove");
  });

  it("prints JSON for programs", async () => {
    const { stdout } = await policyExplain({ directory, paths: ["src/auth/login.ts"], json: true });

    expect(JSON.parse(stdout)).toMatchObject([{ path: "src/auth/login.ts", tier: "high-stakes" }]);
    expect(JSON.parse(stdout)[0].findings).toContainEqual(
      expect.objectContaining({ rule: "touches-authentication", tier: "high-stakes" }),
    );
  });

  it.each([
    ["no path", [], "expected a path, for example: countersign policy explain src/auth/login.ts"],
    [
      "an absolute path",
      ["/etc/passwd"],
      "expected a path from the top of the repository such as src/auth/login.ts, received `/etc/passwd`",
    ],
    [
      "a path that leaves the repository",
      ["a/../../b"],
      "expected a path from the top of the repository such as src/auth/login.ts, received `a/../../b`",
    ],
  ])("refuses %s", async (_name, paths, message) => {
    expect(await policyExplain({ directory, paths })).toEqual({ exitCode: 2, stdout: "", stderr: `${message}\n` });
  });

  it("explains nothing by an invalid policy", async () => {
    await write("modee: x\n");

    const result = await policyExplain({ directory, paths: ["a.ts"] });

    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain(".github/countersign.yml:1:1 expected a key of the policy");
  });
});
