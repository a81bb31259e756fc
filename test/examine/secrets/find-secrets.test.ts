import { describe, expect, it } from "@jest/globals";
import { findSecrets } from "../../../src/examine/secrets/find-secrets.js";
import { drawn, GITHUB_PAT, pem } from "../../core/secrets/samples.js";
import { aFile, aHunk } from "../../support/build.js";

function secretsIn(...lines: readonly string[]) {
  const hunk = aHunk(
    { old: 1, new: 10 },
    lines.map((line) => `+${line}`),
  );
  return findSecrets(aFile({ path: "src/a.ts", content: { kind: "hunks", hunks: [hunk] } }));
}

describe("findSecrets", () => {
  it("finds each credential once, whoever sees it", async () => {
    const secrets = await secretsIn(
      "a();",
      `const a = "${GITHUB_PAT}";`,
      `const b = "${GITHUB_PAT}", c = "${GITHUB_PAT}";`,
    );

    expect(secrets.map(({ detector, line }) => [detector, line])).toEqual([
      ["github-pat", 11],
      ["github-pat", 12],
    ]);
  });

  it("finds credentials and personal data, in the order of the lines", async () => {
    const secrets = await secretsIn("ssn: 536-82-7194", `x("${GITHUB_PAT}")`, ...pem("EC PRIVATE KEY"));

    expect(secrets.map(({ detector, kind }) => [detector, kind])).toEqual([
      ["us-social-security-number", "personal-data"],
      ["github-pat", "credential"],
      ["private-key", "credential"],
    ]);
  });

  it("takes what only secretlint knows", async () => {
    // The older form of a Slack token has no shape of ours.
    const secrets = await secretsIn(
      `const a = "xox${"o-"}${drawn(12, "digits")}-${drawn(12, "digits")}-${drawn(12, "digits")}-${drawn(32, "hex")}";`,
    );

    expect(secrets).toMatchObject([{ detector: "secretlint-slack", masked: "…", line: 10 }]);
  });

  it("obeys no comment that tells scanners to look away", async () => {
    const hidden = `xox${"o-"}${drawn(12, "digits")}-${drawn(12, "digits")}-${drawn(12, "digits")}-${drawn(32, "hex")}`;

    const secrets = await secretsIn(
      "// secretlint-disable",
      hidden,
      "// secretlint-disable-line",
      `${GITHUB_PAT} // gitleaks:allow`,
    );

    expect(secrets.map(({ line }) => line)).toEqual([11, 13]);
  });

  it("finds nothing in a file without lines", async () => {
    await expect(findSecrets(aFile({ content: { kind: "binary" } }))).resolves.toEqual([]);
  });

  it("gives up loudly where there is more than anybody would read", async () => {
    const many = Array.from({ length: 600 }, (_, index) => `ghp_${drawn(36, "base62", String(index))}`);

    await expect(secretsIn(...many)).rejects.toThrow(RangeError);
    await expect(secretsIn(...many)).rejects.not.toThrow(/ghp/);
  });

  it.each([
    ["a megabyte on one line", "token ".repeat(170_000)],
    ["a megabyte of beginnings", "glpat-".repeat(170_000)],
    ["a megabyte of middles", "Q~".repeat(500_000)],
    ["a megabyte of ends", "0-us1".repeat(200_000)],
    ["a megabyte of addresses", "http://a:b".repeat(100_000)],
    ["a megabyte of names", 'password="'.repeat(100_000)],
    ["50,000 parentheses", `key(${"(".repeat(50_000)}`],
    ["control characters", "\u0000\u0001 token=\uFFFD\uD800"],
    ["a key without an end", `-----BEGIN PRIVATE KEY-----${"A".repeat(1_000_000)}`],
    ["a megabyte of digits", "card 4".repeat(170_000)],
  ])("comes to an end with %s", async (_what, line) => {
    await expect(secretsIn(line)).resolves.toEqual([]);
  });

  it("comes to an end with 20,000 lines", async () => {
    await expect(
      secretsIn(...Array.from({ length: 20_000 }, () => "-----BEGIN RSA PRIVATE KEY-----")),
    ).resolves.toEqual([]);
  });
});
