// Finds statements that destroy data, in SQL files, in migrations and in source code.
import type { RiskyStatement } from "../../core/facts/examination.js";
import type { ChangedFile, Hunk } from "../../core/facts/facts.js";
import { linesOf } from "../syntax/line-table.js";
import { findCalls } from "./find-calls.js";
import { statementsIn } from "./find-in-text.js";
import { type FileKind, fileKind } from "./places.js";
import { loadPostgres } from "./postgres/parse-postgres.js";
import { readPrismaSchema } from "./prisma-schema.js";
import { readScript } from "./read-script.js";
import { excerptOf, type PlacedRisk, unread } from "./risk.js";

/** Findings of one file; more are only counted. */
const MAX_STATEMENTS = 100;

/** On added lines only. `after`: the file's whole new text; null when it was not read, and then only the added lines are judged. */
export async function findStatements(file: ChangedFile, after: string | null): Promise<readonly RiskyStatement[]> {
  const kind = fileKind(file.path);
  if (kind === null || file.content.kind !== "hunks" || file.after === null) return [];
  if (kind.kind === "prisma-schema") return readPrismaSchema(file.content.hunks).slice(0, MAX_STATEMENTS);
  await loadPostgres();
  const touched = touchedLines(file);
  const found = knownParts(file, after).flatMap(({ text, firstLine }): RiskyStatement[] => {
    const lines = linesOf(text);
    const lineOf = (offset: number) => firstLine + lines.lineOf(offset) - 1;
    return readText(text, kind).flatMap(({ start, end, effect, reason }) => {
      const line = touched.lineWithin(lineOf(start), lineOf(Math.max(start, end - 1)));
      return line === null ? [] : [{ line, effect, text: excerptOf(text.slice(start, end)), reason }];
    });
  });
  return capped(withoutRepeats(found));
}

/** Characters of one file that are read at all. */
const MAX_TEXT = 4_000_000;

function readText(text: string, kind: Exclude<FileKind, { readonly kind: "prisma-schema" }>): readonly PlacedRisk[] {
  if (text.length > MAX_TEXT)
    return [{ ...unread("the file is too long to be looked at"), start: 0, end: text.length }];
  if (kind.kind === "script") return softenWayBack(readScript(text), text, kind.isWayBack);
  const source = text.replaceAll("\0", " ");
  const joined = source.replace(JOINED, (between) => between.replace(/[^\n]/g, " "));
  const risks = [...statementsIn(source, "code", { plain: joined }), ...findCalls(source, kind.isMigration)];
  return kind.isMigration ? softenWayBack(risks, source, false) : risks;
}

/** `"DROP " + "TABLE a"` is one text. */
const JOINED = /(["'`])\s*[+.&\\]?\s*\1/g;

/** Two readings of one place may say the same. */
function withoutRepeats(statements: readonly RiskyStatement[]): readonly RiskyStatement[] {
  const byPlace = new Map(statements.map((statement) => [`${statement.line} ${statement.reason}`, statement]));
  return [...byPlace.values()].sort((a, b) => a.line - b.line);
}

function capped(statements: readonly RiskyStatement[]): readonly RiskyStatement[] {
  if (statements.length <= MAX_STATEMENTS) return statements;
  // The worst are kept, and what is left out is no better than unknown.
  const worst = WORST_FIRST.flatMap((effect) => statements.filter((statement) => statement.effect === effect));
  const kept = worst.slice(0, MAX_STATEMENTS - 1).sort((a, b) => a.line - b.line);
  const reason = `and ${statements.length - kept.length} more statements that are not listed`;
  return [...kept, { line: statements.at(-1)?.line ?? 1, effect: "unread", text: "", reason }];
}

const WORST_FIRST = ["destroys", "unread", "narrows"] as const;

interface Touched {
  /** The line to report for a part of the file, or null when the change does not touch it. Lines are 1-based, `last` inclusive. */
  lineWithin(first: number, last: number): number | null;
}

/**
 * Added lines, and places where lines were taken out of the middle of something: a condition that is gone leaves no line behind.
 */
function touchedLines({ content }: ChangedFile): Touched {
  const added: number[] = [];
  /** Lines were removed between this line and the one before. */
  const gaps: number[] = [];
  for (const hunk of content.kind === "hunks" ? content.hunks : []) {
    let next = hunk.newStart;
    for (const { kind, newLine } of hunk.lines) {
      if (kind === "removed") {
        if (gaps.at(-1) !== next) gaps.push(next);
        continue;
      }
      next = (newLine ?? next) + 1;
      if (kind === "added" && newLine !== null) added.push(newLine);
    }
  }
  return {
    lineWithin(first, last) {
      const line = firstFrom(added, first);
      const gap = firstFrom(gaps, first + 1);
      const touched = [line, gap].filter((found) => found !== null && found <= last).map(Number);
      return touched.length === 0 ? null : Math.min(...touched);
    },
  };
}

/** The first of these ascending numbers that is not below `least`. */
function firstFrom(numbers: readonly number[], least: number): number | null {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return numbers[low] ?? null;
}

/** A part of the new file that is known: its text and the line that it begins on. */
interface Known {
  readonly text: string;
  readonly firstLine: number;
}

/** The whole text where it was read, else what each hunk shows of the new side. */
function knownParts({ content }: ChangedFile, after: string | null): readonly Known[] {
  if (after !== null) return [{ text: after.replace(/\r\n/g, "\n").replace(/\r/g, " "), firstLine: 1 }];
  return content.kind === "hunks" ? content.hunks.map(newSide) : [];
}

function newSide({ newStart, lines }: Hunk): Known {
  const kept = lines.filter(({ kind }) => kind !== "removed");
  return {
    text: kept.map(({ text }) => text.replace(/\r$/, "").replace(/\r/g, " ")).join("\n"),
    firstLine: kept[0]?.newLine ?? newStart,
  };
}

function softenWayBack(risks: readonly PlacedRisk[], text: string, isAllBack: boolean): readonly PlacedRisk[] {
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
