// The policy that a local classification works with: a file that the caller names, the file at the base, or the defaults.
// Never the file at the head: a change does not choose its own policy.

import { RULES } from "../../core/classify/rules/index.js";
import { composePolicy } from "../../core/policy/compose-policy.js";
import { type LoadedPolicy, POLICY_PATH, type PolicyFile, type PolicyText } from "../../core/policy/schema.js";
import { readFileAt } from "../../git/read-range.js";
import { UsageError } from "./io.js";
import { readText } from "./read-files.js";

export interface PolicySource {
  readonly directory: string;
  /** `--policy`. */
  readonly file: string | undefined;
  /** The repository and the base's commit; null without a repository. */
  readonly base: { readonly repository: string; readonly sha: string } | null;
}

/** @throws UsageError for a file that is missing or no valid policy */
export async function loadLocalPolicy({ directory, file, base }: PolicySource): Promise<LoadedPolicy> {
  const text = await readPolicyText({ directory, file, base });
  const loaded = composePolicy(policyFile(text, file ?? POLICY_PATH), policyFile({ status: "absent" }, POLICY_PATH), {
    builtInRules: RULES,
  });
  if (loaded.problems.length > 0) {
    const list = loaded.problems.map(
      ({ origin, line, column, message }) => `${origin.path}:${line}:${column} ${message}`,
    );
    throw new UsageError(`the policy file is not valid\n${list.join("\n")}`);
  }
  return loaded;
}

async function readPolicyText({ directory, file, base }: PolicySource): Promise<PolicyText> {
  if (file !== undefined) return { status: "found", text: await readText(directory, file, "policy"), oid: "" };
  const text = base === null ? null : await readFileAt(base.repository, base.sha, POLICY_PATH);
  return text === null ? { status: "absent" } : { status: "found", text, oid: "" };
}

function policyFile(text: PolicyText, path: string): PolicyFile {
  return { origin: { repository: "local", path, ref: "base" }, text };
}
