// What the review page shows one person, from the default world of the builders.

import type { ChangedFile } from "../../../src/core/facts/facts.js";
import type { Finding } from "../../../src/core/facts/finding.js";
import { loaded } from "../../../src/core/facts/source.js";
import type { DeskView } from "../../../src/ports.js";
import { aDecision } from "../../support/assessments.js";
import { aChange, aClassification, aFacts, aFile, aGateInput, aHunk } from "../../support/build.js";

export interface ViewGiven extends Partial<DeskView> {
  readonly files?: readonly ChangedFile[];
  readonly findings?: readonly Finding[];
}

/** Nothing to be done about a high-stakes change that robin may review. */
export function aDeskView({ files = [aFile()], findings = [], ...override }: ViewGiven = {}): DeskView {
  return {
    input: aGateInput({
      classification: aClassification({ tier: "high-stakes", findings }),
      facts: aFacts({ change: loaded(aChange({ files })) }),
    }),
    decision: aDecision({ tier: "high-stakes", findings }),
    title: "Count quantities in the cart total",
    standing: { kind: "may-start", mode: "sealed", sealed: false },
    seat: 1,
    elevated: false,
    ...override,
  };
}

export function aFinding(override: Partial<Finding> = {}): Finding {
  return {
    rule: "touches-payments",
    tier: "high-stakes",
    path: "src/cart/total.ts",
    line: null,
    side: "new",
    reason: "changes what people pay",
    ...override,
  };
}

/** A file whose hunk holds these lines, each with its sign, from line 1 on. */
export function aFileOf(path: string, ...lines: readonly string[]): ChangedFile {
  return aFile({ path, content: { kind: "hunks", hunks: [aHunk({ old: 1, new: 1 }, lines)] } });
}
