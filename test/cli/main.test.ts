import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/main.js";
import { createInlineExaminer } from "../../src/examine/inline-examiner.js";
import { readVersion } from "../../src/version.js";

describe("countersign", () => {
  it.each([[[]], [["help"]], [["--help"]], [["-h"]]])("explains itself on %j", async (args) => {
    const { code, out, error } = await call(args);

    expect(code).toBe(0);
    expect(error).toBe("");
    for (const command of ["classify", "policy", "seal", "audit", "doctor"]) expect(out).toContain(command);
    expect(out).toContain("Examples:");
  });

  it("prints its version", async () => {
    expect(await call(["--version"])).toEqual({ code: 0, out: `${readVersion()}\n`, error: "" });
  });

  it.each([
    [["clasify"], "Did you mean classify?"],
    [["policy", "chekc"], "Did you mean check?"],
    [["classify", "--jsn"], "Did you mean --json?"],
    [["policy", "explain"], "missing required argument"],
    [["doctor", "--repo"], "argument missing"],
  ])("ends with code 2 and a hint on %j", async (args, hint) => {
    const { code, out, error } = await call(args);

    expect(code).toBe(2);
    expect(out).toBe("");
    expect(error).toContain(hint);
  });

  it.each([["classify"], ["policy"], ["seal"], ["audit"], ["doctor"]])(
    "has an example in the help of %s",
    async (command) => {
      const { code, out } = await call(["help", command]);

      expect(code).toBe(0);
      expect(out).toContain("Examples:");
      expect(out).toMatch(new RegExp(`countersign ${command}`));
    },
  );

  it("hands options and standard input to a command, and its exit code on", async () => {
    const diff = [
      "diff --git a/src/a.ts b/src/a.ts",
      "--- a/src/a.ts",
      "+++ b/src/a.ts",
      "@@ -1 +1 @@",
      "-a",
      "+b",
      "",
    ];

    const { code, out } = await call(["classify", "--diff", "-", "--json"], diff.join("\n"));

    expect(code).toBe(10);
    expect(JSON.parse(out)).toMatchObject({ tier: "behavior-changing" });
  });

  it("checks a policy file in the current folder", async () => {
    const directory = mkdtempSync(join(tmpdir(), "countersign-"));
    writeFileSync(join(directory, "policy.yml"), "version: 1\nmoed: observe\n");

    const { code, out } = await call(["policy", "check", "policy.yml"], "", directory);

    expect(code).toBe(2);
    expect(out).toContain("policy.yml:2:1");
  });
});

async function call(args: readonly string[], stdin = "", directory = tmpdir()) {
  let out = "";
  let error = "";
  const code = await run(args, {
    directory,
    colour: false,
    openExaminer: createInlineExaminer,
    readStdin: async () => Buffer.from(stdin),
    writeOut: (text) => {
      out += text;
    },
    writeError: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}
