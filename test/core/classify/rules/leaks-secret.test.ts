import { describe, expect, it } from "@jest/globals";
import type { Secret } from "../../../../src/core/facts/examination.js";
import { anExamination } from "../../../support/build.js";
import { edit, findings } from "../edit.js";

const SECRET: Secret = {
  detector: "github-pat",
  what: "a GitHub personal access token",
  kind: "credential",
  line: 4,
  masked: "ghp_…",
  id: "3f2c1a9e7b64",
};

function holding(path: string) {
  return { ...edit(path), examination: anExamination({ secrets: [SECRET] }) };
}

describe("leaks-secret", () => {
  it.each(["src/deploy.ts", "docs/guide.md", "web/site.css", "config/app.yml"])("raises %s, with the line", (path) => {
    expect(findings(holding(path), "leaks-secret")).toEqual([
      {
        rule: "leaks-secret",
        tier: "high-stakes",
        path,
        line: 4,
        side: "new",
        reason: "holds a GitHub personal access token (`ghp_…`, finding `3f2c1a9e7b64`)",
      },
    ]);
  });

  it("leaves the tier of tests as it is", () => {
    expect(findings(holding("test/deploy.test.ts"), "leaks-secret")).toEqual([]);
  });

  it("leaves what the policy allows, and files that hold nothing", () => {
    expect(findings(holding("src/deploy.ts"), "leaks-secret", { secrets: { allow: [SECRET.id] } })).toEqual([]);
    expect(findings(edit("src/deploy.ts"), "leaks-secret")).toEqual([]);
  });
});
