import { describe, expect, it } from "@jest/globals";
import { loadSecretlint, mayFind } from "../../../src/examine/secrets/find-secrets.js";
import { drawn, GITHUB_PAT } from "../../core/secrets/samples.js";

const SERVICE_ACCOUNT = Buffer.from(JSON.stringify({ email: "a@acme.dev", secretKey: drawn(72) })).toString("base64");
const SLACK_HOOK = `https://HOOKS.slack.com${"/"}services/T${drawn(8)}/B${drawn(8)}/${drawn(24)}`;

/** One of each kind that a rule knows, put together when the test runs. */
const SAMPLES: readonly (readonly [string, string])[] = [
  ["1password", `ops_${SERVICE_ACCOUNT}`],
  ["anthropic", `sk-${"ant-"}api03-${drawn(93)}AA`],
  ["aws", `AWS_SECRET_${"ACCESS"}_KEY = "${drawn(40)}"`],
  ["aws", `secret${"Access"}Key: "${drawn(40)}"`],
  ["databricks", `da${"pi"}${drawn(32, "hex")}`],
  ["docker", `dckr${"_pat_"}${drawn(27)}`],
  ["figma", `fi${"gd_"}${drawn(40)}`],
  ["github", GITHUB_PAT],
  ["github", `github${"_pat_"}${drawn(82)}`],
  ["gitlab", `gl${"pat-"}${drawn(20)}`],
  ["grafana", `gl${"c_"}${drawn(40)}`],
  ["grafana", `gl${"sa_"}${drawn(32)}_${drawn(8, "hex")}`],
  ["groq", `gs${"k_"}${drawn(52)}`],
  ["hashicorp-vault", `hv${"s."}${drawn(95)}`],
  ["hashicorp-vault", `hv${"b."}${drawn(140)}`],
  ["hashicorp-vault", `hv${"r."}${drawn(95)}`],
  ["huggingface", `hf${"_"}${drawn(200).replace(/\d/g, "").slice(0, 34)}`],
  ["linear", `lin${"_api_"}${drawn(40)}`],
  ["notion", `nt${"n_"}${drawn(11, "digits")}${drawn(35)}`],
  ["npm", `np${"m_"}${drawn(36)}`],
  ["openai", `sk-${drawn(20)}T3Blbk${"FJ"}${drawn(20, "base62", "b")}`],
  ["sendgrid", `S${"G."}${drawn(22)}.${drawn(43)}`],
  ["shopify", `shp${"at_"}${drawn(32)}`],
  ["slack", `xox${"b-"}${drawn(12, "digits")}-${drawn(24)}`],
  ["slack", `xa${"pp-"}1-${drawn(12)}-${drawn(24)}`],
  ["slack", SLACK_HOOK],
  ["vercel", `vc${"p_"}${drawn(24)}`],
];

describe("secretlint's rules", () => {
  it.each(SAMPLES)("%s finds %s", async (vendor, sample) => {
    const { lint } = await loadSecretlint();

    expect((await lint(sample)).map(({ ruleId }) => ruleId)).toContain(`@secretlint/secretlint-rule-${vendor}`);
  });

  it("are each known by what all of their findings hold", async () => {
    const { ruleIds } = await loadSecretlint();

    const sampled = new Set(SAMPLES.map(([vendor]) => `@secretlint/secretlint-rule-${vendor}`));
    expect(ruleIds.filter((id) => !sampled.has(id))).toEqual([]);
    expect(ruleIds.filter((id) => mayFind(id, "const total = compute(items[0], options.limit ?? 10);"))).toEqual([]);
  });

  it("are asked when their findings are not known", () => {
    expect(mayFind("@secretlint/secretlint-rule-of-tomorrow", "anything")).toBe(true);
  });

  it("leave no notes behind in the process", async () => {
    const { lint } = await loadSecretlint();

    await lint(GITHUB_PAT);

    expect(performance.getEntries().filter(({ name }) => name.startsWith("@core"))).toEqual([]);
  });
});
