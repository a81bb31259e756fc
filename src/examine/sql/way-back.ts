// Statements that take a migration back. They are expected to drop what it made, so they count less; they are still told.
import type { PlacedRisk } from "./risk.js";

export function softenWayBack(risks: readonly PlacedRisk[], text: string, isAllBack: boolean): readonly PlacedRisk[] {
  if (risks.length === 0) return risks;
  const regions = isAllBack ? [{ start: 0, end: text.length + 1 }] : [...sections(text), ...definitions(text)];
  return risks.map((risk) => {
    if (!regions.some(({ start, end }) => risk.start >= start && risk.start < end)) return risk;
    const effect = risk.effect === "destroys" ? "narrows" : risk.effect;
    return { ...risk, effect, reason: `${risk.reason} (on the way back)` };
  });
}

/** No migration has more ways back. What is not looked at counts in full. */
const MAX_REGIONS = 200;

interface Region {
  readonly start: number;
  readonly end: number;
}

/** Comments by which goose, dbmate, sql-migrate, node-pg-migrate and Play cut a file of SQL in two. */
const SECTION =
  /^[ \t]{0,20}(?:--|#)[ \t]{0,9}-{0,3}[ \t]{0,3}!?(?:\+goose[ \t]{1,9}(up|down)|migrate:(up|down)|\+migrate[ \t]{1,9}(up|down)|(ups|downs)\b|(up|down)[ \t]{1,9}migration|rambler[ \t]{1,9}(up|down)|@(undo)\b)/gim;

function sections(text: string): readonly Region[] {
  const marks = [...text.matchAll(SECTION)].map((match) => {
    const word = match.slice(1).find((found) => found !== undefined) ?? "";
    return { at: match.index, isBack: /^(?:down|downs|undo)$/i.test(word) };
  });
  return marks.flatMap(({ at, isBack }, index) =>
    isBack ? [{ start: at, end: marks[index + 1]?.at ?? text.length + 1 }] : [],
  );
}

/** `def down`, `exports.down =`, `public function down(`, `downgrade():`, `dir.down {`, `reverse_sql=`, `<rollback>`, `rollback:`. */
const DEFINITION =
  /\b(?:def|defp|function|func|fun|fn|void|async|Task|const|exports\s*\.|dir\s*\.|public|override)\s*(?:down|Down|downgrade|safeDown|DownAsync|backwards?|rollback)\b|^[ \t]*(?:down|downgrade)\s*(?:\(|[:=])|\breverse_sql\s*=|<rollback>|^[ \t-]*rollback:/gm;

/** To the next line that stands no further in, but for the brackets of the body. */
function definitions(text: string): readonly Region[] {
  const found = [...text.matchAll(DEFINITION)].slice(0, MAX_REGIONS);
  return found.map(({ index }) => {
    const indent = indentAt(text, text.lastIndexOf("\n", index) + 1);
    let end = text.indexOf("\n", index);
    while (end >= 0 && !endsAt(text, end + 1, indent)) end = text.indexOf("\n", end + 1);
    return { start: index, end: end < 0 ? text.length + 1 : end };
  });
}

function endsAt(text: string, lineStart: number, indent: number): boolean {
  const first = text.slice(lineStart, lineStart + indent + 200).trimStart();
  if (first === "" || first.startsWith("{") || first.startsWith(")")) return false;
  // The entries of a list in YAML may stand as far in as its key.
  return indentAt(text, lineStart) <= (first.startsWith("- ") ? indent - 1 : indent);
}

function indentAt(text: string, lineStart: number): number {
  return /^[ \t]*/.exec(text.slice(lineStart, lineStart + 400))?.[0].length ?? 0;
}
