// The statements that destroy data, by name, and what a review has to answer for them.

import { destroysData } from "../classify/rules/destroys-data.js";
import type { RiskyStatement } from "../facts/examination.js";
import type { Change } from "../facts/facts.js";
import type { Finding } from "../facts/finding.js";
import type { Source } from "../facts/source.js";
import { quoteInline } from "../markdown/neutralise.js";

export interface PlacedStatement extends RiskyStatement {
  readonly path: string;
}

/** Those that classification reports, worst first: a policy that switches the rule off takes them out here too. */
export function destructiveStatements(
  findings: readonly Finding[],
  change: Source<Change>,
): readonly PlacedStatement[] {
  if (change.status !== "loaded") return [];
  const reported = new Set(findings.filter(({ rule }) => rule === destroysData.id).map(keyOf));
  if (reported.size === 0) return [];
  const all = change.value.files.flatMap(({ path, examination }) =>
    (examination?.statements ?? []).map((statement) => ({ ...statement, path })),
  );
  const shown = all.filter((statement) => reported.has(keyOf(statement)));
  return EFFECTS.flatMap((effect) => shown.filter((statement) => statement.effect === effect));
}

/** What a review is asked besides the form, as the end of a sentence; empty when there is nothing to answer for. */
export function answersForStatements(findings: readonly Finding[], change: Source<Change>): string {
  const statements = destructiveStatements(findings, change);
  const [first] = statements;
  if (first === undefined) return "";
  const place = quoteInline(`${first.path}:${first.line}`, 120);
  const example = first.text === "" ? place : `${quoteInline(first.text, 120)} in ${place}`;
  const which =
    statements.length === 1
      ? "the destructive statement"
      : `each of the ${statements.length} destructive statements, such as`;
  return `; under Risks a review answers for ${which} ${example}: is the data still needed, and how would it come back`;
}

function keyOf({ path, line, reason }: { path: string | null; line: number | null; reason: string }): string {
  return JSON.stringify([path, line, reason]);
}

const EFFECTS = ["destroys", "unread", "narrows"] as const;
