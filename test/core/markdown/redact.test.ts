// A credential that somebody pasted where text of people stands never comes out of the App again, whole or in part.
import fc from "fast-check";
import { run } from "../../../src/cli/main.js";
import { nextEntry } from "../../../src/core/audit/chain.js";
import { notExamined } from "../../../src/core/facts/examination.js";
import { sha256 } from "../../../src/core/ground/canonical.js";
import { redact, redactAll } from "../../../src/core/markdown/redact.js";
import { bypassNotice, directPushCheck } from "../../../src/core/render/bypass.js";
import { decisionOn } from "../../../src/core/render/decision.js";
import { plan } from "../../../src/core/render/plan.js";
import { reportOf } from "../../../src/core/render/report.js";
import { renderStatus } from "../../../src/core/render/status.js";
import { pullPage } from "../../../src/http/pull-page.js";
import { aForm, judge, said } from "../comments/forms.js";
import { anInputFullOf } from "../render/worlds.js";
import { AWS_KEY, DATABASE_URL, drawn, GITHUB_PAT, pem } from "../secrets/samples.js";

const PEM = pem("RSA PRIVATE KEY").join("\n");
const SECRETS: readonly (readonly [string, string, string])[] = [
  ["a GitHub token", GITHUB_PAT, GITHUB_PAT.slice(4)],
  ["an AWS access key", AWS_KEY, AWS_KEY.slice(4)],
  ["a connection string", DATABASE_URL, drawn(20)],
  ["a private key on one line", PEM.replaceAll("\n", "\\n"), drawn(64, "base62", "RSA PRIVATE KEY 0")],
];

/** No stretch of eight characters of the secret is in the text. */
function expectNone(text: string, secret: string): void {
  const stretches = Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8));
  expect(stretches.filter((stretch) => text.includes(stretch))).toEqual([]);
}

describe("redact", () => {
  it.each([...SECRETS, ["a private key", PEM, drawn(64, "base62", "RSA PRIVATE KEY 3")] as const])(
    "takes %s out of a sentence, and says what it was",
    (_what, text, secret) => {
      const shown = redact(`It uses ${text} for now`);

      expectNone(shown, secret);
      expect(shown).toMatch(/^It uses .*redacted-[a-z-]+.* for now$/s);
    },
  );

  it.each([
    ["a commit", sha256("a").slice(0, 40)],
    ["a fingerprint", sha256("b")],
    ["a policy's hash", `sha256:${sha256("c")}`],
    ["a commitment", `Commitment sha256:${sha256("d")}`],
    ["a recipient", `age1${drawn(58, "lower")}`],
    ["a link", `https://github.com/acme/shop/pull/7/files#diff-${sha256("e")}R12`],
    ["a marker", `<!-- countersign:reply:comment:9001:2026-03-02T10:00:00Z#${sha256("f")} -->`],
    ["an address with a user", "https://alice@github.com/acme/shop.git"],
    ["a form", aForm()],
    ["an integrity", `sha512-${drawn(86)}==`],
    ["a UUID", "3f2c1a9e-7b64-4c1d-9a55-0e8d7c6b5a43"],
    ["a masked finding", "an AWS access key (`AKIA…`) in `src/a.ts:12`, finding `3f2c1a9e7b64`"],
  ])("leaves %s as it is", (_what, text) => {
    expect(redact(text)).toBe(text);
  });

  it("changes nothing the second time, and no text without a credential", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...SECRETS.map(([, text]) => text), ""), (around, text) => {
        const once = redact(`${around} ${text} ${around}`);

        expect(redact(once)).toBe(once);
        if (text === "") expect(once).toBe(`${around}  ${around}`);
      }),
    );
  });

  it("keeps JSON valid and every key in its place", () => {
    const data = { a: [GITHUB_PAT, 1, null, true], "b c": { d: DATABASE_URL } };
    const shown = JSON.parse(redact(JSON.stringify(data)));

    expect(shown).toEqual(redactAll(data));
    expect(Object.keys(shown)).toEqual(["a", "b c"]);
    expectNone(JSON.stringify(shown), GITHUB_PAT.slice(4));
  });
});

