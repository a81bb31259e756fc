// In which order a reviewer is shown the files. Whatever comes last is read least: of two groups of reviewers, the one that had the
// defective file last found its defect with 64 % lower odds (Fregnan et al., ESEC/FSE 2022). So what is risky comes first, and the
// second reviewer reads in another order than the first.

import type { ChangedFile } from "../facts/facts.js";
import type { Finding } from "../facts/finding.js";
import { TIERS } from "../ground/tier.js";
import { compareText } from "../ground/words.js";

export interface ReadingGroup {
  /** True: a rule asks for more than a look at these. */
  readonly risky: boolean;
  readonly files: readonly ChangedFile[];
}

/** `seat`: 1 or 2 on a panel; 1 elsewhere. The groups keep their order; a second reviewer reads each from its other end. */
export function readingOrder(
  files: readonly ChangedFile[],
  findings: readonly Finding[],
  seat: 1 | 2,
): readonly ReadingGroup[] {
  const weight = new Map(files.map((file) => [file.path, weigh(file, findings)]));
  const sorted = [...files].sort(
    (a, b) => compareWeights(weight.get(b.path), weight.get(a.path)) || compareText(a.path, b.path),
  );
  const isRisky = ({ path }: ChangedFile) => (weight.get(path)?.tier ?? 0) >= TIERS.indexOf("high-stakes");
  const groups = [
    { risky: true, files: sorted.filter(isRisky) },
    { risky: false, files: sorted.filter((file) => !isRisky(file)) },
  ];
  const shown = groups.filter((group) => group.files.length > 0);
  if (seat === 1) return shown;
  const turned = shown.map((group) => ({ ...group, files: [...group.files].reverse() }));
  // One file in each group: the only other order is the other way round.
  return shown.every((group) => group.files.length === 1) ? turned.reverse() : turned;
}

interface Weight {
  /** Index in TIERS of the file's highest finding. */
  readonly tier: number;
  /** How many findings it has of that tier. */
  readonly count: number;
}

function weigh({ path, previousPath }: ChangedFile, findings: readonly Finding[]): Weight {
  const own = findings.filter(
    (finding) => finding.path === path || (previousPath !== null && finding.path === previousPath),
  );
  const tier = Math.max(0, ...own.map((finding) => TIERS.indexOf(finding.tier)));
  return { tier, count: own.filter((finding) => TIERS.indexOf(finding.tier) === tier).length };
}

function compareWeights(a: Weight | undefined, b: Weight | undefined): number {
  return (a?.tier ?? 0) - (b?.tier ?? 0) || (a?.count ?? 0) - (b?.count ?? 0);
}
