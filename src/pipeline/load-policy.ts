// The policy that governs a pull request: the file at the tip of its base branch over the organisation's floor. Never the head's.
import { composePolicy } from "../core/policy/compose.js";
import type { LoadedPolicy } from "../core/policy/schema.js";
import type { PullSnapshot } from "../ports.js";

/** Where the policy file lies, in a repository and in the organisation's `.github` repository alike. */
export const POLICY_PATH = ".github/countersign.yml";

export function loadPolicy(snapshot: PullSnapshot): LoadedPolicy {
  const { owner, name } = snapshot.repository;
  return composePolicy(
    {
      origin: { repository: `${owner}/${name}`, path: POLICY_PATH, ref: snapshot.pull.baseRef },
      text: snapshot.policy,
    },
    { origin: { repository: `${owner}/.github`, path: POLICY_PATH, ref: "HEAD" }, text: snapshot.floor },
  );
}
