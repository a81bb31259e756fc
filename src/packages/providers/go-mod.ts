// The two statements of a go.mod about the module itself: `// Deprecated:` and `retract`.
import semver from "semver";

export interface GoModStatements {
  readonly deprecated: string | null;
  /** From and to, both included. */
  readonly retracted: readonly (readonly [string, string])[];
}

export function readGoMod(text: string): GoModStatements {
  let deprecated: string | null = null;
  let comment: string | null = null;
  let isInBlock = false;
  const retracted: (readonly [string, string])[] = [];
  for (const line of text
    .slice(0, 500_000)
    .split("\n")
    .map((each) => each.trim())) {
    const said =
      /^\/\/\s*Deprecated:\s*(.+)$/.exec(line)?.[1] ?? /^module\s.*\/\/\s*Deprecated:\s*(.+)$/.exec(line)?.[1];
    if (said !== undefined) comment = said.slice(0, 300);
    if (line.startsWith("module ")) deprecated = comment;
    if (!line.startsWith("//") && !line.startsWith("module ")) comment = null;
    if (/^retract\s*\(/.test(line)) isInBlock = true;
    else if (line.startsWith(")")) isInBlock = false;
    else if (isInBlock || line.startsWith("retract ")) retracted.push(...readRetraction(line));
  }
  return { deprecated, retracted };
}

export function isRetracted(version: string, retracted: GoModStatements["retracted"]): boolean {
  return retracted.some(([from, to]) => semver.gte(version, from) && semver.lte(version, to));
}

function readRetraction(line: string): readonly (readonly [string, string])[] {
  const versions = (line.split("//")[0] ?? "").match(/v\d[\w.+-]*/g) ?? [];
  const [from, to = from] = versions.filter((version) => semver.valid(version) !== null);
  return from === undefined || to === undefined ? [] : [[from, to]];
}
