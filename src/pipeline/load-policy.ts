// The policy that governs a pull request: the file at the tip of its base branch over the organisation's floor. Never the head's.
import { RULES } from "../core/classify/rules/index.js";
import { composePolicy } from "../core/policy/compose.js";
import { type LoadedPolicy, POLICY_PATH } from "../core/policy/schema.js";
import type { PullSnapshot } from "../ports.js";

export function loadPolicy(snapshot: PullSnapshot): LoadedPolicy {
  const { owner, name } = snapshot.repository;
  return composePolicy(
    {
      origin: { repository: `${owner}/${name}`, path: POLICY_PATH, ref: snapshot.pull.baseRef },
      text: snapshot.policy,
    },
    { origin: { repository: `${owner}/.github`, path: POLICY_PATH, ref: "HEAD" }, text: snapshot.floor },
    { builtInRules: RULES },
  );
}
