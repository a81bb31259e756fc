// The policy that governs a pull request: the file at the tip of its base branch over the organisation's floor. Never the head's.
import { RULES } from "../core/classify/rules/index.js";
import { composePolicy } from "../core/policy/compose.js";
import { type LoadedPolicy, POLICY_PATH, type PolicyText } from "../core/policy/schema.js";
import type { PullSnapshot } from "../ports.js";

export function loadPolicy(snapshot: PullSnapshot): LoadedPolicy {
  return underFloor(snapshot, snapshot.policy, snapshot.pull.baseRef);
}

/** What would govern if the file were merged as it stands at the head. It decides nothing. */
export function loadProposedPolicy(snapshot: PullSnapshot, text: PolicyText): LoadedPolicy {
  return underFloor(snapshot, text, snapshot.pull.headSha);
}

function underFloor({ repository, floor }: PullSnapshot, text: PolicyText, ref: string): LoadedPolicy {
  const { owner, name } = repository;
  return composePolicy(
    { origin: { repository: `${owner}/${name}`, path: POLICY_PATH, ref }, text },
    { origin: { repository: `${owner}/.github`, path: POLICY_PATH, ref: "HEAD" }, text: floor },
    { builtInRules: RULES },
  );
}
