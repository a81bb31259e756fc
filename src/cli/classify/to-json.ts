// A local judgement as the JSON object of DESIGN §4.2, with the evidence for the agent.
import type { Hypothetical } from "../../core/render/hypothetical.js";

export function toJson(judgement: Hypothetical) {
  const { classification, headSha, policy, requirements } = judgement;
  return {
    countersign: 1,
    tier: classification.tier,
    head_sha: headSha,
    fingerprint: judgement.fingerprint,
    policy: policy.hash,
    conclusion: null,
    agent: classification.agent,
    requirements: requirements.map(({ id, status, who, detail, fix }) => ({ id, status, who, detail, fix })),
    findings: classification.findings.map(({ rule, tier, path, line, reason }) => ({ rule, tier, path, line, reason })),
    size: judgement.size,
  };
}
