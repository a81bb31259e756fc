// The policy that governs a pull request: the repository's file over the organisation's floor. What the floor writes binds; a
// setting below it is reported and not applied. A file that is invalid or unreadable leaves the strictest policy that is known.
import { canonicalJson, sha256 } from "../ground/canonical.js";
import type { BuiltInRule } from "./cross-check.js";
import { layer } from "./layer.js";
import { readPolicy, type WrittenPolicy } from "./parse.js";
import { type LoadedPolicy, Policy, type PolicyFile, type PolicyProblem } from "./schema.js";

interface ComposeOptions {
  /** Rules that `tiers.rules` may name. Absent: any id, each as if it were high-stakes by itself. */
  readonly builtInRules?: readonly BuiltInRule[];
}

export function composePolicy(repository: PolicyFile, floor: PolicyFile, options: ComposeOptions = {}): LoadedPolicy {
  const own = read(repository, options);
  const bound = read(floor, options);
  const [mine, theirs] = [own.written, bound.written];
  const isBound = mine !== null && theirs !== null;
  const layered = isBound ? layer({ repository: mine, floor: theirs }, options.builtInRules) : null;
  const chosen = layered?.policy ?? mine?.policy ?? theirs?.policy ?? DEFAULT_POLICY;
  const problems = [...bound.problems, ...own.problems, ...(layered?.conflicts ?? [])];
  const unavailable = [...bound.unavailable, ...own.unavailable];
  const policy = problems.length + unavailable.length === 0 ? chosen : enforced(chosen);
  return {
    policy,
    hash: hashOf(policy),
    problems,
    relaxations: layered?.relaxations ?? [],
    unavailable,
    origins: [floor, repository].filter(({ text }) => isThere(text)).map(({ origin }) => origin),
  };
}

/** `sha256:` and the hex of the canonical JSON: equal for equal policies, however their files are written. */
export function hashOf(policy: Policy): string {
  return `sha256:${sha256(canonicalJson(policy))}`;
}

function isThere({ status }: PolicyFile["text"]): boolean {
  return status === "found" || status === "broken";
}

interface ReadFile {
  /** Null: absent, invalid or unreadable. */
  readonly written: WrittenPolicy | null;
  readonly problems: readonly PolicyProblem[];
  readonly unavailable: readonly string[];
}

function read({ origin, text }: PolicyFile, { builtInRules }: ComposeOptions): ReadFile {
  switch (text.status) {
    case "absent":
      return { written: null, problems: [], unavailable: [] };
    case "unavailable":
      return { written: null, problems: [], unavailable: [`${origin.repository}: ${text.reason}`] };
    case "broken": {
      const problem = { origin, key: "", line: 1, column: 1, message: text.message };
      return { written: null, problems: [problem], unavailable: [] };
    }
    case "found": {
      const parsed = readPolicy(text.text, origin, { builtInRules });
      if (!parsed.ok) return { written: null, problems: parsed.error, unavailable: [] };
      return { written: parsed.value, problems: [], unavailable: [] };
    }
  }
}

/** INVARIANT: a policy that is not fully known never lets a change pass by `mode: observe`; the missing part may say otherwise. */
function enforced(policy: Policy): Policy {
  return { ...policy, mode: "enforce" };
}

export const DEFAULT_POLICY: Policy = Policy.parse({});
