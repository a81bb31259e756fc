// The policy that governs a pull request, and whether its base branch is gated at all. Never the head's policy, and nothing from a
// branch without a gate: whoever may push to such a branch would choose the policy.
import { RULES } from "../core/classify/rules/index.js";
import type { RepositoryRef } from "../core/facts/work.js";
import { composePolicy } from "../core/policy/compose-policy.js";
import { matchesAny } from "../core/policy/globs.js";
import { type LoadedPolicy, POLICY_PATH, type PolicyText } from "../core/policy/schema.js";
import { AppError } from "../errors.js";
import type { GithubReader, PullSnapshot } from "../ports.js";

export interface Governing {
  /** From the tip of the base branch where that is gated, else from the default branch; over the organisation's floor. */
  readonly policy: LoadedPolicy;
  /** The default branch, one that the policy names under `branches`, or one whose rules require our check. */
  readonly gated: boolean;
}

type Texts = Pick<PullSnapshot, "repository" | "pull" | "policy" | "defaultPolicy" | "floor">;

/** @throws AppError GITHUB_* when it cannot be told whether rules require our check. */
export async function loadPolicy(
  ref: RepositoryRef,
  texts: Texts,
  reader: Pick<GithubReader, "loadEnforcement">,
): Promise<Governing> {
  const { baseRef } = texts.pull;
  const { defaultBranch } = texts.repository;
  const own = () => underFloor(texts, texts.policy, baseRef);
  if (baseRef === defaultBranch) return { policy: own(), gated: true };
  const general = underFloor(texts, texts.defaultPolicy, defaultBranch);
  // Whether the branch is named is not known either. Nothing passes meanwhile, under the name that rules require.
  if (general.unavailable.length > 0) return { policy: general, gated: true };
  const gated = matchesAny(baseRef, general.policy.branches) || (await isRequired(ref, baseRef, reader));
  return { policy: gated ? own() : general, gated };
}

async function isRequired(
  ref: RepositoryRef,
  branch: string,
  reader: Pick<GithubReader, "loadEnforcement">,
): Promise<boolean> {
  const enforcement = await reader.loadEnforcement(ref, branch);
  if (enforcement.status === "unavailable") {
    throw new AppError("GITHUB_UNAVAILABLE", `the rules of a base branch could not be read: ${enforcement.reason}`);
  }
  return enforcement.value.required;
}

/** What would govern if the file were merged as it stands at the head. It decides nothing. */
export function loadProposedPolicy(texts: Texts, text: PolicyText): LoadedPolicy {
  return underFloor(texts, text, texts.pull.headSha);
}

function underFloor({ repository, floor }: Texts, text: PolicyText, ref: string): LoadedPolicy {
  const { owner, name } = repository;
  return composePolicy(
    { origin: { repository: `${owner}/${name}`, path: POLICY_PATH, ref }, text },
    { origin: { repository: `${owner}/.github`, path: POLICY_PATH, ref: "HEAD" }, text: floor },
    { builtInRules: RULES },
  );
}
