import { describe, expect, it } from "@jest/globals";
import { aFile } from "../../support/build.js";
import { classified, edit, findings, move, rulesOf } from "./edit.js";

describe("the policy's own lists", () => {
  it("raise paths, without case, on both sides of a rename", () => {
    const policy = { tiers: { high_stakes: { paths: ["src/ledger/**"] } } };

    expect(classified([edit("SRC/Ledger/sum.ts")], policy).tier).toBe("high-stakes");
    expect(classified([move("src/ledger/sum.ts", "src/sum/sum.ts")], policy).tier).toBe("high-stakes");
    expect(classified([edit("src/cart.ts")], policy).tier).toBe("behavior-changing");
  });

  it("raise prose too", () => {
    const policy = { tiers: { behavior_changing: { paths: ["docs/runbooks/**"] } } };

    expect(classified([edit("docs/runbooks/restart.md")], policy).tier).toBe("behavior-changing");
  });

  it("leave exceptions alone, unless a rename leaves the list", () => {
    const policy = { tiers: { high_stakes: { paths: ["src/**"], except: ["src/ui/**"] } } };

    expect(classified([edit("src/ui/button.ts")], policy).tier).toBe("behavior-changing");
    expect(
      classified([{ ...edit("src/ui/button.ts"), previousPath: "src/core/button.ts", status: "renamed" }], policy).tier,
    ).toBe("high-stakes");
  });

  it("raise lines that match a pattern, added or removed, with the policy's reason", () => {
    const policy = { tiers: { high_stakes: { content: [{ pattern: "applyDiscount\\(", reason: "moves money" }] } } };
    const file = edit("src/cart.ts", ["+a", "-applyDiscount(cart)"]);

    expect(findings(file, "policy-high-stakes", policy)).toMatchObject([
      { line: 1, side: "old", reason: "moves money" },
    ]);
  });

  it("survive a pattern that would hang another engine", () => {
    const policy = { tiers: { high_stakes: { content: [{ pattern: "(a+)+$", reason: "slow" }] } } };

    expect(rulesOf(edit("src/cart.ts", [`+${"a".repeat(20_000)}!`]), policy)).not.toContain("policy-high-stakes");
  });

  it("format_safe lowers the default tier only", () => {
    const policy = { tiers: { format_safe: { paths: ["website/**"], except: ["website/legal/**"] } } };

    expect(classified([edit("website/data.json")], policy).tier).toBe("format-safe");
    expect(classified([edit("website/legal/terms.json")], policy).tier).toBe("behavior-changing");
    expect(classified([edit("website/Legal/terms.json")], policy).tier).toBe("behavior-changing");
    expect(classified([edit("website/auth/login.ts")], policy).tier).toBe("high-stakes");
    expect(classified([edit("website/x.ts", ["+eval(a)"])], policy).tier).toBe("high-stakes");
  });

  it("format_safe needs both paths of a rename, and content that can be read", () => {
    const policy = { tiers: { format_safe: { paths: ["website/**"] } } };

    expect(
      classified([{ ...edit("website/a.json"), previousPath: "src/a.json", status: "renamed" }], policy).tier,
    ).toBe("behavior-changing");
    expect(classified([aFile({ path: "website/a.bin", content: { kind: "binary" } })], policy).tier).toBe(
      "high-stakes",
    );
  });
});

describe("the policy's settings of the built-in rules", () => {
  it("switch a rule off", () => {
    expect(classified([edit("AGENTS.md")], { tiers: { rules: { "edits-agent-instructions": "off" } } }).tier).not.toBe(
      "high-stakes",
    );
  });

  it("lower and raise a rule", () => {
    expect(
      findings(edit("AGENTS.md"), "edits-agent-instructions", {
        tiers: { rules: { "edits-agent-instructions": "behavior-changing" } },
      })[0]?.tier,
    ).toBe("behavior-changing");
    expect(
      classified([edit("test/a.test.ts", ["-expect(a).toBe(1)"])], {
        tiers: { rules: { "weakens-tests": "high-stakes" } },
      }).tier,
    ).toBe("high-stakes");
  });

  it("take a proof away with off, and never the last finding of a file", () => {
    expect(classified([edit("README.md")], { tiers: { rules: { "only-prose": "off" } } }).tier).toBe(
      "behavior-changing",
    );
    expect(classified([edit("src/a.ts")], { tiers: { rules: { "changes-source": "off" } } }).tier).toBe(
      "behavior-changing",
    );
  });

  it.each([
    ["changes-workflow", ".github/workflows/ci.yml"],
    ["changes-review-policy", ".github/countersign.yml"],
    ["changes-review-policy", "CODEOWNERS"],
  ])("cannot touch %s", (rule, path) => {
    for (const setting of ["off", "behavior-changing"] as const) {
      expect(classified([edit(path)], { tiers: { rules: { [rule]: setting } } }).tier).toBe("high-stakes");
    }
  });

  it("know only their own keys", () => {
    expect(classified([edit("src/a.ts")], JSON.parse('{"tiers":{"rules":{"constructor":"off"}}}')).tier).toBe(
      "behavior-changing",
    );
  });
});

describe("tiers.defaults: false", () => {
  const policy = { tiers: { defaults: false } };

  it("switches the built-in rules off", () => {
    expect(classified([edit("src/auth/login.ts", ["+jwt.sign(a)"])], policy).tier).toBe("behavior-changing");
  });

  it.each([
    [".github/workflows/ci.yml", edit(".github/workflows/ci.yml")],
    ["CODEOWNERS", edit("CODEOWNERS")],
    ["hidden text", edit("src/a.ts", ["+a\u202eb"])],
    ["unreadable content", aFile({ path: "a.md", content: { kind: "unreadable", reason: "too large" } })],
  ])("keeps the fixed rule about %s", (_name, file) => {
    expect(classified([file], policy).tier).toBe("high-stakes");
  });

  it("keeps source files behavior-changing", () => {
    expect(classified([edit("src/a.ts")], policy).tier).toBe("behavior-changing");
  });
});
