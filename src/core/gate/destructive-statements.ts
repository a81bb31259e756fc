// The statements that destroy data, by name, and what a review has to answer for them.

import { destroysData } from "../classify/rules/destroys-data.js";
import type { RiskyStatement } from "../facts/examination.js";
import type { Change } from "../facts/facts.js";
import type { Finding } from "../facts/finding.js";
import type { Source } from "../facts/source.js";
import { type Hostile, hostile, line } from "../ground/hostile.js";
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

/** What a review has to answer for; null: nothing. */
export type Destruction = {
  readonly count: number;
  readonly first: { readonly path: Hostile; readonly line: number; readonly text: Hostile };
} | null;

export function destructionOf(findings: readonly Finding[], change: Source<Change>): Destruction {
  const statements = destructiveStatements(findings, change);
  const [first] = statements;
  if (first === undefined) return null;
  const { path, line, text } = first;
  return { count: statements.length, first: { path: hostile(path), line, text: hostile(text) } };
}

/** As the end of a sentence. */
export function sayAnswersFor(destruction: Destruction): string {
  if (destruction === null) return "";
  const { count, first } = destruction;
  const place = quoteInline(`${first.path}:${first.line}`, 120);
  const example = first.text === "" ? place : line`${quoteInline(first.text, 120)} in ${place}`;
  const which = count === 1 ? "the destructive statement" : line`each of the ${count} destructive statements, such as`;
  return line`; under Risks a review answers for ${which} ${example}: is the data still needed, and how would it come back`;
}

function keyOf({ path, line, reason }: { path: string | null; line: number | null; reason: string }): string {
  return JSON.stringify([path, line, reason]);
}

const EFFECTS = ["destroys", "unread", "narrows"] as const;
