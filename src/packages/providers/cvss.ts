// The severity behind a CVSS 3 vector, by the formula of its specification. Databases often give the vector alone.
import type { Vulnerability } from "../../core/facts/package-facts.js";

const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};
/** Rights that the attacker needs; they weigh less where the scope changes. */
const RIGHTS: Readonly<Record<string, readonly [number, number]>> = {
  N: [0.85, 0.85],
  L: [0.62, 0.68],
  H: [0.27, 0.5],
};

/** `unknown` for anything but a complete vector of version 3. */
export function cvssSeverity(vector: string): Vulnerability["severity"] {
  const metrics = new Map(
    vector
      .slice(0, 200)
      .split("/")
      .map((part) => part.split(":", 2) as [string, string]),
  );
  const weight = (metric: string) => WEIGHTS[metric]?.[metrics.get(metric) ?? ""] ?? Number.NaN;
  const scopeChanges = metrics.get("S") === "C";
  const rights = RIGHTS[metrics.get("PR") ?? ""]?.[scopeChanges ? 1 : 0] ?? Number.NaN;
  const impactBase = 1 - (1 - weight("C")) * (1 - weight("I")) * (1 - weight("A"));
  const impact = scopeChanges ? 7.52 * (impactBase - 0.029) - 3.25 * (impactBase - 0.02) ** 15 : 6.42 * impactBase;
  const exploitability = 8.22 * weight("AV") * weight("AC") * rights * weight("UI");
  const score = impact <= 0 ? 0 : Math.min((scopeChanges ? 1.08 : 1) * (impact + exploitability), 10);
  if (!vector.startsWith("CVSS:3") || Number.isNaN(score + exploitability)) return "unknown";
  const rounded = Math.ceil(score * 10 - 1e-9) / 10;
  if (rounded >= 9) return "critical";
  if (rounded >= 7) return "high";
  return rounded >= 4 ? "moderate" : "low";
}
