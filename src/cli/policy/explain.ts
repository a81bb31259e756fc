// `countersign policy explain PATH…`: which tier a change of a path has by the path alone, and which rule or list says so.
import { createColors } from "picocolors";
import { explainPath } from "../../core/classify/explain-path.js";
import type { Finding } from "../../core/classify/finding.js";
import type { Policy } from "../../core/policy/schema.js";
import { highestTier, type Tier } from "../../core/tier.js";
import { printable } from "./code-frame.js";
import { readPolicyFile } from "./read-policy-file.js";
import { type CommandResult, failed } from "./result.js";

export interface ExplainOptions {
  /** Where the policy file is looked for. */
  readonly directory: string;
  /** From the top of the repository; they need not exist. */
  readonly paths: readonly string[];
  /** Absent: `.github/countersign.yml`, or the defaults when there is none. */
  readonly policy?: string;
  readonly json?: boolean;
  readonly colour?: boolean;
}

interface Explained {
  readonly path: string;
  readonly tier: Tier;
  readonly findings: readonly Finding[];
}

/** Exit code 0; 2 when the policy is invalid or a path is not one of a repository. */
export async function policyExplain(options: ExplainOptions): Promise<CommandResult> {
  if (options.paths.length === 0)
    return failed("expected a path, for example: countersign policy explain src/auth/login.ts");
  const paths = options.paths.map((path) => path.replace(/^(\.\/+)+/, ""));
  const outside = paths.find((path) => path === "" || path.startsWith("/") || path.split("/").includes(".."));
  if (outside !== undefined) {
    return failed(
      `expected a path from the top of the repository such as src/auth/login.ts, received \`${printable(outside)}\``,
    );
  }
  const read = await readPolicyFile(options.directory, options.policy);
  if (!read.ok) return failed(printable(read.error));
  const { policy, problems } = read.value.loaded;
  const [first] = problems;
  if (first !== undefined) {
    const place = `${printable(read.value.path)}:${first.line}:${first.column}`;
    return failed(`${place} ${printable(first.message)}\nfor all problems: countersign policy check`);
  }
  const explained = paths.map((path) => explain(path, policy));
  const stdout = options.json
    ? `${JSON.stringify(explained.map(asJson), null, 2)}\n`
    : `${explained.map((one) => asText(one, options.colour ?? false)).join("\n\n")}\n`;
  return { exitCode: 0, stdout, stderr: "" };
}

function explain(path: string, policy: Policy): Explained {
  const findings = explainPath(path, policy);
  // A path that nothing speaks about is behavior-changing: format-safe has to be shown.
  const [first, ...others] = findings;
  const tier = others.reduce(
    (highest, finding) => highestTier(highest, finding.tier),
    first?.tier ?? "behavior-changing",
  );
  return { path, tier, findings };
}

function asText({ path, tier, findings }: Explained, colour: boolean): string {
  const colours = createColors(colour);
  const widest = Math.max(0, ...findings.map(({ rule }) => rule.length));
  const reasons = findings.map(
    (finding) => `  ${finding.rule.padEnd(widest)}  ${finding.tier.padEnd(17)}  ${printable(finding.reason)}`,
  );
  const ground = findings.length === 0 ? ["  no rule and no list names this path"] : reasons;
  return [`${colours.bold(printable(path))}: ${tier}`, ...ground].join("\n");
}

function asJson({ path, tier, findings }: Explained): object {
  return { path, tier, findings: findings.map(({ rule, tier: ofRule, reason }) => ({ rule, tier: ofRule, reason })) };
}
