// `countersign policy explain PATH…`: which tier a change of a path has by the path alone, which rule or list says so, and how
// an edit could be proved harmless.
import { createColors } from "picocolors";
import { explainPath, explainProvedPath } from "../../core/classify/explain-path.js";
import type { Finding } from "../../core/facts/finding.js";
import { highestTier, type Tier } from "../../core/ground/tier.js";
import type { Policy } from "../../core/policy/schema.js";
import { printable } from "./code-frame.js";
import { howProved } from "./how-proved.js";
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
  /** By which proofs an edit can turn out harmless. */
  readonly proofs: readonly string[];
  /** What the place asks for even then. */
  readonly proved: { readonly tier: Tier; readonly findings: readonly Finding[] };
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
  const explained = await Promise.all(paths.map((path) => explain(path, policy)));
  const stdout = options.json
    ? `${JSON.stringify(explained.map(asJson), null, 2)}\n`
    : `${explained.map((one) => asText(one, options.colour ?? false)).join("\n\n")}\n`;
  return { exitCode: 0, stdout, stderr: "" };
}

async function explain(path: string, policy: Policy): Promise<Explained> {
  const findings = explainPath(path, policy);
  const proved = explainProvedPath(path, policy);
  return {
    path,
    tier: tierOf(findings),
    findings,
    proofs: await howProved(path),
    proved: { tier: tierOf(proved), findings: proved },
  };
}

/** A path that nothing speaks about is behavior-changing: format-safe has to be shown. */
function tierOf([first, ...others]: readonly Finding[]): Tier {
  return others.reduce<Tier>((highest, { tier }) => highestTier(highest, tier), first?.tier ?? "behavior-changing");
}

function asText(explained: Explained, colour: boolean): string {
  const { path, tier, findings } = explained;
  const colours = createColors(colour);
  const widest = Math.max(0, ...findings.map(({ rule }) => rule.length));
  const reasons = findings.map(
    (finding) => `  ${finding.rule.padEnd(widest)}  ${finding.tier.padEnd(17)}  ${printable(finding.reason)}`,
  );
  const ground = findings.length === 0 ? ["  no rule and no list names this path"] : reasons;
  return [`${colours.bold(printable(path))}: ${tier}`, ...ground, ...proofLines(explained).map(colours.dim)].join("\n");
}

function proofLines({ tier, proofs, proved }: Explained): readonly string[] {
  if (tier === "format-safe") return [];
  if (proofs.length === 0)
    return ["  nothing here compares two versions of such a file, so no edit of it is proved harmless"];
  const [first, ...others] = proofs;
  const ways = [`  an edit is proved harmless when ${first}`, ...others.map((way) => `  or when ${way}`)];
  if (proved.tier === "format-safe") return ways;
  const place = [...new Set(proved.findings.filter((one) => one.tier === proved.tier).map(({ rule }) => rule))];
  return [...ways, `  but even then it stays ${proved.tier} by its place (${place.join(", ")})`];
}

function asJson({ path, tier, findings, proofs, proved }: Explained): object {
  return {
    path,
    tier,
    findings: findings.map(finding),
    proofs,
    proved: { tier: proved.tier, findings: proved.findings.map(finding) },
  };
}

function finding({ rule, tier, reason }: Finding): object {
  return { rule, tier, reason };
}