describe.each(SECRETS)("with %s in every text that others wrote", (_what, text, secret) => {
  const input = anInputFullOf(`${"x".repeat(30)} ${text}`);
  const decision = decisionOn(input);
  const CONTEXT = { publicUrl: "https://countersign.example", auditHead: null, siblings: [] };

  it("none comes out in the check, the annotations and the briefing, and the block for agents is valid", () => {
    const effects = plan(decision, input, CONTEXT);

    expectNone(JSON.stringify(effects), secret);
    for (const effect of effects) {
      if (effect.kind !== "check_run") continue;
      const block = /```json\n([\s\S]*)\n```$/.exec(effect.text)?.[1] ?? "";
      expect(JSON.parse(block)).toMatchObject({
        countersign: 1,
        head_sha: decision.headSha,
        fingerprint: decision.fingerprint,
      });
    }
  });

  it("none comes out in the status, the JSON, the page and the notice of a bypass", () => {
    const ref = { repositoryId: 1, installationId: 1, owner: "acme", name: "shop", number: 7 };
    const page = pullPage({
      ref,
      githubUrl: "https://github.com/acme/shop/pull/7",
      decision,
      auditHead: null,
      viewer: { login: "robin" } as never,
    });

    expectNone(renderStatus(decision), secret);
    expectNone(JSON.stringify(reportOf(decision)), secret);
    expectNone(String(page), secret);
    expectNone(JSON.stringify(bypassNotice(input.facts.pull, decision, null)), secret);
    const push = { after: "a".repeat(40), sender: text, owner: "acme", name: "shop" };
    expectNone(JSON.stringify(directPushCheck(push, { branch: text, publicUrl: "", entry: null })), secret);
  });

  it("none comes out in the reply to a command or a form, or in the issue after an override", () => {
    const judged = judge({
      comments: [
        said("maya", "09:30", `/countersign waive no_secrets:${text} It is the key ${text}`),
        said("ada", "09:40", `/countersign override Production is down and ${text} is what it needs`),
        said("robin", "10:00", "/countersign start"),
        said("robin", "10:05", aForm("approve", { intent: text, risks: text })),
        said("sam", "10:06", `/countersign ${text}`),
        said("sam", "10:07", `/countersign approve ${text}\n\n### ${text}\n${text}`),
      ],
    });

    expect(judged.replies.size).toBeGreaterThan(3);
    expectNone([...judged.replies.values()].join("\n"), secret);
    expectNone(JSON.stringify(judged.outcomes.issues), secret);
  });

  it("none is kept in the audit chain", () => {
    const event = {
      kind: "waiver" as const,
      at: "2026-03-02T10:00:00Z",
      repository: { id: 1, name: "acme/shop" },
      pull: 7,
      headSha: decision.headSha,
      actor: null,
      policyHash: decision.policyHash,
      factsHash: decision.factsHash,
      data: { subject: text, branch: text },
    };

    expectNone(JSON.stringify(nextEntry(null, 1, event)), secret);
  });

  it("none is printed by the command line", async () => {
    const printed: string[] = [];
    // A path that git would take.
    const path = /^\w+$/.test(text) ? `src/${text}.ts` : "src/a.ts";
    const diff = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b("${text}")\n`;
    const write = (out: string) => void printed.push(out);
    const io = {
      directory: "/nowhere",
      readStdin: async () => Buffer.from(diff),
      writeOut: write,
      writeError: write,
      colour: false,
      openExaminer: () => ({
        examine: async (files: readonly unknown[]) => files.map(() => notExamined("no parser")),
        close: async () => {},
      }),
    };
    await run(["classify", "--diff", "-", "--branch", text], io as never);
    await run(["classify", "--diff", "-", "--branch", text, "--json"], io as never);
    await run(["classify", "--diff", text], io as never);

    expect(printed.join("")).toContain('"tier"');
    expectNone(printed.join(""), secret);
  });
});
