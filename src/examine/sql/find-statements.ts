// Finds statements that destroy data, in SQL files, in migrations and in strings of source code.
import type { RiskyStatement } from "../../core/facts/examination.js";
import type { ChangedFile } from "../../core/facts/facts.js";
import { lineIndex } from "./line-index.js";
import { readChangelog } from "./markup/changelog.js";
import { readPrismaSchema } from "./markup/prisma-schema.js";
import { type FileKind, fileKind } from "./places.js";
import { loadPostgres } from "./postgres/parse.js";
import { type PlacedRisk, unread } from "./risk.js";
import { readScript } from "./script/read-script.js";
import { readSource } from "./source/read-source.js";
import { knownParts, touchedLines } from "./touched.js";

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
    const lineOf = lineIndex(text, firstLine);
    return readText(text, kind).flatMap(({ start, end, effect, reason, text: excerpt }) => {
      const line = touched.lineWithin(lineOf(start), lineOf(Math.max(start, end - 1)));
      return line === null ? [] : [{ line, effect, text: excerpt, reason }];
    });
  });
  return capped(withoutRepeats(found));
}

/** Characters of one file that are read at all. */
const MAX_TEXT = 4_000_000;

function readText(text: string, kind: Exclude<FileKind, { readonly kind: "prisma-schema" }>): readonly PlacedRisk[] {
  if (text.length > MAX_TEXT)
    return [{ ...unread("the file is too long to be looked at"), start: 0, end: text.length, text: "" }];
  switch (kind.kind) {
    case "script":
      return readScript(text, kind.isWayBack);
    case "changelog":
      return readChangelog(text, kind.format);
    case "source":
      return readSource(text, kind);
  }
}

/** Two readings of one place may say the same. */
function withoutRepeats(statements: readonly RiskyStatement[]): readonly RiskyStatement[] {
  const byPlace = new Map(statements.map((statement) => [`${statement.line} ${statement.reason}`, statement]));
  return [...byPlace.values()].sort((a, b) => a.line - b.line);
}

function capped(statements: readonly RiskyStatement[]): readonly RiskyStatement[] {
  if (statements.length <= MAX_STATEMENTS) return statements;
  // The worst are kept, and what is left out is no better than unknown.
  const kept = WORST_FIRST.flatMap((effect) => statements.filter((statement) => statement.effect === effect)).slice(
    0,
    MAX_STATEMENTS - 1,
  );
  const last = statements.at(-1);
  const more = statements.length - kept.length;
  const rest = {
    line: last?.line ?? 1,
    effect: "unread" as const,
    text: "",
    reason: `and ${more} more statements that are not listed`,
  };
  return [...kept.sort((a, b) => a.line - b.line), rest];
}

const WORST_FIRST = ["destroys", "unread", "narrows"] as const;
